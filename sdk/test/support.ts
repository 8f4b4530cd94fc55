import fc from "fast-check";
import { type Address, getAddress, type Hex, zeroAddress, zeroHash } from "viem";
import {
  type Agreement,
  type Asset,
  AssetKind,
  checkTerms,
  type Deployment,
  type Domain,
  type Loan,
  least,
  ParseError,
  type Proposal,
  Schedule,
  Side,
  type Terms,
} from "../src/index.ts";

export const DAY = 86_400n;
/** The time at which these stories begin, in Unix seconds. */
export const START = 1_800_000_000n;

const named = (digit: string): Address => getAddress(`0x${digit.repeat(40)}`);
export const borrower = named("1");
export const lender = named("2");
export const stranger = named("3");
export const credit = named("a");
export const gold = named("b");
export const punks = named("c");

export const domain: Domain = { chainId: 31_337, address: named("d") };

/** A deployment of Parley alone. */
export const alone: Omit<Deployment, keyof Domain | "block"> = {
  transaction: null,
  noteSale: null,
  syndicates: null,
  standingOrders: null,
  wrappedNative: null,
  tokens: [],
};

export const nft = (id: bigint): Asset => ({ kind: AssetKind.ERC721, token: punks, id, amount: 1n });
export const ounces = (amount: bigint): Asset => ({ kind: AssetKind.ERC20, token: gold, id: 0n, amount });

/** 1,000,000 units for 30 days at 10 %, against one NFT, with 3 days of grace. */
export const terms = (changes: Partial<Terms> = {}): Terms => ({
  credit,
  principal: 1_000_000n,
  collateral: [nft(1n)],
  aprBps: 1_000n,
  flatBps: 0n,
  durationSeconds: 30n * DAY,
  schedule: Schedule.Bullet,
  instalments: 1n,
  graceSeconds: 3n * DAY,
  auctionSeconds: 0n,
  covenant: zeroAddress,
  document: zeroHash,
  ...changes,
});

const proposal = (maker: Address, side: Side, changes: Partial<Proposal>): Proposal => {
  const agreed = changes.terms ?? terms();
  return {
    maker,
    side,
    taker: zeroAddress,
    terms: agreed,
    smallestFill: agreed.principal,
    limit: agreed.principal,
    group: 1n,
    expiry: START + 7n * DAY,
    gate: zeroAddress,
    replaces: zeroHash,
    ...changes,
  };
};
export const request = (changes: Partial<Proposal> = {}): Proposal => proposal(borrower, Side.Request, changes);
export const offer = (changes: Partial<Proposal> = {}): Proposal => proposal(lender, Side.Offer, changes);

export const agreement = (changes: Partial<Terms> = {}): Agreement => ({ borrower, origin: zeroHash, part: 0n, terms: terms(changes) });

/** The contract's record of a loan nothing was paid of. */
export const untouched: Loan = { lender, inAuction: false, openedAt: START, principal: 0n, interest: 0n, accruedAt: 0n };

export const hexOf = (bytes: number): fc.Arbitrary<Hex> =>
  fc.bigInt({ min: 0n, max: 2n ** BigInt(8 * bytes) - 1n }).map((it) => `0x${it.toString(16).padStart(2 * bytes, "0")}` as const);
const word = fc.bigInt({ min: 0n, max: 2n ** 256n - 1n });
const address = hexOf(20).map((it) => getAddress(it));

export const anyTerms: fc.Arbitrary<Terms> = fc.record({
  credit: address,
  principal: word,
  collateral: fc.array(fc.record({ kind: fc.constantFrom(...Object.values(AssetKind)), token: address, id: word, amount: word }), {
    maxLength: 16,
  }),
  aprBps: word,
  flatBps: word,
  durationSeconds: word,
  schedule: fc.constantFrom(...Object.values(Schedule)),
  instalments: word,
  graceSeconds: word,
  auctionSeconds: word,
  covenant: address,
  document: hexOf(32),
});

export const anyProposal: fc.Arbitrary<Proposal> = fc.record({
  maker: address,
  side: fc.constantFrom(...Object.values(Side)),
  taker: address,
  terms: anyTerms,
  smallestFill: word,
  limit: word,
  group: word,
  expiry: word,
  gate: address,
  replaces: hexOf(32),
});

/** The ParseError that `read` throws. */
export const failing = (read: () => unknown): ParseError => {
  try {
    read();
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
};

/** Terms that the contract would open a loan on. */
export const soundTerms: fc.Arbitrary<Terms> = fc
  .record({
    principal: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 10n ** 24n })),
    aprBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 5_000n }), fc.bigInt({ min: 1n, max: 1_000_000n })),
    flatBps: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 20_000n })),
    durationSeconds: fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 3_000n * DAY })),
    schedule: fc.constantFrom(...Object.values(Schedule)),
    dates: fc.bigInt({ min: 1n, max: 60n }),
    graceSeconds: fc.bigInt({ min: 0n, max: 40n * DAY }),
  })
  .map(({ dates, ...it }) => terms({ ...it, instalments: it.schedule === Schedule.Bullet ? 1n : least(dates, it.durationSeconds) }))
  .filter((it) => checkTerms(it, domain.address).length === 0);
