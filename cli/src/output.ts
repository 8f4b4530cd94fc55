import type { Terminal } from "./terminal.ts";

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
