import { createHash } from "node:crypto";
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import sirv from "sirv";
import { isPortFree, type Processes, root, StepError } from "./processes.ts";

const out = join(root, "web", "out");
/** Beside the build and removed with it. The server does not hand out files that begin with a dot. */
const stamp = join(out, ".sources");

/** What the page is made of. */
const sources = [
  ...["web/**/*", "kit/build.ts", "kit/src/**/*", "sdk/src/**/*", "sdk/package.json"],
  ...["network/src/**/*", "network/package.json", "package-lock.json"],
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
  writeFileSync(stamp, wanted);
  return true;
}

function digest(rpc: string): string {
  const hash = createHash("sha256");
  const settings = Object.entries(process.env).filter(([name]) => name.startsWith("NEXT_PUBLIC_"));
  hash.update(JSON.stringify([settings.sort(), rpc]));
  for (const path of globSync(sources, { cwd: root }).sort()) {
    if (notSources.test(path) || !statSync(join(root, path)).isFile()) continue;
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/**
 * Serves the built page on loopback.
 * @param settings What stands in JSON beside it, by path: where it finds the peer network and the index.
 * @throws StepError if the port is taken.
 */
export async function servePage(
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  if (!(await isPortFree(port))) {
    throw new StepError(`Port ${port} is taken. Stop the program that uses it, or give the page another: npm start -- --port ${port + 1}`);
  }
  const notFound = readFileSync(join(out, "404.html"));
  const files = sirv(out, {
    etag: true,
    onNoMatch: (_request, response) => response.writeHead(404, { "content-type": "text/html; charset=utf-8" }).end(notFound),
  });
  const server = createServer((request, response) => {
    const setting = settings[request.url ?? ""];
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
