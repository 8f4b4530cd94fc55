import { readFile } from "node:fs/promises";
import { loanId, parseStandingOrder, Schedule } from "@parley/sdk";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender } from "./support/people.ts";
import { connect, expect, faults, finish, test } from "./support/test.ts";

test("what falls due is paid by a standing order, within its bounds, until it is ended", async ({ page, wallet }) => {
  const agreement = await lend(
    borrower,
    lender,
    terms({ collateral: [art(await chain.ownedArt(borrower.address))], schedule: Schedule.Linear, instalments: 3n }),
  );
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet, borrower);
  await page.locator("summary", { hasText: "Sign one" }).click();
  await page.getByLabel("Tip for each payment").fill("1");
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: "Sign a standing order" }).click();
  await finish(page, "Sign a standing order");
  await expect(page.getByText("Waits for the payment due")).toBeVisible();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save the order" }).click()]);
  const { order } = parseStandingOrder(await readFile(await file.path(), "utf8"));
  expect(order.payer).toBe(borrower.address);

  await chain.pass(30n * DAY + 60n);
  await expect(page.getByText("A payment is due, and can be made by it now.")).toBeVisible();
  const [lent, owed] = [await chain.balance(tUSD, lender.address), (await chain.position(agreement)).arrears];
  expect(owed).toBeGreaterThan(usd(300));
  await page.getByRole("button", { name: "Pay by it now" }).click();
  await finish(page, "Pay by standing order");
  expect((await chain.position(agreement)).arrears).toBe(0n);
  expect(await chain.balance(tUSD, lender.address)).toBeGreaterThanOrEqual(lent + owed);

  await page.getByRole("button", { name: "End it" }).click();
  await finish(page, "End the standing order");
  await expect(page.getByText("You have ended it.")).toBeVisible();
  await page.getByRole("button", { name: "Forget it" }).click();
  await expect(page.getByText("You have ended it.")).toBeHidden();
});
