import { assertDeployed, type Domain, NotDeployedError, WrongChainError } from "@parley/sdk";
import { BaseError, createPublicClient, HttpRequestError, http, type PublicClient, TimeoutError, type Transport } from "viem";
import { RPC_ANSWER_WITHIN } from "../limits.ts";

/** A chain's JSON-RPC, and whether it is of use. */
export interface WatchedRpc {
  readonly client: PublicClient;
  /** Asks for a sign of life; until the contract was once seen where it should be, for that. Never rejects. */
  probe(): Promise<void>;
  /** In words, that it serves another chain or lacks the contract; undefined as far as is known it does not. */
  mismatch(): string | undefined;
  /** In words, that it has not answered since `since`, in milliseconds of Unix time, and why; undefined if it has. */
  silence(since: number): string | undefined;
}

export interface RpcOptions {
  readonly url: string;
  readonly domain: Domain;
  /** Milliseconds of Unix time. */
  readonly now: () => number;
  /** Told of each request. */
  readonly onRequest: (outcome: "answered" | "failed") => void;
}

/**
 * Watches the JSON-RPC at `url`. An error that the RPC itself reports (a call that reverts, a range that is too large) is an answer. What it
 * says of a failure leaves the address out: there may be a key in it.
 */
export function watchRpc({ url, domain, now, onRequest }: RpcOptions): WatchedRpc {
  let answeredAt: number | undefined;
  let failure = "it was never asked";
  let isSeen = false;
  let mismatch: string | undefined;

  const transport: Transport = (options) => {
    const inner = http(url, { timeout: RPC_ANSWER_WITHIN, retryCount: 1 })(options);
    const request = async (...args: Parameters<typeof inner.request>): Promise<unknown> => {
      try {
        const result = await inner.request(...args);
        note(undefined);
        return result;
      } catch (error) {
        note(isSilence(error) ? error : undefined);
        throw error;
      }
    };
    return { ...inner, request: request as typeof inner.request };
  };
  const note = (error: unknown): void => {
    if (error === undefined) answeredAt = now();
    else failure = describe(error);
    onRequest(error === undefined ? "answered" : "failed");
  };
  const client = createPublicClient({ transport });

  return {
    client,
    async probe() {
      try {
        if (isSeen) await client.getBlockNumber({ cacheTime: 0 });
        else await assertDeployed(client, domain);
        isSeen = true;
        mismatch = undefined;
      } catch (error) {
        if (error instanceof WrongChainError || error instanceof NotDeployedError) mismatch = error.message;
      }
    },
    mismatch: () => mismatch,
    silence: (since) =>
      answeredAt !== undefined && answeredAt >= since ? undefined : `The RPC of chain ${domain.chainId} does not answer: ${failure}`,
  };
}

/** Whether an error means that nobody answered as an RPC does. */
function isSilence(error: unknown): boolean {
  return !(error instanceof BaseError) || error.walk((it) => it instanceof HttpRequestError || it instanceof TimeoutError) !== null;
}

function describe(error: unknown): string {
  if (error instanceof HttpRequestError && error.status !== undefined) return `HTTP status ${error.status}.`;
  if (error instanceof BaseError) return error.shortMessage;
  return error instanceof Error ? error.message : `${error}`;
}
