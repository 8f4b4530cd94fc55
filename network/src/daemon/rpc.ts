import { BaseError, createPublicClient, HttpRequestError, http, type PublicClient, TimeoutError, type Transport } from "viem";

/** What is known of a JSON-RPC. */
export interface RpcState {
  /** Milliseconds of Unix time at which it last answered; undefined before its first answer. */
  readonly answeredAt: number | undefined;
  /** What went wrong since. */
  readonly failure: string | undefined;
}

export interface WatchedRpc {
  readonly client: PublicClient;
  state(): RpcState;
  /** Asks something small, so that {@link state} is fresh. */
  probe(): Promise<void>;
}

/**
 * A client that remembers when its RPC last answered. An error that the RPC itself reports (a call that reverts, a range that is too
 * large) is an answer.
 * @param onRequest Told of each request.
 */
export function watchRpc(url: string, now: () => number, onRequest: (outcome: "answered" | "failed") => void): WatchedRpc {
  let state: RpcState = { answeredAt: undefined, failure: undefined };
  const answered = (): void => {
    state = { answeredAt: now(), failure: undefined };
    onRequest("answered");
  };
  const failed = (error: unknown): void => {
    state = { ...state, failure: error instanceof BaseError ? error.shortMessage : `${error}` };
    onRequest("failed");
  };
  const transport: Transport = (options) => {
    const inner = http(url)(options);
    const request: typeof inner.request = async (...args) => {
      try {
        const result = await inner.request(...args);
        answered();
        return result as never;
      } catch (error) {
        if (isSilence(error)) failed(error);
        else answered();
        throw error;
      }
    };
    return { ...inner, request };
  };
  const client = createPublicClient({ transport });
  return {
    client,
    state: () => state,
    async probe() {
      await client.getBlockNumber({ cacheTime: 0 }).catch(() => {});
    },
  };
}

/** Whether an error means that nobody answered as an RPC does. */
function isSilence(error: unknown): boolean {
  return !(error instanceof BaseError) || error.walk((it) => it instanceof HttpRequestError || it instanceof TimeoutError) !== null;
}
