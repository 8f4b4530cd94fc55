import { readFileSync, writeFileSync } from "node:fs";
import * as sdk from "@parley/sdk";
import { expect } from "chai";
import { MaxUint256, ZeroHash } from "ethers";
import { DAY, ethers, loadFixture, networkHelpers, nextAt, provider } from "../support/chain.js";
import { Mood, Odd20, Odd721, Odd1155, oddWorld } from "../support/odd.js";
import { type Actor, type Asset, AssetKind, addressOf, credits, type Hex, hex, mined, type Opened } from "../support/world.js";

const PAGE = "docs/odd-tokens.md";

/** `PARLEY_WRITE=1` writes what is seen here into the page, for review; otherwise both must agree. */
const WRITES = process.env.PARLEY_WRITE === "1";

type World = Awaited<ReturnType<typeof oddWorld>>;
type Standard = "ERC-20" | "ERC-721" | "ERC-1155";

/** Between whom the odd token is about to move. */
interface Move {
  readonly from: Hex;
  readonly to: Hex;
}

/** The odd token, whatever its standard, in the units of this test. */
interface Odd {
  readonly address: Hex;
  readonly asset: (amount: bigint) => Asset;
  readonly mint: (to: Actor, amount: bigint) => Promise<unknown>;
  readonly balanceOf: (who: Hex) => Promise<bigint>;
  readonly set: (oddity: number, subject: string) => Promise<unknown>;
  /** The issuer takes from, or gives to, an account. */
  readonly rebase: (who: Hex, change: bigint) => Promise<unknown>;
}

interface Behaviour {
  /** As the page says it, after "A token that …". */
  readonly name: string;
  readonly standard: Standard;
  readonly arm: (world: World, odd: Odd, move: Move) => Promise<unknown>;
  /** Back to reason; what cannot be undone only is, to look at balances. */
  readonly calm?: (world: World, odd: Odd) => Promise<unknown>;
  readonly isForGood?: boolean;
  /** Whether the issuer lets escrows of others in the same token shrink, too. */
  readonly hurtsAll?: boolean;
  /** Another token than the switchable one. */
  readonly deploy?: (world: World) => Promise<Odd>;
  /** Whole units of a loan and of an ERC-20 collateral. */
  readonly unit?: bigint;
}

const ZERO = ethers.ZeroAddress;
const UNIT = 10n ** 6n;
const CALLS_BACK = "calls Parley back, in any function";

// --- Behaviours ---

const set20 = (name: string, oddity: number, subject: (move: Move, world: World) => string | Promise<string> = () => ZERO): Behaviour => ({
  name,
  standard: "ERC-20",
  arm: async (world, odd, move) => odd.set(oddity, await subject(move, world)),
});
const set721 = (name: string, oddity: number, subject: (move: Move) => string = () => ZERO): Behaviour => ({
  name,
  standard: "ERC-721",
  arm: (_, odd, move) => odd.set(oddity, subject(move)),
});
const set1155 = (name: string, oddity: number, subject: (move: Move) => string = () => ZERO): Behaviour => ({
  ...set721(name, oddity, subject),
  standard: "ERC-1155",
});

/** Calls a contract whenever it moves, which reacts in some mood. */
const callsBack = (standard: Standard, what: string, mood: number): Behaviour => ({
  name: `calls a stranger's contract, which ${what}`,
  standard,
  arm: async ({ actor }, odd) => {
    await actor.set(mood, ZERO, "0x");
    await odd.set(
      { "ERC-20": Odd20.CallsBack, "ERC-721": Odd721.CallsBack, "ERC-1155": Odd1155.CallsBack }[standard],
      await addressOf(actor),
    );
  },
});

const loses = (standard: Standard, bytecode: string, what: string): Behaviour => {
  const codes = new Map<Hex, string>();
  return {
    name: what,
    standard,
    isForGood: true,
    arm: async (_, { address }) => {
      codes.set(address, (await provider.request({ method: "eth_getCode", params: [address, "latest"] })) as string);
      await networkHelpers.setCode(address, bytecode);
    },
    calm: async (_, { address }) => networkHelpers.setCode(address, codes.get(address) ?? "0x"),
  };
};

