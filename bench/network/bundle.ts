import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";

/** Sources with which the page's part in the network begins: what is loaded once the page stands, and what it loads in turn. */
const ENTRIES = [
  ...["NetworkRunner.tsx", "join.ts"].map((it) => `/web/lib/network/${it}`),
  ...["browser.ts", "shared.ts"].map((it) => `/network/src/libp2p/${it}`),
];
/** The source with which its workers begin. The first is started when there is a proposal to check. */
const WORKER_ENTRY = "/web/lib/network/screen.worker.ts";
/** A list of scripts that are loaded together. */
const GROUP = /\[((?:"static\/chunks\/[^"]+\.js",?)+)\]/g;
/** The script that a worker begins with. */
const WORKER = /"static\/chunks\/(turbopack-worker-[^"]+\.js)"/g;

/** Bytes of gzipped scripts that the page loads for the network, beyond those that the market loads first. */
export interface Bundle {
  readonly gzip: number;
  /** What of it only a worker loads. */
  readonly worker: number;
  readonly scripts: Readonly<Record<string, number>>;
}

/** For the page; what a worker loads is told beside it. */
export const MOST_FOR_NETWORK = 160_000;

/** Sums up what a built page loads for the network. @throws Error if there is no page, or one without source maps. */
export async function measureBundle(site: string): Promise<Bundle> {
  const folder = join(site, "_next", "static", "chunks");
  const names = (await readdir(folder).catch(() => [])).filter((it) => it.endsWith(".js"));
  const html = await readFile(join(site, "index.html"), "utf8").catch(() => "");
  const codes = new Map<string, string>();
  const sources = new Map<string, string>();
  for (const name of names) {
    const [code = "", map] = (await readFile(join(folder, name), "utf8")).split(/\n*\/\/# sourceMappingURL=(.*)\s*$/);
    codes.set(name, code);
    sources.set(name, map === undefined ? "" : await readFile(join(folder, decodeURIComponent(map)), "utf8"));
  }
  const groups = [...codes.values()]
    .flatMap((code) => [...code.matchAll(GROUP)])
    .map(([, list = ""]) => list.split(",").map((it) => basename(it.replaceAll('"', ""))));
  /** The scripts that hold one of `entries`, and those that are loaded with them. */
  const loadedFor = (entries: readonly string[]): readonly string[] => {
    const first = names.filter((name) => entries.some((it) => sources.get(name)?.includes(`${it}"`)));
    return [...first, ...groups.filter((group) => group.some((it) => first.includes(it))).flat()];
  };

  const page = new Set(loadedFor(ENTRIES));
  if (page.size === 0) throw new Error(`There is no page with source maps in ${site}. Run \`npm run build -w web\` first.`);
  const scripts = new Set([...page, ...loadedFor([WORKER_ENTRY])]);
  for (const name of page) for (const [, worker = ""] of (codes.get(name) ?? "").matchAll(WORKER)) scripts.add(worker);

  const sizes = [...scripts]
    .filter((it) => it !== "" && !html.includes(it))
    .map((it) => [it, gzipSync(codes.get(it) ?? "", { level: 9 }).length] as const)
    .sort(([, a], [, b]) => b - a);
  const total = (some: typeof sizes) => some.reduce((sum, [, bytes]) => sum + bytes, 0);
  return { gzip: total(sizes), worker: total(sizes.filter(([it]) => !page.has(it))), scripts: Object.fromEntries(sizes) };
}
