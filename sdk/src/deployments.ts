import type { Address, Hex } from "viem";
import { address, bytes32, type Codec, list, nullable, oneOf, parseJson, record, text, uint, whole } from "./codec.ts";
import { records } from "./deployments.generated.ts";
import { AssetKind } from "./types.ts";

/** A token that pages offer by name on this chain. */
export interface KnownToken {
  readonly kind: AssetKind;
  readonly address: Address;
  readonly symbol: string;
}

/**
 * Where Parley is on one chain. `deploy/records/<chainId>.json` holds one in JSON, as {@link deploymentCodec} writes it:
 *
 * ```json
 * {
 *   "chainId": 31337,
 *   "address": "0x5FbDB2315678afecb367f032d93F642f64180aa3",
 *   "block": "1",
 *   "transaction": "0x…",
 *   "noteSale": "0x…",
 *   "syndicates": "0x…",
 *   "standingOrders": "0x…",
 *   "wrappedNative": "0x…",
 *   "tokens": [{ "kind": "ERC20", "address": "0x…", "symbol": "tUSD" }]
 * }
 * ```
 */
export interface Deployment {
  readonly chainId: number;
  readonly address: Address;
  /** The block it was deployed in: nothing happened before. */
  readonly block: bigint;
  /** The transaction that deployed it; null where nobody wrote it down. */
  readonly transaction: Hex | null;
  /** The contract that sells notes, or null: then they can be given away only. */
  readonly noteSale: Address | null;
  /** The contract that makes syndicates, or null: then none can be formed. */
  readonly syndicates: Address | null;
  /** The contract that executes standing orders, or null: then there are none. */
  readonly standingOrders: Address | null;
  /** The wrapper of the chain's own coin (WETH), or null: then the coin can't be chosen. */
  readonly wrappedNative: Address | null;
  /** Test tokens with a faucet. Empty on networks where money is real. */
  readonly tokens: readonly KnownToken[];
}

/** A deployment record in JSON. */
export const deploymentCodec: Codec<Deployment> = record<Deployment>({
  chainId: whole,
  address,
  block: uint(64),
  transaction: nullable(bytes32),
  noteSale: nullable(address),
  syndicates: nullable(address),
  standingOrders: nullable(address),
  wrappedNative: nullable(address),
  tokens: list(record<KnownToken>({ kind: oneOf(AssetKind), address, symbol: text }), 256),
});

/** Reads a deployment record. @throws ParseError */
export function parseDeployment(json: string): Deployment {
  return parseJson(deploymentCodec, json, "deployment");
}

/** The deployments this build knows, one a chain. */
export const deployments: readonly Deployment[] = records;

/** The deployment on a chain; undefined where Parley is not deployed. */
export function deploymentOn(chainId: number): Deployment | undefined {
  return deployments.find((it) => it.chainId === chainId);
}