const rebases = (standard: Standard, name: string, change: (balance: bigint) => bigint): Behaviour => ({
  name,
  standard,
  isForGood: true,
  hurtsAll: change(100n) < 0n,
  arm: async ({ domain }, odd) => odd.rebase(domain.address, change(await odd.balanceOf(domain.address))),
  calm: async () => undefined,
});

const decimals = (places: number): Behaviour => ({
  name: `has ${places} decimals`,
  standard: "ERC-20",
  unit: 10n ** BigInt(places),
  arm: async () => undefined,
  calm: async () => undefined,
  deploy: async (world) => honest(await approved(world, await plainErc20("DEC", places))),
});

const plainErc20 = (symbol: string, places: number) => ethers.deployContract("MockERC20", [symbol, places]);
type Erc20 = Awaited<ReturnType<typeof plainErc20>>;

/** The same token, once everybody has approved it. */
async function approved({ parley, borrower, lender, secondLender, stranger }: World, token: Erc20): Promise<Erc20> {
  for (const person of [borrower, lender, secondLender, stranger]) await token.connect(person).approve(parley, MaxUint256);
  return token;
}

/** One ledger with two entries. */
async function ledgerOf(world: World): Promise<{ readonly ledger: Erc20; readonly entry: Hex }> {
  const deployed = await ethers.deployContract("OddLedger");
  const ledger = await approved(world, await ethers.getContractAt("MockERC20", deployed.target));
  return { ledger, entry: hex(await deployed.entry()) };
}

async function honest(token: Erc20, entry?: Hex): Promise<Odd> {
  const address = entry ?? (await addressOf(token));
  return {
    address,
    asset: (amount) => ({ kind: AssetKind.ERC20, token: address, id: 0n, amount }),
    mint: (to, amount) => token.mint(to, amount),
    balanceOf: (who) => token.balanceOf(who),
    set: async () => undefined,
    rebase: async () => undefined,
  };
}

