import { expect } from "chai";
import { type Address, concat, getAddress, type Hex, numberToHex, slice, toHex } from "viem";
import { privateKeyToAccount } from "viem/accounts";
import {
  AssetKind,
  agreementOf,
  type Book,
  callsOf,
  type Deployment,
  type Domain,
  fillOf,
  isSignedBy,
  judgeProposal,
  judgeTaker,
  loanId,
  NotDeployedError,
  type Proposal,
  proposalDigest,
  proposalTypedData,
  readBook,
  readProposalFacts,
  readTakerFacts,
  replaceable,
} from "../src/index.ts";
import { type Contract, startChain } from "./chain.ts";
import { alone, DAY, offer, request, terms } from "./support.ts";

describe("facts about a proposal", function () {
  this.timeout(60_000);
  let chain: Awaited<ReturnType<typeof startChain>>;
  let deployment: Deployment;
  let domain: Domain;
  let credit: Contract;
  let nft: Contract;
  let calls: ReturnType<typeof callsOf>;
  let [borrower, lender, stranger] = [] as unknown as [Address, Address, Address];
  let expiry: bigint;
  let snapshot: Hex;

  const tell = (contract: Contract, functionName: string, args: readonly unknown[], from = borrower) =>
    chain.send(from, { ...contract, functionName, args });
  const asset = (id: bigint) => ({ kind: AssetKind.ERC721, token: nft.address, id, amount: 1n });
  const agreed = (changes: Parameters<typeof terms>[0] = {}) => terms({ credit: credit.address, collateral: [asset(1n)], ...changes });
  const asked = (changes: Partial<Proposal> = {}) => request({ maker: borrower, terms: agreed(), expiry, ...changes });
  const offered = (changes: Partial<Proposal> = {}) => offer({ maker: lender, terms: agreed(), expiry, ...changes });
  const sign = (maker: Address, proposal: Proposal): Promise<Hex> =>
    chain.client.signTypedData({ account: maker, ...proposalTypedData(domain, proposal) });
  const judge = async (proposal: Proposal, signature: Hex, known?: Book) => {
    const book = known ?? (await readBook(chain.client, deployment));
    const verdict = judgeProposal(proposal, await readProposalFacts(chain.client, book, { proposal, signature }));
    return verdict.status === "open" ? { ...verdict, because: undefined } : verdict;
  };
  const why = async (proposal: Proposal, signature: Hex) => (await judge(proposal, signature)).because;
  const lacks = async (proposal: Proposal, taker: Address, fill = fillOf(proposal)) =>
    judgeTaker(proposal, fill, await readTakerFacts(chain.client, domain, proposal, taker, fill)).map((it) => it.because);

  before(async () => {
    chain = await startChain();
    [borrower, lender, stranger] = chain.accounts.slice(0, 3) as [Address, Address, Address];
    const parley = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    [credit, nft] = [await chain.deploy("MockERC20", ["CREDIT", 6]), await chain.deploy("MockERC721")];
    deployment = { chainId: 31_337, address: parley.address, block: parley.block, ...alone };
    domain = { chainId: deployment.chainId, address: parley.address };
    calls = callsOf(parley.address);
    await tell(credit, "mint", [lender, 5_000_000n]);
    await tell(credit, "approve", [parley.address, 5_000_000n], lender);
    for (const id of [1n, 2n]) await tell(nft, "mint", [borrower, id]);
    await tell(nft, "setApprovalForAll", [parley.address, true]);
    expiry = (await chain.client.getBlock()).timestamp + 90n * DAY;
    snapshot = await chain.client.snapshot();
  });
  afterEach(async () => {
    await chain.client.revert({ id: snapshot });
    snapshot = await chain.client.snapshot();
  });
  after(() => chain?.stop());

  it("default: a signed proposal is open for what its maker has and approved, and its taker lacks nothing", async () => {
    const loan = offered({ smallestFill: 1n, terms: agreed({ principal: 9_000_000n }), limit: 9_000_000n });
    expect(await judge(loan, await sign(lender, loan))).to.deep.include({ status: "open", remaining: 5_000_000n, from: "wallet" });
    expect(await lacks(loan, borrower)).to.deep.equal([]);
    expect(await lacks(asked(), lender)).to.deep.equal([]);
  });

  it("error: a bad signature, a used or cancelled group, a maker without means", async () => {
    const one = asked();
    const signature = await sign(borrower, one);
    expect(await why(one, signature)).to.equal(undefined);
    expect(await why({ ...one, limit: 1_000_001n }, signature), "changed").to.equal("badSignature");
    expect(await why(one, "0x"), "none").to.equal("notPosted");
    expect(await why(one, "0x12")).to.equal("badSignature");

    await tell(nft, "transferFrom", [borrower, stranger, 1n]);
    expect(await why(one, signature)).to.equal("balance");
    await chain.send(borrower, calls.cancel(one.group));
    expect(await why(one, signature)).to.equal("cancelled");

    const two = asked({ terms: agreed({ collateral: [asset(2n)] }), group: 9n });
    const signed = await sign(borrower, two);
    await tell(nft, "setApprovalForAll", [domain.address, false]);
    expect(await why(two, signed)).to.equal("allowance");
    await tell(nft, "setApprovalForAll", [domain.address, true]);
    await chain.send(lender, calls.accept(two, fillOf(two), signed));
    expect(await why(two, signed)).to.equal("filled");
  });

  it("behavior: only signatures that the contract takes count", async () => {
    const wallet = privateKeyToAccount(toHex(7n, { size: 32 }));
    const digest = proposalDigest(domain, asked());
    const signature = await wallet.sign({ hash: digest });
    expect(await isSignedBy(wallet.address, digest, signature)).to.equal(true);
    const [r, s, v] = [slice(signature, 0, 32), BigInt(slice(signature, 32, 64)), Number(slice(signature, 64))];
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
    const forms = {
      "upper s": concat([r, numberToHex(order - s, { size: 32 }), numberToHex(55 - v)]),
      "v of 0 or 1": concat([r, numberToHex(s, { size: 32 }), numberToHex(v - 27, { size: 1 })]),
      compact: slice(signature, 0, 64),
      nothing: concat([numberToHex(0n, { size: 64 }), "0x1b"]),
    };
    for (const [form, other] of Object.entries(forms)) expect(await isSignedBy(wallet.address, digest, other), form).to.equal(false);
    expect(await isSignedBy(stranger, digest, signature), "somebody else").to.equal(false);
  });

  it("behavior: a contract says itself what it signed", async () => {
    const magic = getAddress(`0x${"5".repeat(40)}`);
    await chain.client.setCode({ address: magic, bytecode: `0x7f1626ba7e${"00".repeat(28)}60005260206000f3` });
    const loan = offered({ maker: magic });
    expect(await why(loan, "0x1234"), "signed, and poor").to.equal("balance");
    expect(await why(loan, "0x"), "with the empty signature").to.equal("balance");
    expect(await why(offered({ maker: nft.address }), "0x1234"), "no wallet").to.equal("badSignature");
  });

  it("behavior: what the taker lacks is told: a name, a gate, a choice, a balance, an approval", async () => {
    const [yes, no] = [getAddress(`0x${"7".repeat(40)}`), getAddress(`0x${"6".repeat(40)}`)];
    await chain.client.setCode({ address: yes, bytecode: "0x600160005260206000f3" });
    await chain.client.setCode({ address: no, bytecode: "0xfe" });
    expect(await lacks(offered({ gate: yes }), borrower)).to.deep.equal([]);
    expect(await lacks(offered({ gate: no }), borrower)).to.deep.equal(["gate"]);
    expect(await lacks(offered({ taker: stranger }), borrower)).to.deep.equal(["notTaker"]);
    expect(await lacks(offered(), stranger)).to.deep.equal(["balance"]);
    expect(await lacks(asked(), stranger)).to.deep.equal(["balance"]);
    expect((await lacks(asked(), borrower))[0]).to.equal("isMaker");
    const open = offered({ terms: agreed({ collateral: [{ ...asset(0n), kind: AssetKind.ERC721Collection }] }) });
    expect(await lacks(open, borrower)).to.deep.equal(["notChosen"]);
    expect(await lacks(open, borrower, fillOf(open, 1_000_000n, [{ id: 2n, proof: [] }]))).to.deep.equal([]);
    await tell(nft, "setApprovalForAll", [domain.address, false]);
    expect(await lacks(offered(), borrower)).to.deep.equal(["allowance"]);
  });

  it("behavior: a proposal that replaces a loan stands and falls with it", async () => {
    const first = asked();
    await chain.send(lender, calls.accept(first, fillOf(first), await sign(borrower, first)));
    const agreement = agreementOf(domain, first, fillOf(first), lender, 0n);
    const id = loanId(domain, agreement);
    const extension = (changes: Partial<Proposal> = {}, principal = 1_100_000n) =>
      asked({ terms: agreed({ principal }), group: 2n, replaces: id, ...changes });

    const good = extension();
    const signed = await sign(borrower, good);
    expect(await judge(good, signed), "its collateral stays in escrow").to.deep.include({ status: "open", remaining: 1_100_000n });
    const small = extension({}, 900_000n);
    expect(await why(small, await sign(borrower, small))).to.equal("tooSmall");
    const foreign = extension({ maker: lender });
    expect(await why(foreign, await sign(lender, foreign))).to.equal("loanDiffers");
    const other = extension({ replaces: toHex(5n, { size: 32 }) });
    expect(await why(other, await sign(borrower, other))).to.equal("loanClosed");
    const changed = extension({ terms: agreed({ principal: 1_100_000n, collateral: [asset(2n), asset(1n)] }) });
    expect(await why(changed, await sign(borrower, changed)), "what comes back can be given again").to.equal(undefined);
    const foreignAsset = extension({ terms: agreed({ principal: 1_100_000n, collateral: [asset(1n), asset(3n)] }) });
    expect(await why(foreignAsset, await sign(borrower, foreignAsset))).to.equal("balance");

    await tell(credit, "transfer", [stranger, 3_950_000n], lender);
    const rolled = offered({ terms: agreed({ principal: 1_040_000n, aprBps: 1n }), replaces: id, group: 3n });
    expect(await why(rolled, await sign(lender, rolled)), "the same lender gives only the difference").to.equal(undefined);
    const book = await readBook(chain.client, deployment);
    const entry = book.loans.get(id);
    const loan = entry && replaceable(entry);
    if (loan === undefined) throw new Error("The loan is not open.");
    const replacing = { loan, now: book.head.time };
    const facts = await readTakerFacts(chain.client, domain, rolled, borrower, fillOf(rolled), replacing);
    expect(judgeTaker(rolled, fillOf(rolled), facts, replacing), "the collateral stays").to.deep.equal([]);

    await tell(credit, "mint", [lender, 1_000_000n]);
    await chain.send(lender, calls.novate(agreement, good, fillOf(good), signed));
    expect(await why(good, signed)).to.equal("filled");
    const late = extension({ group: 4n });
    expect(await why(late, await sign(borrower, late))).to.equal("loanClosed");
    expect(await why(rolled, await sign(lender, rolled))).to.equal("loanClosed");
  });

  it("error: there is no contract", async () => {
    const book = { ...(await readBook(chain.client, deployment)), domain: { ...domain, address: stranger } };
    const failed = await readProposalFacts(chain.client, book, { proposal: asked(), signature: "0x" }).catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(NotDeployedError);
  });
});
