import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Locator, type Page } from "@playwright/test";
import type { HDAccount, Hex } from "viem";
import * as chain from "./chain.ts";
import { environment } from "./environment.ts";
import { borrower } from "./people.ts";
import { Wallet } from "./wallet.ts";

export { expect };

interface Fixtures {
  /** Whether the page joins the peer network. It costs a third of a page's time, so only tests that are about it do: `test.use({ joins: true })`. */
  readonly joins: boolean;
  /** In every page of the test, not yet connected. */
  readonly wallet: Wallet;
  readonly network: Network;
  /** Puts the chain back as it was, whatever the test did. */
  readonly chainAsItWas: undefined;
  /** Fails the test if the page asked anything but this machine, threw, or tried what its policy forbids. */
  readonly quiet: undefined;
}

/** The way from the page to the chain. The wallet has one of its own. */
export interface Network {
  cut(): Promise<void>;
  /** It breaks in the middle: at the first question of this method, which gets no answer any more. */
  cutAt(method: string): Promise<void>;
  mend(): Promise<void>;
}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);
const LOCAL_SCHEMES = new Set(["data:", "blob:", "about:", "file:"]);
const isLocal = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return LOCAL_SCHEMES.has(protocol) || LOOPBACK.has(hostname);
};

export const test = base.extend<Fixtures>({
  chainAsItWas: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern here.
    async ({}, use) => {
      const id: Hex = await chain.snapshot();
      await use(undefined);
      await chain.restore(id);
    },
    { auto: true },
  ],

  joins: [false, { option: true }],

  context: async ({ context, joins }, use) => {
    await chooseRpc(context, joins);
    await use(context);
  },

  page: async ({ page }, use) => {
    await goOnByItself(page);
    waitForScripts(page);
    await use(page);
  },

  wallet: async ({ context }, use) => {
    await use(await Wallet.install(context, borrower));
  },

  network: async ({ context }, use) => {
    const every = `${environment.rpc}/**`;
    await use({
      cut: async () => {
        await context.route(every, (route) => route.abort("connectionrefused"));
      },
      cutAt: async (method) => {
        let broken = false;
        await context.route(every, (route) => {
          broken ||= route.request().postData()?.includes(`"${method}"`) ?? false;
          return broken ? route.abort("connectionrefused") : route.continue();
        });
      },
      mend: async () => {
        await context.unroute(every);
      },
    });
  },

  quiet: [
    async ({ context }, use) => {
      const strangers: string[] = [];
      const thrown: string[] = [];
      const forbidden: string[] = [];
      const see = (address: string) => void (isLocal(address) || strangers.push(address));
      context.on("request", (request) => see(request.url()));
      context.on("page", (page) => page.on("websocket", (socket) => see(socket.url())));
      context.on("console", (message) => void (message.text().includes("Content Security Policy") && forbidden.push(message.text())));
      context.on("weberror", (error) => thrown.push(String(error.error().stack ?? error.error())));
      await use(undefined);
      expect(strangers, "requests to other machines").toEqual([]);
      expect(thrown, "errors that nothing caught").toEqual([]);
      expect(forbidden, "what the page's policy forbids").toEqual([]);
    },
    { auto: true },
  ],
});

/** As someone who entered the address of a chain in the settings, and chose there whether to join the peer network. Only once: a test may change it. */
export async function chooseRpc(context: BrowserContext, joins = false): Promise<void> {
  const settings = JSON.stringify({ theme: "system", rpc: { 31337: environment.rpc }, network: { on: joins } });
  await context.addInitScript((text) => {
    if (location.protocol === "http:" && !localStorage.getItem("parley.settings")) localStorage.setItem("parley.settings", text);
  }, settings);
}

/** A person is slower than the scripts, which begin once the page is seen; a test is not. */
function waitForScripts(page: Page): void {
  const isAnswering = () => {
    const header = document.querySelector("body > header");
    // The repay kit has a header too, and no scripts that come later.
    return header === null || !("__next_f" in window) || Object.keys(header).some((key) => key.startsWith("__reactFiber"));
  };
  for (const name of ["goto", "reload"] as const) {
    const go = page[name].bind(page) as (...args: unknown[]) => ReturnType<Page["goto"]>;
    page[name] = async (...args: unknown[]) => {
      const response = await go(...args);
      await page.waitForFunction(isAnswering);
      return response;
    };
  }
}

/** What a person has read before, he goes on from. Tests of the panel itself remove this. */
export async function goOnByItself(page: Page): Promise<void> {
  await page.addLocatorHandler(goOn(page), async (button) => {
    const risk = page.getByRole("dialog").getByRole("checkbox");
    if ((await risk.count()) > 0) await risk.check();
    await button.click();
  });
}

/** The way on from the panel that tells what a flow is about. */
export const goOn = (page: Page) => page.getByRole("button", { name: "Continue to the wallet" });

/** Connects the wallet, as `account`, on the page that is open. */
export async function connect(page: Page, wallet: Wallet, account: HDAccount = borrower): Promise<void> {
  await wallet.become(account);
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await page.getByRole("dialog", { name: "Connect a wallet" }).getByRole("button", { name: "MetaMask" }).click();
  await expectAccount(page, account);
}

/** Another person sits down at the same page. */
export async function switchTo(page: Page, wallet: Wallet, account: HDAccount): Promise<void> {
  // The page listens to the wallet once it has found it again.
  await expect(page.getByRole("button", { name: /^Account / })).toBeVisible();
  await wallet.become(account);
  await expectAccount(page, account);
}

export async function expectAccount(page: Page, { address }: HDAccount): Promise<void> {
  const name = `Account ${address.slice(0, 6)}…${address.slice(-4)}`;
  await expect(page.getByRole("button", { name })).toBeVisible();
}

/** The dialog of the flow in hand. */
export const flow = (page: Page, title: string | RegExp) => page.getByRole("dialog", { name: title });

/** Waits until the flow in hand is done, and closes it unless it leads on. */
export async function finish(page: Page, title: string | RegExp): Promise<void> {
  const dialog = flow(page, title);
  await expect(dialog.getByRole("listitem").last()).toContainText(/Done|Not needed/, { timeout: 30_000 });
  // The last step is done a moment before the flow is, which moves the buttons.
  await expect(dialog.getByRole("button", { name: "Hide" })).toBeHidden();
  await dialog.getByRole("button", { name: "Close" }).last().click();
  await expect(dialog).toBeHidden();
}

/** Everything that axe finds wrong with the page as it stands, or only what concerns `rules`. */
export async function faults(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Colours may be on their way from one theme to the other.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join("\n")}`,
  );
}

/** Chooses one of a few: radio buttons that are drawn by their labels. */
export async function choose(within: Page | Locator, name: string | RegExp): Promise<void> {
  await within.getByRole("radio", { name }).check({ force: true });
}

/** A step of the flow in hand, by its title. */
export const step = (page: Page, title: string | RegExp) => page.getByRole("dialog").getByRole("listitem").filter({ hasText: title });