const behaviours: readonly Behaviour[] = [
  set20("returns nothing", Odd20.ReturnsNothing),
  set20("returns false and moves nothing", Odd20.ReturnsFalse),
  set20("returns true and moves nothing", Odd20.Swallows),
  set20("moves and returns false", Odd20.DeniesMove),
  set20("moves and returns the number two", Odd20.ReturnsTwo),
  set20("moves and returns 100,000 bytes", Odd20.Floods),
  set20("reverts on a transfer of zero", Odd20.RefusesZero),
  set20("keeps one percent of what moves", Odd20.TakesFee),
  set20("keeps one percent of what its owner sends, nothing of what is pulled", Odd20.TakesFeeOnTransfer),
  set20("takes one percent more from the sender", Odd20.TakesFeeOnTop),
  set20("moves one unit more", Odd20.MovesMore),
  set20("moves one unit less", Odd20.MovesLess),
  set20("blocks the receiver", Odd20.Blocks, ({ to }) => to),
  set20("blocks the sender", Odd20.BlocksSender, ({ from }) => from),
  set20("blocks whatever goes to Parley", Odd20.Blocks, (_, { domain }) => domain.address),
  set20("blocks whatever comes from Parley", Odd20.BlocksSender, (_, { domain }) => domain.address),
  set20("is paused", Odd20.Paused),
  set20("uses 400,000 gas", Odd20.Heavy),
  set20("refuses less than 150,000 gas", Odd20.NeedsGas),
  set20("burns all gas", Odd20.BurnsGas),
  set20("reverts with 100,000 bytes", Odd20.Bombs),
  callsBack("ERC-20", "accepts", Mood.Accepts),
  callsBack("ERC-20", "rejects", Mood.Rejects),
  callsBack("ERC-20", "burns all gas", Mood.BurnsGas),
  callsBack("ERC-20", "reverts with 100,000 bytes", Mood.Bombs),
  callsBack("ERC-20", CALLS_BACK, Mood.Acts),
  set20("tells half of every balance", Odd20.HalvesBalances),
  set20("always tells the same balance", Odd20.FixesBalances),
  set20("tells no balance", Odd20.HidesBalances),
  set20("claims to be an ERC-721", Odd20.ClaimsToBeNft),
  set20("succeeds at calls it doesn't know", Odd20.SwallowsUnknown),
  set20("takes the largest number for the whole balance", Odd20.MaxMeansAll),
  set20("approves only from zero", Odd20.ApprovesFromZero),
  set20("refuses amounts from 2^96", Odd20.RefusesLarge),
  rebases("ERC-20", "rebases up by a half", (balance) => balance / 2n),
  rebases("ERC-20", "rebases down by a half", (balance) => -balance / 2n),
  rebases("ERC-20", "is confiscated from Parley", (balance) => -balance),
  loses("ERC-20", "0x", "loses its code"),
  loses("ERC-20", "0xfe", "is upgraded to code that always fails"),
  {
    name: "has two addresses",
    standard: "ERC-20",
    unit: 10n ** 18n,
    arm: async () => undefined,
    calm: async () => undefined,
    deploy: async (world) => {
      const { ledger, entry } = await ledgerOf(world);
      return honest(ledger, entry);
    },
  },
  ...[0, 2, 6, 18, 24].map(decimals),

  set721("moves nothing and succeeds", Odd721.Swallows),
  set721("is older than the standard", Odd721.Ancient),
  set721("blocks the receiver", Odd721.Blocks, ({ to }) => to),
  set721("is paused", Odd721.Paused),
  set721("uses 400,000 gas", Odd721.Heavy),
  set721("burns all gas", Odd721.BurnsGas),
  set721("reverts with 100,000 bytes", Odd721.Bombs),
  set721("moves and returns false", Odd721.ReturnsFalse),
  set721("tells no owner", Odd721.HidesOwners),
  set721("tells another owner", Odd721.FixesOwners, () => ethers.Wallet.createRandom().address),
  callsBack("ERC-721", "rejects", Mood.Rejects),
  callsBack("ERC-721", CALLS_BACK, Mood.Acts),
  rebases("ERC-721", "is burnt by its issuer", () => -1n),
  loses("ERC-721", "0x", "loses its code"),
  set1155("moves nothing and succeeds", Odd1155.Swallows),
  set1155("keeps one percent of what moves", Odd1155.TakesFee),
  set1155("moves one less", Odd1155.MovesLess),
  set1155("blocks the receiver", Odd1155.Blocks, ({ to }) => to),
  set1155("is paused", Odd1155.Paused),
  set1155("uses 400,000 gas", Odd1155.Heavy),
  set1155("burns all gas", Odd1155.BurnsGas),
  set1155("reverts with 100,000 bytes", Odd1155.Bombs),
  set1155("moves and returns false", Odd1155.ReturnsFalse),
  set1155("tells half of every balance", Odd1155.HalvesBalances),
  callsBack("ERC-1155", "rejects", Mood.Rejects),
  callsBack("ERC-1155", CALLS_BACK, Mood.Acts),
  rebases("ERC-1155", "is burnt by its issuer", (balance) => -balance),
  loses("ERC-1155", "0x", "loses its code"),
];

// --- The scenes ---

async function oddOf(world: World, { standard, deploy }: Behaviour): Promise<Odd> {
  if (deploy !== undefined) return deploy(world);
  const { oddGold, oddNft, oddMulti, odd } = world;
  if (standard === "ERC-20") {
    const address = await addressOf(oddGold);
    return {
      address,
      asset: odd.gold,
      mint: (to, amount) => oddGold.mint(to, amount),
      balanceOf: (who) => oddGold.balanceOf(who),
      set: (oddity, subject) => oddGold.set(oddity, subject),
      rebase: (who, change) => (change < 0n ? oddGold.confiscate(who, -change) : oddGold.mint(who, change)),
    };
  }
  if (standard === "ERC-1155") {
    return {
      address: await addressOf(oddMulti),
      asset: odd.multi,
      mint: (to, amount) => oddMulti.mint(to, 1n, amount),
      balanceOf: (who) => oddMulti.balanceOf(who, 1n),
      set: (oddity, subject) => oddMulti.set(oddity, subject),
      rebase: (who, change) => oddMulti.confiscate(who, 1n, -change),
    };
  }
  let next = 1n;
  return {
    address: await addressOf(oddNft),
    asset: () => odd.nft(next++),
    mint: async (to) => oddNft.mint(to, 100n),
    balanceOf: (who) => oddNft.balanceOf(who),
    set: (oddity, subject) => oddNft.set(oddity, subject),
    rebase: (who) => burnAll(oddNft, who),
  };
}

async function burnAll(nft: World["oddNft"], owner: Hex): Promise<void> {
  for (let id = 1n; id <= 10n; id++) if ((await nft.ownerOf(id)).toLowerCase() === owner.toLowerCase()) await nft.confiscate(id);
}

