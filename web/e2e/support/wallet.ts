import type { BrowserContext } from "@playwright/test";
import { createWalletClient, type HDAccount, type Hex, http, keccak256, publicActions, type RpcTransactionRequest } from "viem";
import { foundry } from "viem/chains";
import { environment } from "./environment.ts";

interface Call {
  readonly method: string;
  readonly params?: readonly unknown[];
}

type Answer = { readonly result: unknown } | { readonly error: { readonly code: number; readonly message: string } };

const LOCAL: Hex = `0x${foundry.id.toString(16)}`;
const chain = { ...foundry, rpcUrls: { default: { http: [environment.rpc] } } };

class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** A wallet as an extension brings it, announced to pages by EIP-6963 under MetaMask's name. It signs here, outside the browser. */
export class Wallet {
  /** Numbers of the questions, counted on from now, that the person declines. */
  private readonly declined = new Set<number>();
  /** From this question on the person doesn't answer. */
  private heldFrom = Number.POSITIVE_INFINITY;
  private readonly waiting: (() => void)[] = [];
  /** Signed transactions that are not yet sent on; undefined while each is sent at once. */
  private unsent: Hex[] | undefined;
  /** Methods that needed the person's consent, in order. */
  readonly asked: string[] = [];
  private chainId = LOCAL;
  private connected = false;
  private readonly knownChains = new Set<Hex>([LOCAL]);

  private constructor(
    private readonly context: BrowserContext,
    private account: HDAccount,
  ) {}

  /** Puts a wallet of this account into every page of the context that is opened from now on. */
  static async install(context: BrowserContext, account: HDAccount): Promise<Wallet> {
    const wallet = new Wallet(context, account);
    await context.exposeFunction("askTestWallet", (call: Call) => wallet.answer(call));
    await context.addInitScript(announce);
    return wallet;
  }

  get address() {
    return this.account.address;
  }

  /** The person chooses another account in the wallet. */
  async become(account: HDAccount): Promise<void> {
    this.account = account;
    if (this.connected) await this.emit("accountsChanged", [account.address]);
  }

  /** The person chooses another network in the wallet. */
  async moveTo(chainId: number): Promise<void> {
    this.chainId = `0x${chainId.toString(16)}`;
    this.knownChains.add(this.chainId);
    await this.emit("chainChanged", this.chainId);
  }

  /** Forgets a network, so that a page must ask to add it. */
  forget(chainId: number): void {
    this.knownChains.delete(`0x${chainId.toString(16)}`);
  }

  /** The person disconnects the page in the wallet. */
  async leave(): Promise<void> {
    this.connected = false;
    await this.emit("accountsChanged", []);
  }

  /** The person declines one of the coming questions; 1 is the next. */
  decline(which = 1): void {
    this.declined.add(this.asked.length + which);
  }

  /** From one of the coming questions on the person doesn't answer, until `release`; 1 is the next. */
  hold(from = 1): void {
    this.heldFrom = this.asked.length + from;
  }

  release(): void {
    this.heldFrom = Number.POSITIVE_INFINITY;
    for (const answer of this.waiting.splice(0)) answer();
  }

  /** From now on the network takes its time: transactions get their hashes, and into a block only after `sendOn`. */
  keepBack(): void {
    this.unsent = [];
  }

  /** What was kept back is sent, in its order. */
  async sendOn(): Promise<void> {
    const kept = this.unsent ?? [];
    this.unsent = undefined;
    for (const serializedTransaction of kept) await this.client().sendRawTransaction({ serializedTransaction });
  }

  private client() {
    return createWalletClient({ account: this.account, chain, transport: http(environment.rpc, { retryCount: 0 }) }).extend(publicActions);
  }

