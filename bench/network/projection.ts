import { type Measured, PER_PEER } from "./delivery.ts";
import { ASK } from "./letters.ts";
import { type Deliveries, type Delivery, KILLS } from "./plan.ts";
import { type Assumptions, simulateDelivery } from "./simulation.ts";
import { rounded } from "./spread.ts";

/** Peers of the curve. At each size 2 % vanish at once, at the largest 20 % and 50 % of those left as well. */
const CURVE: readonly number[] = [50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const [VANISHING = 2] = KILLS;

/** Milliseconds of processor time. */
type Costs = Pick<Assumptions, "check" | "handle" | "meet">;

/** A simulated figure beside the measured one. */
interface Beside {
  readonly measured: number;
  readonly simulated: number;
}
/** How a phase came out in both worlds. */
export interface Compared {
  readonly atOncePercent: Beside;
  readonly percent: Beside;
  readonly p50: Beside;
  readonly p95: Beside;
}

export interface Projection {
  /**
   * The simulation of what was measured here. The time that a copy of a message takes is fitted to half of the deliveries before the kills at the
   * smallest size; all other costs, and how long processes waited for processors, are measured.
   */
  readonly calibration: {
    /** By peers. The slowness is that of each phase instead. */
    readonly assumptions: Readonly<Record<string, Assumptions>>;
    /** By peers and phase. */
    readonly compared: Readonly<Record<string, Readonly<Record<string, Compared>>>>;
  };
  /** The simulation of peers that each have a machine of their own, far from each other. */
  readonly curve: { readonly assumptions: Assumptions; readonly peers: Readonly<Record<string, Deliveries>> };
}

/**
 * Takes what was measured to more peers than fit on a machine.
 * @param measured By peers, from few to many.
 * @param check Milliseconds of processor time to check one letter.
 */
export function project(measured: Readonly<Record<string, Measured>>, check: number): Projection {
  const sizes = Object.entries(measured).map(([size, real]) => ({ size: Number(size), real }));
  const handle = handleOf(sizes[0]?.size ?? 0, sizes[0]?.real, check);
  const near = sizes.map(({ size, real }) => ({ size, real, assumptions: together(real, check, handle) }));
  const compared = near.map(({ size, real, assumptions }) => {
    const simulated = simulateDelivery(size, killsOf(real), assumptions, real);
    return [size, comparePhases(real, simulated)];
  });
  const largest = near.at(-1);
  if (largest === undefined) throw new Error("Nothing was measured.");
  const far = farApart(largest.assumptions);
  const curve = CURVE.map((size) => [size, simulateDelivery(size, size === CURVE.at(-1) ? KILLS : [VANISHING], far)]);
  return {
    calibration: {
      assumptions: Object.fromEntries(near.map(({ size, assumptions }) => [size, assumptions])),
      compared: Object.fromEntries(compared),
    },
    curve: { assumptions: far, peers: Object.fromEntries(curve) },
  };
}

/** Peers all over the world, each half as fast as a processor of this machine, that vanish without a word. */
export function farApart({ check, handle, meet }: Costs): Assumptions {
  const costs = { check, ask: 2 * ASK, handle, meet, sharing: false, slowness: 2 };
  return { latencyMedian: 50, latencySigma: 0.6, ...costs, neighbours: 0, vanishing: "silent", perPeer: 0 };
}

/** Peers in processes of this machine. */
function together({ before, neighbours, processorPerNeighbour }: Measured, check: number, handle: number): Assumptions {
  const costs = { check, ask: ASK, handle, meet: processorPerNeighbour, sharing: true, slowness: before.slowness };
  return { latencyMedian: 0.1, latencySigma: 0, ...costs, neighbours, vanishing: "closed", perPeer: PER_PEER };
}

/** The processor time for a copy of a message with which half of the deliveries have the delay that was measured. */
function handleOf(size: number, real: Measured | undefined, check: number): number {
  if (real === undefined) throw new Error("Nothing was measured.");
  let [low, high] = [0, 10];
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    const simulated = simulateDelivery(size, killsOf(real), together(real, check, middle), real).before;
    if (simulated.delay.p50 < real.before.delay.p50) low = middle;
    else high = middle;
  }
  return rounded((low + high) / 2);
}

const killsOf = ({ kills }: Deliveries): readonly number[] => Object.keys(kills).map(Number);

function comparePhases(real: Deliveries, simulated: Deliveries): Readonly<Record<string, Compared>> {
  const phases: [string, Compared][] = [["before", compare(real.before, simulated.before)]];
  for (const [per, { rightAfter, later }] of Object.entries(real.kills)) {
    const other = simulated.kills[per];
    if (other === undefined) continue;
    phases.push([`right after ${per} %`, compare(rightAfter, other.rightAfter)], [`later than ${per} %`, compare(later, other.later)]);
  }
  return Object.fromEntries(phases);
}

function compare(real: Delivery, simulated: Delivery): Compared {
  return {
    atOncePercent: { measured: real.atOncePercent, simulated: simulated.atOncePercent },
    percent: { measured: real.percent, simulated: simulated.percent },
    p50: { measured: real.delay.p50, simulated: simulated.delay.p50 },
    p95: { measured: real.delay.p95, simulated: simulated.delay.p95 },
  };
}
