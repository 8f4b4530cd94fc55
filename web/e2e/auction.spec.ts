import { type Agreement, LoanState, loanId } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { connect, expect, faults, finish, switchTo, test } from "./support/test.ts";

const idOf = (agreement: Agreement) => loanId(deployment, agreement);
const open = (page: Page, agreement: Agreement) => page.goto(`/loan/?id=${idOf(agreement)}`);
const price = (agreement: Agreement) => chain.position(agreement).then((position) => position.price);

/** A loan of 1,000 tUSD against an NFT whose terms have an auction of two days, in default. */
async function defaulted(): Promise<Agreement> {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)], auctionSeconds: 2n * DAY }));
  await chain.pass(91n * DAY + 60n);
  return agreement;
}

/** The lender starts the auction through the page. */
async function start(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start the auction" }).click();
  await finish(page, "Start the auction");
  await expect(page.getByRole("heading", { name: "Auction", exact: true })).toBeVisible();
}

test("a stranger buys at the falling price, and the surplus goes to the borrower", async ({ page, wallet }) => {
  const agreement = await defaulted();
  await open(page, agreement);
  await connect(page, wallet, lender);
  await start(page);
  expect((await chain.position(agreement)).state).toBe(LoanState.InAuction);
  const first = await price(agreement);
  expect(first).toBeGreaterThan(usd(1_000_000));

  // Nine of twenty halvings: twice the base.
  await chain.pass((2n * DAY * 9n) / 20n);
  await switchTo(page, wallet, stranger);
  await expect(page.getByRole("img", { name: /^The price falls from/ })).toBeVisible();
  await expect(page.getByRole("table", { name: "Due dates" })).toContainText("Late");
  expect(await faults(page)).toEqual([]);
  const [paid, lent, left] = [
    await chain.balance(tUSD, stranger.address),
    await chain.balance(tUSD, lender.address),
    await chain.balance(tUSD, borrower.address),
  ];
  const { owed } = await chain.position(agreement);
  await page.getByRole("button", { name: "Buy all of it" }).click();
  await finish(page, "Buy the collateral");
  await expect(page.getByRole("heading", { name: "Sold" })).toBeVisible();

  expect(await chain.ownerOf(chain.tART, 2n)).toBe(stranger.address);
  const cost = paid - (await chain.balance(tUSD, stranger.address));
  const toLender = (await chain.balance(tUSD, lender.address)) - lent;
  const toBorrower = (await chain.balance(tUSD, borrower.address)) - left;
  expect(toLender + toBorrower).toBe(cost);
  expect(toLender).toBeGreaterThanOrEqual(owed);
  expect(toBorrower).toBeGreaterThan(usd(900));
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
});

test("the borrower starts the auction himself, and redeems", async ({ page, wallet }) => {
  const agreement = await defaulted();
  await open(page, agreement);
  await connect(page, wallet);
  await start(page);

  await expect(page.getByRole("radio", { name: /^Another amount/ })).toBeHidden();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, "Repay the loan in full");

  await expect(page.getByRole("heading", { name: "Repaid in full" })).toBeVisible();
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(borrower.address);
});

test("a bid below the price waits; after the end the lender takes what nobody bought", async ({ page, wallet }) => {
  const agreement = await defaulted();
  await open(page, agreement);
  await connect(page, wallet, lender);
  await start(page);
  const asked = wallet.asked.length;
  await page.getByLabel("The most you will pay").fill("2000");
  await page.getByRole("button", { name: "Buy all of it" }).click();
  await expect(page.getByText("The price is above that now.")).toBeVisible();
  expect(wallet.asked.length, "the wallet was not asked").toBe(asked);
  await expect(page.getByRole("button", { name: "Take the collateral" })).toBeHidden();

  await chain.pass(2n * DAY + 60n);
  await page.getByRole("button", { name: "Take the collateral" }).click();
  await finish(page, "Take the collateral");

  await expect(page.getByRole("heading", { name: "Foreclosed" })).toBeVisible();
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(lender.address);
});

test("the market tells what is up for auction", async ({ page, wallet }) => {
  const agreement = await defaulted();
  await open(page, agreement);
  await connect(page, wallet, lender);
  await start(page);

  await page.goto("/");
  const lots = page.getByRole("table", { name: "Collateral up for auction" });
  await expect(lots.getByText("tART #2", { exact: true })).toBeVisible();
  await lots.locator(`a[href*="${idOf(agreement)}"]`).click();
  await expect(page.getByRole("heading", { name: "Auction", exact: true })).toBeVisible();
});
