import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  approvalsToPost,
  approvalsToSign,
  type Book,
  BUDGET,
  callsOf,
  checkProposal,
  givenBy,
  isBudget,
  letterJson,
  letterOf,
  letterToFragment,
  type Proposal,
  type ProposalLetter,
  parseAddress,
  parseId,
  proposalCodec,
  proposalId,
  proposalTypedData,
  type Replacing,
  readFreeGroup,
  replaceable,
  Schedule,
  Side,
  type Terms,
  type TokenList,
} from "@parley/sdk";
import { type Address, zeroAddress, zeroHash } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { type Command, defineCommand, type Example, type Groups, type Options, type Values } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan } from "../find.ts";
import { shortId } from "../format.ts";
import { signedGroups } from "../home.ts";
import { parseCount, parseDuration, parseMoment, parseRate } from "../input.ts";
import { facts, linkTo, pageOption, printJson } from "../output.ts";
import { announce, peerOptions } from "../peers.ts";
import { type Actor, carryOut, confirm, openActor, type Plan, type Summary, sendOptions } from "../send.ts";
import type { Terminal } from "../terminal.ts";
import { costFacts, sideWord, termsFacts, worstFacts } from "../words.ts";

const schedules: Readonly<Record<string, Schedule>> = {
  bullet: Schedule.Bullet,
  "interest-only": Schedule.InterestOnly,
  linear: Schedule.Linear,
  annuity: Schedule.Annuity,
};

const termsOptions = {
  apr: { type: "string", hint: "<percent>", help: "yearly interest on what is outstanding, such as 8.5. Default 0" },
  flat: { type: "string", hint: "<percent>", help: "interest once, owed from the first second. Default 0" },
  duration: { type: "string", hint: "<time>", help: "how long the loan runs, such as 30d or 26w" },
  schedule: {
    type: "string",
    hint: "<kind>",
    help: "bullet: all at the end (default). interest-only, linear: equal parts of the principal. annuity: equal payments",
  },
  instalments: { type: "string", hint: "<n>", help: "number of due dates, evenly spaced. Default 1" },
  grace: { type: "string", hint: "<time>", help: "how long after a due date a payment is still in time. Default 3d" },
  auction: {
    type: "string",
    hint: "<time>",
    help: "in default, auction the collateral over this long; the surplus goes to the borrower. Left out: the lender takes the collateral itself",
  },
  covenant: { type: "string", hint: "<address>", help: "a contract that may declare a default early" },
  document: { type: "string", hint: "<hash>", help: "hash of a document that both agree to" },
} as const satisfies Options;

const proposalOptions = {
  expires: { type: "string", hint: "<when>", help: "until when it may be accepted: a time from now or a date, UTC. Default 7d" },
  taker: { type: "string", hint: "<address>", help: "the only account that may accept it. Left out: anyone" },
  gate: { type: "string", hint: "<address>", help: "a contract that must admit whoever accepts" },
  group: {
    type: "string",
    hint: "<n>",
    help: "proposals of one group exclude each other: 5, or budget:5 for an amount that several share. Left out: a group of its own",
  },
  replaces: { type: "string", hint: "<loan>", help: "the loan that it is to replace; only for what is signed" },
} as const satisfies Options;

const offerOptions = {
  smallest: { type: "string", hint: "<amount>", help: "least that one loan may take. Left out: all or nothing" },
  limit: { type: "string", hint: "<amount>", help: "most that all loans together may take: the offer is then good for several" },
} as const satisfies Options;

const consentOptions = {
  post: { type: "boolean", help: "put your side into escrow, and the proposal onto the market" },
  sign: { type: "boolean", help: "sign it, and print it as a link: nothing is sent but missing approvals" },
  announce: { type: "boolean", help: "sign it, and give it to the peer network" },
  out: { type: "string", hint: "<file>", help: "also write what was signed into this file" },
  ...pageOption,
} as const satisfies Options;

const all = {
  ...termsOptions,
  ...proposalOptions,
  ...offerOptions,
  ...consentOptions,
  ...chainOptions,
  ...peerOptions,
  ...sendOptions,
  ...outputOptions,
};
const collateralOption = {
  collateral: { type: "string", multiple: true, hint: "<asset>", help: "" },
} as const satisfies Options;
type ProposeValues = Values<typeof all & typeof collateralOption>;

