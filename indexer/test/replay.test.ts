import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Agreement,
  AssetKind,
  approvalCall,
  approvalToSell,
  approvalToSellShares,
  BUDGET,
  balanceOf,
  callsOf,
  type Fill,
  fillOf,
  indexOver,
  type Proposal,
  parleyAbi,
  proposalId,
  proposalTypedData,
  readBook,
  type Sale,
  type SaleLetter,
  Schedule,
  Side,
  saleCallsOf,
  saleId,
  saleTypedData,
  syndicateAddress,
  syndicateCallsOf,
  syndicatesCallsOf,
  type Terms,
} from "@parley/sdk";
import { expect } from "chai";
import { type Account, type Address, encodeFunctionData, getAddress, type Hex, parseEventLogs, zeroAddress, zeroHash } from "viem";
import { type LocalIndex, startIndex } from "../../scripts/indexer.ts";
import { freePort } from "../../scripts/processes.ts";
import { type Contract, setStage, until } from "./stage.ts";

const DAY = 86_400n;
const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "integrators.md"), "utf8");
const STEPS = Number(process.env.PARLEY_TRANSACTIONS || "60");
const PLENTY = 2n ** 127n;

type Stage = Awaited<ReturnType<typeof setStage>>;

/** Numbers that look random and are the same each time. */
function dice(seed: number) {
  let state = seed;
  const roll = (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
  const pick = <T>(from: readonly T[]): T | undefined => from[roll(from.length)];
  return { roll, pick };
}

describe("the index, beside a chain on which anything happens", function () {
  this.timeout(600_000);
  let stage: Stage;
  let index: LocalIndex;
  let credit: Contract;
  let nft: Contract;
  let wallet: Contract;
  let calls: ReturnType<typeof callsOf>;
  let nextGroup = 1n;
  let nextNft = 1n;
  const { roll, pick } = dice(7);
  const proposals: { readonly proposal: Proposal; readonly posted: boolean }[] = [];
  const agreements = new Map<Hex, Agreement>();
  const done = new Map<string, number>();

  const post = (query: string, variables: object = {}) => {
    const headers = { "content-type": "application/json" };
    return fetch(`${index.url}/graphql`, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  };
  const query = async (text: string, variables?: object): Promise<Record<string, Rows>> => {
    const { data, errors } = (await (await post(text, variables)).json()) as { data: Record<string, Rows>; errors?: unknown };
    expect(errors, "errors of GraphQL").to.equal(undefined);
    return data;
  };
  type Rows = { readonly items: readonly Record<string, unknown>[]; readonly totalCount: number };
  const now = async (): Promise<bigint> => (await stage.client.getBlock()).timestamp;
  const view = async <T>(functionName: string, args: readonly unknown[]): Promise<T> =>
    (await stage.client.readContract({ address: stage.deployment.address, abi: parleyAbi, functionName, args } as never)) as T;

  const makeTerms = async (maker: Account): Promise<Terms> => {
    const schedule = pick(Object.values(Schedule)) ?? Schedule.Bullet;
    const id = nextNft++;
    await stage.send(maker, { ...nft, functionName: "mint", args: [maker.address, id] });
    return {
      credit: credit.address,
      principal: BigInt(1_000 + roll(1_000_000)),
      collateral: roll(6) === 0 ? [] : [{ kind: AssetKind.ERC721, token: nft.address, id, amount: 1n }],
      aprBps: BigInt(roll(5_000)),
      flatBps: roll(3) === 0 ? BigInt(roll(300)) : 0n,
      durationSeconds: BigInt(2 + roll(30)) * DAY,
      schedule,
      instalments: schedule === Schedule.Bullet ? 1n : BigInt(1 + roll(6)),
      graceSeconds: BigInt(roll(2)) * DAY,
      auctionSeconds: roll(3) > 0 ? 2n * DAY : 0n,
      covenant: zeroAddress,
      document: zeroHash,
    };
  };

  /** A proposal of either side, on a group of its own or on one that its maker has used before. */
  const makeProposal = async (maker: Account, side: Side = roll(2) === 0 ? Side.Offer : Side.Request): Promise<Proposal> => {
    const isOffer = side === Side.Offer;
    const terms = await makeTerms(maker);
    const isBudget = isOffer && roll(2) === 0;
    const limit = isBudget ? terms.principal * 3n : terms.principal;
    return {
      maker: maker.address,
      side,
      taker: zeroAddress,
      terms: isOffer ? { ...terms, collateral: [{ kind: AssetKind.ERC721Collection, token: nft.address, id: 0n, amount: 1n }] } : terms,
      smallestFill: isOffer ? terms.principal / 4n : terms.principal,
      limit,
      group: (isBudget ? BUDGET : 0n) | nextGroup++,
      expiry: (await now()) + 900n * DAY,
      gate: zeroAddress,
      replaces: zeroHash,
    };
  };

  const fillFor = async (proposal: Proposal, taker: Address): Promise<Fill> => {
    if (proposal.side === Side.Request) return fillOf(proposal);
    const id = nextNft++;
    await stage.send(stage.accounts[0] as Account, { ...nft, functionName: "mint", args: [taker, id] });
    const { principal } = proposal.terms;
    const filled = roll(2) === 0 ? principal : proposal.smallestFill + BigInt(roll(Number(principal - proposal.smallestFill)));
    return { principal: filled, picks: [{ id, proof: [] }], gateData: "0x" };
  };

  /** Sends what the contract takes, and says whether it did. What it refuses is no event. */
  const attempt = async (name: string, account: Account, call: Parameters<Stage["send"]>[1]): Promise<boolean> => {
    try {
      await stage.send(account, call);
    } catch (error) {
      if (error instanceof Error && error.name === "ContractFunctionExecutionError") return false;
      throw error;
    }
    done.set(name, (done.get(name) ?? 0) + 1);
    return true;
  };

  const throughWallet = (call: Contract & { functionName: string; args: readonly unknown[] }) => ({
    ...wallet,
    functionName: "execute",
    args: [call.address, encodeFunctionData(call), "0x"],
  });

  const accountOf = (address: Address): Account | undefined =>
    stage.accounts.find((it) => it.address.toLowerCase() === address.toLowerCase());
  const remember = async (fromBlock: bigint | "latest" = "latest"): Promise<void> => {
    const opened = parseEventLogs({
      abi: parleyAbi,
      eventName: "Opened",
      logs: await stage.client.getLogs({ address: stage.deployment.address, fromBlock }),
    });
    for (const { args } of opened) {
      const { id, borrower, origin, part, terms } = args;
      agreements.set(id, { borrower, origin, part, terms } as Agreement);
    }
  };

  /** All that must have happened before the walk ends. */
  const KINDS = [
    "post",
    "accept directly",
    "accept in a multicall",
    "accept through a wallet",
    "repay",
    "novate",
    "foreclose",
    "buy",
    "take",
    "transferNote",
    "withdraw",
    "cancel",
    "collect",
    "fetch",
  ];
  const walk = async (least: number, kinds: readonly string[]): Promise<void> => {
    for (let i = 0; i < least || kinds.some((it) => !done.has(it)); i++) {
      if (i > 20 * least) throw new Error(`In ${i} steps the contract never took: ${kinds.filter((it) => !done.has(it))}`);
      await step();
    }
  };

  const step = async (): Promise<void> => {
    const actor = pick(stage.accounts) as Account;
    const chosen = pick(proposals);
    const [id, agreement] = pick([...agreements]) ?? [];
    switch (roll(13)) {
      case 0:
      case 1: {
        const proposal = await makeProposal(actor);
        if (await attempt("post", actor, calls.post(proposal))) proposals.push({ proposal, posted: true });
        return;
      }
      case 2:
        proposals.push({ proposal: await makeProposal(actor), posted: false });
        return;
      case 3:
      case 4:
      case 5: {
        if (chosen === undefined) return;
        const maker = stage.accounts.find((it) => it.address === chosen.proposal.maker);
        const bySignature = !chosen.posted || roll(4) === 0;
        const signature = bySignature ? await maker?.signTypedData(proposalTypedData(stage.deployment, chosen.proposal)) : "0x";
        const how = pick(["directly", "in a multicall", "through a wallet"] as const);
        const fill = await fillFor(chosen.proposal, how === "through a wallet" ? wallet.address : actor.address);
        const accept = calls.accept(chosen.proposal, fill, signature ?? "0x");
        const others = calls.cancel(nextGroup++);
        const call = { directly: accept, "in a multicall": calls.multicall([others, accept]), "through a wallet": throughWallet(accept) };
        if (await attempt(`accept ${how}`, actor, call[how ?? "directly"])) await remember();
        return;
      }
      case 6: {
        if (id === undefined || agreement === undefined) return;
        const amount = roll(2) === 0 ? PLENTY : (agreement.terms.principal * BigInt(1 + roll(60))) / 100n;
        const receiver = roll(3) === 0 ? (await view<{ lender: Address }>("loan", [id])).lender : undefined;
        if (receiver) await stage.send(actor, { ...credit, functionName: "setBlocked", args: [receiver, true] });
        if (roll(2) === 0) await stage.send(actor, { ...nft, functionName: "setPaused", args: [true] });
        await attempt("repay", actor, calls.repay(agreement, amount));
        if (receiver) await stage.send(actor, { ...credit, functionName: "setBlocked", args: [receiver, false] });
        await stage.send(actor, { ...nft, functionName: "setPaused", args: [false] });
        return;
      }
      case 7: {
        for (const [seizable, defaulted] of agreements) {
          const lender = accountOf((await view<{ lender: Address }>("loan", [seizable])).lender);
          if (lender === undefined || (await attempt("foreclose", lender, calls.foreclose(defaulted)))) continue;
          if (roll(3) > 0) await attempt("take", lender, calls.take(defaulted, lender.address));
          else await attempt("buy", actor, calls.buy(defaulted, PLENTY, actor.address));
        }
        return;
      }
      case 8: {
        const lender = id && accountOf((await view<{ lender: Address }>("loan", [id])).lender);
        if (lender) await attempt("transferNote", lender, calls.transferNote(lender.address, actor.address, id));
        return;
      }
      case 9: {
        const maker = chosen && accountOf(chosen.proposal.maker);
        if (maker === undefined || chosen === undefined) return;
        if (roll(3) > 0) await attempt("withdraw", maker, calls.withdraw(chosen.proposal));
        else await attempt("cancel", maker, calls.cancel(chosen.proposal.group));
        return;
      }
      case 10: {
        await attempt("collect", actor, calls.collect(credit.address, actor.address));
        for (const [, waited] of agreements) {
          const claimant = accountOf(waited.borrower);
          if (claimant) await attempt("fetch", claimant, calls.fetch(waited, claimant.address));
        }
        return;
      }
      case 11: {
        const borrower = agreement && accountOf(agreement.borrower);
        if (agreement === undefined || borrower === undefined || actor.address === borrower.address) return;
        const { terms } = agreement;
        const single = { group: nextGroup++, limit: terms.principal, smallestFill: terms.principal };
        const proposal: Proposal = { ...(await makeProposal(actor, Side.Offer)), terms, ...single };
        const signature = await actor.signTypedData?.(proposalTypedData(stage.deployment, proposal));
        if (await attempt("novate", borrower, calls.novate(agreement, proposal, fillOf(proposal), signature ?? "0x"))) await remember();
        else await attempt("publish", actor, calls.publish(agreement));
        return;
      }
      default:
        await stage.client.increaseTime({ seconds: roll(6 * Number(DAY)) });
        await stage.client.mine({ blocks: 1 + roll(3) });
    }
  };

  /** Resolves once the index has come as far as the chain. */
  const caughtUp = (): Promise<bigint> =>
    until("the index comes as far as the chain", async () => {
      const { number, hash } = await stage.client.getBlock();
      const answer = (await query("{ _meta { status } }")) as unknown as { _meta: { status: { chain?: { block: { number: number } } } } };
      const seen = answer._meta.status.chain?.block.number;
      return hash !== null && seen !== undefined && BigInt(seen) === number ? number : undefined;
    });

  /** Every balance of the index, compared with the contract's own views. */
  const compare = async (): Promise<Record<string, number>> => {
    await caughtUp();
    const { loans, proposals, groups, heldCredits, waitingCollaterals, notes, auctions, accounts, tokens, milestones } = (await query(`{
      loans(limit: 1000) { items { id status borrower lender credit punctuality principalLeft interestLeft since openedAt closedAt } }
      proposals(limit: 1000) { items { id left withdrawnAt group { used maker number } } }
      groups(limit: 1000) { items { maker number used cancelledAt proposals { totalCount } } }
      heldCredits(limit: 1000) { items { token receiver amount } }
      waitingCollaterals(limit: 1000) { items { key claimant assets } }
      notes(limit: 1000) { items { id owner burntAt } }
      auctions(limit: 1000) { items { id outcome } }
      accounts(limit: 1000) { items { address borrowed repaid late defaulted lost } }
      tokens(limit: 1000) { items { address outstanding } }
      milestones { items { block hash } }
    }`)) as Record<string, Rows> & { [name: string]: Rows };
    const head = await stage.client.getBlock();
    expect(milestones?.items, "how far it says to have come").to.deep.equal([{ block: `${head.number}`, hash: head.hash }]);
    for (const it of loans?.items ?? []) {
      const kept = await view<Parameters<typeof balanceOf>[1]>("loan", [it.id]);
      const agreement = agreements.get(it.id as Hex);
      if (agreement === undefined) throw new Error(`The index has a loan ${it.id} that nobody opened.`);
      const isOpen = it.status === "open" || it.status === "inAuction";
      expect(kept.openedAt > 0n, `whether ${it.id} is open`).to.equal(isOpen);
      if (!isOpen) continue;
      const { principal, interest, since } = balanceOf(agreement.terms, kept);
      expect([it.principalLeft, it.interestLeft, it.since], `balance of ${it.id}`).to.deep.equal([
        `${principal}`,
        `${interest}`,
        `${since}`,
      ]);
      expect([getAddress(it.lender as Address), it.status], `lender of ${it.id}`).to.deep.equal([
        kept.lender,
        kept.inAuction ? "inAuction" : "open",
      ]);
    }
    for (const it of proposals?.items ?? []) {
      const [, left] = await view<readonly [boolean, bigint]>("escrow", [it.id]);
      expect(it.left, `escrow of ${it.id}`).to.equal(`${left}`);
    }
    for (const it of groups?.items ?? []) {
      const used = await view<bigint>("groupUsed", [it.maker, BigInt(it.number as string)]);
      const isPosted = (it.proposals as Rows).totalCount > 0;
      if (isPosted || it.cancelledAt) expect(it.used, `use of group ${it.number} of ${it.maker}`).to.equal(`${used}`);
    }
    for (const it of heldCredits?.items ?? [])
      expect(it.amount, `credit held for ${it.receiver}`).to.equal(`${await view<bigint>("held", [it.token, it.receiver])}`);
    for (const it of waitingCollaterals?.items ?? []) {
      const [claimant, assets] = await view<readonly [Address, bigint]>("waiting", [it.key]);
      expect(it.assets, `what waits of ${it.key}`).to.equal(`${assets}`);
      if (assets > 0n) expect(getAddress(it.claimant as Address), `for whom ${it.key} waits`).to.equal(claimant);
    }
    for (const it of notes?.items ?? []) {
      const owner = await view<Address>("ownerOf", [BigInt(it.id as Hex)]).catch(() => undefined);
      expect(it.burntAt ? undefined : getAddress(it.owner as Address), `owner of note ${it.id}`).to.equal(owner);
    }
    const all = loans?.items ?? [];
    const countOf = (found: (loan: Record<string, unknown>) => boolean) => all.filter(found).length;
    for (const it of accounts?.items ?? []) {
      const own = (found: (loan: Record<string, unknown>) => boolean) => countOf((loan) => loan.borrower === it.address && found(loan));
      const { borrowed, repaid, late, defaulted, lost } = it;
      expect({ borrowed, repaid, late, defaulted, lost }, `record of ${it.address}`).to.deep.equal({
        borrowed: own(() => true),
        repaid: own(({ status }) => status === "repaid" || status === "novated"),
        late: own(({ punctuality }) => punctuality !== "onTime"),
        defaulted: own(({ punctuality }) => punctuality === "defaulted"),
        lost: own(({ status }) => status === "foreclosed" || status === "sold"),
      });
    }
    for (const it of tokens?.items ?? []) {
      const lent = all.filter(({ credit }) => credit === it.address).map(({ principalLeft }) => BigInt(principalLeft as string));
      expect(it.outstanding, `outstanding in ${it.address}`).to.equal(`${lent.reduce((sum, left) => sum + left, 0n)}`);
    }
    for (const it of auctions?.items ?? []) {
      const loan = all.find(({ id }) => id === it.id);
      const outcome = { inAuction: "running", sold: "sold", foreclosed: "taken" }[loan?.status as string] ?? "redeemed";
      expect(it.outcome, `auction of ${it.id}`).to.equal(outcome);
    }
    const count = (rows: Rows | undefined) => rows?.items.length ?? 0;
    return {
      loans: count(loans),
      notes: count(notes),
      proposals: count(proposals),
      heldCredits: count(heldCredits),
      waiting: count(waitingCollaterals),
      auctions: count(auctions),
    };
  };

  before(async () => {
    stage = await setStage();
    calls = callsOf(stage.deployment.address);
    const [anyone] = stage.accounts as readonly Account[] as [Account];
    [credit, nft] = [await stage.deploy("MockERC20", ["CREDIT", 6]), await stage.deploy("MockERC721")];
    // Nobody need sign for it.
    wallet = await stage.deploy("MockMultisig", [[], 0n]);
    await stage.send(anyone, { ...credit, functionName: "mint", args: [wallet.address, 10n ** 15n] });
    const approve = { ...credit, functionName: "approve", args: [stage.deployment.address, PLENTY] };
    for (const call of [approve, { ...nft, functionName: "setApprovalForAll", args: [stage.deployment.address, true] }])
      await stage.send(anyone, throughWallet(call));
    for (const account of stage.accounts) {
      await stage.send(account, { ...credit, functionName: "mint", args: [account.address, 10n ** 15n] });
      await stage.send(account, { ...credit, functionName: "approve", args: [stage.deployment.address, PLENTY] });
      await stage.send(account, { ...nft, functionName: "setApprovalForAll", args: [stage.deployment.address, true] });
    }
    await walk(STEPS / 2, ["post", "accept directly", "repay"]);
    const { folder, processes, rpc } = stage;
    index = await startIndex({
      chainId: stage.deployment.chainId,
      ...{ rpc, processes, port: await freePort(), database: { folder: `${folder}/index` }, log: `${folder}/index.log` },
      say: () => {},
    });
  });

  after(async () => {
    await index?.stop();
    await stage?.stop();
  });

  it("default: every balance that it rebuilt from past events is the contract's", async () => {
    const counted = await compare();
    expect(counted.loans, "loans").to.be.greaterThan(0);
  });

  it("behavior: it follows what happens while it runs", async () => {
    await walk(STEPS / 2, KINDS);
    const counted = await compare();
    const book = await readBook(stage.client, stage.deployment);
    expect([counted.loans, counted.proposals], "loans and proposals").to.deep.equal([book.loans.size, book.proposals.size]);
  });

  it("behavior: of an offer both posted and signed it knows which was drawn on", async () => {
    const [maker, taker] = stage.accounts as readonly Account[] as [Account, Account];
    const offer = await makeProposal(maker, Side.Offer);
    const posted = { ...offer, limit: offer.terms.principal * 9n, group: BUDGET | nextGroup++ };
    const from = await stage.client.getBlockNumber();
    await stage.send(maker, calls.post(posted));
    const signature = (await maker.signTypedData?.(proposalTypedData(stage.deployment, posted))) ?? "0x";
    const accept = async (by: Address, consent: Hex) => calls.accept(posted, await fillFor(posted, by), consent);
    await stage.send(taker, await accept(taker.address, "0x"));
    await stage.send(taker, await accept(taker.address, signature));
    await stage.send(taker, calls.multicall([await accept(taker.address, signature), await accept(taker.address, "0x")]));
    await stage.send(taker, calls.multicall([await accept(taker.address, signature)]));
    await stage.send(taker, throughWallet(await accept(wallet.address, signature)));
    await stage.send(taker, throughWallet(await accept(wallet.address, "0x")));
    await caughtUp();
    const id = proposalId(stage.deployment, posted);
    const [, left] = await view<readonly [boolean, bigint]>("escrow", [id]);
    const { proposals: found } = await query(`{ proposals(where: { id: "${id}" }) { items { left fills } } }`);
    expect(found?.items, "what the index says").to.deep.equal([{ left: `${left}`, fills: 7 }]);
    await remember(from);
  });

  it("behavior: it knows what notes and shares were sold for, and which sales were cancelled", async () => {
    const { deployment, accounts, send } = stage;
    const { noteSale, syndicates } = deployment;
    if (noteSale === null || syndicates === null) throw new Error("Nothing is sold on the local chain.");
    const [borrower, seller, buyer] = accounts as readonly Account[] as [Account, Account, Account];
    const market = { chainId: deployment.chainId, address: noteSale };
    await send(buyer, approvalCall({ kind: "ERC20", token: credit.address, spender: noteSale, id: 0n, amount: PLENTY }));
    const signed = async (sale: Sale) => ({
      ...market,
      sale,
      signature: (await seller.signTypedData?.(saleTypedData(market, sale))) ?? "0x",
    });
    const asked = await makeProposal(borrower, Side.Request);
    const secured = [{ kind: AssetKind.ERC721, token: nft.address, id: nextNft++, amount: 1n }];
    await send(borrower, { ...nft, functionName: "mint", args: [borrower.address, secured[0]?.id] });
    const request = { ...asked, terms: { ...asked.terms, collateral: secured, auctionSeconds: 2n * DAY } };
    const consent = (await borrower.signTypedData?.(proposalTypedData(deployment, request))) ?? "0x";
    const { principal } = request.terms;
    const from = await stage.client.getBlockNumber();

    const alone = { ...request, group: nextGroup++, terms: { ...request.terms, collateral: [] } };
    await send(seller, calls.accept(alone, fillOf(alone), (await borrower.signTypedData?.(proposalTypedData(deployment, alone))) ?? "0x"));
    await send(seller, syndicatesCallsOf(syndicates).create(request));
    const syndicate = syndicateAddress(deployment, syndicates, request);
    await send(seller, approvalCall({ kind: "ERC20", token: credit.address, spender: syndicate, id: 0n, amount: principal }));
    await send(seller, syndicateCallsOf(syndicate).join(principal));
    await send(seller, syndicateCallsOf(syndicate).open(request, "0x", consent));
    await remember(from);
    const agreedOf = (origin: Hex) => [...agreements].find(([, it]) => it.origin === origin) as [Hex, Agreement];
    const [note, ofNote] = agreedOf(proposalId(deployment, alone));
    const [shared, ofShares] = agreedOf(proposalId(deployment, request));

    const terms = { seller: seller.address, currency: credit.address, price: 7n, buyer: zeroAddress, expiry: PLENTY };
    const letters = await Promise.all(
      [
        { ...terms, loan: note, shares: 0n, salt: 1n },
        { ...terms, loan: shared, shares: 100n, salt: 2n },
        { ...terms, loan: shared, shares: 1n, salt: 3n },
      ].map(signed),
    );
    const [first, second, third] = letters as [SaleLetter, SaleLetter, SaleLetter];
    await send(seller, approvalCall(approvalToSell(note, { parley: deployment.address, noteSale })));
    await send(seller, approvalCall(approvalToSellShares(100n, { syndicate, noteSale })));
    await send(buyer, saleCallsOf(noteSale).buy(first, ofNote, 0n));
    await send(buyer, saleCallsOf(noteSale).buy(second, ofShares, 0n));
    await send(seller, saleCallsOf(noteSale).cancel(third.sale));

    await caughtUp();
    const columns = "id loanId state seller buyer shares currency price loan { lender }";
    const { sales } = await query(`{ sales(orderBy: "place") { items { ${columns} } } }`);
    const lower = (address: Address) => address.toLowerCase();
    const sold = { state: "sold", seller: lower(seller.address), buyer: lower(buyer.address), currency: lower(credit.address), price: "7" };
    const nothing = { buyer: null, shares: null, currency: null, price: null };
    expect(sales?.items).to.deep.equal([
      { ...sold, id: saleId(market, first.sale), loanId: note, shares: "0", loan: { lender: lower(buyer.address) } },
      { ...sold, id: saleId(market, second.sale), loanId: shared, shares: "100", loan: { lender: lower(syndicate) } },
      { ...sold, ...nothing, state: "cancelled", id: saleId(market, third.sale), loanId: shared, loan: { lender: lower(syndicate) } },
    ]);
  });

  it("behavior: from the index comes the same book as from the chain", async () => {
    await caughtUp();
    const graphql = indexOver((text) => post(text).then((it) => it.text()));
    const { resume: _, ...fromIndex } = await readBook(stage.client, stage.deployment, { index: graphql });
    const { resume: __, ...fromChain } = await readBook(stage.client, stage.deployment);
    expect(fromIndex, "the book").to.deep.equal(fromChain);
  });

  it("behavior: it answers what docs/integrators.md asks", async () => {
    const examples = [...page.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = ""]) => text);
    expect(examples, "examples").to.have.length.greaterThan(5);
    const [[id, agreement] = []] = agreements;
    const known = { id, account: agreement?.borrower.toLowerCase(), now: "0", until: `${(await now()) + 999n * DAY}` };
    for (const text of examples) {
      const data = await query(text, known);
      for (const [name, found] of Object.entries(data)) {
        const count = found?.items?.length ?? found?.totalCount;
        expect(found && (count === undefined || count > 0 || name === "auctions"), `${name} of\n${text}`).to.not.equal(false);
        expect(found, `${name} of\n${text}`).to.not.equal(null);
      }
    }
  });

  it("behavior: what a reorganisation undoes is undone, and what it brings is there", async () => {
    const [maker] = stage.accounts as readonly Account[] as [Account];
    const head = await stage.client.getBlockNumber();
    const undone = await makeProposal(maker, Side.Request);
    await stage.send(maker, calls.post(undone));
    await caughtUp();
    const known = async (proposal: Proposal) =>
      (await query(`{ proposals(where: { id: "${proposalId(stage.deployment, proposal)}" }) { items { id } } }`)).proposals?.items.length;
    expect(await known(undone), "the proposal before").to.equal(1);

    const depth = (await stage.client.getBlockNumber()) - head;
    await stage.client.request({ method: "anvil_reorg", params: [Number(depth), []] } as never);
    await stage.client.mine({ blocks: 1 });
    const kept = await makeProposal(maker, Side.Request);
    await stage.send(maker, calls.post(kept));
    await until("the index takes it back", async () => ((await known(undone)) === 0 && (await known(kept)) === 1 ? true : undefined));
    const counted = await compare();
    expect(counted.proposals, "proposals").to.equal((await readBook(stage.client, stage.deployment)).proposals.size);
  });

  it("behavior: a chain that is put back further than it can undo makes it begin again", async () => {
    const [maker] = stage.accounts as readonly Account[] as [Account];
    const before = await stage.client.snapshot();
    await stage.client.mine({ blocks: 100 });
    await caughtUp();
    await stage.client.revert({ id: before });
    const kept = await makeProposal(maker, Side.Request);
    await stage.send(maker, calls.post(kept));
    const found = async () =>
      (await query(`{ proposals(where: { id: "${proposalId(stage.deployment, kept)}" }) { items { id } } }`)).proposals?.items.length;
    // It does not answer while it begins again.
    await until("the index has the new past", async () => ((await found().catch(() => 0)) === 1 ? true : undefined));
    await compare();
  });
});
