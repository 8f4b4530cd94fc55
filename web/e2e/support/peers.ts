import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import type { HDAccount } from "viem";
import { deployment } from "./chain.ts";
import { environment } from "./environment.ts";
import { goOn } from "./test.ts";
import { Wallet } from "./wallet.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The machine gave no port.");
  return address.port;
}

/** A daemon of its own, as somebody runs it by `parley peer`. */
export class Daemon {
  private process: ChildProcess | undefined;
  private constructor(
    private readonly folder: string,
    private readonly status: string,
  ) {}

  static async start(): Promise<Daemon> {
    const folder = mkdtempSync(join(tmpdir(), "parley-peer-"));
    const [port, statusPort] = [await freePort(), await freePort()];
    const networks = [{ chainId: deployment.chainId, rpc: environment.rpc, contract: deployment.address }];
    const config = { state: folder, networks, hosts: ["127.0.0.1"], port, stunPort: null, statusPort };
    writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    const daemon = new Daemon(folder, `http://127.0.0.1:${statusPort}`);
    await daemon.comeBack();
    return daemon;
  }

  /** Its multiaddr, the same each time. */
  address = "";

  /** Starts again with what it had. */
  async comeBack(): Promise<void> {
    const args = ["--import", "tsx", "scripts/parley.ts", "peer", "--config", join(this.folder, "config.json")];
    this.process = spawn(process.execPath, args, { cwd: root, stdio: "ignore" });
    for (const deadline = Date.now() + 40_000; ; ) {
      const answer = await fetch(`${this.status}/health`).catch(() => undefined);
      if (answer?.ok) {
        const { addresses } = (await answer.json()) as { addresses: readonly string[] };
        this.address = addresses[0] ?? "";
        return;
      }
      if (Date.now() > deadline) throw new Error("The daemon did not come up.");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Ends at once, without a goodbye. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.process?.once("exit", resolve));
    this.process?.kill("SIGKILL");
    await gone;
  }

  /** How many open proposals it holds. */
  async held(): Promise<number> {
    const metrics = await (await fetch(`${this.status}/metrics`)).text();
    return Number(/^parley_proposals(?:\{[^}]*\})? (\d+)$/m.exec(metrics)?.[1]);
  }

  /** Loses all the proposals that it held. */
  forget(): void {
    rmSync(join(this.folder, "proposals"), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    if (this.process?.exitCode === null && this.process.signalCode === null) await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Somebody at a browser of his own, which keeps what it has from one start to the next. */
export class Person {
  private context: BrowserContext | undefined;
  private constructor(
    private readonly folder: string,
    private readonly account: HDAccount,
    private readonly bootstrap: readonly string[],
    private readonly lack: string,
  ) {}

  /** `lack` is a script that takes from his browser what it can't do: one of those in `lacks.ts`. */
  static async sitDown(account: HDAccount, bootstrap: readonly string[], lack: string): Promise<Person> {
    return new Person(mkdtempSync(join(tmpdir(), "parley-browser-")), account, bootstrap, lack);
  }

  /** Opens the browser and the page at `path`, with a wallet. */
  async open(path: string): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.folder, {
      executablePath: environment.browser,
      baseURL: environment.page,
      viewport: { width: 1280, height: 900 },
      reducedMotion: "reduce",
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
        // Nobody resolves the names that stand for local addresses here.
        "--disable-features=WebRtcHideLocalIpsWithMdns",
      ],
    });
    this.context = context;
    context.setDefaultTimeout(15_000);
    const settings = JSON.stringify({ theme: "system", rpc: { 31337: environment.rpc } });
    await context.addInitScript(
      (text) => localStorage.getItem("parley.settings") ?? localStorage.setItem("parley.settings", text),
      settings,
    );
    await context.addInitScript({ content: this.lack });
    await context.route("**/bootstrap.json", (route) => route.fulfill({ json: { 31337: this.bootstrap } }));
    await Wallet.install(context, this.account);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addLocatorHandler(goOn(page), async (button) => {
      const risk = page.getByRole("dialog").getByRole("checkbox");
      if ((await risk.count()) > 0) await risk.check();
      await button.click();
    });
    await page.goto(path);
    return page;
  }

  /** Closes the browser. */
  async leave(): Promise<void> {
    await this.context?.close();
  }

  async goHome(): Promise<void> {
    await this.leave();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** How many proposals a page's peer has written down. */
export async function keptLetters(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const { name = "" } = (await indexedDB.databases()).find((it) => it.name?.startsWith("parley-peer-")) ?? {};
    const database = await done(indexedDB.open(name));
    const keys = await done(database.transaction(name).objectStore(name).getAllKeys());
    database.close();
    return keys.filter((key) => String(key).includes("/31337/0x")).length;
  });
}
