import { type Child, copyButton, h, mark } from "./dom.ts";

/** A part of the page under its heading. */
export function sheet(title: string, ...children: readonly Child[]): HTMLElement {
  return h("section", { class: "sheet" }, h("h2", {}, title), ...children);
}

export type Tone = "plain" | "good" | "warn" | "bad";

/** A thing to be noticed. What is bad is read out at once. */
export function notice(tone: Tone, ...children: readonly Child[]): HTMLElement {
  return h("div", { class: `notice ${tone}`, role: tone === "bad" ? "alert" : undefined }, ...children);
}

/** Every tone has a shape of its own, so that it can be told apart without colour. */
const shapes: Readonly<Record<Tone, string>> = {
  plain: "M2 6h8",
  good: "M2 6.5 5 9.5l5-7",
  warn: "M6 1.5 11 10.5H1ZM6 5v2.5",
  bad: "M2.5 2.5l7 7M9.5 2.5l-7 7",
};

export function badge(tone: Tone, words: string): HTMLElement {
  return h("span", { class: `badge ${tone}` }, mark(shapes[tone]), words);
}

/** Headings with what belongs to them. */
export function facts(rows: readonly (readonly [string, Child])[]): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    rows.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

interface FieldOptions {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly mono?: boolean;
  readonly mode?: "decimal" | "url" | "numeric";
  readonly error?: string | undefined;
  readonly onInput: (text: string) => void;
}

/** A line to write in. */
export function field({ id, label, hint, value, mono = false, mode, error, onInput }: FieldOptions): HTMLElement {
  const said = error ?? hint;
  const input = h("input", {
    id,
    type: "text",
    class: mono ? "mono" : undefined,
    value,
    inputmode: mode,
    autocomplete: "off",
    spellcheck: "false",
    "aria-describedby": said ? `${id}-said` : undefined,
    "aria-invalid": error ? "true" : undefined,
    input: () => onInput(input.value),
  });
  return h(
    "div",
    { class: "field" },
    h("label", { for: id }, label),
    input,
    said && h("p", { id: `${id}-said`, class: error ? "error" : "hint" }, said),
  );
}

/** A text in fixed width to be taken elsewhere, with a button that copies it. */
export function code(text: string, what: string): HTMLElement {
  const shown = h("code", { tabindex: "0", role: "group", "aria-label": what }, text);
  return h("div", { class: "code" }, shown, copyButton(text, what, shown));
}

export function button(words: string, onClick: () => void, look: "primary" | "danger" | "plain" | "quiet" = "plain", id?: string) {
  return h("button", { type: "button", class: look, id, click: onClick }, words);
}
