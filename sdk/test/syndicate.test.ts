import { expect } from "chai";
import { type Address, ContractFunctionRevertedError, encodeErrorResult, getAddress, type Hex, zeroHash } from "viem";
import { syndicateAbi } from "../src/abi/syndicate.ts";
import {
  agreementOf,
  approvalCall,
  approvalToJoin,
  callsOf,
  type Deployment,
  explain,
  type Formation,
  fillOf,
  LEAST_AUCTION,
  loanId,
  NotDeployedError,
  type Proposal,
  partDown,
  proposalId,
  proposalTypedData,
  readFormations,
  readShares,
  readSyndicate,
  readSyndicates,
  type Syndicate,
  standingOf,
  syndicateActions,
  syndicateAddress,
  syndicateCallsOf,
  syndicateStanding,
  syndicatesCallsOf,
  whyNoSyndicate,
} from "../src/index.ts";
import { type Contract, startChain } from "./chain.ts";
import { agreement, alone, DAY, domain, lender, offer, request, START, stranger, terms, untouched } from "./support.ts";

const asked = (changes: Partial<Proposal> = {}) => request({ terms: terms({ auctionSeconds: DAY }), ...changes });
const formation: Formation = { request: asked(), id: proposalId(domain, asked()), address: stranger };
const syndicate = (changes: Partial<Syndicate> = {}): Syndicate => ({
  ...formation,
  shares: 400_000n,
  loan: undefined,
  received: 0n,
  claimed: 0n,
  held: 0n,
  ...changes,
});

