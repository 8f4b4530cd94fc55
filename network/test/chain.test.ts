import {
  AssetKind,
  agreementOf,
  type Domain,
  fillOf,
  judgeProposal,
  loanId,
  NotDeployedError,
  type Proposal,
  proposalId,
  proposalTypedData,
} from "@parley/sdk";
import { expect } from "chai";
import { type Address, getAddress, type Hex, toHex } from "viem";
import { callsOf } from "../../sdk/src/index.ts";
import { type Contract, startChain } from "../../sdk/test/chain.ts";
import { DAY, offer, request, terms } from "../../sdk/test/support.ts";
import { type Chain, chainOver, type Inquiry } from "../src/chain.ts";

describe("the chain, asked over an RPC", function () {
  this.timeout(300_000);
  let node: Awaited<ReturnType<typeof startChain>>;
  let chain: Chain;
  let domain: Domain;
  let fromBlock: bigint;
  let credit: Contract;
  let nft: Contract;
  let calls: ReturnType<typeof callsOf>;
  let [borrower, lender, poor] = [] as unknown as [Address, Address, Address];
  let expiry: bigint;
  let snapshot: Hex;

  const tell = (contract: Contract, functionName: string, args: readonly unknown[], from = borrower) =>
    node.send(from, { ...contract, functionName, args });
  const asset = (id: bigint) => ({ kind: AssetKind.ERC721, token: nft.address, id, amount: 1n });
  const agreed = (changes: Parameters<typeof terms>[0] = {}) => terms({ credit: credit.address, collateral: [asset(1n)], ...changes });
  const offered = (changes: Partial<Proposal> = {}) => offer({ maker: lender, terms: agreed(), expiry, ...changes });
  const asked = (changes: Partial<Proposal> = {}) => request({ maker: borrower, terms: agreed(), expiry, ...changes });
  const inquiry = (proposal: Proposal, signature: Hex = "0x1234", isSigned = true): Inquiry => ({
    id: proposalId(domain, proposal),
    proposal,
    signature,
    isSigned,
  });
  const over = (changes: Partial<Parameters<typeof chainOver>[0]> = {}) =>
    chainOver({ client: node.client, domain, fromBlock, ...changes });
  /** What is said of each: a status, or a reason. */
  async function said(inquiries: readonly Inquiry[], by = chain): Promise<readonly string[]> {
    const all = await by.ask(inquiries);
    return all.map((it, i) => {
      const proposal = inquiries[i]?.proposal;
      if (it === undefined || proposal === undefined) return "silent";
      if (it.isForged) return "forged";
      const verdict = judgeProposal(proposal, it.facts);
      return verdict.status === "open" ? "open" : verdict.because;
    });
  }
  /** A contract at an address: it answers every call alike. */
  const contract = async (digit: string, bytecode: Hex): Promise<Address> => {
    const address = getAddress(`0x${digit.repeat(40)}`);
    await node.client.setCode({ address, bytecode });
    return address;
  };
  /** The invalid opcode: it takes all gas that it was given. */
  const GREEDY: Hex = "0xfe";

  before(async () => {
    node = await startChain();
    [borrower, lender, poor] = node.accounts.slice(0, 3) as [Address, Address, Address];
    const parley = await node.deploy("Parley", [(await node.deploy("NoteRenderer")).address]);
    [credit, nft] = [await node.deploy("MockERC20", ["CREDIT", 6]), await node.deploy("MockERC721")];
    domain = { chainId: 31_337, address: parley.address };
    fromBlock = parley.block;
    calls = callsOf(parley.address);
    await tell(credit, "mint", [lender, 5_000_000n]);
    await tell(credit, "approve", [parley.address, 5_000_000n], lender);
    for (const id of [1n, 2n]) await tell(nft, "mint", [borrower, id]);
    await tell(nft, "setApprovalForAll", [parley.address, true]);
    expiry = (await node.client.getBlock()).timestamp + 90n * DAY;
    chain = over();
    snapshot = await node.client.snapshot();
  });
  afterEach(async () => {
    await node.client.revert({ id: snapshot });
    snapshot = await node.client.snapshot();
  });
  after(() => node?.stop());

  it("default: many proposals at once, each with its own answer", async () => {
    await node.send(lender, calls.cancel(7n));
    const inquiries = [
      inquiry(offered()),
      inquiry(asked()),
      inquiry(offered({ maker: poor })),
      inquiry(asked({ terms: agreed({ collateral: [asset(1n), asset(9n)] }) })),
      inquiry(offered({ group: 7n })),
      inquiry(asked({ terms: agreed({ collateral: [] }) })),
    ];
    expect(await said(inquiries)).to.deep.equal(["open", "open", "balance", "balance", "filled", "open"]);
    expect(await said([])).to.deep.equal([]);
  });

  it("behavior: few calls, however many proposals", async () => {
    let count = 0;
    const client = new Proxy(node.client, {
      get: (of, name) => {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== "function") return member;
        return (...args: readonly unknown[]) => {
          count++;
          return Reflect.apply(member, of, args);
        };
      },
    });
    const inquiries = Array.from({ length: 100 }, (_, i) => inquiry(offered({ group: BigInt(i) })));
    expect(new Set(await said(inquiries, over({ client })))).to.deep.equal(new Set(["open"]));
    expect(count).to.be.at.most(6);
  });

  it("behavior: a wallet says itself what it signed, and nobody else's signature is valid", async () => {
    const yes = await contract("5", `0x7f1626ba7e${"00".repeat(28)}60005260206000f3`);
    const no = await contract("6", "0x600160005260206000f3");
    await tell(credit, "mint", [yes, 5_000_000n]);
    const inquiries = [offered({ maker: yes }), offered({ maker: no }), offered({ maker: lender })].map((it) => inquiry(it, "0x12", false));
    expect(await said(inquiries)).to.deep.equal(["allowance", "badSignature", "forged"]);
  });

  it("error: contracts that burn all gas spoil only what names them", async () => {
    const greedy = await contract("7", GREEDY);
    const inquiries = [
      ...Array.from({ length: 5 }, (_, i) => inquiry(offered({ group: BigInt(i) }))),
      inquiry(offered({ terms: agreed({ credit: greedy }) })),
      inquiry(asked({ terms: agreed({ collateral: [asset(1n), { ...asset(1n), token: greedy }] }) })),
      inquiry(offered({ maker: greedy }), "0x12", false),
      inquiry(asked()),
    ];
    const answers = await said(inquiries);
    expect([...answers.slice(0, 5), answers[8]]).to.deep.equal(Array(6).fill("open"));
    for (const it of answers.slice(5, 8)) expect(it).to.be.oneOf(["silent", "balance", "badSignature"]);
  });

  it("behavior: a proposal that replaces a loan is judged with it", async () => {
    const first = asked();
    const signature = await node.client.signTypedData({ account: borrower, ...proposalTypedData(domain, first) });
    await node.send(lender, calls.accept(first, fillOf(first), signature));
    const agreement = agreementOf(domain, first, fillOf(first), lender, 0n);
    const id = loanId(domain, agreement);
    const extension = (principal: bigint, replaces = id) => inquiry(asked({ terms: agreed({ principal }), group: 2n, replaces }));
    const inquiries = [extension(1_100_000n), extension(900_000n), extension(1_100_000n, toHex(5n, { size: 32 }))];
    expect(await said(inquiries)).to.deep.equal(["open", "tooSmall", "loanClosed"]);
    expect(await said(inquiries, over({ agreementOf: (loan) => (loan === id ? agreement : undefined) })), "out of a book").to.deep.equal([
      "open",
      "tooSmall",
      "loanClosed",
    ]);
    const getLogs = () => Promise.reject(new Error("The range is too wide."));
    const client = new Proxy(node.client, { get: (of, name) => (name === "getLogs" ? getLogs : Reflect.get(of, name)) });
    expect(await said([extension(1_100_000n), inquiry(asked({ group: 3n }))], over({ client }))).to.deep.equal(["silent", "balance"]);
  });

  it("error: no contract, or no RPC", async () => {
    const failed = await over({ domain: { ...domain, address: poor } })
      .ask([inquiry(offered())])
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NotDeployedError);
    const multicall = () => Promise.reject(new Error("The RPC is down."));
    const client = new Proxy(node.client, { get: (of, name) => (name === "multicall" ? multicall : Reflect.get(of, name)) });
    const down = await over({ client })
      .ask([inquiry(offered())])
      .catch((error: unknown) => error);
    expect(down).to.be.instanceOf(Error).with.property("message", "The RPC is down.");
  });

  it("behavior: watching tells the time of each new block", async () => {
    const heard: bigint[] = [];
    const until = async (count: number) => {
      while (heard.length < count) await new Promise((resolve) => setImmediate(resolve));
    };
    const end = over({ pollEvery: 1 }).watch((time) => heard.push(time));
    await until(1);
    const { timestamp } = await node.client.getBlock();
    expect(heard).to.deep.equal([timestamp]);
    await node.client.increaseTime({ seconds: 100 });
    await node.client.mine({ blocks: 1 });
    await until(2);
    expect((heard[1] ?? 0n) >= timestamp + 100n).to.equal(true);
    end();
    let told = (_: bigint) => {};
    const own = over({
      watch: (listener) => {
        told = listener;
        return () => {};
      },
    });
    own.watch((time) => heard.push(time));
    told(5n);
    expect(heard.at(-1)).to.equal(5n);
  });
});
