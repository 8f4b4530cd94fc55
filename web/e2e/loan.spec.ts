import { type Agreement, LoanState, loanId, Schedule } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, ether, lend, sum, tDAI, terms, tUSD, usd, weth } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { choose, connect, expect, finish, flow, step, test } from "./support/test.ts";

const idOf = (agreement: Agreement) => loanId(deployment, agreement);
const open = (page: Page, agreement: Agreement) => page.goto(`/loan/?id=${idOf(agreement)}`);

test("a loan is repaid in parts, then in full, and its NFT comes back", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)], schedule: Schedule.Linear, instalments: 3n }));
  await chain.pass(10n * DAY);
  await open(page, agreement);
  await connect(page, wallet);
  const [had, lent] = [await chain.balance(tUSD, borrower.address), await chain.balance(tUSD, lender.address)];

  await choose(page, /^Another amount/);
  await page.getByLabel("Amount", { exact: true }).fill("100");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await finish(page, "Pay 100 tUSD");
  expect(await chain.balance(tUSD, borrower.address)).toBe(had - usd(100));
  expect(await chain.balance(tUSD, lender.address)).toBe(lent + usd(100));
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(chain.parley);

  await choose(page, /^Next instalment/);
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await finish(page, /^Pay /);
  const afterInstalment = await chain.balance(tUSD, borrower.address);
  expect(afterInstalment).toBeLessThan(had - usd(100));
  expect((await chain.position(agreement)).owed).toBeLessThan(usd(700));

  await choose(page, /^Repay in full/);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, "Repay the loan in full");
  await expect(page.getByRole("heading", { name: "Repaid in full" })).toBeVisible();

  const paid = had - (await chain.balance(tUSD, borrower.address));
  expect(paid).toBeGreaterThan(usd(1_000));
  expect(paid).toBeLessThan(usd(1_010));
  expect(await chain.balance(tUSD, lender.address)).toBe(lent + paid);
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(borrower.address);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
  expect(await chain.allowance(tUSD, borrower.address), "an hour's interest may stay allowed").toBeLessThan(usd(0.1));
});

test("anyone may repay; the collateral goes to the borrower all the same", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await open(page, agreement);
  await connect(page, wallet, stranger);
  const had = await chain.balance(tUSD, stranger.address);

  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, "Repay the loan in full");

  expect(await chain.balance(tUSD, stranger.address)).toBeLessThan(had - usd(1_000) + 1n);
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(borrower.address);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
});

test("what is late can be paid in its grace, which makes the loan current", async ({ page, wallet }) => {
  const agreement = await lend(
    borrower,
    lender,
    terms({ collateral: [art(2n)], schedule: Schedule.Annuity, instalments: 3n, graceSeconds: 5n * DAY }),
  );
  await chain.pass(31n * DAY);
  await open(page, agreement);
  await connect(page, wallet);
  const lent = await chain.balance(tUSD, lender.address);
  await expect(page.getByText("Overdue, in grace")).toBeVisible();

  await choose(page, /^Pay what is late/);
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await finish(page, /^Pay /);
  await expect(page.getByText("Overdue, in grace")).toBeHidden();

  const { arrears, state } = await chain.position(agreement);
  expect(arrears).toBe(0n);
  expect(state).toBe(LoanState.Current);
  expect(await chain.balance(tUSD, lender.address)).toBeGreaterThan(lent + usd(330));
});

test("after default the lender forecloses and gets the NFT", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n), sum(tDAI, chain.dai(40))] }));
  await open(page, agreement);
  await connect(page, wallet, lender);
  const [dai, owed] = [await chain.balance(tDAI, lender.address), await chain.balance(tUSD, borrower.address)];
  await expect(page.getByRole("heading", { name: "If you aren't repaid" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Foreclose" })).toBeHidden();

  await chain.pass(91n * DAY + 60n);
  await page.getByRole("button", { name: "Foreclose" }).click();
  await finish(page, "Take the collateral");
  await expect(page.getByRole("heading", { name: "Foreclosed" })).toBeVisible();

  expect(await chain.ownerOf(chain.tART, 2n)).toBe(lender.address);
  expect(await chain.balance(tDAI, lender.address)).toBe(dai + chain.dai(40));
  expect(await chain.balance(tUSD, borrower.address), "the borrower keeps the principal").toBe(owed);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
});

test("the time control moves the chain until a loan is in default", async ({ page }) => {
  const agreement = await lend(borrower, lender, terms({ durationSeconds: 20n * DAY }));
  const before = await chain.now();
  await open(page, agreement);
  await page.getByRole("button", { name: /Move forward/ }).click();
  await page.getByRole("button", { name: "30 days" }).click();
  await expect(page.getByText("In default", { exact: true }).first()).toBeVisible();

  expect((await chain.now()) - before).toBeGreaterThanOrEqual(30n * DAY);
  expect((await chain.position(agreement)).state).toBe(LoanState.InDefault);
});

test("an unsecured loan in default offers nothing to take", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await chain.pass(92n * DAY);
  await open(page, agreement);
  await connect(page, wallet, lender);
  await expect(page.getByText("This loan is unsecured: there is nothing to foreclose.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Foreclose" })).toBeHidden();
  expect(await chain.noteOwner(idOf(agreement))).toBe(lender.address);
});

