import { type AgreementFile, parseAddress } from "@parley/sdk";
import type { Client } from "viem";
import { readSituation, type Situation } from "./chain.ts";
import { inWords, KitError } from "./errors.ts";
import { likelyPlace, load, place } from "./file.ts";
import { run } from "./run.ts";
import { servings } from "./serving.ts";
import { atFirst, type Deeds, type Sending, type State } from "./state.ts";
import { actionView, planOf } from "./views/action.ts";
import { chainView } from "./views/chain.ts";
import { announce, fill } from "./views/dom.ts";
import { fileView } from "./views/file.ts";
import { agreementView, headView, owedView, strangerView } from "./views/loan.ts";
import { accountOf, connect, discover, onChange, throughRpc, throughWallet, toChain, type Wallet } from "./wallet.ts";

let state: State = { ...atFirst, servings: servings({ href: location.href, isWindows: navigator.userAgent.includes("Windows") }) };
/** Counts what was asked of the chain: an answer to an older question is dropped. */
let question = 0;
const heard = new Set<Wallet>();

const part = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no #${id}.`);
  return found;
};

function set(change: Partial<State>): void {
  state = { ...state, ...change };
  const { file, situation, busy } = state;
  fill(part("head"), headView(file, situation));
  fill(
    part("content"),
    file
      ? [
          strangerView(state, deeds),
          situation && owedView(file, situation, busy === "chain", deeds),
          chainView(state, deeds),
          actionView(state, deeds),
          agreementView(file, situation, isSending() ? undefined : deeds.close),
        ]
      : fileView(state, deeds),
  );
}

const isSending = (): boolean => state.sending?.status === "underWay";

const clientOf = ({ rpc, wallet }: State): Client | undefined => (rpc !== undefined ? throughRpc(rpc) : wallet && throughWallet(wallet));

/** How the loan stands now. @param asks Whether the wallet may be asked to change its network. */
async function ask(asks: boolean): Promise<Situation | undefined> {
  const { file, wallet, rpc, written } = state;
  if (!file) return undefined;
  if (wallet && asks) await toChain(wallet, file.chainId, rpc);
  const client = clientOf(state);
  const typed = written.account?.trim();
  const account = wallet ? state.account : typed ? parseAddress(typed, "Your account") : undefined;
  return client && readSituation(client, file, account);
}

async function read(asks = false): Promise<void> {
  const mine = ++question;
  set({ busy: "chain", chainError: undefined });
  try {
    const situation = await ask(asks);
    if (mine !== question) return;
    set({ busy: undefined, situation });
    announce("The chain was read.");
  } catch (error) {
    if (mine === question) set({ busy: undefined, situation: undefined, chainError: inWords(error) });
  }
}

/** Follows what the person does in the wallet. */
async function follow(wallet: Wallet): Promise<void> {
  const account = await accountOf(wallet).catch(() => undefined);
  if (state.wallet !== wallet || isSending()) return;
  if (account === undefined) return deeds.disconnect();
  set({ account, written: withoutReceiver() });
  await read();
}

function withoutReceiver(): State["written"] {
  const { receiver: _, ...others } = state.written;
  return others;
}

async function connectTo(wallet: Wallet): Promise<void> {
  const { file } = state;
  if (!file) return;
  const mine = ++question;
  set({ busy: "wallet", chainError: undefined });
  try {
    const account = await connect(wallet);
    if (mine !== question) return;
    if (!heard.has(wallet)) onChange(wallet, () => void follow(wallet));
    heard.add(wallet);
    set({ wallet, account, written: withoutReceiver() });
    await read(true);
  } catch (error) {
    if (mine === question) set({ busy: undefined, chainError: inWords(error) });
  }
}

async function sendPlan(): Promise<void> {
  const { wallet, account, file } = state;
  const shown = planOf(state);
  if (!wallet || !account || !file || !shown || shown.error !== undefined || state.sending) return;
  const mine = ++question;
  const tell = (change: Partial<Sending>): void => {
    if (state.sending) set({ sending: { ...state.sending, ...change } });
  };
  set({ chosen: shown.name, busy: undefined, sending: { steps: shown.steps, progress: [], status: "underWay", error: undefined } });
  try {
    // The debt has grown since the chain was read, and what was written must still be possible.
    const situation = await ask(true);
    const plan = planOf({ ...state, situation, chosen: shown.name });
    const client = clientOf(state);
    if (!situation || !client || plan?.name !== shown.name)
      throw new KitError("That can no longer be done: the loan has changed meanwhile.");
    if (plan.error !== undefined) throw new KitError(plan.error);
    if (mine === question) set({ situation });
    tell({ steps: plan.steps });
    await run(plan.steps, { wallet, client, account }, (index, progress) => {
      const all = [...(state.sending?.progress ?? [])];
      all[index] = progress;
      tell({ progress: plan.steps.map((_, i) => all[i] ?? { status: "waiting" }) });
    });
    const { [`amount-${shown.name}`]: _, ...written } = state.written;
    set({ chosen: undefined, written });
    tell({ status: "done" });
    announce("Done.");
  } catch (error) {
    tell({ status: "failed", error: inWords(error) });
  }
  await follow(wallet);
}

const deeds: Deeds = {
  open(text) {
    try {
      const loaded = load(text);
      const likely = likelyPlace();
      if ("file" in loaded) return hold(loaded.file);
      const written = { ...state.written, ...(likely && { chainId: `${likely.chainId}`, parley: likely.address }) };
      set({ placeless: loaded.agreement, fileError: undefined, placeError: undefined, written });
    } catch (error) {
      set({ fileError: inWords(error) });
    }
  },
  close() {
    question++;
    const { wallets, servings } = state;
    const { rpc = "", account = "" } = state.written;
    set({ ...atFirst, wallets, servings, written: { rpc, account } });
  },
  place() {
    const { placeless, written } = state;
    if (!placeless) return;
    try {
      hold(place(placeless, written.chainId ?? "", written.parley ?? ""));
    } catch (error) {
      set({ placeError: inWords(error) });
    }
  },
  connect: (wallet) => void connectTo(wallet),
  disconnect() {
    question++;
    set({
      wallet: undefined,
      account: undefined,
      situation: undefined,
      chainError: undefined,
      busy: undefined,
      written: withoutReceiver(),
    });
    if (state.rpc !== undefined) void read();
  },
  readThroughRpc() {
    const rpc = state.written.rpc?.trim() ?? "";
    try {
      throughRpc(rpc);
    } catch (error) {
      return set({ rpc: undefined, situation: undefined, chainError: inWords(error) });
    }
    set({ rpc });
    void read();
  },
  readAgain: () => void read(true),
  trust: (trusts) => set({ trusts }),
  choose: (chosen) => set({ chosen }),
  write: (field, text) => set({ written: { ...state.written, [field]: text } }),
  send: () => void sendPlan(),
  goOn: () => set({ sending: undefined }),
};

function hold(file: AgreementFile): void {
  set({ file, placeless: undefined, fileError: undefined });
}

addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const [dropped] = event.dataTransfer?.files ?? [];
  if (dropped && !state.file) void dropped.text().then(deeds.open);
});
discover((wallets) => set({ wallets }));

const embedded = part("agreement").textContent.trim();
if (embedded === "") set({});
else deeds.open(embedded);
