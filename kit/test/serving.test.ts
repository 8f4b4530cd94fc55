import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { servings } from "../src/serving.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address ? address.port : 0;
}

async function answerOf(url: string): Promise<Response> {
  for (const deadline = Date.now() + 30_000; ; ) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return answer;
    if (Date.now() > deadline) throw new Error(`${url} never answered.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

describe("serving a file that was opened from disk", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "parley-kit-"));
  const path = join(folder, "it's $HOME, 100 % mine", "my loan's kit.html");
  let running: ChildProcess | undefined;

  before(() => {
    mkdirSync(join(path, ".."));
    writeFileSync(path, "<title>Kit</title>");
  });
  afterEach(async () => {
    if (!running?.pid) return;
    const gone = once(running, "exit");
    process.kill(-running.pid, "SIGKILL");
    await gone;
    running = undefined;
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [needs, program] of [
    ["Node", "node"],
    ["Python", "python3"],
  ] as const) {
    it(`default: the line for ${needs} serves it, whatever its name is`, async function () {
      if (needs === "Python" && !has(program)) this.skip();
      const found = servings({ href: pathToFileURL(path).href, isWindows: false }).find((it) => it.needs === needs);
      const port = `${await freePort()}`;
      running = spawn("sh", ["-c", found?.command.replace("8137", port) ?? ""], { stdio: "ignore", detached: true });
      const answer = await answerOf(found?.url.replace("8137", port) ?? "");
      expect(answer.headers.get("content-type")).to.match(/^text\/html/);
      expect(await answer.text()).to.equal("<title>Kit</title>");
    });
  }

  it("behavior: on Windows with its programs and quotes, from a drive or a share", () => {
    const commands = (href: string) => servings({ href, isWindows: true }).map(({ command }) => command);
    const [python, node] = commands("file:///C:/Users/Ada%20L/kit.html");
    expect(python).to.equal('py -m http.server 8137 --bind 127.0.0.1 --directory "C:/Users/Ada L/"');
    expect(node).to.match(/^node -e ".*" "C:\/Users\/Ada L\/kit\.html"$/);
    expect(commands("file://server/share/kit.html")[0]).to.match(/"\/\/server\/share\/"$/);
  });

  it("behavior: a page that is served needs none", () => {
    expect(servings({ href: "http://127.0.0.1:8137/kit.html", isWindows: false })).to.deep.equal([]);
  });
});
