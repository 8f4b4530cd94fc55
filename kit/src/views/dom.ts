/** What can stand in an element. Text stays text: nothing here is ever read as HTML. */
export type Child = Node | string | false | undefined | readonly Child[];

type Property = string | number | boolean | undefined | ((event: Event) => void);

/** An element. A property that is a function hears the event of its name; any other is an attribute. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Readonly<Record<string, Property>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (typeof value === "boolean") element.toggleAttribute(name, value);
    else if (value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...flat(children));
  return element;
}

function flat(children: readonly Child[]): (Node | string)[] {
  return children.flatMap((it) => (it === false || it === undefined ? [] : it instanceof Node || typeof it === "string" ? [it] : flat(it)));
}

/** A drawing of one line in the size of a letter. */
export function mark(path: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 12 12");
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/**
 * Puts new content into an element. What is the same as before is left alone, so that it is not read out again; what has the focus, or is
 * unfolded, stays so if the new content has an element of the same id. Otherwise the part that takes its place gets the focus.
 */
export function fill(element: HTMLElement, ...children: readonly Child[]): void {
  const focused = document.activeElement;
  const at = focused instanceof HTMLInputElement && focused.type === "text" ? focused.selectionStart : null;
  const place = [...element.children].findIndex((it) => it.contains(focused));
  const open = [...element.querySelectorAll<HTMLDetailsElement>("details[id][open]")].map(({ id }) => id);
  const before = [...element.childNodes];
  const after = flat(children);
  for (const [i, it] of after.entries()) {
    const old = before[i];
    if (!old) element.append(it);
    else if (typeof it === "string" || !old.isEqualNode(it)) old.replaceWith(it);
  }
  for (const old of before.slice(after.length)) old.remove();
  for (const id of open) element.querySelector(`#${id}`)?.toggleAttribute("open", true);
  if (place < 0 || !focused || focused.isConnected) return;
  const again = focused.id ? element.querySelector<HTMLElement>(`#${focused.id}`) : null;
  const instead = element.children[Math.min(place, element.children.length - 1)];
  if (!again) instead?.setAttribute("tabindex", "-1");
  (again ?? (instead as HTMLElement | undefined))?.focus({ preventScroll: !again });
  if (again instanceof HTMLInputElement && at !== null) again.setSelectionRange(at, at);
}

/** Says something to those who listen rather than look. */
export function announce(words: string): void {
  const status = document.getElementById("status");
  if (status) status.textContent = words;
}

/** A button that copies a text; where the browser refuses, it marks the text to be copied by hand. */
export function copyButton(text: string, what: string, shown?: HTMLElement): HTMLButtonElement {
  const button = h("button", { type: "button", class: "copy", "aria-label": `Copy ${what}` }, "Copy");
  button.addEventListener("click", () => {
    const said = (words: string): void => {
      button.textContent = words;
      announce(`${words}: ${what}`);
      setTimeout(() => {
        button.textContent = "Copy";
      }, 2_000);
    };
    navigator.clipboard.writeText(text).then(
      () => said("Copied"),
      () => {
        if (shown) getSelection()?.selectAllChildren(shown);
        said(shown ? "Marked" : "Refused");
      },
    );
  });
  return button;
}
