import type { Chain } from "@parley/network";
import { AssetKind, type Domain, givenBy, letterOf, type Proposal, type ProposalLetter, proposalDigest, Schedule, Side } from "@parley/sdk";
import { type Address, getAddress, numberToHex, zeroAddress, zeroHash } from "viem";
import { privateKeyToAccount } from "viem/accounts";

const named = (digit: string): Address => getAddress(`0x${digit.repeat(40)}`);
const DAY = 86_400n;
/** Enough that none of them meets the limits that a maker has. */
const MAKERS = 100;

export const domain: Domain = { chainId: 31_337, address: named("d") };

/** Offer number `index`, of 1,000,000 units for 30 days against one NFT, signed by its maker. Makers take turns. */
export async function letter(index: number): Promise<ProposalLetter> {
  const maker = privateKeyToAccount(numberToHex((index % MAKERS) + 1, { size: 32 }));
  const proposal: Proposal = {
    maker: maker.address,
    side: Side.Offer,
    taker: zeroAddress,
    terms: {
      credit: named("a"),
      principal: 1_000_000n,
      collateral: [{ kind: AssetKind.ERC721, token: named("c"), id: BigInt(index), amount: 1n }],
      aprBps: 1_000n,
      flatBps: 0n,
      durationSeconds: 30n * DAY,
      schedule: Schedule.Bullet,
      instalments: 1n,
      graceSeconds: 3n * DAY,
      auctionSeconds: 0n,
      covenant: zeroAddress,
      document: zeroHash,
    },
    smallestFill: 1_000_000n,
    limit: 1_000_000n,
    group: BigInt(Math.floor(index / MAKERS)),
    expiry: now() + 7n * DAY,
    gate: zeroAddress,
    replaces: zeroHash,
  };
  return letterOf(domain, proposal, await maker.sign({ hash: proposalDigest(domain, proposal) }));
}

const now = (): bigint => BigInt(Math.floor(Date.now() / 1_000));

/** Milliseconds that an RPC takes to answer, however much it is asked at once. */
export const ASK = 50;

/** A chain on which every maker can do what he promises, asked over an RPC that takes its time and nobody's processor. */
export const willingChain = (): Chain => ({
  async ask(inquiries) {
    await new Promise((resolve) => setTimeout(resolve, ASK));
    return inquiries.map(({ proposal, isSigned }) => ({
      facts: {
        now: now(),
        used: 0n,
        cancelled: false,
        escrow: { posted: false, left: 0n },
        signature: isSigned ? "valid" : "invalid",
        means: givenBy(proposal).map(({ amount }) => ({ balance: amount, allowance: amount })),
      },
      isForged: !isSigned,
    }));
  },
  watch(listener) {
    listener(now());
    return () => undefined;
  },
});
