import { place } from "../file.ts";
import type { Deeds, State } from "../state.ts";
import { type Child, h } from "./dom.ts";
import { button, code, field, notice, sheet } from "./parts.ts";

/** Where the agreement comes from, if none is in this file. */
export function fileView(state: State, deeds: Deeds): Child {
  return state.placeless ? placeView(state, deeds) : openView(state, deeds);
}

function openView({ fileError, written }: State, deeds: Deeds): HTMLElement {
  const chooser = h("input", {
    type: "file",
    id: "file",
    class: "hidden",
    accept: ".json,.html,application/json,text/html",
    change: () => {
      void chooser.files?.[0]?.text().then(deeds.open);
      chooser.value = "";
    },
  });
  const pasted = h("textarea", {
    id: "pasted",
    rows: "4",
    class: "mono",
    spellcheck: "false",
    input: () => deeds.write("pasted", pasted.value),
  });
  pasted.value = written.pasted ?? "";
  return sheet(
    "Open the agreement",
    h(
      "p",
      { class: "soft" },
      "Every loan's page saves it, as a file that ends in .json, or as a kit like this one with the agreement in it. Drop it anywhere on this page, or choose it.",
    ),
    h("div", {}, chooser, h("label", { for: "file", class: "button primary" }, "Choose the file")),
    fileError !== undefined && notice("bad", h("p", {}, fileError)),
    h(
      "details",
      { id: "paste" },
      h("summary", {}, "Paste its text instead"),
      h("div", { class: "field" }, h("label", { for: "pasted" }, "Text of the file"), pasted),
      button("Open it", () => deeds.open(pasted.value)),
    ),
  );
}

function placeView({ placeless, placeError, written }: State, deeds: Deeds): HTMLElement {
  const [chainId, address] = [written.chainId ?? "", written.parley ?? ""];
  return sheet(
    "Where does it hold?",
    h(
      "p",
      { class: "soft" },
      "This file has the agreement's words, but not the chain and the contract that it was made with. Both are part of the loan's id.",
    ),
    field({ id: "chainId", label: "Chain id", mode: "numeric", value: chainId, onInput: (it) => deeds.write("chainId", it) }),
    field({ id: "parley", label: "Address of Parley's contract", mono: true, value: address, onInput: (it) => deeds.write("parley", it) }),
    placeless && idOf(placeless, chainId, address),
    placeError !== undefined && notice("bad", h("p", {}, placeError)),
    h("div", { class: "row" }, button("Go on", deeds.place, "primary", "place"), button("Another file", deeds.close, "quiet", "close")),
  );
}

function idOf(agreement: NonNullable<State["placeless"]>, chainId: string, address: string): Child {
  try {
    const { id } = place(agreement, chainId, address);
    return h(
      "div",
      { class: "field" },
      h("p", { class: "hint" }, "Then the loan's id is this. Compare it with the one you know:"),
      code(id, "the loan's id"),
    );
  } catch {
    return undefined;
  }
}
