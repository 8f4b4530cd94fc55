import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Sources with which the page's part in the network begins: what is loaded once the page stands, and what it loads in turn. */
const ENTRIES = [
  ...["NetworkRunner.tsx", "join.ts", "screen.worker.ts"].map((it) => `/web/lib/network/${it}`),
  ...["browser.ts", "shared.ts"].map((it) => `/network/src/libp2p/${it}`),
];
/** A list of scripts that are loaded together. */
const GROUP = /\[((?:"static\/chunks\/[^"]+\.js",?)+)\]/g;
/** The script that a worker begins with. */
const WORKER = /"static\/chunks\/(turbopack-worker-[^"]+\.js)"/g;

/** Bytes of gzipped scripts that the page loads for the network, beyond those that the market loads first. */
export interface Bundle {
  readonly gzip: number;
  readonly scripts: Readonly<Record<string, number>>;
}

/** Sums up what a built page loads for the network. @throws Error if there is no page, or one without source maps. */
export async function measureBundle(site: string): Promise<Bundle> {
  const folder = join(site, "_next", "static", "chunks");
  const names = (await readdir(folder).catch(() => [])).filter((it) => it.endsWith(".js"));
  const html = await readFile(join(site, "index.html"), "utf8").catch(() => "");
  const codes = new Map<string, string>();
  const entries = new Set<string>();
  for (const name of names) {
    const [code = "", map] = (await readFile(join(folder, name), "utf8")).split(/\n*\/\/# sourceMappingURL=(.*)\s*$/);
    codes.set(name, code);
    const sources = map === undefined ? "" : await readFile(join(folder, decodeURIComponent(map)), "utf8");
    if (ENTRIES.some((it) => sources.includes(`${it}"`))) entries.add(name);
  }
  if (entries.size === 0) throw new Error(`There is no page with source maps in ${site}. Run \`npm run build -w web\` first.`);

  const scripts = new Set(entries);
  for (const code of codes.values()) {
    const groups = [...code.matchAll(GROUP)].map(([, list = ""]) => list.split(",").map((it) => basename(it.replaceAll('"', ""))));
    for (const group of groups) if (group.some((it) => entries.has(it))) for (const it of group) scripts.add(it);
  }
  for (const name of [...scripts]) for (const [, worker = ""] of (codes.get(name) ?? "").matchAll(WORKER)) scripts.add(worker);

  const extra = [...scripts]
    .filter((it) => it !== "" && !html.includes(it))
    .map((it) => [it, gzipSync(codes.get(it) ?? "", { level: 9 }).length]);
  const sorted = (extra as [string, number][]).sort(([, a], [, b]) => b - a);
  return { gzip: sorted.reduce((sum, [, bytes]) => sum + bytes, 0), scripts: Object.fromEntries(sorted) };
}
