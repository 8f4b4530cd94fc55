import {
  approvalToJoin,
  callsOf,
  type LoanEntry,
  LoanState,
  loanId,
  type Proposal,
  proposalId,
  readSale,
  type Sale,
  Side,
  saleId,
  saleToFragment,
  saleTypedData,
  syndicateAddress,
  syndicateCallsOf,
  syndicatesCallsOf,
} from "@parley/sdk";
import type { Page } from "@playwright/test";
import { type Address, zeroAddress } from "viem";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, parley, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { connect, expect, faults, finish, flow, goOn, switchTo, test } from "./support/test.ts";

const { syndicates, noteSale } = deployment;
if (syndicates === null || noteSale === null) throw new Error("Nothing makes syndicates, or sells their shares, on the local chain.");

/** A request of the borrower's for 1,000 tUSD against an NFT that would go to auction. */
async function asked(): Promise<{ readonly request: Proposal; readonly syndicate: Address; readonly href: string }> {
  const collateral = [art(await chain.ownedArt(borrower.address))];
  const request = await chain.proposal(borrower, Side.Request, terms({ collateral, auctionSeconds: 2n * DAY }));
  await chain.post(borrower, request);
  const href = `/proposal/?id=${proposalId(deployment, request)}`;
  return { request, syndicate: syndicateAddress(deployment, syndicates ?? zeroAddress, request), href };
}

