import { proposalId, readLetter } from "@parley/sdk";
import type { Page } from "@playwright/test";
import { withoutCurves, withoutWebRtc } from "../../scripts/lacks.ts";
import * as chain from "./support/chain.ts";
import { deployment, tART, tUSD, usd } from "./support/chain.ts";
import { Daemon, keptLetters, Person } from "./support/peers.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { choose, expect, expectAccount, faults, test } from "./support/test.ts";

// One after the other: each has browsers and daemons of its own.
test.describe.configure({ mode: "default", timeout: 180_000 });

async function connect(page: Page, account: typeof lender): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await page.getByRole("dialog", { name: "Connect a wallet" }).getByRole("button", { name: "MetaMask" }).click();
  await expectAccount(page, account);
}

const peersOf = (page: Page) => page.getByRole("link", { name: /^Peers:/ });

/** Waits until the tab has so many peers. */
const hasPeers = (page: Page, count: number) =>
  expect(peersOf(page)).toHaveAccessibleName(count === 0 ? /: No peers yet$/ : new RegExp(`: ${count} peers?$`), { timeout: 30_000 });

const browserRow = (page: Page) => page.getByRole("table", { name: "Peers" }).getByRole("row", { name: /A browser/ });

/** The lender writes an offer against any NFT of the collection, and announces it. @returns its id. */
async function announceOffer(page: Page, amount: number): Promise<string> {
  await page.getByRole("link", { name: "Post", exact: true }).first().click();
  await choose(page, /^I want to lend/);
  await page.getByLabel("Token", { exact: true }).selectOption({ label: "tUSD" });
  await page.getByLabel("Amount", { exact: true }).fill(String(amount));
  await page.getByRole("button", { name: "Add an NFT" }).click();
  const asset = page.getByRole("group", { name: /NFT/ });
  await asset.getByLabel("Collection", { exact: true }).selectOption({ label: "tART" });
  await choose(asset, /^Any of the collection/);
  await page.getByLabel("Interest a year").fill("12");
  await choose(page, /^Announce it/);
  await page.getByRole("button", { name: "Sign the offer" }).click();
  await page.evaluate(() => Object.assign(window, { isSameDocument: true }));
  await page.getByRole("dialog", { name: "Sign the offer" }).getByRole("link", { name: "See the offer" }).click();
  await expect(page.getByText("It is on the market of everybody in the peer network.")).toBeVisible();
  expect(await page.evaluate(() => "isSameDocument" in window), "loading the page anew would end its connections").toBe(true);
  return proposalId(deployment, readLetter(page.url()).proposal);
}

const offerOf = (page: Page, amount: number) =>
  page.getByRole("table", { name: "Requests and offers" }).getByRole("row", { name: new RegExp(`Lends ${amount}\\.00 tUSD signed`) });

let daemon: Daemon;
let people: Person[] = [];

async function person(account: typeof lender, lack = ""): Promise<Person> {
  const it = await Person.sitDown(account, [daemon.address], lack);
  people.push(it);
  return it;
}

test.beforeEach(async () => {
  daemon = await Daemon.start();
});

test.afterEach(async () => {
  for (const it of people) await it.goHome();
  people = [];
  await daemon.stop();
});

test("two browsers meet, an announced offer is taken, and the network outlives its daemon and every restart", async () => {
  const [his, hers] = [await person(lender), await person(borrower)];
  const [a, b] = [await his.open("/network/"), await hers.open("/network/")];
  await hasPeers(a, 2);
  await hasPeers(b, 2);
  await expect(browserRow(b)).toContainText("Direct");
  expect(await faults(b)).toEqual([]);

  await b.goto("/");
  await connect(b, borrower);
  await hasPeers(b, 2);
  await connect(a, lender);
  await announceOffer(a, 501);
  await expect(offerOf(b, 501)).toBeVisible({ timeout: 2_000 });
  expect(await faults(b)).toEqual([]);

  await offerOf(b, 501).getByRole("link").first().click();
  const own = await chain.ownedArt(borrower.address);
  await b.getByRole("combobox", { name: "Which tART do you give?" }).selectOption(`${own}`);
  await b.getByRole("button", { name: "Borrow", exact: true }).click();
  await b.getByRole("dialog").getByRole("link", { name: "To the loan" }).click({ timeout: 30_000 });
  expect(await chain.ownerOf(tART, own)).toBe(chain.parley);
  expect((await chain.lastLoan()).agreement.terms.principal).toBe(usd(501));

  await b.goto("/");
  await hasPeers(b, 2);
  await expect(offerOf(b, 501), "what is used up").toHaveCount(0);
  await peersOf(b).click();
  await expect(browserRow(b), "a relayed connection would end with its relay").toContainText("Direct", { timeout: 60_000 });
  await b.getByRole("link", { name: "Market" }).first().click();
  await daemon.kill();
  await hasPeers(a, 1);
  await hasPeers(b, 1);
  await announceOffer(a, 502);
  await expect(offerOf(b, 502)).toBeVisible({ timeout: 5_000 });
  // A peer writes a moment after it shows.
  await expect.poll(() => keptLetters(b)).toBeGreaterThan(0);

  await his.leave();
  await hers.leave();
  await daemon.comeBack();
  const again = await hers.open("/");
  await expect(offerOf(again, 502), "kept by a browser, and held still").toBeVisible({ timeout: 30_000 });
  await expect(offerOf(again, 501)).toHaveCount(0);
});