interface Scene {
  readonly world: World;
  readonly odd: Odd;
  readonly behaviour: Behaviour;
  readonly unit: bigint;
}

async function scene(behaviour: Behaviour): Promise<Scene> {
  const world = await loadFixture(oddWorld);
  const odd = await oddOf(world, behaviour);
  const unit = behaviour.unit ?? UNIT;
  const { borrower, lender, secondLender, stranger } = world;
  for (const person of [borrower, lender, secondLender, stranger]) {
    if (behaviour.standard === "ERC-20") await odd.mint(person, 100_000n * unit);
  }
  return { world, odd, behaviour, unit };
}

async function calm({ world, odd, behaviour }: Scene): Promise<void> {
  if (behaviour.calm === undefined) await odd.set(0, ZERO);
  else await behaviour.calm(world, odd);
}

async function arm({ world, odd, behaviour }: Scene, move: Move): Promise<void> {
  await behaviour.arm(world, odd, move);
  if (!behaviour.name.endsWith(CALLS_BACK)) return;
  const { parley, actor } = world;
  const locked = parley.interface.getError("ReentrancyGuardReentrantCall")?.selector ?? "";
  const attempt = actor.interface.encodeFunctionData("expectAllFail", [await addressOf(parley), mutatorCalls(world), locked]);
  await actor.set(Mood.Acts, actor, attempt);
}

/** A call of every function of Parley that changes anything, but `cancel`, which takes no lock. */
function mutatorCalls({ parley, borrower, request, fill, agreementOf, lender }: World): string[] {
  const proposal = request();
  const agreement = agreementOf(proposal, lender);
  const to = borrower.address;
  const encode = (name: string, values: readonly unknown[]): string => parley.interface.encodeFunctionData(name as "post", values as never);
  return [
    encode("post", [proposal]),
    encode("withdraw", [proposal]),
    encode("accept", [proposal, fill(proposal), "0x"]),
    encode("novate", [agreement, proposal, fill(proposal), "0x"]),
    encode("repay", [agreement, 1n]),
    encode("foreclose", [agreement]),
    encode("buy", [agreement, 1n, to]),
    encode("take", [agreement, to]),
    encode("collect", [to, to]),
    encode("fetch", [agreement, to]),
    encode("fetchPosted", [proposal, to]),
    encode("publish", [agreement]),
    encode("permit", [to, 1n, 1n, 27, ZeroHash, ZeroHash]),
    encode("approve", [to, 1n]),
    encode("setApprovalForAll", [to, true]),
    encode("transferFrom", [to, to, 1n]),
    encode("multicall", [[encode("foreclose", [agreement])]]),
  ];
}

/** A hook that called back must have run, and found every function locked. */
async function checkHook({ world: { actor }, behaviour }: Scene): Promise<void> {
  if (!behaviour.name.endsWith(CALLS_BACK)) return;
  const attempts = await actor.attempts();
  expect(attempts, "the hook ran").to.be.greaterThan(0n);
  expect(await actor.successes(), "every function was locked").to.equal(attempts);
}

/** What never has to do with the odd token: a loan of others, opened before it turns, and repaid in full afterwards. */
async function bystanders({ world }: Scene): Promise<() => Promise<void>> {
  const { parley, gold, credit, asset, terms, request, open, secondLender, stranger } = world;
  await gold.mint(stranger, 1_000n);
  const proposal = request({ maker: hex(stranger.address), terms: terms({ collateral: [asset.gold(1_000n)] }) });
  const { agreement, id } = await open(proposal, { maker: stranger, taker: secondLender });
  return async () => {
    const before = await credit.balanceOf(secondLender);
    await parley.connect(stranger).repay(agreement, MaxUint256);
    expect((await credit.balanceOf(secondLender)) - before > credits(1_000), "a bystander's lender is paid").to.equal(true);
    expect([await gold.balanceOf(stranger), await parley.waiting(id)], "a bystander's collateral").to.deep.equal([1_000n, [ZERO, 0n]]);
  };
}

const reverts = async (sent: Promise<unknown>): Promise<boolean> => sent.then(() => false, isRefusal);

function isRefusal(error: unknown): boolean {
  if (!/revert|gas|invalid opcode|InvalidFEOpcode/i.test(String(error))) throw error;
  return true;
}

