import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withScriptsAfterPaint } from "./afterPaint.ts";
import { compiledAhead, mapOfCompiledAhead } from "./compileAhead.ts";
import { withPolicy } from "./policy.ts";

const out = join(import.meta.dirname, "out");
const walletConnect = Boolean(process.env.NEXT_PUBLIC_WALLETCONNECT_PROJECT_ID);
const names = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".html"));
const exported = names.map((name) => ({ file: join(out, name), html: readFileSync(join(out, name), "utf8") }));
// The repay kit is not Next's: it holds its script itself.
const pages = exported.filter(({ html }) => html.includes("/_next/"));
if (pages.length === 0) throw new Error("The export holds no page.");
for (const { file, html } of pages) writeFileSync(file, withPolicy(withScriptsAfterPaint(html), walletConnect));
console.log(`${pages.length} pages are finished: their scripts wait for the first paint, and they have their policy.`);

// Those that a page names. What is loaded later would be compiled while the page comes alive, and compete with that for the processor.
const chunks = join(out, "_next", "static", "chunks");
const scripts = readdirSync(chunks).filter((name) => name.endsWith(".js") && pages.some(({ html }) => html.includes(name)));
let ahead = 0;
for (const name of scripts) {
  const code = readFileSync(join(chunks, name), "utf8");
  const finished = compiledAhead(code);
  if (finished === code) continue;
  ahead += 1;
  writeFileSync(join(chunks, name), finished);
  const [, map] = /\/\/# sourceMappingURL=(.*)\s*$/.exec(code) ?? [];
  if (map === undefined) continue;
  const file = join(chunks, decodeURIComponent(map));
  writeFileSync(file, mapOfCompiledAhead(readFileSync(file, "utf8")));
}
console.log(`${ahead} of ${scripts.length} scripts are compiled while they are fetched.`);
