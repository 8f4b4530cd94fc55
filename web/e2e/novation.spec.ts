import { type Agreement, AssetKind, callsOf, LoanState, loanId, proposalId, readLetter, Side } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, post, proposal, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { connect, expect, faults, switchTo, test } from "./support/test.ts";

const idOf = (agreement: Agreement) => loanId(deployment, agreement);
const open = (page: Page, agreement: Agreement) => page.goto(`/loan/?id=${idOf(agreement)}`);

/** Waits until the loan was replaced, and goes to its successor. */
async function toTheNew(page: Page): Promise<void> {
  await page.getByRole("dialog", { name: "Replace the loan" }).getByRole("link", { name: "To the new loan" }).click({ timeout: 30_000 });
}

test("a borrower refinances with a cheaper offer from the market: the old lender is paid, the collateral stays", async ({
  page,
  wallet,
}) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)], aprBps: 2_000n }));
  await post(stranger, await proposal(stranger, Side.Offer, terms({ principal: usd(1_000), collateral: [art(2n)], aprBps: 500n })));
  const hers = art(await chain.ownedArt(lender.address));
  const foreign = await post(stranger, await proposal(stranger, Side.Offer, terms({ collateral: [hers], aprBps: 100n })));
  await chain.pass(10n * DAY);
  await open(page, agreement);
  await connect(page, wallet);
  const [had, lent] = [await chain.balance(tUSD, borrower.address), await chain.balance(tUSD, lender.address)];

  const offers = page.getByRole("table", { name: "Offers that could replace this loan" });
  await expect(offers.getByRole("row").nth(1)).toContainText("Stays");
  await expect(offers.locator(`a[href*="${proposalId(deployment, foreign)}"]`), "one for what he hasn't got").toHaveCount(0);
  await offers.getByRole("link").first().click();
  await expect(page.getByRole("table", { name: "Keeping the loan beside replacing it" })).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Replace the loan" }).click();
  await toTheNew(page);
  await expect(page.getByText("Current").first()).toBeVisible();

  expect(await chain.noteOwner(idOf(agreement)), "the old loan").toBeUndefined();
  expect(await chain.ownerOf(chain.tART, 2n), "the collateral").toBe(chain.parley);
  const gained = (await chain.balance(tUSD, lender.address)) - lent;
  expect(gained).toBeGreaterThan(usd(1_005));
  expect(had - (await chain.balance(tUSD, borrower.address)), "the borrower pays what the offer lacks").toBe(gained - usd(1_000));
});

test("a lender extends: he signs an offer that names the loan, and the borrower takes it", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await chain.pass(30n * DAY);
  await open(page, agreement);
  await connect(page, wallet, lender);
  await page.getByText("Offer the borrower new terms").click();
  await page.getByLabel("New principal").fill("1000");
  await page.getByLabel("New interest a year").fill("8");
  await page.getByLabel("New duration, in days from then").fill("180");
  await page.getByRole("button", { name: "Sign the offer" }).click();
  await page.getByRole("dialog", { name: "Sign the offer" }).getByRole("link", { name: "Share the offer" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  expect(readLetter(page.url()).proposal.replaces).toBe(idOf(agreement));

  await switchTo(page, wallet, borrower);
  const [had, lent] = [await chain.balance(tUSD, borrower.address), await chain.balance(tUSD, lender.address)];
  await page.getByRole("button", { name: "Replace the loan" }).click();
  await toTheNew(page);

  const paid = had - (await chain.balance(tUSD, borrower.address));
  expect(paid, "only the interest so far moves").toBeLessThan(usd(10));
  expect((await chain.balance(tUSD, lender.address)) - lent).toBe(paid);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(chain.parley);
});

test("a borrower asks for new terms, and another lender takes the loan over", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await chain.pass(5n * DAY);
  await open(page, agreement);
  await connect(page, wallet);
  await page.getByText("Ask for new terms").click();
  await page.getByLabel("New principal").fill("1100");
  await page.getByRole("button", { name: "Sign the request" }).click();
  await page.getByRole("dialog", { name: "Sign the request" }).getByRole("link", { name: "Share the request" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();

  await switchTo(page, wallet, pauper);
  await expect(page.getByText("Your wallet holds 0 tUSD, and 1,100 are needed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Replace the loan" })).toBeDisabled();

  await switchTo(page, wallet, stranger);
  const [had, lent] = [await chain.balance(tUSD, borrower.address), await chain.balance(tUSD, lender.address)];
  await page.getByRole("button", { name: "Replace the loan" }).click();
  await toTheNew(page);

  const toLender = (await chain.balance(tUSD, lender.address)) - lent;
  expect(toLender).toBeGreaterThan(usd(1_001));
  expect((await chain.balance(tUSD, borrower.address)) - had, "what it brings beyond the debt").toBe(usd(1_100) - toLender);
});

test("a loan in auction is refinanced by a gated offer on the whole collection, with another NFT in its place", async ({
  page,
  wallet,
}) => {
  const agreement = await lend(
    borrower,
    lender,
    terms({ collateral: [chain.sum(chain.tDAI, chain.dai(2_000))], auctionSeconds: 2n * DAY }),
  );
  await chain.pass(91n * DAY + 60n);
  await chain.send(lender, callsOf(deployment.address).foreclose(agreement));
  expect((await chain.position(agreement)).state).toBe(LoanState.InAuction);
  const any = { kind: AssetKind.ERC721Collection, token: chain.tART, id: 0n, amount: 1n };
  const gate = await chain.openGate();
  const offer = await post(stranger, await proposal(stranger, Side.Offer, terms({ principal: usd(1_200), collateral: [any] }), { gate }));
  const given = await chain.ownedArt(borrower.address);

  await page.goto(`/proposal/?id=${proposalId(deployment, offer)}&replaces=${idOf(agreement)}`);
  await connect(page, wallet);
  const had = await chain.balance(chain.tDAI, borrower.address);
  await expect(page.getByText("choose what to give in its place")).toBeVisible();
  await page.getByLabel("Which tART do you give?").selectOption(String(given));
  await page.getByLabel("Evidence for the gate").fill("0x123");
  await expect(page.getByText("an even number of hexadecimal digits").first()).toBeVisible();
  await page.getByLabel("Evidence for the gate").fill("0x1234");
  await expect(page.getByText("The old collateral comes back to the borrower")).toBeVisible();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Replace the loan" }).click();
  await toTheNew(page);

  expect(await chain.noteOwner(idOf(agreement)), "the old loan").toBeUndefined();
  expect(await chain.ownerOf(chain.tART, given), "the new collateral").toBe(chain.parley);
  expect((await chain.balance(chain.tDAI, borrower.address)) - had, "the old collateral").toBe(chain.dai(2_000));
});
