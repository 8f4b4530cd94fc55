import { existsSync, readFileSync } from "node:fs";
import { isIP } from "node:net";
import { dirname, resolve } from "node:path";
import { deploymentOn } from "@parley/sdk";
import { address, type Codec, type Json, list, nullable, ParseError, parseJson, record, text, whole } from "@parley/sdk/codec";
import type { Address } from "viem";
import { bootstrapAddress, multiaddress } from "../bootstrap.ts";
import { daemonRelay } from "../limits.ts";

/** One contract whose proposals a daemon carries. */
export interface NetworkConfig {
  readonly chainId: number;
  /** The JSON-RPC that is asked about the chain. */
  readonly rpc: string;
  readonly contract: Address;
  /**
   * Tokens of known worth: what promises others has to make room for what promises these. Null: those of the deployment; where it names none,
   * every token counts.
   */
  readonly tokens: readonly Address[] | null;
}

/** What a daemon lets each peer that cannot be reached otherwise pass through it. */
export interface RelayConfig {
  /** How many peers may be reachable through this one at a time. */
  readonly reservations: number;
  /** How long one relayed connection may last. */
  readonly minutes: number;
  /** How much may pass through it. */
  readonly megabytes: number;
}

/** How a daemon runs. `docs/operations.md` explains each field. */
export interface DaemonConfig {
  /** Absolute path of the folder with identity and proposals. */
  readonly state: string;
  readonly networks: readonly NetworkConfig[];
  /** Addresses of this machine to listen on for peers. */
  readonly hosts: readonly string[];
  /** TCP port for peers, who speak WebSocket. 0: any that is free. */
  readonly port: number;
  /** The same for STUN: behind a proxy for peers, STUN is still asked directly. */
  readonly stunHosts: readonly string[];
  /** UDP port; null: no STUN. */
  readonly stunPort: number | null;
  /** Where others reach this peer, as multiaddrs, if not under `hosts` and `port`: a name, a proxy's port. */
  readonly announce: readonly string[];
  /** Where health and metrics are served. */
  readonly statusHost: string;
  readonly statusPort: number;
  readonly relay: RelayConfig;
  /** Peers to begin with, beside those that are shipped and those known from before. */
  readonly bootstrap: readonly string[];
}

/** A configuration that cannot be used, in a sentence that says where and what to do. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** The environment, by name. */
export type Env = Readonly<Record<string, string | undefined>>;

/** What the command line says; it goes before the environment, and the environment before the file. */
export interface ConfigOptions {
  readonly file?: string | undefined;
  readonly state?: string | undefined;
  readonly port?: number | undefined;
}

/** What `npm start` runs. */
const LOCAL = { chainId: 31_337, rpc: "http://127.0.0.1:8545" };
const MOST_NETWORKS = 16;

/** A value that JSON writes as it is. */
const plain = <T extends Json>(parse: Codec<T>["parse"]): Codec<T> => ({ parse, write: (value) => value });

/** A field that may be absent. */
const or = <T>(codec: Codec<T>, fallback: T): Codec<T> => ({
  parse: (value, path) => (value === undefined ? fallback : codec.parse(value, path)),
  write: codec.write,
});

const port = plain((value, path) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0 || (value as number) > 65_535)
    throw new ParseError(path, "a port from 1 to 65535, or 0 for any that is free", value);
  return value as number;
});

const portOrNone = plain((value, path) => (value === null ? null : port.parse(value, path)));

const host = plain((value, path) => {
  if (typeof value !== "string" || isIP(value) === 0)
    throw new ParseError(path, "an IP address of this machine, such as 127.0.0.1, 0.0.0.0 or ::", value);
  return value;
});

const hosts: Codec<readonly string[]> = {
  parse(value, path) {
    const found = list(host, 16).parse(value, path);
    if (found.length === 0) throw new ParseError(path, "a list of at least one address", value);
    return found;
  },
  write: (value) => [...value],
};

const positive = plain((value, path) => {
  const number = whole.parse(value, path);
  if (number < 1 || number > 2 ** 48) throw new ParseError(path, "a whole number, at least 1", value);
  return number;
});

const url = plain((value, path) => {
  const written = text.parse(value, path);
  if (!URL.canParse(written) || !/^https?:$/.test(new URL(written).protocol))
    throw new ParseError(path, "an http or https address, such as https://rpc.example.org", value);
  return written;
});

