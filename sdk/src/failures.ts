import { BaseError } from "viem";
import { UNREACHABLE_ERRORS } from "./chainErrors.ts";

/** What went wrong, told apart by who can do something about it. */
export interface Explained {
  readonly kind: /** The person said no in the wallet. */
    | "rejected"
    /** The account cannot pay for the transaction. */
    | "funds"
    | "wrongChain"
    /** The chain could not be reached. */
    | "unreachable"
    /** The contract or a token refused; `error` names why, where it is known. */
    | "refused"
    | "unknown";
  /** The custom error's name, if there was one. */
  readonly error?: string;
  /** What happened and what to do, for people. */
  readonly message: string;
}

/** Says why a contract refused, if one of these errors, each the cause of the one before, is a contract's. */
export type Refusal = (chain: readonly Error[]) => Explained | undefined;

/**
 * Puts anything a client or wallet throws into words. Never throws. Which error a contract refused with is told by `explain`, which knows
 * them all, or by a `refusal` of one's own: where nothing is sent to a contract, as in reading and connecting, nobody needs to carry them.
 */
export function explainFailure(thrown: unknown, refusal?: Refusal): Explained {
  const chain = causesOf(thrown);
  const names = chain.map((it) => it.name);
  const words = chain.map((it) => (it instanceof BaseError ? `${it.shortMessage} ${it.details}` : it.message)).join(" ");
  const codes = chain.map((it) => Reflect.get(it, "code"));

  if (
    names.includes("UserRejectedRequestError") ||
    codes.includes(4001) ||
    codes.includes("ACTION_REJECTED") ||
    /user (rejected|denied)/i.test(words)
  ) {
    return { kind: "rejected", message: "You declined in the wallet. Nothing was sent." };
  }
  const revert = refusal?.(chain);
  if (revert !== undefined) return revert;
  if (names.includes("InsufficientFundsError") || /insufficient funds/i.test(words)) {
    return {
      kind: "funds",
      message: "The account has too little of the chain's own coin for the transaction and its gas. Add some and try again.",
    };
  }
  if (names.some((it) => ["ChainMismatchError", "SwitchChainError", "ConnectorChainMismatchError", "WrongChainError"].includes(it))) {
    return { kind: "wrongChain", message: "The wallet is on another network. Switch it to this one and try again." };
  }
  if (names.some((it) => UNREACHABLE_ERRORS.includes(it)) || /failed to fetch|fetch failed|ECONNREFUSED|network ?error/i.test(words)) {
    return { kind: "unreachable", message: "The chain cannot be reached. Check the connection and the RPC address, then try again." };
  }
  if (/execution reverted/i.test(words)) {
    return {
      kind: "refused",
      message: "The contract or a token refused without saying why. Check balances, approvals and the token itself.",
    };
  }
  const last = chain[0];
  if (last === undefined) return { kind: "unknown", message: `Something went wrong: ${String(thrown).slice(0, 200)}` };
  return { kind: "unknown", message: (last instanceof BaseError ? last.shortMessage : last.message).slice(0, 300) };
}

function causesOf(thrown: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let it = thrown; it instanceof Error && chain.length < 16; it = it.cause) chain.push(it);
  return chain;
}