  private async send({ to, data, value }: RpcTransactionRequest): Promise<Hex> {
    const client = this.client();
    const call = { to: to ?? null, data: data ?? "0x", value: BigInt(value ?? 0) } as const;
    if (!this.unsent) return client.sendTransaction(call);
    const nonce = (await client.getTransactionCount({ address: this.account.address })) + this.unsent.length;
    const signed = await client.signTransaction(await client.prepareTransactionRequest({ ...call, nonce }));
    this.unsent.push(signed);
    return keccak256(signed);
  }

  private async emit(event: string, value: unknown): Promise<void> {
    for (const page of this.context.pages()) {
      await page.evaluate(([name, detail]) => window.dispatchEvent(new CustomEvent(`testWallet:${name}`, { detail })), [
        event,
        value,
      ] as const);
    }
  }

  private async answer(call: Call): Promise<Answer> {
    try {
      return { result: (await this.perform(call)) ?? null };
    } catch (error) {
      const { code = -32603, message } = error as Partial<Refusal> & Error;
      return { error: { code: Number(code), message } };
    }
  }

  private async consent(method: string): Promise<void> {
    const number = this.asked.push(method);
    if (number >= this.heldFrom) await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (this.declined.has(number)) throw new Refusal(4001, "User rejected the request.");
  }

  private async perform({ method, params = [] }: Call): Promise<unknown> {
    switch (method) {
      case "eth_chainId":
        return this.chainId;
      case "eth_accounts":
        return this.connected ? [this.account.address] : [];
      case "eth_requestAccounts":
        await this.consent(method);
        this.connected = true;
        return [this.account.address];
      case "wallet_requestPermissions":
        await this.consent(method);
        this.connected = true;
        return [{ parentCapability: "eth_accounts", caveats: [{ type: "restrictReturnedAccounts", value: [this.account.address] }] }];
      case "wallet_revokePermissions":
        this.connected = false;
        return null;
      case "wallet_addEthereumChain":
      case "wallet_switchEthereumChain": {
        const [{ chainId }] = params as [{ chainId: Hex }];
        if (method === "wallet_addEthereumChain") this.knownChains.add(chainId);
        if (!this.knownChains.has(chainId)) throw new Refusal(4902, `Unrecognized chain ID "${chainId}". Try adding the chain first.`);
        await this.consent(method);
        await this.moveTo(Number(chainId));
        return null;
      }
      case "eth_signTypedData_v4":
        await this.consent(method);
        return this.account.signTypedData(JSON.parse((params as [Hex, string])[1]) as never);
      case "eth_sendTransaction": {
        if (this.chainId !== LOCAL) throw new Refusal(-32603, "This test wallet can send on the local chain only.");
        await this.consent(method);
        return this.send((params as [RpcTransactionRequest])[0]);
      }
      default:
        if (this.chainId !== LOCAL) throw new Refusal(-32603, "This test wallet can read the local chain only.");
        return this.client().request({ method, params } as never);
    }
  }
}

/** Runs in the page, before anything of its own. */
function announce(): void {
  const ask = (window as unknown as { askTestWallet: (call: unknown) => Promise<Answer> }).askTestWallet;
  const heard = new Map<unknown, (event: Event) => void>();
  const provider = {
    isMetaMask: true,
    async request(call: unknown) {
      const answer = await ask(JSON.parse(JSON.stringify(call)));
      if ("result" in answer) return answer.result;
      throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
    },
    on(name: string, listener: (value: unknown) => void) {
      const hear = (event: Event) => listener((event as CustomEvent<unknown>).detail);
      heard.set(listener, hear);
      window.addEventListener(`testWallet:${name}`, hear);
      return provider;
    },
    removeListener(name: string, listener: unknown) {
      const hear = heard.get(listener);
      if (hear) window.removeEventListener(`testWallet:${name}`, hear);
      return provider;
    },
  };
  const icon = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";
  const info = { uuid: "6a1f6f0e-54d2-4f4c-a3a5-1c8b2b1f7b11", name: "MetaMask", icon, rdns: "io.metamask" };
  const detail = Object.freeze({ info, provider });
  const tell = () => window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", tell);
  tell();
}