async function undone<T>(attempt: () => Promise<T>): Promise<T> {
  const snapshot = await networkHelpers.takeSnapshot();
  try {
    return await attempt();
  } finally {
    await snapshot.restore();
  }
}

// --- As credit ---

async function creditFromTheStart(behaviour: Behaviour): Promise<string> {
  const at = await scene(behaviour);
  const { world, odd, unit } = at;
  const { parley, lender, borrower, terms, offer, fill, sign, domain } = world;
  const checkBystanders = await bystanders(at);
  const proposal = offer({ terms: terms({ credit: odd.address, principal: 1_000n * unit }) });
  const signature = await sign(lender, proposal);

  const signed = await undone(async () => {
    await arm(at, { from: hex(lender.address), to: hex(borrower.address) });
    return reverts(parley.connect(borrower).accept(proposal, fill(proposal), signature));
  });
  const posted = await undone(async () => {
    await arm(at, { from: hex(lender.address), to: domain.address });
    return reverts(parley.connect(lender).post(proposal));
  });
  await arm(at, { from: hex(lender.address), to: hex(borrower.address) });
  await checkBystanders();
  return signed === posted ? (signed ? "refused" : "lent") : signed ? "posted only" : "signed only";
}

async function creditTurning(behaviour: Behaviour): Promise<string> {
  const at = await scene(behaviour);
  const { world, odd, unit } = at;
  const { parley, nft, lender, borrower, secondLender, terms, offer, open } = world;
  const checkBystanders = await bystanders(at);
  const posted = offer({ maker: hex(secondLender.address), terms: terms({ credit: odd.address, principal: 500n * unit }) });
  await parley.connect(secondLender).post(posted);
  const { agreement, openedAt } = await open(offer({ terms: terms({ credit: odd.address, principal: 1_000n * unit }) }));
  const [lenderHad, payerHad] = [await odd.balanceOf(hex(lender.address)), await odd.balanceOf(hex(borrower.address))];
  await arm(at, { from: hex(borrower.address), to: hex(lender.address) });
  const paidAt = openedAt + 10n * DAY;
  const debt = sdk.owedUp(agreement.terms, sdk.openingBalance(agreement.terms, openedAt), paidAt);
  await nextAt(paidAt);

  if (await reverts(parley.connect(borrower).repay(agreement, MaxUint256))) {
    expect((await parley.position(agreement)).lender, "still open").to.equal(lender.address);
    await undone(async () => {
      await nextAt(openedAt + 34n * DAY);
      await parley.connect(lender).foreclose(agreement);
      expect(await nft.ownerOf(1n), "the lender still forecloses").to.equal(lender.address);
    });
    await checkBystanders();
    await calm(at);
    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect(await nft.ownerOf(1n), "repaid once it moves again").to.equal(borrower.address);
    return behaviour.isForGood ? "no payment, ever" : "no payment until it moves";
  }
  expect(await nft.ownerOf(1n), "collateral").to.equal(borrower.address);
  await checkHook(at);
  await checkBystanders();
  await calm(at);
  const held = await parley.held(odd.address, lender);
  const [got, cost] = [(await odd.balanceOf(hex(lender.address))) - lenderHad, payerHad - (await odd.balanceOf(hex(borrower.address)))];
  if (held > 0n) {
    await parley.connect(lender).collect(odd.address, lender);
    expect((await odd.balanceOf(hex(lender.address))) - lenderHad, "what is held is collected").to.equal(got + held);
  }
  if (!behaviour.hurtsAll) {
    const before = await odd.balanceOf(hex(secondLender.address));
    await parley.connect(secondLender).withdraw(posted);
    expect((await odd.balanceOf(hex(secondLender.address))) - before, "another's escrow in the same token").to.equal(500n * unit);
  }
  const words = held > 0n ? (held === debt ? "held for the lender" : "held for the lender, less") : compared(got, debt, "paid");
  return cost > debt ? `${words}; the payer pays more` : words;
}

function compared(got: bigint, due: bigint, whole: string): string {
  if (got === due) return whole;
  return got === 0n ? `not ${whole}` : got < due ? `${whole}, less` : `${whole}, more`;
}

// --- As collateral ---

