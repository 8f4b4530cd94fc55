import { parseAddress } from "@parley/sdk";
import { type Address, type Client, createClient, custom, type Hex, http, numberToHex } from "viem";
import { KitError } from "./errors.ts";
import { chainWords } from "./words.ts";

/** What a wallet puts into the page, by EIP-1193. */
interface Provider {
  request(call: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown>;
  on?(event: string, listener: () => void): unknown;
}

/** A wallet that offers itself. */
export interface Wallet {
  readonly name: string;
  readonly provider: Provider;
}

declare global {
  interface Window {
    ethereum?: unknown;
  }
  interface WindowEventMap {
    "eip6963:announceProvider": CustomEvent<unknown>;
  }
}

function isProvider(value: unknown): value is Provider {
  return typeof value === "object" && value !== null && "request" in value && typeof value.request === "function";
}

/** Finds the wallets in this browser: each that announces itself (EIP-6963), else the one at `window.ethereum`. Tells anew about each that comes. */
export function discover(tell: (wallets: readonly Wallet[]) => void): void {
  let found: readonly Wallet[] = [];
  const older = (): readonly Wallet[] => (isProvider(window.ethereum) ? [{ name: "Browser wallet", provider: window.ethereum }] : []);
  window.addEventListener("eip6963:announceProvider", ({ detail }) => {
    const { info, provider } = (detail ?? {}) as { readonly info?: { readonly name?: unknown }; readonly provider?: unknown };
    if (!isProvider(provider) || found.some((it) => it.provider === provider)) return;
    found = [...found, { name: String(info?.name ?? "Wallet").slice(0, 40), provider }];
    tell(found);
  });
  window.dispatchEvent(new Event("eip6963:requestProvider"));
  if (found.length === 0) tell(older());
}

/** Asks the wallet for its account. @throws what the wallet throws, or KitError where it has none. */
export async function connect({ provider }: Wallet): Promise<Address> {
  const accounts = await provider.request({ method: "eth_requestAccounts" });
  const [first] = Array.isArray(accounts) ? accounts : [];
  if (first === undefined) throw new KitError("The wallet names no account. Unlock it, or allow it an account for this page.");
  return parseAddress(first, "The wallet's account");
}

/** The account that the wallet already shows to this page, if any. @throws what the wallet throws */
export async function accountOf({ provider }: Wallet): Promise<Address | undefined> {
  const accounts = await provider.request({ method: "eth_accounts" });
  return Array.isArray(accounts) && accounts.length > 0 ? parseAddress(accounts[0], "The wallet's account") : undefined;
}

/** Calls back when the wallet's person chooses another account or network. */
export function onChange({ provider }: Wallet, changed: () => void): void {
  for (const event of ["accountsChanged", "chainChanged"]) provider.on?.(event, changed);
}

/** The number of the chain that answers. */
export async function chainOf(ask: (method: "eth_chainId") => Promise<unknown>): Promise<number> {
  return Number(await ask("eth_chainId"));
}

const codeOf = (thrown: unknown): unknown => {
  const { code, data } = (thrown ?? {}) as {
    readonly code?: unknown;
    readonly data?: { readonly originalError?: { readonly code?: unknown } };
  };
  return data?.originalError?.code ?? code;
};

/**
 * Brings the wallet to a chain. Where it doesn't know the chain, it is told of it, with the RPC that the person entered.
 * @throws what the wallet throws, or KitError with what to do.
 */
export async function toChain({ provider }: Wallet, chainId: number, rpc: string | undefined): Promise<void> {
  const here = () => chainOf((method) => provider.request({ method }));
  if ((await here()) === chainId) return;
  const hex = numberToHex(chainId);
  try {
    await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: hex }] });
  } catch (error) {
    if (codeOf(error) !== 4902) throw error;
    if (rpc === undefined) {
      throw new KitError(
        `The wallet doesn't know ${chainWords(chainId)}. Read the chain from an RPC first, and it will be added to the wallet.`,
      );
    }
    const nativeCurrency = { name: "Ether", symbol: "ETH", decimals: 18 };
    const added = { chainId: hex, chainName: chainWords(chainId), rpcUrls: [rpc], nativeCurrency };
    await provider.request({ method: "wallet_addEthereumChain", params: [added] });
    if ((await here()) !== chainId) await provider.request({ method: "wallet_switchEthereumChain", params: [{ chainId: hex }] });
  }
  if ((await here()) !== chainId)
    throw new KitError(`The wallet is still on another network. Switch it to ${chainWords(chainId)}, and try again.`);
}

/** Hands a call to the wallet. @returns The transaction's hash. @throws what the wallet throws. */
export async function send({ provider }: Wallet, from: Address, { to, data }: { readonly to: Address; readonly data: Hex }): Promise<Hex> {
  const hash = await provider.request({ method: "eth_sendTransaction", params: [{ from, to, data, value: "0x0" }] });
  if (typeof hash !== "string" || !/^0x[0-9a-f]{64}$/i.test(hash))
    throw new KitError("The wallet gave no transaction's hash. Look into it before you try again.");
  return hash as Hex;
}

/** No contract may send the page to an address of its choice (EIP-3668). */
const alone = { ccipRead: false } as const;

/** The way to the chain through a wallet. */
export function throughWallet({ provider }: Wallet): Client {
  return createClient({ ...alone, transport: custom(provider as Parameters<typeof custom>[0], { retryCount: 1 }) });
}

/** The way to the chain through an RPC. @throws KitError where the address is none. */
export function throughRpc(address: string): Client {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new KitError("The RPC is an address such as https://rpc.example.org or http://127.0.0.1:8545.");
  }
  return createClient({ ...alone, transport: http(url.href, { retryCount: 1, timeout: 15_000 }) });
}