export const requestCommand = proposing({
  side: Side.Request,
  synopsis: "request <amount>",
  about: `Asks for a loan of an amount such as "1000 tUSD", against collateral. With --post the collateral goes into escrow now, and comes back with \`parley withdraw\` as long as nobody has lent. With --sign nothing moves: whoever has what you sign may lend on it until it expires, and then the collateral is taken from your wallet. With --announce the peer network is told of it, too.

A request is taken as a whole. What it costs, when it is due and what may happen at worst is shown before anything is signed.`,
  collateral: 'what you pledge, such as "3 WETH", "tART #7" or "5 tPASS #2"; may be given several times. Left out: unsecured',
  examples: [
    {
      does: "ask for 900 tUSD for 30 days against an NFT, on the market",
      line: 'parley request "900 tUSD" --collateral "tART #$MY_ART" --apr 8 --duration 30d --post --yes',
    },
    {
      does: "sign a request with an auction and instalments, for somebody in particular",
      line: 'parley request "500 tDAI" --collateral "10 tPASS #1" --apr 12 --duration 180d --schedule annuity --instalments 6 --auction 3d --taker $LENDER --sign --out request.json --yes',
    },
    {
      does: "see the calls that post it, to send them with another wallet",
      line: 'parley request "100 tUSD" --apr 5 --duration 60d --post --unsent --from $BORROWER',
    },
  ],
});

export const offerCommand = proposing({
  side: Side.Offer,
  synopsis: "offer <amount>",
  about: `Offers to lend up to an amount such as "1000 tUSD" against collateral that you name, or leave open: any item of a collection, or one of a list. With --post the money goes into escrow now, and what nobody borrowed comes back with \`parley withdraw\`. With --sign it stays in your wallet until somebody borrows; Parley must be allowed to take it. With --announce the peer network is told of it, too.

With --smallest, a loan may take a part; fungible collateral is scaled with it. With --limit the offer is a budget, good for several loans. Signed offers in one --group exclude each other.`,
  collateral:
    'what you want, for a loan of the full amount: "3 WETH", "tART #7", "tART #any", "tART #1,2,7" (one of them), "5 tPASS #any"; may be given several times. Left out: unsecured',
  examples: [
    {
      does: "lend up to 400 tUSD on any item of a collection, 2,000 in all, out of escrow",
      line: 'parley offer "400 tUSD" --collateral "tART #any" --apr 12.5 --duration 60d --limit 2000 --post --yes',
    },
    {
      does: "sign an offer on one of three items, and keep it in a file",
      line: 'parley offer "300 tDAI" --collateral "tART #1,3,5" --apr 9 --duration 45d --auction 2d --expires 2d --sign --out offer.json --yes',
    },
    {
      does: "sign an offer and tell the peer network of it",
      line: 'parley offer "1000 tUSD" --collateral "1 WETH" --apr 7 --duration 90d --smallest 100 --announce --yes',
    },
  ],
});

interface Kind {
  readonly side: Side;
  readonly synopsis: string;
  readonly about: string;
  readonly collateral: string;
  readonly examples: readonly Example[];
}

function proposing({ side, synopsis, about, collateral, examples }: Kind): Command {
  const own = { collateral: { ...collateralOption.collateral, help: collateral }, ...termsOptions };
  const limits = side === Side.Offer ? { ...offerOptions, ...proposalOptions } : proposalOptions;
  return defineCommand<Groups>({
    synopsis,
    about,
    options: {
      Terms: own,
      Proposal: limits,
      Consent: consentOptions,
      Chain: chainOptions,
      Peers: peerOptions,
      Sending: sendOptions,
      Output: outputOptions,
    },
    examples,
    words: [1, 2],
    run: ({ values, words, terminal }) => propose(side, words.join(" "), values as ProposeValues, terminal),
  });
}