const folder = plain((value, path) => {
  const written = text.parse(value, path);
  if (written === "") throw new ParseError(path, "a folder", value);
  return written;
});

/** A network as it is written: an RPC address with a key in it may stand in the environment, and where Parley is deployed is known. */
interface WrittenNetwork extends Pick<NetworkConfig, "chainId" | "tokens"> {
  readonly rpc: string | null;
  readonly contract: Address | null;
}

interface WrittenConfig extends Omit<DaemonConfig, "networks"> {
  readonly networks: readonly WrittenNetwork[];
}

const relay: Codec<RelayConfig> = record<RelayConfig>({
  reservations: or(positive, daemonRelay.reservations),
  minutes: or(positive, daemonRelay.milliseconds / 60_000),
  megabytes: or(positive, Number(daemonRelay.bytes >> 20n)),
});

const configCodec: Codec<WrittenConfig> = record<WrittenConfig>({
  state: or(folder, ".parley/peer"),
  networks: or(
    list(
      record<WrittenNetwork>({
        chainId: positive,
        rpc: nullable(url),
        contract: nullable(address),
        tokens: nullable(list(address, 1_000)),
      }),
      MOST_NETWORKS,
    ),
    [{ ...LOCAL, contract: null, tokens: null }],
  ),
  hosts: or(hosts, ["0.0.0.0"]),
  port: or(port, 4310),
  stunHosts: or(hosts, ["0.0.0.0"]),
  stunPort: or(portOrNone, 3478),
  announce: or(list(multiaddress, 16), []),
  statusHost: or(host, "127.0.0.1"),
  statusPort: or(port, 4311),
  relay: or(relay, relay.parse({}, "config.relay")),
  bootstrap: or(list(bootstrapAddress, 64), []),
});

/**
 * Reads how a daemon is to run. Relative folders count from the file's own, or from `cwd`.
 * @throws ConfigError
 */
export function readConfig({ file, state, port }: ConfigOptions, env: Env, cwd: string): DaemonConfig {
  const path = file ?? (env.PARLEY_PEER_CONFIG || undefined);
  const [name, home] = path === undefined ? ["The configuration", cwd] : [path, dirname(resolve(cwd, path))];
  if (path !== undefined && !existsSync(resolve(cwd, path)))
    throw new ConfigError(`There is no configuration at ${resolve(cwd, path)}. docs/operations.md has an example.`);
  try {
    const written = parseJson(configCodec, path === undefined ? "{}" : readFileSync(resolve(cwd, path), "utf8"), "config");
    const networks = written.networks.map((it, i) => complete(it, `config.networks[${i}]`, env));
    assertDistinct(networks);
    const chosen = state ?? (env.PARLEY_PEER_STATE || undefined);
    return {
      ...written,
      networks,
      state: chosen === undefined ? resolve(home, written.state) : resolve(cwd, chosen),
      port: port ?? (env.PARLEY_PEER_PORT ? portNamed("PARLEY_PEER_PORT", env.PARLEY_PEER_PORT) : written.port),
    };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ConfigError(`${name}: ${error.message} docs/operations.md explains each field.`, { cause: error });
  }
}

/** A port that somebody typed. @throws ParseError */
export function portNamed(name: string, value: string): number {
  return port.parse(/^\d+$/.test(value) ? Number(value) : value, name);
}

function complete({ chainId, rpc, contract, tokens }: WrittenNetwork, path: string, env: Env): NetworkConfig {
  const variable = `PARLEY_RPC_${chainId}`;
  const chosen = env[variable] ? url.parse(env[variable], variable) : rpc;
  if (chosen === null) throw new ParseError(`${path}.rpc`, `the address of a JSON-RPC of chain ${chainId} (or set ${variable})`, undefined);
  const known = contract ?? deploymentOn(chainId)?.address;
  if (known === undefined)
    throw new ParseError(`${path}.contract`, `Parley's address on chain ${chainId}, of which this version knows no deployment`, undefined);
  return { chainId, rpc: chosen, contract: known, tokens };
}

function assertDistinct(networks: readonly NetworkConfig[]): void {
  if (networks.length === 0) throw new ParseError("config.networks", "a list of at least one network", []);
  const keys = networks.map((it) => `${it.chainId} ${it.contract}`);
  const twice = keys.findIndex((key, i) => keys.indexOf(key) < i);
  if (twice >= 0) throw new ParseError(`config.networks[${twice}]`, "another network than those before it", keys[twice]);
}
