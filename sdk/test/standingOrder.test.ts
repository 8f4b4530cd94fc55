import { expect } from "chai";
import { type Address, ContractFunctionRevertedError, encodeErrorResult, type Hex, zeroHash } from "viem";
import { standingOrderAbi } from "../src/abi/standingOrder.ts";
import {
  type Agreement,
  agreementOf,
  approvalCall,
  approvalForStandingOrder,
  callsOf,
  type Deployment,
  explain,
  fillOf,
  greatest,
  instalments,
  isStandingOrderFor,
  judgeStandingOrder,
  judgeStandingOrders,
  type LoanEntry,
  loanId,
  NotDeployedError,
  openingBalance,
  parseStandingOrder,
  proposalTypedData,
  readBook,
  readStandingOrderFacts,
  Schedule,
  type StandingOrder,
  type StandingOrderFacts,
  type StandingOrderLetter,
  settle,
  standingOrderCallsOf,
  standingOrderId,
  standingOrderJson,
  standingOrderTypedData,
  suggestStandingOrder,
} from "../src/index.ts";
import { type Contract, startChain } from "./chain.ts";
import { agreement, alone, borrower, DAY, failing, lender, request, START, stranger, terms, untouched } from "./support.ts";

const thirds = { schedule: Schedule.Linear, instalments: 3n, durationSeconds: 90n * DAY, principal: 1_200_000n } as const;
const agreed = agreement({ ...thirds, aprBps: 0n });
const entry: LoanEntry = {
  id: `0x${"5a".repeat(32)}`,
  agreement: agreed,
  lender,
  status: "open",
  loan: untouched,
  isBroken: false,
  successor: undefined,
  predecessor: undefined,
  events: [],
};
const order: StandingOrder = {
  payer: borrower,
  loan: entry.id,
  maxPerDate: 450_000n,
  maxTotal: 1_300_000n,
  tip: 1_000n,
  expiry: START + 120n * DAY,
};
const letter: StandingOrderLetter = { chainId: 31_337, address: stranger, order, signature: `0x${"5a".repeat(65)}` };
const facts: StandingOrderFacts = {
  isSigned: true,
  lastDate: 0,
  isCancelled: false,
  spent: 0n,
  balance: 5_000_000n,
  allowance: 5_000_000n,
};
const day = (n: bigint) => START + n * DAY;

