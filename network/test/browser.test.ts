import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { build } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser.ts";
import { withoutWebRtc } from "../../scripts/lacks.ts";
import { createProcesses } from "../../scripts/processes.ts";
import type { Hold } from "../src/browser.ts";
import type { LinkedPeer } from "../src/link.ts";
import type { TestPage } from "./browser/page.ts";
import { Links, listen, memory, until } from "./links.ts";

// Chromium would hide its address behind a name that nothing resolves here, and ask the vendor's servers this and that.
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", ...quiet, "--disable-features=WebRtcHideLocalIpsWithMdns"];

/** A tab with a profile of its own, that runs the link. */
interface Tab {
  readonly id: string;
  readonly page: Page;
  peers(): Promise<readonly LinkedPeer[]>;
  directPages(): Promise<number>;
  /** Whether anything was heard that begins so. */
  hears(text: string): Promise<boolean>;
  publish(text: string): Promise<void>;
  echo(peer: string, text: string): ReturnType<TestPage["echo"]>;
}

declare const page: TestPage;

describe("the link in a browser", function () {
  this.timeout(300_000);
  const links = new Links();
  let executablePath: string;
  let server: Server;
  let url: string;
  let browser: Browser | undefined;

  before(async () => {
    executablePath = process.env.PARLEY_BROWSER ?? (await findBrowser(createProcesses(), join(tmpdir(), "parley-chromium.log")));
    const { outputFiles } = await build({
      entryPoints: [join(import.meta.dirname, "browser/page.ts")],
      bundle: true,
      format: "esm",
      platform: "browser",
      target: "es2022",
      write: false,
    });
    const script = Buffer.from(outputFiles[0]?.contents ?? []);
    server = createServer(({ url }, response) => {
      const isScript = url === "/page.js";
      response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
      response.end(isScript ? script : '<!doctype html><title>Peer</title><script type="module" src="/page.js"></script>');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });
  after(() => server?.close());
  afterEach(async () => {
    await browser?.close();
    await links.stop();
  });

  async function start(): Promise<void> {
    browser = await chromium.launch({ executablePath, args: flags });
  }

  async function tab(
    bootstrap: readonly string[],
    { neighbour, hold, blocked }: { neighbour?: Tab; hold?: Hold; blocked?: boolean } = {},
  ): Promise<Tab> {
    const opened = neighbour ? await neighbour.page.context().newPage() : await browser?.newContext().then((context) => context.newPage());
    if (!opened) throw new Error("The browser was not started.");
    if (blocked) await opened.addInitScript({ content: withoutWebRtc });
    await opened.goto(url);
    await opened.waitForFunction("globalThis.page");
    const id = await opened.evaluate(([addresses, held]) => page.start(addresses, held), [bootstrap, hold] as const);
    const peers = () => opened.evaluate(() => page.peers());
    return {
      id,
      page: opened,
      peers,
      directPages: async () => (await peers()).filter(({ path, isDaemon }) => path === "direct" && !isDaemon).length,
      hears: (text) => opened.evaluate((said) => page.received().some((it) => it.startsWith(said)), text),
      publish: (text) => opened.evaluate((said) => page.publish(said), text),
      echo: (peer, text) => opened.evaluate(([to, said]) => page.echo(to, said), [peer, text] as const),
    };
  }

  /** Says it until it is heard: who has just connected may not know yet who listens. */
  async function heard(from: Tab, to: readonly Tab[], text: string): Promise<void> {
    let count = 0;
    await until(text, async () => {
      await from.publish(`${text} ${count++}`);
      for (const one of to) if (!(await one.hears(text))) return false;
      return true;
    });
  }

  it("behavior: tabs meet through a daemon, talk directly, and go on when it is dead and when it is back", async () => {
    await start();
    const datastore = memory();
    const daemon = await links.daemon({ datastore });
    const bootstrap = daemon.addresses();
    const [alice, bob] = [await tab(bootstrap), await tab(bootstrap)];
    await until("direct", async () => (await alice.directPages()) === 1 && (await bob.directPages()) === 1);
    await until("no relayed connection left", async () => (await alice.peers()).length === 2);
    expect(await alice.echo(bob.id, "are you there?")).to.deep.equal({ path: "direct", text: "are you there?" });
    const carol = await tab(bootstrap);
    await until("direct", async () => (await carol.directPages()) === 2);

    await daemon.stop();
    await until("noticed", async () => (await carol.peers()).length === 2 && (await alice.peers()).length === 2);
    await heard(alice, [bob, carol], "without a daemon");

    const back = await links.daemon({ datastore, listen: [(bootstrap[0] ?? "").replace(/\/p2p\/.*/, "")] });
    const talk = listen(back, "/parley/test");
    await until("back", async () => (await alice.peers()).some(({ id }) => id === back.id));
    // Said again with other words each time: gossip carries the same words once.
    let count = 0;
    await until("heard by the daemon", async () => {
      await alice.publish(`welcome back ${count++}`);
      return talk.heard.length > 0;
    });
  });

  it("behavior: with no daemon left, a tab finds another through one that knows both", async () => {
    await start();
    const daemon = await links.daemon();
    const bootstrap = daemon.addresses();
    const hold = { peers: 0, daemons: 1 };
    const [alice, bob, carol] = [await tab(bootstrap, { hold }), await tab(bootstrap, { hold }), await tab(bootstrap, { hold })];
    await until("reachable", () => daemon.relayed() === 3);
    // A dial is content with a relayed connection where a direct one takes long, and whoever wants no peers does not go on trying.
    await until("a chain of three", async () => {
      const paths = await Promise.all([alice, carol].map(async (one) => ({ one, isDirect: (await one.directPages()) === 1 })));
      const apart = paths.filter(({ isDirect }) => !isDirect).map(({ one }) => one);
      const address = `${bootstrap[0]}/p2p-circuit/webrtc/p2p/${bob.id}`;
      for (const one of apart) await one.page.evaluate((it) => page.dial(it), address).catch(() => undefined);
      return apart.length === 0 && (await bob.directPages()) === 2;
    });
    await daemon.stop();
    await until("noticed", async () => (await bob.peers()).length === 2 && (await alice.peers()).length === 1);

    const answer = await until("an introduction", () => alice.echo(carol.id, "bob sent me").catch(() => undefined));
    expect(answer.text).to.equal("bob sent me");
    await until("direct", async () => (await alice.directPages()) === 2 && (await carol.directPages()) === 2);
  });

  it("behavior: the id outlives a reload; a second tab is somebody else", async () => {
    await start();
    const daemon = await links.daemon();
    const alice = await tab(daemon.addresses());
    const second = await tab(daemon.addresses(), { neighbour: alice });
    expect(second.id).to.not.equal(alice.id);
    await until("direct", async () => (await alice.directPages()) === 1 && (await second.directPages()) === 1);

    await alice.page.reload();
    await alice.page.waitForFunction("globalThis.page");
    expect(await alice.page.evaluate((addresses) => page.start(addresses), daemon.addresses())).to.equal(alice.id);
    await until("direct again", async () => (await alice.directPages()) === 1 && (await second.directPages()) === 1);
    await heard(second, [alice], "you again");
    await heard(alice, [second], "me again");
  });

  it("behavior: where WebRTC is blocked, they talk through the daemon", async () => {
    await start();
    const daemon = await links.daemon();
    listen(daemon, "/parley/test");
    const blocked = { blocked: true };
    const [alice, bob] = [await tab(daemon.addresses(), blocked), await tab(daemon.addresses(), blocked)];
    const relayed = await until("relayed", async () => (await alice.peers()).find(({ path }) => path === "relayed"));
    expect(relayed).to.include({ id: bob.id, through: daemon.id, isDaemon: false });
    expect(await alice.echo(bob.id, "a long way")).to.deep.equal({ path: "relayed", text: "a long way" });
    await heard(alice, [bob], "to everybody");
  });
});
