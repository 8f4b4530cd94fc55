import { loanId, readSale, type SaleLetter, saleId, saleToFragment } from "@parley/sdk";
import type { Page } from "@playwright/test";
import type { Hex } from "viem";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, parley, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { connect, expect, faults, finish, flow, goOn, step, switchTo, test } from "./support/test.ts";

const noteSale = deployment.noteSale;
if (noteSale === null) throw new Error("Nothing sells notes on the local chain.");

/** A loan of 1,000 tUSD against an NFT of the borrower's, whose note the lender owns. */
async function lent() {
  const agreement = await chain.lend(borrower, lender, terms({ collateral: [art(await chain.ownedArt(borrower.address))] }));
  return { agreement, id: loanId(deployment, agreement) };
}

/** Opens a part of the sheet about the note. */
const open = (page: Page, part: "Sell it" | "Give it away") => page.locator("summary", { hasText: part }).click();

/** The lender, on the loan's page, signs a sale of its note; returns the link. */
async function signSale(page: Page, price: string, to?: string): Promise<string> {
  await open(page, "Sell it");
  await page.getByLabel("Price", { exact: true }).fill(price);
  if (to) {
    await page.getByRole("radio", { name: "One account" }).check({ force: true });
    await page.getByLabel("Its address").fill(to);
  }
  await page.getByRole("button", { name: "Sell the note" }).click();
  await flow(page, "Sell the note").getByRole("link", { name: "Share the sale" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  return page.url();
}

/** What has become of a sale, by the contract's word. */
const stateOf = (letter: SaleLetter) => chain.saleState(saleId(letter, letter.sale));

async function toLoan(page: Page, id: Hex): Promise<void> {
  await page.goto(`/loan/?id=${id}`);
  await expect(page.getByRole("heading", { name: "What was agreed" })).toBeVisible();
}

test("a note is given away, and its new owner is paid", async ({ page, wallet }) => {
  const { agreement, id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  await open(page, "Give it away");
  await page.getByLabel("To whom").fill(stranger.address);
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Give the note away" }).click();
  await finish(page, "Give the note away");

  expect(await chain.noteOwner(id)).toBe(stranger.address);
  await expect(page.getByRole("heading", { name: "Your note" })).toBeHidden();
  const had = await chain.balance(tUSD, stranger.address);
  await chain.repay(borrower, agreement, usd(100));
  expect(await chain.balance(tUSD, stranger.address)).toBe(had + usd(100));
});

test("a note goes to nobody who can't have it, and to a contract only with a warning", async ({ page, wallet }) => {
  const { id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  await open(page, "Give it away");
  const field = page.getByLabel("To whom");
  const refusals = {
    [parley]: "the contract which pays the note's owner",
    [lender.address]: "your own account",
    [tUSD]: "doesn't take NFTs",
    "0x0000000000000000000000000000000000000000": "Nobody has that address",
    "someone.eth": "This network has no names",
    "0x12": "40 hexadecimal digits",
  };
  for (const [to, words] of Object.entries(refusals)) {
    await field.fill(to);
    await expect(page.getByText(words)).toBeVisible();
    await page.getByRole("button", { name: "Give the note away" }).click();
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }

  const vault = await chain.vault();
  await field.fill(vault);
  await expect(page.getByText("A contract stands there.")).toBeVisible();
  await page.getByRole("button", { name: "Give the note away" }).click();
  await finish(page, "Give the note away");
  expect(await chain.noteOwner(id)).toBe(vault);
});

test("before a note is given away, the page says what goes with it", async ({ page, wallet }) => {
  const { id } = await lent();
  await page.removeLocatorHandler(goOn(page));
  await toLoan(page, id);
  await connect(page, wallet, lender);
  await open(page, "Give it away");
  await page.getByLabel("To whom").fill(borrower.address);
  await page.getByRole("button", { name: "Give the note away" }).click();
  const dialog = flow(page, "Give the note away");
  await expect(dialog.getByText(/The loan's note, and with it the right to the collateral/)).toBeVisible();
  await expect(dialog.getByText("1,000 tUSD").first()).toBeVisible();
  await expect(dialog.getByText(/It cannot be undone/)).toBeVisible();
  await expect(dialog.getByText(/The debt is as good as forgiven/)).toBeVisible();
  await expect(goOn(page)).toBeDisabled();
  await dialog.getByRole("checkbox").check();
  await expect(goOn(page)).toBeEnabled();
  expect(await faults(page)).toEqual([]);
});

test("a note is sold through a link, between two wallets", async ({ page, wallet, context }) => {
  const { agreement, id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  const block = await chain.blockNumber();
  const link = await signSale(page, "950");
  const letter = readSale(link);
  expect(letter.sale).toMatchObject({ seller: lender.address, loan: id, currency: tUSD, price: usd(950) });
  expect(await chain.blockNumber(), "only the approval was sent").toBe(block + 1n);
  await expect(page.getByText("This is your own sale.")).toBeVisible();
  await page.getByRole("button", { name: "Show a QR code" }).click();
  await expect(page.getByRole("img", { name: "Code of the link to this sale" })).toBeVisible();

  const other = await context.newPage();
  await other.goto(link);
  await switchTo(other, wallet, stranger);
  for (const holds of ["Signed by its seller", "The loan is open", "The seller owns the note", "Neither used nor cancelled", "Not expired"])
    await expect(other.getByText(holds, { exact: true })).toBeVisible();
  await expect(other.getByText(/^50 tUSD \(5 %\)$|50(\.\d+)? tUSD \(5(\.\d+)? %\)/)).toBeVisible();
  expect(await faults(other)).toEqual([]);
  const [sellers, buyers] = await Promise.all([lender, stranger].map((it) => chain.balance(tUSD, it.address)));
  await other.getByRole("button", { name: "Buy the note" }).click();
  await goOn(other).click();
  await finish(other, "Buy the note");

  expect(await chain.noteOwner(id)).toBe(stranger.address);
  expect(await chain.balance(tUSD, lender.address)).toBe((sellers ?? 0n) + usd(950));
  expect(await chain.balance(tUSD, stranger.address)).toBe((buyers ?? 0n) - usd(950));
  expect(await chain.allowance(tUSD, stranger.address, noteSale), "nothing is left to take").toBe(0n);
  expect(await stateOf(letter)).toBe(1);
  await expect(other.getByText("The note was bought with this sale already.")).toBeVisible();
  await chain.repay(borrower, agreement, usd(100));
  expect(await chain.balance(tUSD, stranger.address), "repaid to the buyer").toBe((buyers ?? 0n) - usd(850));
});

test("a sale that its seller cancels can't be bought, and he signs another", async ({ page, wallet }) => {
  const { id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  const letter = readSale(await signSale(page, "900"));
  await page.getByRole("button", { name: "Cancel the sale" }).click();
  await finish(page, "Cancel the sale");
  expect(await stateOf(letter)).toBe(2);
  await expect(page.getByText("Its seller has cancelled this sale.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy the note" })).toHaveCount(0);

  await toLoan(page, id);
  const sent = await chain.sent(lender.address);
  const second = readSale(await signSale(page, "910"));
  expect(await chain.sent(lender.address), "approved before").toBe(sent);
  expect(await stateOf(second)).toBe(0);
  expect(await chain.noteOwner(id)).toBe(lender.address);
});

test("a note whose loan was repaid in part meanwhile is bought for what is left, or not at all", async ({ page, wallet }) => {
  const { agreement, id } = await lent();
  await page.removeLocatorHandler(goOn(page));
  await toLoan(page, id);
  await connect(page, wallet, lender);
  await open(page, "Sell it");
  await page.getByLabel("Price", { exact: true }).fill("950");
  await page.getByRole("button", { name: "Sell the note" }).click();
  await goOn(page).click();
  await flow(page, "Sell the note").getByRole("link", { name: "Share the sale" }).click();
  await switchTo(page, wallet, stranger);
  const had = await chain.balance(tUSD, stranger.address);

  await page.getByRole("button", { name: "Buy the note" }).click();
  await expect(flow(page, "Buy the note").getByText("owed on it now")).toBeVisible();
  await chain.repay(borrower, agreement, usd(400));
  await goOn(page).click();
  await expect(step(page, "Buy the note")).toContainText("Somebody has paid on the loan in between", { timeout: 30_000 });
  expect(await chain.noteOwner(id)).toBe(lender.address);
  expect(await chain.balance(tUSD, stranger.address), "nothing was paid").toBe(had);
  await flow(page, "Buy the note").getByRole("button", { name: "Close" }).last().click();

  await expect(page.getByText("Above that, the price is")).toBeVisible();
  await page.getByRole("button", { name: "Buy the note" }).click();
  const dialog = flow(page, "Buy the note");
  await expect(dialog.getByText("I know that I pay more than will come in.")).toBeVisible();
  await dialog.getByRole("checkbox").check();
  await goOn(page).click();
  await finish(page, "Buy the note");
  expect(await chain.noteOwner(id)).toBe(stranger.address);
});

test("a sale says why it can't be bought: given away, repaid, for another, forged, cut", async ({ page, wallet }) => {
  const { agreement, id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  const link = await signSale(page, "950", pauper.address);
  const letter = readSale(link);
  expect(letter.sale.buyer).toBe(pauper.address);

  await switchTo(page, wallet, stranger);
  await expect(page.getByText(/Only .* may buy\. Connect that account\./)).toBeVisible();
  await switchTo(page, wallet, pauper);
  await expect(page.getByText("That is more than you have")).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy the note" })).toBeDisabled();

  await chain.send(lender, chain.giveNote(lender, stranger, id));
  await expect(page.getByText("Its seller doesn't own the note now")).toBeVisible({ timeout: 15_000 });
  await chain.send(stranger, chain.giveNote(stranger, lender, id));
  await expect(page.getByText("Its seller doesn't let the note be moved now.")).toBeVisible({ timeout: 15_000 });
  await switchTo(page, wallet, lender);
  await page.getByRole("button", { name: "Allow it again" }).click();
  await finish(page, "Let the note be sold");
  expect(await chain.approvedFor(id)).toBe(noteSale);

  await page.goto("/");
  await page.goto(`/sale/#${saleToFragment({ ...letter, sale: { ...letter.sale, price: 1n } })}`);
  await expect(page.getByText("Its signature is not its seller's")).toBeVisible();
  await page.goto("/");
  await page.goto(link.slice(0, -6));
  await expect(page.getByRole("heading", { name: "This link can't be read" })).toBeVisible();

  await chain.repay(borrower, agreement, usd(1_100));
  await page.goto("/");
  await page.goto(link);
  await expect(page.getByText("The loan is repaid: there is nothing left to buy.")).toBeVisible();
  expect(await chain.noteOwner(id)).toBeUndefined();
});

test("a sale expires", async ({ page, wallet }) => {
  const { id } = await lent();
  await toLoan(page, id);
  await connect(page, wallet, lender);
  const link = await signSale(page, "950");
  await chain.pass(9n * DAY);
  await page.goto("/");
  await page.goto(link);
  await expect(page.getByText(/This sale expired on/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy the note" })).toHaveCount(0);
});