describe("standing orders", () => {
  it("default: one comes back from a file as it was, and holds for the contract that its deployment names", () => {
    expect(parseStandingOrder(standingOrderJson(letter))).to.deep.equal(letter);
    const deployment: Deployment = { ...alone, chainId: 31_337, address: lender, block: 1n, standingOrders: stranger };
    expect(isStandingOrderFor(deployment, letter)).to.equal(true);
    expect(isStandingOrderFor({ ...deployment, chainId: 1 }, letter)).to.equal(false);
    expect(isStandingOrderFor({ ...deployment, standingOrders: null }, letter)).to.equal(false);
    expect(isStandingOrderFor({ ...deployment, standingOrders: lender }, letter)).to.equal(false);
  });

  it("error: a file that holds something else", () => {
    const json = JSON.parse(standingOrderJson(letter));
    for (const [field, value] of [
      ["signature", "0x1"],
      ["chainId", "1"],
      ["order", { ...json.order, tip: "-1" }],
      ["order", { ...json.order, payer: "me" }],
      ["note", "hello"],
    ] as const) {
      expect(failing(() => parseStandingOrder(JSON.stringify({ ...json, [field]: value }))).path).to.include(field);
    }
  });

  it("default: waiting until a due date, then due, for what makes the loan current", () => {
    const waiting = judgeStandingOrder(order, entry, facts, day(30n) - 1n);
    expect(waiting.status === "waiting" && waiting.next?.dueAt).to.equal(day(30n));
    expect(judgeStandingOrder(order, entry, facts, day(30n))).to.deep.equal({ status: "due", date: 1, amount: 400_000n });
  });

  it("behavior: what blocks it, and what ends it", () => {
    const judge = (changes: Partial<StandingOrderFacts> = {}, of: Partial<StandingOrder> = {}, now = day(30n), loan?: LoanEntry) => {
      const verdict = judgeStandingOrder({ ...order, ...of }, loan ?? entry, { ...facts, ...changes }, now);
      return "because" in verdict ? verdict.because : verdict.status;
    };
    expect(judge({ lastDate: 1 })).to.equal("datePaid");
    expect(judge({}, { maxPerDate: 401_000n })).to.equal("due");
    expect(judge({}, { maxPerDate: 400_999n })).to.equal("dateCap");
    expect(judge({ spent: 899_000n })).to.equal("due");
    expect(judge({ spent: 899_001n })).to.equal("totalCap");
    expect(judge({ balance: 400_999n })).to.equal("balance");
    expect(judge({ allowance: 400_999n })).to.equal("allowance");
    expect(judge({ isSigned: false })).to.equal("badSignature");
    expect(judge({ isCancelled: true })).to.equal("cancelled");
    expect(judge({}, { expiry: day(30n) })).to.equal("due");
    expect(judge({}, { expiry: day(30n) - 1n })).to.equal("expired");
    expect(judge({}, {}, day(30n), { ...entry, status: "repaid", loan: undefined })).to.equal("loanClosed");
    expect(judge({}, { loan: zeroHash }), "another loan").to.equal("loanClosed");
    expect(judgeStandingOrder(order, undefined, facts, day(30n))).to.deep.equal({ status: "dead", because: "loanClosed" });

    const auctioned = {
      ...entry,
      agreement: agreement({ ...thirds, aprBps: 0n, auctionSeconds: DAY }),
      loan: { ...untouched, inAuction: true, principal: 1_200_000n, accruedAt: day(34n) },
    };
    expect(judge({}, {}, day(35n), auctioned)).to.equal("inAuction");
    expect(judge({}, { maxPerDate: 1_300_000n }, day(90n), auctioned), "the whole debt").to.equal("due");
  });

  it("behavior: the bounds that are suggested suffice for every payment at the end of its grace, and hardly for more", () => {
    for (const schedule of [Schedule.Linear, Schedule.Annuity, Schedule.InterestOnly]) {
      const on = terms({ ...thirds, schedule, aprBps: 2_000n, flatBps: 100n });
      const bounds = suggestStandingOrder(borrower, entry.id, on, untouched, { tip: 1_000n, now: START });
      let [balance, spent] = [openingBalance(on, START), 0n];
      for (const k of [1n, 2n, 3n]) {
        const now = day(30n * k) + on.graceSeconds;
        const its = {
          ...entry,
          agreement: { ...agreed, terms: on },
          loan: { ...untouched, ...balance, accruedAt: k === 1n ? 0n : balance.since },
        };
        const verdict = judgeStandingOrder(bounds, its, { ...facts, spent, lastDate: Number(k) - 1 }, now);
        expect(verdict.status, `date ${k}`).to.equal("due");
        if (verdict.status !== "due") return;
        const paid = settle(on, balance, verdict.amount, now);
        [balance, spent] = [paid.balance, spent + paid.paid + bounds.tip];
      }
      expect(balance.principal, "repaid").to.equal(0n);
      expect(bounds.maxTotal - spent < 5_000n, "hardly more").to.equal(true);
      const largest = instalments(on, START).reduce((most, it) => greatest(most, it.payment), 0n);
      expect(bounds.maxPerDate - largest < 5_000n, "of one date").to.equal(true);
    }
  });

  it("behavior: bounds for a loan that is behind already cover its arrears", () => {
    const bounds = suggestStandingOrder(borrower, entry.id, agreed.terms, untouched, { tip: 0n, now: day(65n) });
    expect(bounds).to.deep.include({ maxPerDate: 800_001n, maxTotal: 1_200_003n, expiry: day(93n) });
    expect(approvalForStandingOrder(bounds, { credit: agreed.terms.credit, standingOrders: stranger, spent: 3n })).to.deep.equal({
      kind: "ERC20",
      token: agreed.terms.credit,
      spender: stranger,
      id: 0n,
      amount: 1_200_000n,
    });
  });

  it("behavior: its errors are told in words", () => {
    const samples: Record<string, unknown> = { address: lender, uint256: 1n, bytes32: zeroHash };
    for (const it of standingOrderAbi) {
      if (it.type !== "error" || /StringTooLong|ShortString/.test(it.name)) continue;
      const data = encodeErrorResult({ abi: [it], args: it.inputs.map(({ type }) => samples[type]) } as never);
      const { error, message } = explain(new ContractFunctionRevertedError({ abi: standingOrderAbi, data, functionName: "execute" }));
      expect(error).to.equal(it.name);
      expect(message, it.name).to.not.match(/^Refused|undefined/);
    }
  });

  describe("on a chain", function () {
    this.timeout(60_000);
    let chain: Awaited<ReturnType<typeof startChain>>;
    let deployment: Deployment;
    let token: Contract;
    let standingOrders: Address;
    let [debtor, creditor, executor] = [] as unknown as [Address, Address, Address];
    let its: Agreement;
    let signed: StandingOrderLetter;
    let openedAt: bigint;

    const tell = (functionName: string, args: readonly unknown[], from: Address) => chain.send(from, { ...token, functionName, args });
    const sign = async (of: StandingOrder): Promise<StandingOrderLetter> => {
      const where = { chainId: deployment.chainId, address: standingOrders };
      const signature = await chain.client.signTypedData({ account: of.payer, ...standingOrderTypedData(where, of) });
      return { ...where, order: of, signature };
    };
    const judged = async (of = signed) => {
      const [it] = await judgeStandingOrders(chain.client, await readBook(chain.client, deployment), [of]);
      return it?.verdict;
    };
    const passTo = async (time: bigint) => {
      await chain.client.setNextBlockTimestamp({ timestamp: time });
      await chain.client.mine({ blocks: 1 });
    };

    before(async () => {
      chain = await startChain();
      [debtor, creditor, executor] = chain.accounts.slice(0, 3) as [Address, Address, Address];
      const core = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
      standingOrders = (await chain.deploy("StandingOrder", [core.address])).address;
      deployment = { ...alone, chainId: 31_337, address: core.address, block: core.block, standingOrders };
      token = await chain.deploy("MockERC20", ["CREDIT", 6]);
      for (const who of [debtor, creditor]) await tell("mint", [who, 5_000_000n], who);
      await tell("approve", [core.address, 5_000_000n], creditor);
      const { timestamp } = await chain.client.getBlock();
      const on = terms({ ...thirds, credit: token.address, collateral: [] });
      const asked = request({ maker: debtor, terms: on, expiry: timestamp + DAY });
      const signature: Hex = await chain.client.signTypedData({ account: debtor, ...proposalTypedData(deployment, asked) });
      await chain.send(creditor, callsOf(core.address).accept(asked, fillOf(asked), signature));
      its = agreementOf(deployment, asked, fillOf(asked), creditor, 0n);
      const id = loanId(deployment, its);
      const loan = (await readBook(chain.client, deployment)).loans.get(id)?.loan;
      if (loan === undefined) throw new Error("The loan is not open.");
      openedAt = loan.openedAt;
      signed = await sign(suggestStandingOrder(debtor, id, on, loan, { tip: 100n, now: openedAt }));
    });
    after(() => chain?.stop());

    it("default: what was suggested, signed and approved is executed on each date, until the loan is repaid", async () => {
      const calls = standingOrderCallsOf(standingOrders);
      expect((await judged())?.status, "before").to.equal("waiting");
      await passTo(openedAt + 30n * DAY);
      expect(await judged(), "not approved").to.deep.include({ status: "blocked", because: "allowance" });
      const approval = approvalForStandingOrder(signed.order, { credit: token.address, standingOrders });
      await chain.send(debtor, approvalCall(approval));
      for (const k of [1n, 2n, 3n]) {
        await passTo(openedAt + 30n * DAY * k + DAY);
        expect(await judged(), `date ${k}`).to.deep.include({ status: "due", date: Number(k) });
        await chain.send(executor, calls.execute(signed, its));
        expect((await readStandingOrderFacts(chain.client, signed, token.address)).lastDate).to.equal(Number(k));
      }
      expect(await judged(), "repaid").to.deep.equal({ status: "dead", because: "loanClosed" });
    });

    it("behavior: the id is the contract's, a changed word is not signed, a cancelled order is seen as such", async () => {
      const id = standingOrderId(signed, signed.order);
      const contract = { address: standingOrders, abi: standingOrderAbi } as const;
      expect(await chain.client.readContract({ ...contract, functionName: "orderId", args: [signed.order] })).to.equal(id);
      const read = (of: StandingOrderLetter) => readStandingOrderFacts(chain.client, of, token.address);
      expect(await read(signed)).to.deep.include({ isSigned: true, isCancelled: false });
      expect((await read({ ...signed, order: { ...signed.order, tip: 1n } })).isSigned).to.equal(false);
      const other = await sign({ ...signed.order, tip: 5n });
      await chain.send(debtor, standingOrderCallsOf(standingOrders).cancel(other.order));
      expect(await read(other)).to.deep.include({ isSigned: true, isCancelled: true });
    });

    it("error: an order for a place where nothing executes orders, and one for a loan that nobody knows", async () => {
      const thrown = await readStandingOrderFacts(chain.client, { ...signed, address: stranger }, token.address).catch((it: unknown) => it);
      expect(thrown).to.be.instanceOf(NotDeployedError);
      expect(await judged({ ...signed, order: { ...signed.order, loan: zeroHash } })).to.deep.equal({
        status: "dead",
        because: "loanClosed",
      });
    });
  });
});
