import { approvalToJoin, proposalId, Side, syndicateAddress, syndicateCallsOf, syndicatesCallsOf } from "@parley/sdk";
import { zeroAddress } from "viem";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, terms, usd } from "./support/chain.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { connect, expect, flow, goOn, switchTo, test } from "./support/test.ts";
const { syndicates } = deployment;
test("shots", async ({ page, wallet }) => {
  test.setTimeout(240_000);
  const collateral = [art(await chain.ownedArt(borrower.address))];
  const request = await chain.proposal(borrower, Side.Request, terms({ collateral, auctionSeconds: 2n * DAY }));
  await chain.post(borrower, request);
  const syndicate = syndicateAddress(deployment, syndicates ?? zeroAddress, request);
  const formation = { request, id: proposalId(deployment, request), address: syndicate };
  const calls = syndicateCallsOf(syndicate);
  await chain.send(lender, syndicatesCallsOf(syndicates ?? zeroAddress).create(request));
  for (const [one, part] of [[lender, usd(700)] as const, [stranger, usd(300)] as const]) {
    await chain.allow(one, [approvalToJoin(formation, part)]);
    await chain.send(one, calls.join(part));
  }
  await chain.send(stranger, calls.open(request, "0x", "0x"));
  const loan = await chain.lastLoan();
  await chain.repay(borrower, loan.agreement, usd(300));
  const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
  const shots = async (name: string, fullPage = true) => {
    for (const colorScheme of ["light", "dark"] as const)
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await page.waitForTimeout(400);
        await page.screenshot({ path: `/tmp/hshare/shots/${name}-${size}-${colorScheme}.png`, fullPage });
      }
    await page.setViewportSize(sizes.desktop);
  };
  await page.removeLocatorHandler(goOn(page));
  await page.goto(`/loan/?id=${loan.id}`);
  await connect(page, wallet, lender);
  await page.locator("summary", { hasText: "Sell shares" }).click();
  await page.getByLabel(/to sell/).fill("200");
  await page.getByLabel("Price", { exact: true }).fill("135");
  await shots("form");
  await page.getByRole("button", { name: "Sell the shares" }).click();
  await expect(goOn(page)).toBeVisible();
  await shots("review-sell", false);
  await goOn(page).click();
  await flow(page, "Sell shares").getByRole("link", { name: "Share the sale" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  await shots("own");
  await switchTo(page, wallet, stranger);
  await expect(page.getByRole("button", { name: "Buy the shares" })).toBeVisible();
  await shots("sale");
  await page.getByRole("button", { name: "Buy the shares" }).click();
  await expect(goOn(page)).toBeVisible();
  await shots("review-buy", false);
});
