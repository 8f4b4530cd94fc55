/** What the page was built for. Set at build by `NEXT_PUBLIC_*`, with the local chain as the default. */
export interface Env {
  /** Ids of the networks offered, the first being the default. */
  readonly chainIds: readonly [number, ...number[]];
  /** JSON-RPC of the local chain. */
  readonly localRpc: string;
  /** Undefined: WalletConnect is not offered. */
  readonly walletConnectProjectId: string | undefined;
}

export class EnvError extends Error {}

/** An absolute address that the page's policy (`policy.ts`) lets it ask: https anywhere, http on this machine. */
export function parseRpcUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  const isHere = hostname === "127.0.0.1" || hostname === "localhost";
  return protocol === "https:" || (protocol === "http:" && isHere) ? text : undefined;
}

/** Reads the build's environment. Throws an `EnvError` that names the variable and what it must look like. */
export function parseEnv(raw: Readonly<Record<string, string | undefined>>): Env {
  const list = raw.NEXT_PUBLIC_CHAINS || "31337,11155111,560048,84532,11155420,421614";
  const [first, ...rest] = list.split(",").map((part) => Number(part.trim()));
  if (first === undefined || [first, ...rest].some((id) => !Number.isSafeInteger(id) || id <= 0))
    throw new EnvError(`NEXT_PUBLIC_CHAINS is "${list}". Give chain ids separated by commas, such as 31337,11155111.`);

  const rpc = raw.NEXT_PUBLIC_LOCAL_RPC || "http://127.0.0.1:8545";
  const localRpc = parseRpcUrl(rpc);
  if (!localRpc)
    throw new EnvError(`NEXT_PUBLIC_LOCAL_RPC is "${rpc}". Give an address that starts with https://, or http://127.0.0.1:8545.`);

  const projectId = raw.NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID || undefined;
  if (projectId && !/^[0-9a-f]{32}$/.test(projectId))
    throw new EnvError(
      `NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID is "${projectId}". Give the 32 hexadecimal digits of the project, or leave it empty.`,
    );

  return { chainIds: [first, ...rest], localRpc, walletConnectProjectId: projectId };
}

export const env = parseEnv({
  NEXT_PUBLIC_CHAINS: process.env.NEXT_PUBLIC_CHAINS,
  NEXT_PUBLIC_LOCAL_RPC: process.env.NEXT_PUBLIC_LOCAL_RPC,
  NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID: process.env.NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID,
});
