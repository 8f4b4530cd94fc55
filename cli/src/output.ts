import type { Options } from "./command.ts";
import type { Terminal } from "./terminal.ts";

export const pageOption = {
  page: { type: "string", hint: "<url>", help: "the page that the link leads to; or PARLEY_PAGE. Default http://127.0.0.1:3000" },
} as const satisfies Options;

/** A link to a place in the page. */
export function linkTo(place: string, page: string | undefined, { env }: Terminal): string {
  return (page ?? (env.PARLEY_PAGE || "http://127.0.0.1:3000")).replace(/\/$/, "") + place;
}

/** Prints JSON; bigints as strings of decimal digits. */
export function printJson(terminal: Terminal, value: unknown, indent = 2): void {
  terminal.print(JSON.stringify(value, (_key, it) => (typeof it === "bigint" ? it.toString() : it), indent));
}

/** A table with a heading, each column as wide as it must be. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((it, i) => Math.max(it.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row
      .map((it, i) => it.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(heading.map((it) => it.toUpperCase())), ...rows.map(line)].join("\n");
}

/** Facts, one a line, with what they are about in front. A fact of several lines goes on below itself. */
export function facts(rows: readonly (readonly [label: string, text: string])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, text]) => `  ${label.padEnd(width)}  ${text.replaceAll("\n", `\n${" ".repeat(width + 4)}`)}`).join("\n");
}

/** A line of CSV as RFC 4180 has it. */
export function csvLine(cells: readonly string[]): string {
  return cells.map((it) => (/[",\r\n]/.test(it) ? `"${it.replaceAll('"', '""')}"` : it)).join(",");
}
