import { network } from "hardhat";

/**
 * One in-process chain for all tests; each test starts from a snapshot (`loadFixture`). Gas is not estimated, as an estimate would see the
 * wall clock instead of the time that `nextAt` sets.
 */
export const { ethers, networkHelpers, provider } = await network.create({ override: { gas: 16_000_000 } });

export const { loadFixture } = networkHelpers;

export const HOUR = 3_600n;
export const DAY = 86_400n;

/** Time of the latest block, in Unix seconds. Views see this time. */
export async function now(): Promise<bigint> {
  return BigInt(await networkHelpers.time.latest());
}

/** Gives the next transaction's block this time. */
export async function nextAt(time: bigint): Promise<void> {
  await networkHelpers.time.setNextBlockTimestamp(time);
}

/** Mines an empty block at this time, unless the latest is of it, so that views see it. */
export async function mineAt(time: bigint): Promise<void> {
  if (time !== (await now())) await networkHelpers.time.increaseTo(time);
}

/** Does something far in the future and comes back, so that other fixtures are not of that time. */
export async function inFarFuture(visit: () => Promise<void>): Promise<void> {
  const snapshot = await networkHelpers.takeSnapshot();
  try {
    await visit();
  } finally {
    await snapshot.restore();
  }
}
