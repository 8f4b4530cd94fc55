import { expect } from "chai";
import { type Address, erc20Abi, getAddress, type Hex, toFunctionSelector, zeroAddress } from "viem";
import {
  AssetKind,
  agreementOf,
  type Book,
  BUDGET,
  balanceOf,
  callsOf,
  type Deployment,
  type Domain,
  fillOf,
  heldFor,
  type KeyValue,
  loanId,
  loansOf,
  NotDeployedError,
  openOffers,
  openRequests,
  owedUp,
  type Proposal,
  parleyAbi,
  position,
  postedRemaining,
  proposalId,
  proposalsOf,
  proposalTypedData,
  readBalances,
  readBook,
  readFreeGroup,
  readGroups,
  readHoldings,
  readMeans,
  readOwnedIds,
  readTimes,
  readTokens,
  settle,
  standingOf,
  tokenList,
  tokensOf,
  tryAll,
  WrongChainError,
  waitingFor,
} from "../src/index.ts";
import { type Contract, startChain, startProxy } from "./chain.ts";
import { alone, DAY, offer, request, terms } from "./support.ts";

const memory = (): KeyValue & { readonly kept: Map<string, string> } => {
  const kept = new Map<string, string>();
  return { kept, get: async (key) => kept.get(key), set: async (key, value) => void kept.set(key, value) };
};

