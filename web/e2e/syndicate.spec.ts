import { callsOf, LoanState, type Proposal, proposalId, Side, syndicateAddress } from "@parley/sdk";
import { type Address, zeroAddress } from "viem";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, parley, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { connect, expect, faults, finish, switchTo, test } from "./support/test.ts";

const { syndicates } = deployment;
if (syndicates === null) throw new Error("Nothing makes syndicates on the local chain.");

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