test("a loan of wrapped ether is repaid in ether, and the lender unwraps it", async ({ page, wallet }) => {
  await chain.wrap(lender, ether(2));
  const agreement = await lend(borrower, lender, terms({ credit: weth, principal: ether(2), collateral: [art(2n)] }));
  await open(page, agreement);
  await connect(page, wallet);

  await choose(page, /^ETH, wrapped first/);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, "Repay the loan in full");
  expect(await chain.ownerOf(chain.tART, 2n)).toBe(borrower.address);
  const repaid = await chain.balance(weth, lender.address);
  expect(repaid).toBeGreaterThan(ether(2));

  await wallet.become(lender);
  const wei = await chain.wei(lender.address);
  await page.getByText("Turn it back into ether").click();
  await page.getByRole("button", { name: "Max WETH" }).click();
  await page.getByRole("button", { name: "Unwrap", exact: true }).click();
  await finish(page, "Unwrap ether");
  expect(await chain.balance(weth, lender.address)).toBe(0n);
  expect(await chain.wei(lender.address)).toBeGreaterThan(wei + repaid - ether(0.01));
});

test("bad amounts are refused in words, before the wallet is asked", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await open(page, agreement);
  await connect(page, wallet);
  const [had, asked] = [await chain.balance(tUSD, borrower.address), wallet.asked.length];
  await choose(page, /^Another amount/);
  const amount = page.getByLabel("Amount", { exact: true });
  const pay = page.getByRole("button", { name: "Pay", exact: true });

  for (const [typed, said] of [
    ["", "Enter an amount."],
    ["0", "Enter an amount above zero."],
    ["-5", "Enter an amount in figures"],
    ["many", "Enter an amount in figures"],
    ["0.0000001", "This token has 6 decimals at most."],
    ["9".repeat(60), "This amount is larger than a loan can hold."],
    ["5000", "Choose “Repay in full”."],
  ] as const) {
    await amount.fill(typed);
    await pay.click();
    await expect(page.getByText(said), `"${typed}"`).toBeVisible();
    await expect(amount).toHaveAttribute("aria-invalid", "true");
  }
  expect(wallet.asked.length, "what the wallet was asked").toBe(asked);
  expect(await chain.balance(tUSD, borrower.address)).toBe(had);
});

test("who hasn't enough is told so and can't try", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await open(page, agreement);
  await connect(page, wallet, pauper);
  await expect(page.getByText("That is more than you have: 0 tUSD.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Repay in full" })).toBeDisabled();
  expect(await chain.noteOwner(idOf(agreement))).toBe(lender.address);
});

test("a loan that is closed can't be repaid again", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await open(page, agreement);
  await connect(page, wallet);
  await expect(page.getByRole("button", { name: "Repay in full" })).toBeEnabled();
  wallet.hold();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, "Allow Parley")).toContainText("Check your wallet");
  await chain.repay(stranger, agreement, usd(2_000));
  const had = await chain.balance(tUSD, borrower.address);
  wallet.release();

  await expect(flow(page, "Repay the loan in full")).toContainText("There is no such loan, or it is closed.");
  expect(await chain.balance(tUSD, borrower.address)).toBe(had);
});

test("the agreement is published again", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await open(page, agreement);
  await connect(page, wallet, stranger);
  await page.getByRole("button", { name: "Publish it on chain again" }).click();
  await finish(page, "Publish the agreement again");
  await expect(page.getByText("The agreement was published again")).toBeVisible();
  expect((await chain.lastLoan()).events.at(-1)?.eventName).toBe("Published");
  expect(await chain.noteOwner(idOf(agreement))).toBe(lender.address);
});
