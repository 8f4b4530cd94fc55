import { readFile } from "node:fs/promises";
import { loanId, Schedule } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, DAY, lend, repay, sum, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, pauper } from "./support/people.ts";
import { connect, expect, faults, finish, switchTo, test } from "./support/test.ts";

async function saved(page: Page, button = "Save as CSV"): Promise<readonly string[]> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: button }).click()]);
  return (await readFile(await file.path(), "utf8")).trimEnd().split("\r\n");
}

test("the market as a picture leads to each proposal, and its numbers can be saved", async ({ page }) => {
  await page.goto("/");
  const rows = page.getByRole("table", { name: "Requests and offers" }).getByRole("row");
  await expect(rows.nth(1)).toBeVisible();
  const count = (await rows.count()) - 1;
  await page.getByRole("button", { name: "Show as a picture" }).click();
  const points = page.getByRole("figure").getByRole("link", { name: /^(Request for|Offer of)/ });
  await expect(points).toHaveCount(count);
  expect(await faults(page)).toEqual([]);
  const [head, ...lines] = await saved(page);
  expect(head).toContain("effective yearly rate");
  expect(lines).toHaveLength(count);
  const href = await points.first().getAttribute("href");
  await points.first().press("Enter");
  await expect(page).toHaveURL(new RegExp(String(href).replace(/[?/]/g, "\\$&")));
});

test("a portfolio says what is lent, borrowed, earned and at risk", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)], principal: usd(1_000), aprBps: 3_650n }));
  await chain.pass(10n * DAY);
  await repay(borrower, agreement, usd(500));
  await page.goto("/loans/");
  await connect(page, wallet, lender);
  const table = page.getByRole("table", { name: "Lent, borrowed, earned and at risk, by credit token" });
  const row = table.getByRole("row", { name: /^tUSD/ });
  await expect(row).toBeVisible();
  expect(await faults(page)).toEqual([]);
  const [head, ...lines] = await saved(page);
  const cells = lines.find((it) => it.startsWith(tUSD))?.split(",") ?? [];
  const earned = Number(cells[head?.split(",").indexOf("Interest earned") ?? -1]);
  expect(earned, "ten days of 0.1 % of 1,000, and what the seed's loans paid").toBeGreaterThanOrEqual(10);
});

test("an account's record stands beside what holds among those the visitor knows", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [sum(chain.tDAI, chain.dai(2_000))] }));
  await repay(borrower, agreement, 2n ** 128n);
  await page.goto(`/address/?of=${borrower.address}`);
  const record = page.getByRole("table", { name: "How this account's loans went" });
  await expect(record.getByRole("row", { name: /^Repaid/ })).toContainText(/[1-9]/);
  await expect(record.getByRole("columnheader")).toHaveCount(2);
  await connect(page, wallet, pauper);
  const asBorrower = record.getByRole("row", { name: /^Loans as borrower/ });
  await expect(record.getByRole("columnheader")).toHaveCount(3);
  await expect(asBorrower.getByRole("cell").last(), "the pauper knows nobody").toHaveText("0");
  await switchTo(page, wallet, lender);
  await expect(asBorrower.getByRole("cell").last(), "his own lender").not.toHaveText("0");
  expect(await faults(page)).toEqual([]);
});

test("the numbers of a schedule and of an auction can be saved", async ({ page, wallet }) => {
  const agreement = await lend(
    borrower,
    lender,
    terms({ collateral: [art(2n)], schedule: Schedule.Linear, instalments: 3n, auctionSeconds: 2n * DAY }),
  );
  await page.goto(`/loan/?id=${loanId(chain.deployment, agreement)}`);
  await page.getByText("All 3 payments in figures").click();
  const [head, ...rows] = await saved(page);
  expect(head).toBe("due,principal,interest,payment,still owed after");
  expect(rows).toHaveLength(3);
  expect(rows.at(-1)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ,.*,0$/);

  await chain.pass(91n * DAY);
  await connect(page, wallet, lender);
  await page.getByRole("button", { name: "Start the auction" }).click();
  await finish(page, "Start the auction");
  await page.getByText("The prices in figures").click();
  const [, ...prices] = await saved(page);
  expect(prices, "the first price, and four for each of its twenty halvings").toHaveLength(81);
});