describe("book", function () {
  this.timeout(120_000);
  type Chain = Awaited<ReturnType<typeof startChain>>;
  type Proxy = Awaited<ReturnType<typeof startProxy>>;
  let chain: Chain;
  let proxy: Proxy;
  let deployment: Deployment;
  let domain: Domain;
  let credit: Contract;
  let nft: Contract;
  let calls: ReturnType<typeof callsOf>;
  let borrower: Address;
  let lender: Address;
  let buyer: Address;

  const now = async () => (await chain.client.getBlock()).timestamp;
  const asset = (id: bigint) => ({ kind: AssetKind.ERC721, token: nft.address, id, amount: 1n });
  const asked = async (id: bigint, changes: Partial<Proposal> = {}) =>
    request({
      maker: borrower,
      terms: terms({ credit: credit.address, collateral: [asset(id)] }),
      group: id,
      expiry: (await now()) + 9_999n * DAY,
      ...changes,
    });
  const offered = async (group: bigint, changes: Partial<Proposal> = {}) =>
    offer({
      maker: lender,
      terms: terms({ credit: credit.address, collateral: [] }),
      group,
      expiry: (await now()) + 9_999n * DAY,
      ...changes,
    });
  const sign = (maker: Address, proposal: Proposal): Promise<Hex> =>
    chain.client.signTypedData({ account: maker, ...proposalTypedData(domain, proposal) });
  const tell = (contract: Contract, functionName: string, args: readonly unknown[], from = borrower) =>
    chain.send(from, { ...contract, functionName, args });
  const loanOf = (book: Book, proposal: Proposal, taker: Address) => {
    const found = book.loans.get(loanId(domain, agreementOf(domain, proposal, fillOf(proposal), taker, 0n)));
    if (found === undefined) throw new Error("The loan is not in the book.");
    return found;
  };

  before(async () => {
    chain = await startChain();
    [borrower, lender, buyer] = chain.accounts.slice(0, 3) as [Address, Address, Address];
    const parley = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    [credit, nft] = [await chain.deploy("MockERC20", ["CREDIT", 6]), await chain.deploy("MockERC721")];
    deployment = { chainId: 31_337, address: parley.address, block: parley.block, ...alone };
    domain = { chainId: deployment.chainId, address: parley.address };
    calls = callsOf(parley.address);
    for (const account of [borrower, lender, buyer]) {
      await tell(credit, "mint", [account, 10n ** 12n]);
      await tell(credit, "approve", [parley.address, 10n ** 12n], account);
    }
    for (let id = 1n; id <= 8n; id++) await tell(nft, "mint", [borrower, id]);
    await tell(nft, "setApprovalForAll", [parley.address, true]);
    proxy = await startProxy(chain.provider, 2_000);
  });

  after(async () => {
    await proxy?.stop();
    await chain?.stop();
  });

  it("default: a fresh contract has an empty book", async () => {
    const book = await readBook(proxy.client, deployment);
    expect([book.loans.size, book.proposals.size, book.held.length, book.waiting.length]).to.deep.equal([0, 0, 0, 0]);
  });

  it("error: another chain and a missing contract are named", async () => {
    const failing = async (changes: Partial<Deployment>, isFound = false) =>
      readBook(proxy.client, { ...deployment, ...changes }, { isFound }).then(
        () => undefined,
        (error: unknown) => error,
      );
    expect(await failing({ chainId: 1 })).to.be.instanceOf(WrongChainError);
    expect(await failing({ chainId: 1 }, true)).to.be.instanceOf(WrongChainError);
    expect(await failing({ address: buyer })).to.be.instanceOf(NotDeployedError);
  });

  it("behavior: the code of a contract that was found is not asked for", async () => {
    const codeless = { ...proxy.client, getCode: async () => expect.fail("The code was asked for.") };
    expect((await readBook(codeless, deployment, { isFound: true })).loans.size).to.equal(0);
  });

  it("behavior: tells the whole story of a market over 10,000 blocks, through an RPC that answers 2,000", async () => {
    const open = await asked(1n);
    const funded = await asked(2n);
    const withdrawn = await asked(3n);
    const cancelled = await asked(4n);
    const waiting = await asked(6n);
    for (const proposal of [open, funded, withdrawn, cancelled, waiting]) await chain.send(borrower, calls.post(proposal));
    await chain.client.mine({ blocks: 3_000, interval: 1 });

    const budget = await offered(BUDGET | 1n, { smallestFill: 100_000n, limit: 3_000_000n });
    await chain.send(lender, calls.post(budget));
    await chain.send(borrower, calls.accept(budget, fillOf(budget, 400_000n), "0x"));
    await chain.send(lender, calls.accept(funded, fillOf(funded), "0x"));
    const signed = await asked(5n);
    await chain.send(lender, calls.accept(signed, fillOf(signed), await sign(borrower, signed)));
    const repaid = await offered(9n);
    await chain.send(borrower, calls.accept(repaid, fillOf(repaid), await sign(lender, repaid)));
    await chain.client.mine({ blocks: 4_000, interval: 1 });

    const agreementOfFunded = agreementOf(domain, funded, fillOf(funded), lender, 0n);
    await chain.send(buyer, calls.repay(agreementOfFunded, 250_000n));
    const fundedId = loanId(domain, agreementOfFunded);
    await chain.send(lender, calls.transferNote(lender, buyer, fundedId));
    await chain.send(borrower, calls.publish(agreementOfFunded));
    await chain.send(borrower, calls.withdraw(withdrawn));
    await chain.send(borrower, calls.cancel(4n));
    await tell(nft, "setPaused", [true]);
    await chain.send(borrower, calls.withdraw(waiting));
    await tell(credit, "setBlocked", [lender, true]);
    await chain.send(borrower, calls.repay(agreementOf(domain, repaid, fillOf(repaid), borrower, 0n), 10n ** 9n));
    await tell(credit, "setBlocked", [lender, false]);
    await tell(nft, "setPaused", [false]);
    await chain.client.mine({ blocks: 3_200, interval: 1_000 });
    await chain.send(lender, calls.foreclose(agreementOf(domain, signed, fillOf(signed), lender, 0n)));

    const seen: number[] = [];
    const book = await readBook(proxy.client, deployment, { onProgress: ({ done, total }) => seen.push(Number((100n * done) / total)) });
    expect(book.head.block > 10_000n, "length of the chain").to.equal(true);
    expect(seen.at(-1), "progress").to.equal(100);

    expect(openRequests(book).map((it) => it.id)).to.deep.equal([proposalId(domain, open)]);
    expect(openOffers(book).map((it) => postedRemaining(it, book.head.time))).to.deep.equal([1_000_000n]);
    const left = book.proposals.get(proposalId(domain, budget));
    expect([left?.left, left?.used, left?.loans.length], "offer's escrow, use and loans").to.deep.equal([2_600_000n, 400_000n, 1]);
    expect(book.proposals.get(proposalId(domain, cancelled))).to.include({ cancelled: true, left: 1n });
    expect(proposalsOf(book, borrower)).to.have.length(5);

    const part = loanOf(book, funded, lender);
    expect(part).to.include({ status: "open", lender: buyer });
    expect(part.events.map((it) => it.eventName)).to.deep.equal(["Opened", "Repaid", "Transfer", "Published"]);
    const [opened, payment] = await readTimes(
      proxy.client,
      part.events.map((it) => ({ ...it, at: undefined })),
    );
    expect([opened?.at, payment?.at], "times, as the logs have them").to.deep.equal(part.events.slice(0, 2).map((it) => it.at));
    const record = part.loan;
    if (record === undefined || opened === undefined || payment === undefined) throw new Error("The loan has no record.");
    const untouched = { principal: 1_000_000n, interest: 0n, since: opened.at };
    expect(balanceOf(part.agreement.terms, record)).to.deep.equal(settle(part.agreement.terms, untouched, 250_000n, payment.at).balance);
    const owed = await chain.client.readContract({ ...deployment, abi: parleyAbi, functionName: "owed", args: [part.agreement] });
    expect(owedUp(part.agreement.terms, balanceOf(part.agreement.terms, record), book.head.time), "owed").to.equal(owed);
    const standing = await chain.client.readContract({ ...deployment, abi: parleyAbi, functionName: "position", args: [part.agreement] });
    expect(position(part.agreement.terms, record, book.head.time), "position").to.deep.equal(standing);

    expect(standingOf(loanOf(book, signed, lender), book.head.time).status).to.equal("foreclosed");
    expect(standingOf(loanOf(book, repaid, borrower), book.head.time).status).to.equal("repaid");
    expect(loansOf(book, buyer).lending.map((it) => it.id)).to.deep.equal([fundedId]);
    expect(loansOf(book, borrower).borrowing).to.have.length(4);

    const held = await chain.client.readContract({ ...deployment, abi: parleyAbi, functionName: "held", args: [credit.address, lender] });
    expect(heldFor(book, lender)).to.deep.equal([{ token: credit.address, receiver: lender, amount: held }]);
    expect(waitingFor(book, borrower)).to.deep.equal([{ key: proposalId(domain, waiting), claimant: borrower, assets: 1n }]);
    expect(tokensOf(book)).to.have.members([credit.address, nft.address]);

    await chain.send(lender, calls.collect(credit.address, lender));
    await chain.send(borrower, calls.fetchPosted(waiting, borrower));
    const settled = await readBook(proxy.client, deployment, { previous: book });
    expect([settled.held, settled.waiting], "collected and fetched").to.deep.equal([[], []]);
  });

  it("behavior: tells of loans in auction, sold, taken, novated and broken by a covenant", async () => {
    const snapshot = await chain.client.snapshot();
    const auctioned = (id: bigint) => terms({ credit: credit.address, collateral: [asset(id)], auctionSeconds: DAY });
    const opened = async (id: bigint, changes: Partial<Proposal> = {}) => {
      const proposal = await asked(id, { terms: auctioned(id), ...changes });
      await chain.send(lender, calls.accept(proposal, fillOf(proposal), await sign(borrower, proposal)));
      const agreement = agreementOf(domain, proposal, fillOf(proposal), lender, 0n);
      return { agreement, id: loanId(domain, agreement) };
    };
    const ids = Array.from({ length: 6 }, (_, i) => 101n + BigInt(i));
    for (const id of ids) await tell(nft, "mint", [borrower, id]);
    const [sold, taken, running, replaced] = [await opened(101n), await opened(102n), await opened(103n), await opened(104n)];
    // One answers true to whatever it is asked, the other burns all the gas it gets.
    const [strict, greedy] = [getAddress(`0x${"7".repeat(40)}`), getAddress(`0x${"6".repeat(40)}`)];
    await chain.client.setCode({ address: strict, bytecode: "0x600160005260206000f3" });
    await chain.client.setCode({ address: greedy, bytecode: "0xfe" });
    const broken = await opened(105n, { terms: { ...auctioned(105n), covenant: strict } });
    const unbroken = await opened(106n, { terms: { ...auctioned(106n), covenant: greedy } });

    const list = tokenList([104n, 999n]);
    const listed = { ...asset(BigInt(list.root)), kind: AssetKind.ERC721List };
    const better = await offered(40n, {
      maker: buyer,
      terms: terms({ credit: credit.address, collateral: [listed], aprBps: 500n }),
    });
    const fill = fillOf(better, better.terms.principal, [{ id: 104n, proof: list.proofOf(104n) }]);
    await chain.send(borrower, calls.novate(replaced.agreement, better, fill, await sign(buyer, better)));
    const successor = loanId(domain, agreementOf(domain, better, fill, borrower, 0n));

    const early = await readBook(proxy.client, deployment);
    expect([broken.id, unbroken.id].map((id) => early.loans.get(id)?.isBroken)).to.deep.equal([true, false]);

    await chain.client.mine({ blocks: 2, interval: Number(40n * DAY) });
    for (const { agreement } of [sold, taken]) await chain.send(lender, calls.foreclose(agreement));
    await chain.send(borrower, calls.foreclose(running.agreement));
    await chain.client.mine({ blocks: 2, interval: Number(DAY) });
    await chain.send(buyer, calls.buy(sold.agreement, 10n ** 9n, buyer));
    await chain.send(lender, calls.take(taken.agreement, lender));

    const book = await readBook(proxy.client, deployment);
    const entry = (id: Hex) => {
      const found = book.loans.get(id);
      if (found === undefined) throw new Error("The loan is not in the book.");
      return found;
    };
    const story = (id: Hex) => entry(id).events.map((it) => it.eventName);
    expect([entry(sold.id).status, story(sold.id)]).to.deep.equal(["sold", ["Opened", "AuctionStarted", "Sold"]]);
    expect([entry(taken.id).status, story(taken.id)]).to.deep.equal(["foreclosed", ["Opened", "AuctionStarted", "Foreclosed"]]);
    expect(entry(replaced.id)).to.include({ status: "novated", successor, predecessor: undefined });
    expect(entry(successor)).to.include({ status: "open", lender: buyer, successor: undefined, predecessor: replaced.id });
    expect([story(replaced.id), story(successor)]).to.deep.equal([
      ["Opened", "Novated"],
      ["Opened", "Novated"],
    ]);

    const { loan } = entry(running.id);
    expect(loan?.inAuction).to.equal(true);
    const standing = standingOf(entry(running.id), book.head.time);
    const seen = await chain.client.readContract({ ...deployment, abi: parleyAbi, functionName: "position", args: [running.agreement] });
    expect(standing.status === "inAuction" && standing.position, "position").to.deep.equal(seen);

    await chain.client.revert({ id: snapshot });
  });

  it("behavior: a second reading asks for what is new only", async () => {
    const first = await readBook(proxy.client, deployment);
    proxy.asked.clear();
    expect(await readBook(proxy.client, deployment, { previous: first }), "no new block").to.equal(first);
    expect([...proxy.asked], "calls").to.deep.equal([["eth_getBlockByNumber", 1]]);

    await chain.client.mine({ blocks: 1 });
    proxy.asked.clear();
    const second = await readBook(proxy.client, deployment, { previous: first });
    expect(second.loans).to.deep.equal(first.loans);
    expect(second.proposals).to.deep.equal(first.proposals);
    expect(proxy.asked.get("eth_getLogs"), "log queries").to.equal(1);
    expect(
      [...proxy.asked.values()].reduce((a, b) => a + b),
      "calls",
    ).to.be.at.most(6);
  });

  it("behavior: what is final is kept between visits", async () => {
    const storage = memory();
    const last = await asked(6n, { expiry: (await now()) + 9n * DAY });
    await chain.send(borrower, calls.post(last));
    const first = await readBook(proxy.client, deployment, { storage, confirmations: 0n });
    await chain.client.mine({ blocks: 1 });
    proxy.asked.clear();
    const second = await readBook(proxy.client, deployment, { storage });
    expect(proxy.asked.get("eth_getLogs"), "log queries").to.equal(1);
    expect(second.loans).to.deep.equal(first.loans);
    expect([...second.proposals.keys()], "up to the last final block").to.deep.equal([...first.proposals.keys()]);
    for (const key of storage.kept.keys()) storage.kept.set(key, "damaged");
    expect((await readBook(proxy.client, deployment, { storage })).loans, "from damaged storage").to.deep.equal(first.loans);
  });

  it("behavior: what a reorganisation undid is forgotten, by storage and by the last book", async () => {
    const snapshot = await chain.client.snapshot();
    const undone = await asked(7n);
    await chain.send(borrower, calls.post(undone));
    await chain.client.mine({ blocks: 200, interval: 1 });
    const storage = memory();
    const previous = await readBook(proxy.client, deployment, { storage });
    expect(previous.proposals.has(proposalId(domain, undone)), "before").to.equal(true);

    await chain.client.revert({ id: snapshot });
    const instead = await asked(8n);
    await chain.send(borrower, calls.post(instead));
    await chain.client.mine({ blocks: 300, interval: 2 });
    for (const options of [{ storage }, { previous }, { storage, previous }]) {
      const book = await readBook(proxy.client, deployment, options);
      expect(book.proposals.has(proposalId(domain, undone)), "undone").to.equal(false);
      expect(book.proposals.has(proposalId(domain, instead)), "instead").to.equal(true);
    }
  });

  it("behavior: groups tell what of a budget is used, what excludes what, and which are free", async () => {
    const snapshot = await chain.client.snapshot();
    const empty = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    const fresh = { ...deployment, address: empty.address, block: empty.block };
    const own = { chainId: deployment.chainId, address: empty.address };
    const make = callsOf(empty.address);
    await tell(credit, "approve", [empty.address, 10n ** 12n], lender);
    const bounded = { smallestFill: 1n, limit: 3_000_000n };
    const posted = await offered(BUDGET | 0n, bounded);
    const signed = [
      await offered(BUDGET | 0n, { ...bounded, limit: 2_000_000n }),
      await offered(BUDGET | 1n, bounded),
      await offered(4n),
      await offered(5n),
    ];
    const [shared, cancelled, used] = signed as [Proposal, Proposal, Proposal, Proposal];
    await chain.send(lender, make.post(posted));
    await chain.send(borrower, make.accept(posted, fillOf(posted, 400_000n), "0x"));
    const consent = (proposal: Proposal) => chain.client.signTypedData({ account: lender, ...proposalTypedData(own, proposal) });
    await chain.send(borrower, make.accept(shared, fillOf(shared, 100_000n), await consent(shared)));
    await chain.send(borrower, make.accept(used, fillOf(used), await consent(used)));
    await chain.send(lender, make.cancel(cancelled.group));

    const book = await readBook(proxy.client, fresh);
    const groups = new Map((await readGroups(proxy.client, book, lender, signed)).map((it) => [it.group, it]));
    expect(groups.get(BUDGET)).to.deep.include({ kind: "budget", status: "open", used: 500_000n, left: 2_500_000n });
    expect([groups.get(BUDGET)?.loans.length, groups.get(BUDGET)?.proposals.length]).to.deep.equal([2, 2]);
    expect(groups.get(BUDGET | 1n)).to.deep.include({ status: "cancelled", left: 0n });
    expect(groups.get(4n)).to.deep.include({ kind: "single", status: "filled", left: 0n });
    expect(groups.get(5n)).to.deep.include({ status: "open", left: 1_000_000n, loans: [] });

    const free = (kind: "single" | "budget", named: readonly bigint[]) => readFreeGroup(proxy.client, book, lender, kind, new Set(named));
    expect(await free("single", [])).to.equal(0n);
    expect(await free("single", [0n, 1n, 2n, 3n, 5n]), "4 is used").to.equal(6n);
    const many = Array.from({ length: 40 }, (_, i) => BigInt(i));
    expect(await free("single", many), "beyond the first call").to.equal(40n);
    expect(await free("budget", [BUDGET | 2n])).to.equal(BUDGET | 3n);
    await chain.client.revert({ id: snapshot });
  });

  it("behavior: tokens are named, counted and told apart", async () => {
    const nowhere = getAddress(`0x${"9".repeat(40)}`);
    const multi = await chain.deploy("MockERC1155");
    const infos = await readTokens(proxy.client, [credit.address, nft.address, multi.address, deployment.address, nowhere]);
    expect(infos.get(credit.address)).to.deep.include({ kind: "ERC20", symbol: "CREDIT", decimals: 6 });
    expect(infos.get(nft.address)).to.deep.include({ kind: "ERC721", symbol: "NFT" });
    expect(infos.get(multi.address)?.kind).to.equal("ERC1155");
    expect(infos.get(nowhere)?.kind).to.equal("noCode");

    // Answers everything with the bytes "MKR" in one word, as tokens of old did for their symbols.
    const raw = getAddress(`0x${"8".repeat(40)}`);
    await chain.client.setCode({ address: raw, bytecode: `0x7f4d4b52${"00".repeat(29)}60005260206000f3` });
    expect((await readTokens(proxy.client, [raw])).get(raw)?.kind, "without decimals").to.equal("notToken");
    // The same, but `decimals()` says 18 and ERC-165 is refused.
    await chain.client.setCode({
      address: raw,
      bytecode:
        "0x60003560e01c8063313ce567146042576301ffc9a714604d577f4d4b52000000000000000000000000000000000000000000000000000000000060005260206000f35b601260005260206000f35b60006000fd",
    });
    expect((await readTokens(proxy.client, [raw])).get(raw)).to.deep.equal({
      kind: "ERC20",
      address: raw,
      symbol: "MKR",
      name: "MKR",
      traits: [],
      decimals: 18,
    });
    expect(infos.get(credit.address), "OpenZeppelin's, without extras").to.deep.include({ traits: [] });
    const told = await Promise.all(
      (["paused()", "isBlackListed(address)", "scaledBalanceOf(address)", "basisPointsRate()"] as const).map(async (signature, i) => {
        const token = getAddress(`0x${`${i + 1}`.repeat(40)}`);
        const selector = toFunctionSelector(signature).slice(2);
        // Answers 1 to this function and to `decimals()`, and to nothing else.
        const bytecode = `0x60003560e01c8063313ce56714601f578063${selector}14601f5760006000fd5b600160005260206000f3` as const;
        await chain.client.setCode({ address: token, bytecode });
        return (await readTokens(proxy.client, [token])).get(token);
      }),
    );
    expect(told.map((it) => it !== undefined && "traits" in it && it.traits)).to.deep.equal([
      ["pausable"],
      ["blocks"],
      ["rebases"],
      ["charges"],
    ]);
  });

  it("behavior: a token that burns all gas hides no other", async () => {
    const burner = getAddress(`0x${"6".repeat(40)}`);
    await chain.client.setCode({ address: burner, bytecode: "0xfe" });
    const infos = await readTokens(proxy.client, [burner, credit.address, nft.address]);
    expect(infos.get(credit.address)).to.deep.include({ kind: "ERC20", symbol: "CREDIT" });
    expect(infos.get(nft.address)).to.deep.include({ kind: "ERC721", symbol: "NFT" });
    expect(infos.get(burner)?.kind).to.equal("notToken");

    const balance = (address: Address) => ({ address, abi: erc20Abi, functionName: "balanceOf", args: [borrower] });
    const burnt = Array.from({ length: 5 }, () => balance(burner));
    const [first, ...others] = await tryAll(proxy.client, [balance(credit.address), ...burnt]);
    expect(first).to.be.a("bigint");
    expect(others).to.deep.equal(burnt.map(() => undefined));
  });

  it("behavior: a wallet's balances, approvals and NFTs are read in few calls", async () => {
    const to = await chain.client.getBlockNumber();
    const means = await readMeans(proxy.client, borrower, deployment.address, [
      { kind: AssetKind.ERC20, token: credit.address, id: 0n, amount: 1n },
      asset(7n),
      asset(5n),
      { ...asset(1n), token: zeroAddress },
    ]);
    expect(means[0]?.balance).to.equal((await readBalances(proxy.client, borrower, [credit.address])).tokens.get(credit.address));
    expect(means.slice(1), "owned, foreclosed, absent").to.deep.equal([
      { balance: 1n, allowance: 1n },
      { balance: 0n, allowance: 1n },
      { balance: 0n, allowance: 0n },
    ]);
    const owned = await readOwnedIds(proxy.client, nft.address, borrower, { from: deployment.block, to });
    expect(owned).to.deep.equal([3n, 7n]);

    const multi = await chain.deploy("MockERC1155");
    await tell(multi, "mint", [borrower, 4n, 9n]);
    await tell(multi, "mint", [borrower, 5n, 2n]);
    await tell(multi, "mint", [buyer, 6n, 5n]);
    await tell(multi, "safeBatchTransferFrom", [buyer, borrower, [6n], [1n], "0x"], buyer);
    await tell(multi, "safeTransferFrom", [borrower, buyer, 5n, 2n, "0x"]);
    const kinds = [
      { token: credit.address, standard: "ERC20" },
      { token: nft.address, standard: "ERC721" },
      { token: multi.address, standard: "ERC1155" },
    ] as const;
    const range = { from: deployment.block, to: await chain.client.getBlockNumber() };
    const { tokens: coins } = await readBalances(proxy.client, borrower, [credit.address]);
    expect(await readHoldings(proxy.client, borrower, kinds, range)).to.deep.equal([
      { ...kinds[0], id: 0n, amount: coins.get(credit.address) },
      { ...kinds[1], id: 3n, amount: 1n },
      { ...kinds[1], id: 7n, amount: 1n },
      { ...kinds[2], id: 4n, amount: 9n },
      { ...kinds[2], id: 6n, amount: 1n },
    ]);
  });
});
