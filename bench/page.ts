import { readdir, readFile, writeFile } from "node:fs/promises";
import { SourceMap } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { type Bundle, MOST_FOR_NETWORK, measureBundle } from "./network/bundle.ts";
import { number, table } from "./text.js";

const SITE = fileURLToPath(new URL("../web/out", import.meta.url));
const RECORD = new URL("page.json", import.meta.url);
const MARKET = "/";
const GOAL = 250_000;
const GROWTH = 1.03;
/** Every how many characters a chunk is asked where it came from. */
const SAMPLE = 8;

/** Bytes of gzipped JavaScript that a route loads first, and the packages that take most of it. */
type Page = { readonly gzip: number; readonly most: Readonly<Record<string, number>> };
type Pages = Readonly<Record<string, Page>>;
type Chunk = { readonly gzip: number; readonly shares: ReadonlyMap<string, number> };

/** The package a source belongs to, or the workspace's own room. */
function packageOf(source: string): string {
  const dependency = /.*node_modules\/((?:@[^/]+\/)?[^/]+)(\/dist\/compiled\/((?:@[^/]+\/)?[^/]+))?/.exec(source);
  if (dependency) return dependency[3] ? `${dependency[3]} (in ${dependency[1]})` : (dependency[1] ?? source);
  return /\[project\]\/(sdk|web|network)\//.exec(source)?.[1] ?? "bundler";
}

/** How a chunk's characters are shared among packages. Without a source map all of it is "unknown". */
async function sharesOf(file: string, code: string, mapName: string | undefined): Promise<ReadonlyMap<string, number>> {
  if (mapName === undefined) return new Map([["unknown: build with source maps", 1]]);
  const map = new SourceMap(JSON.parse(await readFile(join(dirname(file), mapName), "utf8")));
  const counts = new Map<string, number>();
  let samples = 0;
  for (const [row, line] of code.split("\n").entries()) {
    for (let column = 0; column < line.length; column += SAMPLE) {
      const entry = map.findEntry(row, column);
      const name = "originalSource" in entry && entry.originalSource ? packageOf(entry.originalSource) : "bundler";
      counts.set(name, (counts.get(name) ?? 0) + 1);
      samples++;
    }
  }
  return new Map([...counts].map(([name, count]) => [name, count / samples]));
}

async function chunkOf(file: string): Promise<Chunk> {
  const [code = "", mapName] = (await readFile(file, "utf8")).split(/\n*\/\/# sourceMappingURL=(.*)\s*$/);
  return { gzip: gzipSync(code, { level: 9 }).length, shares: await sharesOf(file, code, mapName && decodeURIComponent(mapName)) };
}

/** Files of the scripts that a current browser loads with this HTML. */
function scriptsOf(site: string, html: string): readonly string[] {
  const tags = [...html.matchAll(/<script\b[^>]*>/gi)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const paths = tags.flatMap((tag) => /\bsrc="([^"?]+)/i.exec(tag)?.[1] ?? []);
  return [...new Set(paths)].map((path) => join(site, decodeURIComponent(path)));
}

async function measure(site: string): Promise<Pages> {
  const files = await readdir(site, { recursive: true }).catch(() => {
    throw new Error(`There is no built page in ${site}. Run \`npm run build -w web\` first.`);
  });
  const routes = files.filter((file) => /(^|\/)index\.html$/.test(file) && !/^(404|_not-found)\//.test(file)).sort();
  const chunks = new Map<string, Chunk>();
  const pages: Record<string, Page> = {};
  for (const route of routes) {
    let gzip = 0;
    const packages = new Map<string, number>();
    for (const file of scriptsOf(site, await readFile(join(site, route), "utf8"))) {
      const chunk = chunks.get(file) ?? (await chunkOf(file));
      chunks.set(file, chunk);
      gzip += chunk.gzip;
      for (const [name, share] of chunk.shares) packages.set(name, (packages.get(name) ?? 0) + share * chunk.gzip);
    }
    const most = [...packages].sort(([, a], [, b]) => b - a).slice(0, 8);
    pages[`/${route.slice(0, -"index.html".length)}`] = {
      gzip,
      most: Object.fromEntries(most.map(([name, bytes]) => [name, Math.round(bytes)])),
    };
  }
  return pages;
}

/** What is wrong with the fresh sizes, as sentences. */
function complaints(fresh: Pages, network: Bundle, committed: Pages): readonly string[] {
  const market = fresh[MARKET]?.gzip;
  const later = network.gzip - network.worker;
  return [
    ...(market === undefined ? ["The market has no page."] : []),
    ...(market !== undefined && market > GOAL ? [`The market loads ${number(market)} bytes first; the goal is ${number(GOAL)}.`] : []),
    ...(later > MOST_FOR_NETWORK
      ? [`Any page loads ${number(later)} bytes for the network later; the goal is ${number(MOST_FOR_NETWORK)}.`]
      : []),
    ...Object.entries(fresh).flatMap(([route, { gzip }]) => {
      const before = committed[route]?.gzip;
      if (before === undefined) return [`${route} is not in bench/page.json.`];
      return gzip > before * GROWTH ? [`${route} grew from ${number(before)} to ${number(gzip)} bytes.`] : [];
    }),
    ...Object.keys(committed).flatMap((route) => (fresh[route] ? [] : [`${route} is in bench/page.json, but the page has no such route.`])),
  ];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: "boolean" }, site: { type: "string", default: SITE } } });
  const pages = await measure(values.site);
  const most = (page: Page) => Object.entries(page.most).map(([name, bytes]) => `${name} ${number(bytes)}`);
  console.log(
    table(
      [
        ["route", "bytes", ""],
        ...Object.entries(pages).map(([route, page]) => [route, number(page.gzip), most(page).slice(0, 4).join(", ")]),
      ],
      [0, 2],
    ),
  );
  if (!values.check) {
    await writeFile(RECORD, `${JSON.stringify(pages, null, 2)}\n`);
    return;
  }
  const found = complaints(pages, await measureBundle(values.site), JSON.parse(await readFile(RECORD, "utf8").catch(() => "{}")));
  for (const line of found) console.error(line);
  if (found.length > 0) {
    console.error(
      "Load what a route does not need at once when it is needed; if the growth is meant, run `npm run bench:page` and commit bench/page.json.",
    );
    process.exitCode = 1;
  }
}

await main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