async function propose(side: Side, amount: string, values: ProposeValues, terminal: Terminal): Promise<void> {
  const isSigned = values.sign === true || values.announce === true;
  if (isSigned === (values.post === true))
    throw new UsageError("How? Say --post (into escrow, on chain), --sign (a link or file), or --announce (the peer network).");
  if (isSigned && values.unsent === true)
    throw new UsageError("--unsent prints calls, and a signature is none. Sign with the wallet that has the key.");
  const chain = await openChain(values, terminal);
  const actor = await openActor(values, terminal);
  const book = await chain.readBook();
  const { proposal, lists, replacing } = await readProposal(chain, book, side, amount, actor.address, values, terminal);
  const [problem] = checkProposal(proposal, chain.deployment.address, book.head.time, isSigned ? "signed" : "posted");
  if (problem !== undefined) throw new UsageError(problem.message);
  await chain.tokens.learn([proposal.terms.credit, ...proposal.terms.collateral.map((it) => it.token)]);
  const summary = summaryOf(chain, proposal, lists, replacing, book.head.time, isSigned);
  const noun = sideWord(side);

  if (!isSigned) {
    const { address } = chain.deployment;
    const plan = {
      title: `Post the ${noun}`,
      summary,
      approvals: approvalsToPost(proposal, address),
      call: callsOf(address).post(proposal),
    };
    await confirm(chain, actor, plan, values, terminal);
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt === undefined) return;
    const id = proposalId(chain.deployment, proposal);
    if (values.json) printJson(terminal, { id, transaction: receipt.transactionHash, proposal: proposalCodec.write(proposal) });
    else terminal.print(`The ${noun} is on the market: ${id}`);
    return;
  }
  const title = values.announce === true ? `Sign the ${noun}, and tell the peer network` : `Sign the ${noun}`;
  const approvals = approvalsToSign(proposal, chain.deployment.address, replacing);
  const plan: Plan = { title, summary, approvals, call: undefined };
  await confirm(chain, actor, plan, values, terminal);
  const letter = await sign(chain, actor, plan, proposal, lists, terminal);
  const kept = chain.home.keepLetter(letter);
  if (values.out !== undefined) writeFileSync(resolve(terminal.cwd, values.out), `${letterJson(letter)}\n`);
  if (values.announce === true) {
    await announce(chain, letter, values, terminal);
    terminal.say("✓ The peer network holds it.");
  }
  printLetter(chain, letter, kept, values, terminal);
}

/** The proposal that options describe. @throws UsageError ParseError */
async function readProposal(
  chain: Chain,
  book: Book,
  side: Side,
  amount: string,
  maker: Address,
  values: ProposeValues,
  terminal: Terminal,
): Promise<{ readonly proposal: Proposal; readonly lists: readonly TokenList[]; readonly replacing: Replacing | undefined }> {
  const { time: now } = book.head;
  const { token: credit, amount: principal } = await chain.tokens.parseMoney(amount, "The amount");
  const pledged = await Promise.all((values.collateral ?? []).map((it) => chain.tokens.parseAsset(it, "--collateral")));
  const terms = readTerms(credit, principal, values);
  const money = async (text: string | undefined, name: string, otherwise: bigint): Promise<bigint> =>
    text === undefined ? otherwise : (await chain.tokens.parseMoney(text, name, credit)).amount;
  const old = values.replaces === undefined ? undefined : await findLoan(chain, book, values.replaces, terminal);
  const loan = old && replaceable(old);
  if (old !== undefined && loan === undefined) throw new Failure(`The loan ${old.id} is closed, so nothing can replace it.`);
  return {
    proposal: {
      maker,
      side,
      taker: values.taker === undefined ? zeroAddress : parseAddress(values.taker, "--taker"),
      terms: { ...terms, collateral: pledged.map((it) => it.asset) },
      smallestFill: await money(values.smallest, "--smallest", principal),
      limit: await money(values.limit, "--limit", principal),
      group: await readGroup(chain, book, maker, values),
      expiry: parseMoment(values.expires ?? "7d", now, "--expires"),
      gate: values.gate === undefined ? zeroAddress : parseAddress(values.gate, "--gate"),
      replaces: old?.id ?? zeroHash,
    },
    lists: pledged.flatMap((it) => it.list ?? []),
    replacing: loan && { loan, now },
  };
}

