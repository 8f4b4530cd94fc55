import { short } from "@parley/sdk";
import type { Deeds, State } from "../state.ts";
import { chainWords } from "../words.ts";
import { type Child, h } from "./dom.ts";
import { button, code, field, notice, sheet } from "./parts.ts";

/** The ways to the chain: a wallet, an RPC, or neither. */
export function chainView(state: State, deeds: Deeds): HTMLElement {
  const { file, wallets, wallet, account, busy, chainError, rpc } = state;
  const isOpen = wallets.length === 0 || (rpc !== undefined && wallet === undefined);
  return sheet(
    wallet ? "Your wallet" : "Reach the chain",
    wallet && account
      ? h(
          "p",
          { class: "row" },
          h("span", {}, `${wallet.name}, as `, h("code", { title: account }, short(account))),
          state.sending?.status !== "underWay" && button("Disconnect", deeds.disconnect, "quiet", "disconnect"),
        )
      : walletsView(state, deeds),
    busy === "wallet" && h("p", { class: "soft" }, "Look into your wallet: it asks you."),
    chainError !== undefined &&
      notice(
        "bad",
        h("p", {}, chainError),
        (wallet ?? rpc) !== undefined && h("div", {}, button("Try again", deeds.readAgain, "plain", "retry")),
      ),
    h(
      "details",
      { id: "rpc-way", open: isOpen },
      h("summary", {}, wallet ? "Read through an RPC instead" : "Through an RPC"),
      rpcView(state, deeds),
    ),
    file && !state.situation && h("p", { class: "hint" }, `The loan is on ${chainWords(file.chainId)}.`),
  );
}

function walletsView({ wallets, busy, servings }: State, deeds: Deeds): Child {
  if (wallets.length > 0) {
    return h(
      "div",
      { class: "row" },
      wallets.map((it, i) => {
        const connect = button(`Connect ${it.name}`, () => deeds.connect(it), i === 0 ? "primary" : "plain", `wallet-${i}`);
        connect.disabled = busy === "wallet";
        return connect;
      }),
    );
  }
  if (servings.length === 0) {
    return h(
      "p",
      { class: "soft" },
      "There is no wallet in this browser. Name an RPC to see how the loan stands; what to send is written below, for any wallet.",
    );
  }
  return [
    h(
      "p",
      {},
      "Browsers keep wallets away from files that are opened from disk. Either take what is written below into any wallet, or serve this file to yourself: put one of these lines into a terminal, leave it running, and open the address beside it in the browser that has your wallet.",
    ),
    h(
      "ul",
      { class: "servings" },
      servings.map(({ needs, command, url }) =>
        h(
          "li",
          {},
          h("p", { class: "small" }, `With ${needs}, then open `, h("a", { href: url, target: "_blank", rel: "noreferrer" }, url)),
          code(command, `the command for ${needs}`),
        ),
      ),
    ),
  ];
}

function rpcView({ wallet, written, busy }: State, deeds: Deeds): HTMLElement {
  const submit = (event: Event): void => {
    event.preventDefault();
    deeds.readThroughRpc();
  };
  const read = h("button", { type: "submit", id: "read", disabled: busy === "chain" }, busy === "chain" ? "Reading …" : "Read the chain");
  return h(
    "form",
    { class: "stack", novalidate: true, submit },
    field({
      id: "rpc",
      label: "Address of the RPC",
      hint: "Of your own node, or of anybody's who runs one. Nothing else is ever asked.",
      mode: "url",
      mono: true,
      value: written.rpc ?? "",
      onInput: (it) => deeds.write("rpc", it),
    }),
    !wallet &&
      field({
        id: "account",
        label: "Your account, if you like",
        hint: "To see what it has, what it allowed already, and what is kept for it.",
        mono: true,
        value: written.account ?? "",
        onInput: (it) => deeds.write("account", it),
      }),
    h("div", {}, read),
  );
}
