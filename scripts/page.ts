import { createHash } from "node:crypto";
import { cpSync, existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sirv from "sirv";
import { isPortFree, type Processes, root, StepError } from "./processes.ts";

const out = join(root, "web", "out");
/** Beside the build and removed with it. The server does not hand out files that begin with a dot. */
const stamp = join(out, ".sources");

/** What the page is made of. */
const sources = [
  ...["web/**/*", "kit/build.ts", "kit/src/**/*", "sdk/src/**/*", "sdk/package.json"],
  ...["network/src/**/*", "network/quiet.mjs", "network/package.json", "patches/*", "package-lock.json"],
];
const notSources =
  /(^|\/)(node_modules|out|\.next|e2e|test-results|playwright-report)(\/|$)|next-env\.d\.ts$|\.tsbuildinfo$|^web\/public\/kit\.html$/;

/**
 * Builds the page for a local chain at `rpc`, unless it is built from the same sources already.
 * @returns Whether there was something to build.
 * @throws StepError if the build fails.
 */
export async function buildPage(processes: Processes, rpc: string, log: string): Promise<boolean> {
  const env = { NEXT_PUBLIC_LOCAL_RPC: rpc, NEXT_TELEMETRY_DISABLED: "1" };
  const wanted = digest(env.NEXT_PUBLIC_LOCAL_RPC);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  await processes.run({ name: "Building the page", command: "npm", args: ["run", "--workspace", "web", "build"], log, env });
  compress();
  writeFileSync(stamp, wanted);
  return true;
}

/** Puts a compressed copy beside each file of text, for the server to hand out, as static hosts do by themselves. */
function compress(): void {
  for (const path of globSync("**/*.{html,js,css,txt,svg}", { cwd: out })) {
    const file = join(out, path);
    if (statSync(file).isFile()) writeFileSync(`${file}.gz`, gzipSync(readFileSync(file)));
  }
}

function digest(rpc: string): string {
  const hash = createHash("sha256");
  const settings = Object.entries({ ...process.env, NEXT_PUBLIC_LOCAL_RPC: rpc }).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  hash.update(JSON.stringify(settings.sort()));
  for (const path of globSync(sources, { cwd: root }).sort()) {
    if (notSources.test(path) || !statSync(join(root, path)).isFile()) continue;
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

interface HeaderRule {
  readonly covers: (path: string) => boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** The headers to send, from the file in which static hosts find them: a path, `*` for whatever follows, and below it, indented, its headers. */
function readHeaderRules(site: string): readonly HeaderRule[] {
  const blocks = readFileSync(join(site, "_headers"), "utf8").split(/\n(?=\S)/);
  return blocks.map((block) => {
    const [pattern = "", ...lines] = block.trimEnd().split("\n");
    const start = pattern.replace(/\*$/, "");
    return {
      covers: (path) => (pattern.endsWith("*") ? path.startsWith(start) : path === pattern),
      headers: lines
        .filter((line) => line.trim() !== "")
        .map((line) => {
          const [, name, value] = /^\s+([\w-]+):\s*(.+)$/.exec(line) ?? [];
          if (!name || !value) throw new StepError(`web/public/_headers: "${line.trim()}" is not a header.`);
          return [name, value] as const;
        }),
    };
  });
}

/**
 * Serves the built page on loopback, from a copy of its own: the page may be built again meanwhile, for another start with another RPC.
 * @param copy The folder for it.
 * @param settings What stands in JSON beside it, by path: where it finds the peer network and the index.
 * @throws StepError if the port is taken.
 */
export async function servePage(
  port: number,
  copy: string,
  settings: Readonly<Record<string, string>>,
  site = out,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  if (!(await isPortFree(port))) {
    throw new StepError(`Port ${port} is taken. Stop the program that uses it, or give the page another: npm start -- --port ${port + 1}`);
  }
  rmSync(copy, { recursive: true, force: true });
  cpSync(site, copy, { recursive: true });
  const notFound = readFileSync(join(copy, "404.html"));
  const rules = readHeaderRules(copy);
  const files = sirv(copy, {
    etag: true,
    gzip: true,
    maxAge: 0,
    onNoMatch: (_request, response) => response.writeHead(404, { "content-type": "text/html; charset=utf-8" }).end(notFound),
  });
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?", 1)[0] ?? "";
    for (const { headers } of rules.filter(({ covers }) => covers(path))) {
      for (const [name, value] of headers) response.setHeader(name, value);
    }
    const setting = settings[path];
    if (setting === undefined) return files(request, response);
    response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" }).end(setting);
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
