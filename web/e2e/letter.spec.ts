import { readFile } from "node:fs/promises";
import { letterToFragment, parseLetter, proposalId, readLetter, Side } from "@parley/sdk";
import type { BrowserContext, Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { deployment, tART, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { choose, connect, expect, faults, finish, switchTo, test } from "./support/test.ts";

/** The lender writes an offer of 500 tUSD against an NFT of the collection and signs it; returns the link. */
async function signOffer(page: Page, which: RegExp, ids = ""): Promise<string> {
  await page.goto("/post/");
  await choose(page, /^I want to lend/);
  await page.getByLabel("Token", { exact: true }).selectOption({ label: "tUSD" });
  await page.getByLabel("Amount", { exact: true }).fill("500");
  await page.getByRole("button", { name: "Add an NFT" }).click();
  const asset = page.getByRole("group", { name: /NFT/ });
  await asset.getByLabel("Collection", { exact: true }).selectOption({ label: "tART" });
  await choose(asset, which);
  if (ids) await asset.getByLabel("Token ids").fill(ids);
  await page.getByLabel("Interest a year").fill("12");
  await choose(page, /^Sign it/);
  await page.getByRole("button", { name: "Sign the offer" }).click();
  await page.getByRole("dialog", { name: "Sign the offer" }).getByRole("link", { name: "Share the offer" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  return page.url();
}

async function inAnotherBrowser(context: BrowserContext, link: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(link);
  return page;
}

test("an offer over a collection is signed, handed on as a link, and taken with an NFT of one's own", async ({ page, wallet, context }) => {
  await page.goto("/");
  await connect(page, wallet, lender);
  const [block, had] = [await chain.blockNumber(), await chain.balance(tUSD, borrower.address)];
  const link = await signOffer(page, /^Any of the collection/);
  const letter = readLetter(link);
  expect(letter.proposal.maker).toBe(lender.address);
  expect(await chain.blockNumber(), "only the allowance was sent").toBe(block + 1n);
  expect(await faults(page)).toEqual([]);

  const other = await inAnotherBrowser(context, link);
  await switchTo(other, wallet, borrower);
  await expect(other.getByText("Open", { exact: true }).first()).toBeVisible();
  const own = await chain.ownedArt(borrower.address);
  await other.getByLabel("Which tART do you give?").selectOption(`${own}`);
  await other.getByRole("button", { name: "Borrow", exact: true }).click();
  await other.getByRole("button", { name: "Continue to the wallet" }).click();
  await finish(other, "Borrow from the offer").catch(async () => {
    await other.getByRole("dialog").getByRole("link", { name: "To the loan" }).click();
  });

  expect(await chain.ownerOf(tART, own)).toBe(chain.parley);
  expect(await chain.balance(tUSD, borrower.address)).toBe(had + usd(500));
});

test("an offer over a list takes what is on it, and proves it from the link", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet, lender);
  const own = await chain.ownedArt(borrower.address);
  const link = await signOffer(page, /^One of a list/, `${own}, 777, 778`);
  await switchTo(page, wallet, borrower);
  await page.goto("/");
  await page.goto(link);
  const field = page.getByLabel("Which tART do you give?");
  await expect(field.getByRole("option")).toHaveCount(2);
  await field.selectOption(`${own}`);
  await page.getByRole("button", { name: "Borrow", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "To the loan" })).toBeVisible({ timeout: 30_000 });
  expect(await chain.ownerOf(tART, own)).toBe(chain.parley);
});

test("a link that was tampered with is refused, before anything is signed", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet, lender);
  const letter = readLetter(await signOffer(page, /^Any of the collection/));
  const dearer = { ...letter, proposal: { ...letter.proposal, terms: { ...letter.proposal.terms, aprBps: 1n } } };

  await page.goto("/");
  await page.goto(`/letter/#${letterToFragment(dearer)}`);
  await expect(page.getByText("Not valid")).toBeVisible();
  await expect(page.getByText("Its signature is not its maker's")).toBeVisible();
  await page.goto("/");
  await page.goto(`/letter/#${letterToFragment(letter).slice(0, -5)}`);
  await expect(page.getByRole("heading", { name: "This link can't be read" })).toBeVisible();
});

test("a signed offer is shown as a code, saved as a file and opened from it, and cancelled", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet, lender);
  const link = await signOffer(page, /^Any of the collection/);
  const letter = readLetter(link);
  await page.getByRole("button", { name: "Show a QR code" }).click();
  await expect(page.getByRole("img", { name: "Code of the link to this proposal" })).toBeVisible();

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Save as a file" }).click();
  const path = await (await saving).path();
  expect(parseLetter(await readFile(path, "utf8"))).toEqual(letter);
  await page.goto("/letter/");
  await page.locator("input[type=file]").setInputFiles({ name: "offer.json", mimeType: "application/json", buffer: await readFile(path) });
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();

  await page.goto("/loans/");
  await page.getByRole("tab", { name: /^Proposals/ }).click();
  await expect(page.getByRole("table", { name: "Signed proposals" })).toBeVisible();
  await page
    .getByRole("table", { name: "Groups of my proposals" })
    .getByRole("button", { name: /^Cancel/ })
    .first()
    .click();
  await finish(page, "Cancel");
  expect(await chain.groupUsed(lender.address, letter.proposal.group)).toBe(1n);
  await page.goto(link);
  await expect(page.getByText("Its maker has cancelled this offer.")).toBeVisible();
  expect(proposalId(deployment, letter.proposal)).toMatch(/^0x/);
});

test("several signed offers are cancelled in one transaction", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet, stranger);
  const [first, second] = [
    readLetter(await signOffer(page, /^Any of the collection/)),
    readLetter(await signOffer(page, /^Any of the collection/)),
  ];
  expect(first.proposal.group).not.toBe(second.proposal.group);

  await page.goto("/loans/");
  await page.getByRole("tab", { name: /^Proposals/ }).click();
  const sent = await chain.sent(stranger.address);
  await page.getByRole("button", { name: "Cancel all 2" }).click();
  await finish(page, "Cancel all");
  expect(await chain.sent(stranger.address)).toBe(sent + 1);
  for (const { proposal } of [first, second]) expect(await chain.groupUsed(stranger.address, proposal.group)).toBe(1n);
});

test("the market finds what one holds the other side of", async ({ page, wallet }) => {
  const own = await chain.ownedArt(borrower.address);
  const [mine, another] = [chain.art(own), chain.art(await chain.ownedArt(lender.address))];
  const offered = await Promise.all(
    [mine, another].map((collateral) =>
      chain.proposal(stranger, Side.Offer, chain.terms({ principal: usd(77), collateral: [collateral] })),
    ),
  );
  for (const offer of offered) await chain.post(stranger, offer);
  await page.goto("/?side=offers");
  await connect(page, wallet);
  const link = (index: number) =>
    page.getByRole("table", { name: "Requests and offers" }).locator(`a[href*="${proposalId(deployment, offered[index] as never)}"]`);
  await expect(link(1)).toBeVisible();

  await page.getByRole("button", { name: "Only what I hold the other side of" }).click();
  await expect(page.getByRole("button", { name: "Show all" })).toBeVisible();
  await expect(link(0)).toBeVisible();
  await expect(link(1)).toBeHidden();
});