async function collateralFromTheStart(behaviour: Behaviour): Promise<string> {
  const at = await scene(behaviour);
  const { world, odd, unit } = at;
  const { parley, lender, borrower, terms, offer, request, fill, sign, domain } = world;
  const checkBystanders = await bystanders(at);
  const collateral = [odd.asset(100n * unit)];
  if (behaviour.standard === "ERC-1155") await odd.mint(borrower, 100n * unit);
  const proposal = offer({ terms: terms({ collateral }) });
  const signature = await sign(lender, proposal);
  await arm(at, { from: hex(borrower.address), to: domain.address });

  const accepted = await undone(() => reverts(parley.connect(borrower).accept(proposal, fill(proposal), signature)));
  const posted = await undone(() => reverts(parley.connect(borrower).post(request({ terms: terms({ collateral }) }))));
  expect(posted, "posted as it is accepted").to.equal(accepted);
  await checkBystanders();
  return accepted ? "refused" : "taken";
}

type Ending = "repay" | "foreclose" | "buy";

async function collateralTurning(behaviour: Behaviour): Promise<readonly [released: string, sold: string]> {
  const at = await scene(behaviour);
  const { world, odd, unit } = at;
  const { parley, lender, borrower, stranger, terms, offer, request, open } = world;
  const amount = behaviour.standard === "ERC-721" ? 1n : 100n * unit;
  if (behaviour.standard === "ERC-1155") await odd.mint(borrower, 300n * unit);
  const checkBystanders = await bystanders(at);
  const posted = request({ terms: terms({ collateral: [odd.asset(amount)] }) });
  await parley.connect(borrower).post(posted);
  const plain = await open(offer({ terms: terms({ collateral: [odd.asset(amount)] }) }));
  const auctioned = await open(offer({ terms: terms({ collateral: [odd.asset(amount)], auctionSeconds: DAY }) }));

  const end = async (ending: Ending): Promise<string> =>
    undone(async () => {
      const { agreement, id, openedAt }: Opened = ending === "buy" ? auctioned : plain;
      const receiver = { repay: borrower, foreclose: lender, buy: stranger }[ending];
      const had = await odd.balanceOf(hex(receiver.address));
      if (ending !== "repay") await nextAt(openedAt + 34n * DAY);
      if (ending === "buy") {
        await parley.connect(lender).foreclose(agreement);
        await nextAt(openedAt + 36n * DAY);
      }
      await arm(at, { from: world.domain.address, to: hex(receiver.address) });
      if (ending === "buy") {
        const isRefused = await reverts(parley.connect(stranger).buy(agreement, MaxUint256, stranger));
        if (isRefused) {
          await parley.connect(borrower).repay(agreement, MaxUint256);
          return "no sale";
        }
      } else if (ending === "repay") {
        const paid = await world.credit.balanceOf(lender);
        await mined(parley.connect(borrower).repay(agreement, MaxUint256));
        expect((await world.credit.balanceOf(lender)) - paid > credits(1_000), "the lender is paid whatever becomes of it").to.equal(true);
      } else await mined(parley.connect(lender).foreclose(agreement));
      expect((await parley.loan(id)).openedAt, "closed").to.equal(0n);
      await checkHook(at);

      await checkBystanders();
      await calm(at);
      const got = (await odd.balanceOf(hex(receiver.address))) - had;
      const [claimant, waiting] = await parley.waiting(id);
      const others = async () => {
        if (behaviour.hurtsAll) return;
        const before = await odd.balanceOf(hex(borrower.address));
        await parley.connect(borrower).withdraw(posted);
        expect((await odd.balanceOf(hex(borrower.address))) - before, "another's escrow in the same token").to.equal(amount);
      };
      if (waiting === 0n) {
        await others();
        return compared(got, amount, "released");
      }
      expect(claimant, "waits for whom it is due to").to.equal(receiver.address);
      await undone(others);
      if (await reverts(parley.connect(receiver).fetch(agreement, receiver))) {
        return got === amount ? "released, and waits besides" : "waits for good";
      }
      const fetched = (await odd.balanceOf(hex(receiver.address))) - had;
      if (behaviour.isForGood) return "waits for good";
      return fetched === amount ? "waits" : "released, and again once it obeys";
    });

  const [repaid, foreclosed] = [await end("repay"), await end("foreclose")];
  expect(foreclosed, "foreclosure releases as repayment does").to.equal(repaid);
  const sold = await end("buy");
  return [repaid, sold];
}

