import type { Domain } from "./types.ts";

/** The RPC serves another chain than the deployment is on. */
export class WrongChainError extends Error {
  override readonly name = "WrongChainError";
  readonly wanted: number;
  readonly found: number;

  constructor(wanted: number, found: number) {
    super(`The RPC serves chain ${found}, but Parley is read from chain ${wanted}. Set an RPC of chain ${wanted}.`);
    this.wanted = wanted;
    this.found = found;
  }
}

/** There is no contract where the deployment says. */
export class NotDeployedError extends Error {
  override readonly name = "NotDeployedError";

  constructor({ chainId, address }: Domain) {
    super(`There is no contract at ${address} on chain ${chainId}. If this is a fresh local chain, deploy Parley on it again.`);
  }
}

/** Names of what is thrown where a chain cannot be reached: by what asks an RPC, and by wallets. */
export const UNREACHABLE_ERRORS: readonly string[] = [
  "HttpRequestError",
  "TimeoutError",
  "WebSocketRequestError",
  "SocketClosedError",
  "ChainDisconnectedError",
  "ProviderDisconnectedError",
];