function readTerms(credit: Address, principal: bigint, values: ProposeValues): Terms {
  if (values.duration === undefined) throw new UsageError("How long is the loan to run? Say --duration, such as --duration 30d.");
  const named = values.schedule ?? "bullet";
  const schedule = Object.hasOwn(schedules, named) ? schedules[named] : undefined;
  if (schedule === undefined) throw new UsageError(`--schedule must be one of ${Object.keys(schedules).join(", ")}; it is "${named}".`);
  return {
    credit,
    principal,
    collateral: [],
    aprBps: parseRate(values.apr ?? "0", "--apr"),
    flatBps: parseRate(values.flat ?? "0", "--flat"),
    durationSeconds: parseDuration(values.duration, "--duration"),
    schedule,
    instalments: parseCount(values.instalments ?? "1", "--instalments"),
    graceSeconds: parseDuration(values.grace ?? "3d", "--grace"),
    auctionSeconds: values.auction === undefined ? 0n : parseDuration(values.auction, "--auction"),
    covenant: values.covenant === undefined ? zeroAddress : parseAddress(values.covenant, "--covenant"),
    document: values.document === undefined ? zeroHash : parseId(values.document, "--document"),
  };
}

/** The group that is named, or the lowest free one: a budget where the proposal is good for several loans. */
async function readGroup(
  { client, home, deployment }: Chain,
  book: Book,
  maker: Address,
  { group, limit }: ProposeValues,
): Promise<bigint> {
  if (group === undefined) {
    return await readFreeGroup(client, book, maker, limit === undefined ? "single" : "budget", signedGroups(home, deployment, maker));
  }
  const isShared = group.startsWith("budget:");
  const number = parseCount(group.replace(/^budget:/, ""), "--group");
  if (number >= BUDGET) throw new UsageError(`--group must be below 2^255; it is ${group}.`);
  return isShared ? BUDGET | number : number;
}

function summaryOf(
  { tokens }: Chain,
  proposal: Proposal,
  lists: readonly TokenList[],
  replacing: Replacing | undefined,
  now: bigint,
  isSigned: boolean,
): Summary {
  const { terms, side, limit, group, taker } = proposal;
  const asBorrower = side === Side.Request;
  const given = givenBy(proposal, asBorrower || replacing !== undefined ? terms.principal : limit, replacing);
  const when = isSigned ? "when somebody accepts" : "now, into escrow";
  return [
    ["You give", `${tokens.assets(given)}${given.length === 0 ? "" : `, ${when}`}`],
    [
      "You get",
      asBorrower
        ? `${tokens.money(terms.credit, terms.principal)} when a lender accepts`
        : "a note for each loan, which owns what is repaid",
    ],
    ...termsFacts(terms, tokens),
    ...(lists.length === 0 ? [] : ([["Lists", lists.map((it) => it.ids.map((id) => `#${id}`).join(" ")).join("\n")]] as const)),
    ...costFacts(terms, now, tokens),
    ...worstFacts(terms, now, asBorrower),
    ["Taker", taker === zeroAddress ? "anyone" : `only ${taker}`],
    [
      "Group",
      `${isBudget(group) ? `budget ${group - BUDGET}: all of its loans together take at most ${tokens.money(terms.credit, limit)}` : `${group}: accepted once, then used up`}`,
    ],
    ...(replacing === undefined ? [] : ([["Replaces", `loan ${replacing.loan.id}`]] as const)),
    [
      "Until",
      isSigned
        ? "it expires; whoever has it may accept it at a moment he chooses. `parley cancel` ends that"
        : "you withdraw it, or it expires",
    ],
    ...tokens.warnings([terms.credit, ...terms.collateral.map((it) => it.token)]).map((it) => ["Beware", it] as const),
  ];
}

/** Gives the approvals of a plan, and signs. */
async function sign(
  chain: Chain,
  actor: Actor,
  plan: Plan,
  proposal: Proposal,
  lists: readonly TokenList[],
  terminal: Terminal,
): Promise<ProposalLetter> {
  if (actor.unlock === undefined) throw new UsageError("A signature needs the key.");
  await carryOut(chain, actor, plan, terminal);
  const signature = await (await actor.unlock()).signTypedData(proposalTypedData(chain.deployment, proposal));
  return letterOf(chain.deployment, proposal, signature, lists);
}

function printLetter({ deployment }: Chain, letter: ProposalLetter, kept: string, { json, page }: ProposeValues, terminal: Terminal): void {
  const id = proposalId(deployment, letter.proposal);
  const link = linkTo(`/letter/#${letterToFragment(letter)}`, page, terminal);
  if (json) printJson(terminal, { id, link, file: kept, letter: JSON.parse(letterJson(letter)) });
  else {
    terminal.say(facts([["Id", `${shortId(id)}… is kept in ${kept}`]]));
    terminal.print(link);
  }
}
