import { type Codec, ParseError, parseJson, text, toJson } from "@parley/sdk/codec";
import type { Clock } from "./clock.ts";
import type { Channel } from "./link.ts";

/** Waits for `promise` until `signal` aborts. @throws the signal's reason, or what the promise rejects with. */
export function until<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    const leave = () => signal.removeEventListener("abort", abort);
    promise.then(resolve, reject).finally(leave);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
}

/**
 * Does `work` with a signal that aborts after `limitMs`, or when `signal` does.
 * @throws `late` after `limitMs`, the reason of `signal`, or what the work throws.
 */
export async function inTime<T>(
  clock: Clock,
  limitMs: number,
  late: Error,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const callOff = clock.after(limitMs, () => deadline.abort(late));
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    return await until(either, work(either));
  } finally {
    callOff();
  }
}

/** Reads and writes a channel as values in JSON, each through its codec. Nobody but it may receive from the channel. */
export class Frames {
  readonly channel: Channel;
  #coming: Promise<Uint8Array | undefined> | undefined;

  constructor(channel: Channel) {
    this.channel = channel;
  }

  /** @throws LinkError */
  async send<T>(codec: Codec<T>, value: T): Promise<void> {
    await this.channel.send(new TextEncoder().encode(toJson(codec, value)));
  }

  /**
   * The next value; undefined once the other end has closed. What comes after `signal` aborted is for the next call.
   * @throws ParseError, LinkError, or the signal's reason.
   */
  async next<T>(codec: Codec<T>, signal: AbortSignal): Promise<T | undefined> {
    const bytes = await until(signal, this.#receive());
    this.#coming = undefined;
    return bytes === undefined ? undefined : parseJson(codec, new TextDecoder().decode(bytes), "message");
  }

  /** Waits until something came, and leaves it for {@link next}. @returns whether something did, rather than the other end leaving. */
  async stirred(): Promise<boolean> {
    const bytes = await this.#receive().catch(() => undefined);
    return bytes !== undefined;
  }

  #receive(): Promise<Uint8Array | undefined> {
    if (this.#coming === undefined) {
      this.#coming = this.channel.receive();
      this.#coming.catch(() => undefined);
    }
    return this.#coming;
  }
}

type Kinds<M> = { [K in keyof M & string]: { readonly kind: K } & M[K] }[keyof M & string];

/** A value of one of several kinds, told apart by its field `kind`. */
export function byKind<M extends Readonly<Record<string, object>>>(codecs: { readonly [K in keyof M]: Codec<M[K]> }): Codec<Kinds<M>> {
  return {
    parse(value, path) {
      const { kind, ...rest } = typeof value === "object" && value !== null ? (value as { readonly kind?: unknown }) : {};
      const named = text.parse(kind, `${path}.kind`);
      const codec = Object.hasOwn(codecs, named) ? codecs[named] : undefined;
      if (codec === undefined) throw new ParseError(`${path}.kind`, `one of ${Object.keys(codecs).join(", ")}`, kind);
      return { kind: named, ...codec.parse(rest, path) } as Kinds<M>;
    },
    write({ kind, ...rest }) {
      return { kind, ...(codecs[kind]?.write(rest as unknown as M[typeof kind]) as object) };
    },
  };
}
