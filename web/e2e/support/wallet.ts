import type { BrowserContext } from "@playwright/test";
import {
  type Address,
  createWalletClient,
  type HDAccount,
  type Hex,
  http,
  keccak256,
  publicActions,
  type RpcTransactionReceipt,
  type RpcTransactionRequest,
  type SignedAuthorization,
} from "viem";
import { foundry } from "viem/chains";
import { batchData, batchExecutor } from "./chain.ts";
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

/** What `wallet_sendCalls` takes (EIP-5792). */
interface Batch {
  readonly version: string;
  readonly from: Address;
  readonly chainId: Hex;
  readonly atomicRequired: boolean;
  readonly calls: readonly { readonly to?: Address; readonly data?: Hex; readonly value?: Hex }[];
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
  private sending: Promise<unknown> = Promise.resolve();
  /** Methods that needed the person's consent, in order. */
  readonly asked: string[] = [];
  private chainId = LOCAL;
  private connected = false;
  private readonly knownChains = new Set<Hex>([LOCAL]);
  /** What it says of several calls at once; undefined for a wallet that has never heard of them. */
  private atomic: "supported" | "ready" | undefined;
  /** The code by which the next batch is refused, or said to have ended without the chain. */
  private batchFault: number | undefined;
  private quiet = false;
  /** The transaction or, if it never had one, the code of each batch, by its id. */
  private readonly batches = new Map<string, Hex | number>();
  /** The batches that the person was asked for. */
  readonly askedTogether: Batch[] = [];

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

  /** What was kept back never reaches the network; from now on all does again. */
  loseUnsent(): void {
    this.unsent = undefined;
  }

  /** From now on the wallet can make several calls happen at once or not at all, by an account that delegates (EIP-5792, EIP-7702). */
  canBatch(atomic: "supported" | "ready" = "supported"): void {
    this.atomic = atomic;
  }

  /** The next batch goes wrong: a code from 100 to 999 is its status, told of a batch that was taken; any other refuses it. */
  failBatch(code: number): void {
    this.batchFault = code;
  }

  /** The wallet doesn't say what became of batches, or does again. */
  keepQuiet(quiet = true): void {
    this.quiet = quiet;
  }

  private client() {
    return createWalletClient({ account: this.account, chain, transport: http(environment.rpc, { retryCount: 0 }) }).extend(publicActions);
  }

  /** One after the other, so that each has a number of its own. */
  private send(request: RpcTransactionRequest, authorizationList?: readonly SignedAuthorization[]): Promise<Hex> {
    const sent = this.sending.then(() => this.sendNow(request, authorizationList));
    this.sending = sent.catch(() => undefined);
    return sent;
  }

  private async sendNow({ to, data, value }: RpcTransactionRequest, authorizationList?: readonly SignedAuthorization[]): Promise<Hex> {
    const client = this.client();
    const wanted = { to: to ?? null, data: data ?? "0x", value: BigInt(value ?? 0), ...(authorizationList && { authorizationList }) };
    // As MetaMask does.
    const call = { ...wanted, gas: ((await client.estimateGas(wanted)) * 3n) / 2n };
    if (!this.unsent) return client.sendTransaction(call);
    const nonce = (await client.getTransactionCount({ address: this.account.address })) + this.unsent.length;
    const signed = await client.signTransaction(await client.prepareTransactionRequest({ ...call, nonce }));
    this.unsent.push(signed);
    return keccak256(signed);
  }

  private async sendTogether(batch: Batch): Promise<string> {
    const { version, from, chainId, atomicRequired, calls } = batch;
    if (version !== "2.0.0" || from !== this.account.address || chainId !== LOCAL || !atomicRequired || calls.length === 0)
      throw new Refusal(-32602, "These are no parameters of wallet_sendCalls.");
    const fault = this.batchFault;
    this.batchFault = undefined;
    if (fault !== undefined && (fault < 100 || fault > 999)) throw new Refusal(fault, "The wallet won't do several calls at once.");
    this.askedTogether.push(batch);
    await this.consent("wallet_sendCalls");
    const plain = calls.map(({ to, data = "0x", value = "0x0" }) => ({ to: to ?? from, data, value: BigInt(value) }));
    const id = `batch-${this.batches.size + 1}`;
    if (fault === 600) for (const { to, data } of plain.slice(0, 1)) await this.send({ to, data } as RpcTransactionRequest);
    this.batches.set(id, fault ?? (await this.sendAsOne(batchData(plain))));
    return id;
  }

  private async sendAsOne(data: Hex): Promise<Hex> {
    const authorization = await this.client().signAuthorization({ contractAddress: await batchExecutor(), executor: "self" });
    return this.send({ to: this.account.address, data } as RpcTransactionRequest, [authorization]);
  }

  private async statusOf(id: string): Promise<unknown> {
    if (this.quiet) throw new Refusal(-32603, "The wallet is busy.");
    const known = this.batches.get(id);
    if (known === undefined) throw new Refusal(5730, "No batch has this id.");
    const common = { version: "2.0.0", id, chainId: LOCAL, atomic: true };
    if (typeof known === "number") return { ...common, status: known };
    const request = { method: "eth_getTransactionReceipt", params: [known] } as never;
    const receipt = (await this.client().request(request)) as RpcTransactionReceipt | null;
    if (!receipt) return { ...common, status: 100 };
    return { ...common, status: receipt.status === "0x1" ? 200 : 500, receipts: [receipt] };
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
      case "wallet_getCapabilities":
        if (!this.atomic) throw new Refusal(-32601, "The method does not exist.");
        return { [LOCAL]: { atomic: { status: this.atomic } } };
      case "wallet_sendCalls":
        if (!this.atomic) throw new Refusal(-32601, "The method does not exist.");
        return { id: await this.sendTogether((params as [Batch])[0]) };
      case "wallet_getCallsStatus":
        return this.statusOf((params as [string])[0]);
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