// --- The page ---

function bearerOf({ standard, hurtsAll }: Behaviour, cells: readonly string[]): string {
  const bearers = new Set<string>();
  const [, paid = "", , released = "", sold = ""] = standard === "ERC-20" ? cells : ["", "", ...cells];
  if (paid.startsWith("no payment")) bearers.add("both parties to a loan in it");
  if (/less|not paid/.test(paid)) bearers.add("its lender");
  if (paid.includes("payer")) bearers.add("its payer");
  if (/less|not|waits|again/.test(released) || /less|not|no sale/.test(sold)) bearers.add("whoever the collateral is due to");
  if (hurtsAll || /more|again/.test(released + paid)) bearers.add("everybody who has it in escrow");
  return bearers.size === 0 ? "nobody" : [...bearers].join("; ");
}

const rows = () =>
  readFileSync(PAGE, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (A token that|-)/.test(line));
const keyOf = ({ standard, name }: Behaviour): string => (standard === "ERC-20" ? name : `${name} (${standard})`);
const rowOf = (behaviour: Behaviour, cells: readonly string[]): string =>
  `| ${[keyOf(behaviour), ...cells, bearerOf(behaviour, cells)].join(" | ")} |`;

describe("odd tokens", () => {
  const seen: string[] = [];

  for (const behaviour of behaviours) {
    it(`behavior: ${behaviour.standard}: one that ${behaviour.name}`, async () => {
      const asCredit = behaviour.standard === "ERC-20" ? [await creditFromTheStart(behaviour), await creditTurning(behaviour)] : [];
      const cells = [...asCredit, await collateralFromTheStart(behaviour), ...(await collateralTurning(behaviour))];
      const row = rowOf(behaviour, cells);
      seen.push(row);
      if (!WRITES) expect(rows(), "the page's row").to.include(row);
    });
  }

  it("error: an NFT or a multi-token in place of credit", async () => {
    const world = await loadFixture(oddWorld);
    const { parley, oddNft, oddMulti, borrower, lender, terms, offer, fill, sign } = world;
    await oddNft.mint(lender, 1_000n);
    await oddMulti.mint(lender, 1n, 1_000n);
    for (const token of [oddNft, oddMulti]) {
      await token.connect(lender).setApprovalForAll(parley, true);
      const proposal = offer({ terms: terms({ credit: await addressOf(token), principal: 1_000n }) });
      expect(await reverts(parley.connect(borrower).accept(proposal, fill(proposal), await sign(lender, proposal))), "lent").to.equal(true);
      expect(await reverts(parley.connect(lender).post(proposal)), "posted").to.equal(true);
    }
  });

  it("behavior: one ledger with two entries, one as credit and the other as collateral, keeps the two apart", async () => {
    const world = await loadFixture(oddWorld);
    const { parley, domain, borrower, lender, terms, offer, open } = world;
    const { ledger, entry } = await ledgerOf(world);
    for (const person of [borrower, lender]) await ledger.mint(person, 10_000n);
    const pledged = { kind: AssetKind.ERC20, token: entry, id: 0n, amount: 500n };
    const { agreement } = await open(
      offer({ terms: terms({ credit: await addressOf(ledger), principal: 1_000n, aprBps: 0n, collateral: [pledged] }) }),
    );
    expect(await ledger.balanceOf(domain.address), "in escrow").to.equal(500n);
    await ledger.setBlocked(lender, true);

    await parley.connect(borrower).repay(agreement, MaxUint256);
    expect([await ledger.balanceOf(domain.address), await parley.held(ledger, lender)], "held").to.deep.equal([1_000n, 1_000n]);
    await ledger.setBlocked(lender, false);
    await parley.connect(lender).collect(ledger, lender);

    const balances = await Promise.all([borrower.address, lender.address, domain.address].map((it) => ledger.balanceOf(it)));
    expect(balances, "each has his own").to.deep.equal([10_000n, 10_000n, 0n]);
  });

  it("default: the page has a row for each of them, and no other", () => {
    expect(behaviours.length, "behaviours").to.be.at.least(30);
    if (WRITES) writeFileSync("cache/odd-tokens.txt", `${seen.join("\n")}\n`);
    else expect(rows(), PAGE).to.deep.equal(seen);
  });
});
