import { BLAME_HALF_LIFE, BLAME_LIMIT, BLAMED_FOR } from "../limits.ts";
import type { PeerId } from "../link.ts";

interface Entry {
  points: number;
  at: number;
  refusedUntil: number;
}

/** Who misbehaved, how much, and how long ago. Half of it is forgotten every few minutes. */
export class Blame {
  readonly #entries = new Map<PeerId, Entry>();

  /** @returns whether that was enough: the peer is refused from now on, for a while. */
  add(peer: PeerId): boolean {
    const now = Date.now();
    this.#forget(now);

    const points = this.points(peer) + 1;
    const isEnough = points >= BLAME_LIMIT;
    this.#entries.set(peer, { points: isEnough ? 0 : points, at: now, refusedUntil: isEnough ? now + BLAMED_FOR : 0 });
    return isEnough;
  }

  points(peer: PeerId): number {
    const entry = this.#entries.get(peer);
    return entry ? entry.points * 0.5 ** ((Date.now() - entry.at) / BLAME_HALF_LIFE) : 0;
  }

  isRefused(peer: PeerId): boolean {
    return (this.#entries.get(peer)?.refusedUntil ?? 0) > Date.now();
  }

  #forget(now: number): void {
    for (const [peer, entry] of this.#entries) {
      if (entry.refusedUntil < now && this.points(peer) < 0.1) this.#entries.delete(peer);
    }
  }
}