describe("syndicates", () => {
  it("default: there is one of a request that anyone may lend on against collateral in auction, and of nothing else", () => {
    expect(whyNoSyndicate(asked())).to.equal(undefined);
    expect(whyNoSyndicate(asked({ terms: terms({ auctionSeconds: LEAST_AUCTION }) }))).to.equal(undefined);
    expect(whyNoSyndicate(offer({ terms: terms({ auctionSeconds: DAY }) }))).to.equal("notRequest");
    expect(whyNoSyndicate(asked({ taker: lender }))).to.equal("namesTaker");
    expect(whyNoSyndicate(asked({ replaces: formation.id }))).to.equal("replaces");
    expect(whyNoSyndicate(asked({ terms: terms({ auctionSeconds: DAY, collateral: [] }) }))).to.equal("unsecured");
    expect(whyNoSyndicate(asked({ terms: terms({ auctionSeconds: LEAST_AUCTION - 1n }) }))).to.equal("auctionTooShort");
  });

  it("default: it collects, is full, lends, or is over", () => {
    const now = START;
    const full = syndicate({ shares: 1_000_000n });
    expect(syndicateStanding(syndicate(), now)).to.deep.equal({ status: "collecting", missing: 600_000n });
    expect(syndicateStanding(full, now)).to.deep.equal({ status: "full" });
    expect(syndicateStanding({ ...full, loan: zeroHash }, now + 100n * DAY)).to.deep.equal({ status: "lending", loan: zeroHash });
    expect(syndicateStanding(full, full.request.expiry), "in its last second").to.deep.equal({ status: "full" });
    expect(syndicateStanding(full, full.request.expiry + 1n)).to.deep.equal({ status: "over", because: "expired" });
    for (const because of ["filled", "cancelled"] as const) {
      expect(syndicateStanding(full, now, { status: "dead", because })).to.deep.equal({ status: "over", because: "gone" });
    }
    expect(syndicateStanding(full, now, { status: "dead", because: "notPosted" }), "a signature may be elsewhere").to.include({
      status: "full",
    });
  });

  it("behavior: who may do what", () => {
    const none = { shares: 0n, claimable: 0n };
    const some = { shares: 1n, claimable: 0n };
    const at = (of: Syndicate, time = START) => [of, syndicateStanding(of, time)] as const;
    const lending = syndicate({ loan: zeroHash, shares: 1_000_000n });
    const late = standingOf(
      {
        id: zeroHash,
        agreement: agreement({ auctionSeconds: DAY }),
        lender,
        status: "open",
        loan: untouched,
        isBroken: false,
        successor: undefined,
        predecessor: undefined,
        events: [],
      },
      START + 40n * DAY,
    );

    expect(syndicateActions(...at(syndicate()), none)).to.deep.equal(["join"]);
    expect(syndicateActions(...at(syndicate()), some)).to.deep.equal(["join", "leave", "trade"]);
    expect(syndicateActions(...at(syndicate({ shares: 1_000_000n })), some)).to.deep.equal(["leave", "open", "trade"]);
    expect(syndicateActions(...at(syndicate(), START + 90n * DAY), some)).to.deep.equal(["leave", "trade"]);
    expect(syndicateActions(...at(lending), { shares: 1n, claimable: 5n })).to.deep.equal(["claim", "trade"]);
    expect(syndicateActions(...at({ ...lending, held: 1n }), none, late)).to.deep.equal(["collect", "foreclose"]);
    expect(syndicateActions(...at(lending), { shares: 0n, claimable: 5n }), "sold all").to.deep.equal(["claim"]);
  });

  it("behavior: a part rounds down, and parts never exceed the whole", () => {
    const parts = [333_333n, 333_333n, 333_334n].map((it) => partDown(100n, it, 1_000_000n));
    expect(parts).to.deep.equal([33n, 33n, 33n]);
  });

  it("error: a multicall takes calls of one syndicate only", () => {
    const calls = syndicateCallsOf(stranger);
    expect(() => calls.multicall([calls.join(1n), syndicateCallsOf(lender).join(1n)])).to.throw(RangeError);
  });

  it("behavior: its errors are told in words", () => {
    const samples: Record<string, unknown> = { address: lender, uint256: 1n, bytes32: zeroHash };
    const builtin =
      /^(ECDSA|ERC2612|Create2|Clone|ERC20InvalidApprover|ERC20InvalidSpender|Failed|InsufficientBalance|InvalidAccount)|StringTooLong|ShortString|AddressEmptyCode/;
    for (const it of syndicateAbi) {
      if (it.type !== "error" || builtin.test(it.name)) continue;
      const data = encodeErrorResult({ abi: [it], args: it.inputs.map(({ type }) => samples[type]) } as never);
      const { error, message } = explain(new ContractFunctionRevertedError({ abi: syndicateAbi, data, functionName: "join" }));
      expect(error).to.equal(it.name);
      expect(message, it.name).to.not.match(/^Refused|undefined/);
    }
  });

  describe("on a chain", function () {
    this.timeout(60_000);
    let chain: Awaited<ReturnType<typeof startChain>>;
    let deployment: Deployment;
    let token: Contract;
    let syndicates: Address;
    let [debtor, first, second] = [] as unknown as [Address, Address, Address];
    let proposal: Proposal;
    let signature: Hex;
    let snapshot: Hex;

    const tell = (functionName: string, args: readonly unknown[], from: Address) => chain.send(from, { ...token, functionName, args });
    const join = async (from: Address, amount: bigint) => {
      const it = await read();
      await chain.send(from, approvalCall(approvalToJoin(it, amount)));
      await chain.send(from, syndicateCallsOf(it.address).join(amount));
    };
    const read = async (): Promise<Syndicate> => {
      const found = await readSyndicate(chain.client, deployment, proposal);
      if (found === undefined) throw new Error("There is no syndicate.");
      return found;
    };

    before(async () => {
      chain = await startChain();
      [debtor, first, second] = chain.accounts.slice(0, 3) as [Address, Address, Address];
      const core = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
      syndicates = (await chain.deploy("Syndicate", [core.address])).address;
      deployment = { ...alone, chainId: 31_337, address: core.address, block: core.block, syndicates };
      token = await chain.deploy("MockERC20", ["CREDIT", 6]);
      const gold = await chain.deploy("MockERC20", ["GOLD", 18]);
      for (const who of [debtor, first, second]) await tell("mint", [who, 2_000_000n], who);
      await chain.send(debtor, { ...gold, functionName: "mint", args: [debtor, 100n] });
      for (const it of [gold, token]) await chain.send(debtor, { ...it, functionName: "approve", args: [core.address, 10n ** 9n] });
      const { timestamp } = await chain.client.getBlock();
      const collateral = [{ kind: 0, token: gold.address, id: 0n, amount: 100n }] as const;
      proposal = asked({
        maker: debtor,
        terms: terms({ credit: token.address, collateral, auctionSeconds: DAY }),
        expiry: timestamp + 30n * DAY,
      });
      signature = await chain.client.signTypedData({ account: debtor, ...proposalTypedData(deployment, proposal) });
      snapshot = await chain.client.snapshot();
    });
    afterEach(async () => {
      await chain.client.revert({ id: snapshot });
      snapshot = await chain.client.snapshot();
    });
    after(() => chain?.stop());

    it("default: its address is known before it is made, and the contract's", async () => {
      expect(await readSyndicate(chain.client, deployment, proposal)).to.equal(undefined);
      const contract = { address: syndicates, abi: syndicateAbi } as const;
      const asContract = await chain.client.readContract({ ...contract, functionName: "addressOf", args: [proposal] });
      expect(syndicateAddress(deployment, syndicates, proposal)).to.equal(asContract);

      await chain.send(second, syndicatesCallsOf(syndicates).create(proposal));

      const { shares, loan, ...rest } = await read();
      expect([shares, loan]).to.deep.equal([0n, undefined]);
      expect(rest).to.deep.include({ id: proposalId(deployment, proposal), address: asContract, received: 0n, held: 0n });
    });

    it("default: those that were made are found, once, also those made since", async () => {
      const head = () => chain.client.getBlockNumber({ cacheTime: 0 });
      await chain.send(first, syndicatesCallsOf(syndicates).create(proposal));
      const before = await readFormations(chain.client, deployment, await head());
      await chain.send(first, syndicatesCallsOf(syndicates).create(proposal));
      const other = { ...proposal, group: 77n };
      await chain.send(second, syndicatesCallsOf(syndicates).create(other));
      const after = await readFormations(chain.client, deployment, await head(), before);

      expect(before.formed.map(({ request }) => request)).to.deep.equal([proposal]);
      expect(after.formed.map(({ request, id, address }) => [request.group, id, address])).to.deep.equal(
        [proposal, other].map((it) => [it.group, proposalId(deployment, it), syndicateAddress(deployment, syndicates, it)]),
      );
      expect(await readFormations(chain.client, deployment, after.until, after), "nothing new").to.equal(after);
      expect((await readFormations(chain.client, { ...deployment, syndicates: null }, 5n)).formed, "none here").to.deep.equal([]);
      const stray = { ...after.formed[0], address: stranger } as Formation;
      expect(await readSyndicates(chain.client, deployment.address, [stray]), "no syndicate").to.deep.equal([undefined]);
    });

    it("default: two join, one of them opens with what is missing, the borrower repays, both claim", async () => {
      await chain.send(first, syndicatesCallsOf(syndicates).create(proposal));
      await join(first, 400_000n);
      const at = (await read()).address;
      const calls = syndicateCallsOf(at);
      await chain.send(first, calls.withdraw(100_000n, first));
      expect((await read()).shares).to.equal(300_000n);
      await chain.send(second, approvalCall(approvalToJoin(await read(), 1_000_000n)));
      await chain.send(second, calls.multicall([calls.join(1_000_000n), calls.open(proposal, "0x", signature)]));

      const agreed = agreementOf(deployment, proposal, fillOf(proposal), at, 0n);
      expect((await read()).loan, "the loan").to.equal(loanId(deployment, agreed));
      await chain.send(debtor, callsOf(deployment.address).repay(agreed, 500_000n));
      const [one, other] = [await readShares(chain.client, [await read()], first), await readShares(chain.client, [await read()], second)];
      expect([one[0], other[0]]).to.deep.equal([
        { shares: 300_000n, claimable: 150_000n },
        { shares: 700_000n, claimable: 350_000n },
      ]);
      await chain.send(first, calls.claim(first));
      await chain.send(second, calls.transfer(first, 200_000n));
      await chain.send(debtor, callsOf(deployment.address).repay(agreed, 100_000n));

      expect(await read()).to.deep.include({ received: 600_000n, claimed: 150_000n, shares: 1_000_000n });
      const [share] = await readShares(chain.client, [await read()], first);
      expect(share).to.deep.equal({ shares: 500_000n, claimable: partDown(100_000n, 500_000n, 1_000_000n) });
    });

    it("behavior: what the core keeps for it is seen, and fetched by anybody; after a default anybody forecloses", async () => {
      await chain.send(first, syndicatesCallsOf(syndicates).create(proposal));
      await join(first, 1_000_000n);
      const at = (await read()).address;
      const calls = syndicateCallsOf(at);
      await chain.send(second, calls.open(proposal, "0x", signature));
      const agreed = agreementOf(deployment, proposal, fillOf(proposal), at, 0n);
      await tell("setBlocked", [at, true], debtor);
      await chain.send(debtor, callsOf(deployment.address).repay(agreed, 500_000n));
      expect(await read()).to.deep.include({ held: 500_000n, received: 0n });
      await tell("setBlocked", [at, false], debtor);
      await chain.send(second, calls.collect());
      expect(await read()).to.deep.include({ held: 0n, received: 500_000n });

      await chain.client.increaseTime({ seconds: Number(40n * DAY) });
      await chain.client.mine({ blocks: 1 });
      await chain.send(second, calls.foreclose(agreed));
    });

    it("error: where nothing makes syndicates", async () => {
      const thrown = await readSyndicate(chain.client, { ...deployment, syndicates: null }, proposal).catch((error: unknown) => error);
      expect(thrown).to.be.instanceOf(NotDeployedError);
      expect(getAddress(syndicates)).to.equal(syndicates);
    });
  });
});