test("a daemon that lost everything is told again, and tells whoever comes late", async () => {
  const his = await person(lender);
  const a = await his.open("/");
  await connect(a, lender);
  await hasPeers(a, 1);
  await announceOffer(a, 503);
  await daemon.kill();
  daemon.forget();
  await hasPeers(a, 0);
  await daemon.comeBack();
  await hasPeers(a, 1);

  await expect.poll(() => daemon.held(), { timeout: 30_000 }).toBe(1);
  await his.leave();
  const b = await (await person(borrower)).open("/");
  await expect(offerOf(b, 503)).toBeVisible({ timeout: 30_000 });
});

test("where browsers can't reach each other, offers go through the daemon, and one sees that", async () => {
  const [his, hers] = [await person(lender, withoutWebRtc), await person(borrower, withoutWebRtc)];
  const [a, b] = [await his.open("/"), await hers.open("/")];
  await connect(a, lender);
  await hasPeers(b, 2);
  await announceOffer(a, 504);
  await expect(offerOf(b, 504)).toBeVisible({ timeout: 5_000 });
  await peersOf(b).click();
  await expect(browserRow(b)).toContainText("Relayed");
});

test("a browser whose WebCrypto lacks the curves of peers meets the others as well", async () => {
  const [his, hers] = [await person(lender), await person(borrower, withoutCurves)];
  const [a, b] = [await his.open("/network/"), await hers.open("/network/")];
  expect(await b.evaluate(() => crypto.subtle.generateKey("X25519", false, ["deriveBits"]).catch(({ name }) => name))).toBe(
    "NotSupportedError",
  );
  await hasPeers(a, 2);
  await hasPeers(b, 2);
  await expect(browserRow(b)).toContainText("Direct");
});

test("two wallets prove themselves to each other and talk, and a proposal is handed over", async () => {
  const [his, hers] = [await person(lender), await person(borrower)];
  const [a, b] = [await his.open("/"), await hers.open("/network/")];
  await connect(a, lender);
  await connect(b, borrower);
  const id = await announceOffer(a, 506);
  await peersOf(a).click();
  for (const it of [a, b])
    await expect(browserRow(it), "a talk takes the best path there is when it begins").toContainText("Direct", { timeout: 60_000 });
  await a.getByRole("button", { name: "Let others find me" }).click();
  await expect(a.getByText("Others can call you until")).toBeVisible();

  await b.getByRole("link", { name: "Market" }).first().click();
  await offerOf(b, 506).getByRole("link").first().click();
  await b.getByRole("link", { name: "Talk to its maker" }).click();
  await expect(b.getByLabel("Wallet to talk to")).toHaveValue(lender.address);
  await b.getByRole("button", { name: "Call", exact: true }).click();
  const [atHis, atHers] = [a.getByRole("region", { name: /^Talk with/ }), b.getByRole("region", { name: /^Talk with/ })];
  await expect(atHis.getByText("Wallet verified"), "who calls is proven before it rings").toBeVisible();
  await expect(a.getByText("calls you. Answer under Peers.")).toBeVisible();
  await expect(atHers.getByText("Not verified")).toBeVisible();
  await atHis.getByRole("button", { name: "Answer" }).click();
  await expect(atHers.getByText("Wallet verified")).toBeVisible();
  await expect(atHers.getByText("straight from browser to browser")).toBeVisible();

  await atHers.getByLabel("Your message").fill("Would you take 9 % a year?");
  await atHers.getByRole("button", { name: "Send" }).click();
  await expect(atHis.getByRole("list", { name: "What was said" })).toContainText("Would you take 9 % a year?");
  const offer = await atHis
    .getByLabel("Hand over something you have signed")
    .getByRole("option", { name: /^Offer/ })
    .getAttribute("value");
  expect(offer).toBe(id);
  await atHis.getByLabel("Hand over something you have signed").selectOption(id);
  await expect(atHers.getByRole("link", { name: /^A signed offer/ })).toHaveAttribute("href", /^\/letter\/#/);
  expect(await faults(a)).toEqual([]);
  await atHis.getByRole("button", { name: "End the talk" }).click();
  await expect(atHers.getByText("The other side ended it.")).toBeVisible();
});

test("nothing is announced that its maker can't perform", async () => {
  const his = await person(lender);
  const a = await his.open("/");
  await connect(a, lender);
  await hasPeers(a, 1);
  await announceOffer(a, 505);
  const b = await (await person(borrower)).open("/");
  await expect(offerOf(b, 505)).toBeVisible({ timeout: 30_000 });
  await chain.transfer(lender, tUSD, stranger.address, await chain.balance(tUSD, lender.address));
  await expect(offerOf(b, 505), "hidden once the lender has nothing left").toHaveCount(0, { timeout: 30_000 });
});