test("two lenders fund a request together, and each claims his part", async ({ page, wallet }) => {
  const { request, syndicate, href } = await asked();
  await page.goto(href);
  await connect(page, wallet, lender);
  await page.getByLabel("What you bring").fill("700");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await finish(page, "Join the syndicate");
  expect(await chain.balance(syndicate, lender.address)).toBe(usd(700));
  expect(await chain.balance(tUSD, syndicate)).toBe(usd(700));
  expect((await chain.lastPosted()).loans).toEqual([]);

  await switchTo(page, wallet, stranger);
  await page.getByLabel("What you bring").fill("301");
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await expect(page.getByText("Only 300 tUSD is missing.")).toBeVisible();
  await page.getByLabel("What you bring").fill("300");
  const had = await chain.balance(tUSD, borrower.address);
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await finish(page, "Join the syndicate");
  expect(await chain.balance(tUSD, borrower.address)).toBe(had + usd(1_000));
  const loan = await chain.lastLoan();
  expect(loan.lender).toBe(syndicate);
  expect(loan.agreement.origin).toBe(proposalId(deployment, request));

  await chain.repay(borrower, loan.agreement, usd(500));
  await page.goto(`/loan/?id=${loan.id}`);
  await expect(page.getByRole("heading", { name: "Lent by a syndicate" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const before = await chain.balance(tUSD, stranger.address);
  await page.getByRole("button", { name: "Claim your part" }).click();
  await finish(page, "Claim your part");
  expect(await chain.balance(tUSD, stranger.address)).toBe(before + usd(150));

  await page.goto("/loans/");
  const shares = page.getByRole("table", { name: "Shares in syndicates" });
  await expect(shares.getByRole("row").nth(1)).toContainText("300.00 tUSD");
  await expect(shares.getByRole("row").nth(1)).toContainText("Lending");
  await shares.getByRole("link").first().click();
  await page.locator("summary", { hasText: "Hand shares on" }).click();
  await page.getByLabel("To whom").last().fill(pauper.address);
  await page.getByLabel("How many").fill("100");
  await page.getByRole("button", { name: "Hand them on" }).click();
  await finish(page, "Hand shares on");
  expect(await chain.balance(syndicate, pauper.address)).toBe(usd(100));
  expect(await chain.balance(syndicate, stranger.address)).toBe(usd(200));
});

test("whoever joined can leave until the loan is open, also when it never opens", async ({ page, wallet }) => {
  const { request, syndicate, href } = await asked();
  await page.goto(href);
  await connect(page, wallet, lender);
  const had = await chain.balance(tUSD, lender.address);
  await page.getByLabel("What you bring").fill("400");
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await finish(page, "Join the syndicate");
  await expect(page.getByRole("button", { name: "Leave with all of it" })).toBeVisible();
  await chain.send(borrower, callsOf(parley).withdraw(request));
  await expect(page.getByText("Whoever joined can leave with what he brought.")).toBeVisible();
  await page.getByRole("button", { name: "Leave with all of it" }).click();
  await finish(page, "Leave the syndicate");
  expect(await chain.balance(tUSD, lender.address)).toBe(had);
  expect(await chain.balance(syndicate, lender.address)).toBe(0n);
});

test("a syndicate's loan in default goes to auction by anybody's hand", async ({ page, wallet }) => {
  const { request, syndicate, href } = await asked();
  await page.goto(href);
  await connect(page, wallet, lender);
  await page.getByLabel("What you bring").fill("1000");
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await finish(page, "Join the syndicate");
  const loan = await chain.lastLoan();
  expect(loan.lender).toBe(syndicate);
  await chain.pass(request.terms.durationSeconds + request.terms.graceSeconds + 60n);
  await page.goto(`/loan/?id=${loan.id}`);
  const sheet = page.locator("section", { has: page.getByRole("heading", { name: "Lent by a syndicate" }) });
  await sheet.getByRole("button", { name: "Start the auction" }).click();
  await finish(page, "Start the auction");
  expect((await chain.position(loan.agreement)).state).toBe(LoanState.InAuction);
  expect(await chain.ownerOf(chain.tART, loan.agreement.terms.collateral[0]?.id ?? 0n)).toBe(parley);
});

/** A loan of 1,000 tUSD by a syndicate: 700 shares are the lender's, 300 the stranger's. */
async function lentTogether(): Promise<{ readonly loan: LoanEntry; readonly syndicate: Address }> {
  const { request, syndicate } = await asked();
  const formation = { request, id: proposalId(deployment, request), address: syndicate };
  const calls = syndicateCallsOf(syndicate);
  await chain.send(lender, syndicatesCallsOf(syndicates ?? zeroAddress).create(request));
  for (const [one, part] of [[lender, usd(700)] as const, [stranger, usd(300)] as const]) {
    await chain.allow(one, [approvalToJoin(formation, part)]);
    await chain.send(one, calls.join(part));
  }
  await chain.send(stranger, calls.open(request, "0x", "0x"));
  return { loan: await chain.lastLoan(), syndicate };
}

/** The lender, on the loan's page, signs a sale of some of his shares; returns the link. */
async function signSale(page: Page, howMany: string, price: string): Promise<string> {
  await page.locator("summary", { hasText: "Sell shares" }).click();
  await page.getByLabel("Shares to sell").fill(howMany);
  await page.getByLabel("Price", { exact: true }).fill(price);
  await page.getByRole("button", { name: "Sell the shares" }).click();
  await flow(page, "Sell shares").getByRole("link", { name: "Share the sale" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  return page.url();
}

test("shares are sold through a link, between two wallets; what came in before stays the seller's", async ({ page, wallet, context }) => {
  const { loan, syndicate } = await lentTogether();
  await chain.repay(borrower, loan.agreement, usd(500));
  await page.goto(`/loan/?id=${loan.id}`);
  await connect(page, wallet, lender);
  await page.locator("summary", { hasText: "Sell shares" }).click();
  await page.getByLabel("Shares to sell").fill("701");
  await page.getByRole("button", { name: "Sell the shares" }).click();
  await expect(page.getByText("You have 700 shares.")).toBeVisible();
  await page.getByLabel("Shares to sell").fill("200");
  await expect(page.getByText("Owed to these shares now")).toBeVisible();
  await expect(page.getByLabel("Price", { exact: true }), "a fifth of what is owed").toHaveValue(/^100(\.\d+)?$/);
  expect(await faults(page)).toEqual([]);
  await page.locator("summary", { hasText: "Sell shares" }).click();

  const link = await signSale(page, "200", "95");
  const letter = readSale(link);
  expect(letter.sale).toMatchObject({ seller: lender.address, loan: loan.id, shares: usd(200), currency: tUSD, price: usd(95) });
  expect(await chain.allowance(syndicate, lender.address, noteSale), "no more may be moved").toBe(usd(200));
  await expect(page.getByText("This is your own sale.")).toBeVisible();
  await page.getByRole("button", { name: "Show a QR code" }).click();
  await expect(page.getByRole("img", { name: "Code of the link to this sale" })).toBeVisible();

  const other = await context.newPage();
  await other.goto(link);
  await switchTo(other, wallet, stranger);
  const checks = ["Signed by its seller", "A syndicate lent it, which Parley's contract made", "The seller has the shares", "Not expired"];
  for (const holds of checks) await expect(other.getByText(holds, { exact: true })).toBeVisible();
  await expect(other.getByText("200 of 1,000 (20 %)")).toBeVisible();
  expect(await faults(other)).toEqual([]);
  const [sellers, buyers] = await Promise.all([lender, stranger].map((it) => chain.balance(tUSD, it.address)));
  await other.removeLocatorHandler(goOn(other));
  await other.getByRole("button", { name: "Buy the shares" }).click();
  const dialog = flow(other, "Buy the shares");
  await expect(dialog.getByText("200 shares of the loan's syndicate")).toBeVisible();
  await expect(dialog.getByText("What has come in before belongs to the seller, who may still claim it.")).toBeVisible();
  expect(await faults(other)).toEqual([]);
  await goOn(other).click();
  await finish(other, "Buy the shares");

  expect(await chain.balance(syndicate, lender.address)).toBe(usd(500));
  expect(await chain.balance(syndicate, stranger.address)).toBe(usd(500));
  expect(await chain.balance(tUSD, lender.address)).toBe((sellers ?? 0n) + usd(95));
  expect(await chain.balance(tUSD, stranger.address)).toBe((buyers ?? 0n) - usd(95));
  expect(await chain.allowance(tUSD, stranger.address, noteSale), "nothing is left to take").toBe(0n);
  expect(await chain.saleState(saleId(letter, letter.sale))).toBe(1);
  await expect(other.getByText("The shares were bought with this sale already.")).toBeVisible();
  expect(await chain.claimable(syndicate, lender.address), "of what came in before").toBe(usd(350));
  expect(await chain.claimable(syndicate, stranger.address)).toBe(usd(150));
  await chain.repay(borrower, loan.agreement, usd(100));
  expect(await chain.claimable(syndicate, lender.address), "of what comes in afterwards").toBe(usd(400));
  expect(await chain.claimable(syndicate, stranger.address)).toBe(usd(200));
});

test("shares are bought as one question: the allowance and the purchase happen together", async ({ page, wallet }) => {
  const { loan, syndicate } = await lentTogether();
  await page.goto(`/loan/?id=${loan.id}`);
  await connect(page, wallet, lender);
  const link = await signSale(page, "200", "95");
  wallet.canBatch();
  await page.goto(link);
  await switchTo(page, wallet, stranger);
  const [had, asked] = [await chain.balance(syndicate, stranger.address), wallet.asked.length];
  await page.getByRole("button", { name: "Buy the shares" }).click();
  await finish(page, "Buy the shares");

  expect(wallet.asked.slice(asked).filter((method) => /sendCalls|sendTransaction|signTyped/.test(method))).toEqual(["wallet_sendCalls"]);
  expect(wallet.askedTogether.at(-1)?.calls.map(({ to }) => to)).toEqual([tUSD, noteSale]);
  expect(await chain.balance(syndicate, stranger.address)).toBe(had + usd(200));
  expect(await chain.allowance(tUSD, stranger.address, noteSale)).toBe(0n);
});

test("a sale of shares says why they can't be bought: handed on, cancelled, of a loan that has none", async ({ page, wallet }) => {
  const { loan, syndicate } = await lentTogether();
  await page.goto(`/loan/?id=${loan.id}`);
  await connect(page, wallet, lender);
  const link = await signSale(page, "700", "690");
  const { transfer } = syndicateCallsOf(syndicate);
  await chain.send(lender, transfer(stranger.address, 1n));
  await expect(page.getByText("Its seller hasn't so many shares now")).toBeVisible({ timeout: 15_000 });
  await chain.send(stranger, transfer(lender.address, 1n));
  await expect(page.getByText("This is your own sale.")).toBeVisible({ timeout: 15_000 });
  await page.getByRole("button", { name: "Cancel the sale" }).click();
  await finish(page, "Cancel the sale");
  const letter = readSale(link);
  expect(await chain.saleState(saleId(letter, letter.sale))).toBe(2);

  const alone = await chain.lend(borrower, lender, terms({ collateral: [art(await chain.ownedArt(borrower.address))] }));
  const sale: Sale = { ...letter.sale, loan: loanId(deployment, alone) };
  const signature = await lender.signTypedData(saleTypedData(letter, sale));
  await page.goto("/");
  await page.goto(`/sale/#${saleToFragment({ ...letter, sale, signature })}`);
  await switchTo(page, wallet, stranger);
  await expect(page.getByText("No syndicate that Parley's contract made has lent this loan")).toBeVisible();
  await expect(page.getByRole("button", { name: "Buy the shares" })).toHaveCount(0);
});

test("shares aren't sold before the loan is open", async ({ page, wallet }) => {
  const { href } = await asked();
  await page.goto(href);
  await connect(page, wallet, lender);
  await page.getByLabel("What you bring").fill("400");
  await page.getByRole("button", { name: "Join the syndicate" }).click();
  await finish(page, "Join the syndicate");
  await expect(page.getByText("Shares can be sold once the loan is open.")).toBeVisible();
  await expect(page.locator("summary", { hasText: "Sell shares" })).toHaveCount(0);
});
