import { approvalToPayPrice, approvalToSell, loanId, proposalId, type Sale, Side, saleCallsOf, saleTypedData, short } from "@parley/sdk";
import type { Page } from "@playwright/test";
import { zeroAddress } from "viem";
import * as chain from "./support/chain.ts";
import { art, deployment, parley, post, proposal, tART, terms, tUSD, usd } from "./support/chain.ts";
import { environment } from "./support/environment.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { choose, connect, expect, finish, test } from "./support/test.ts";

/** GraphQL of the index that the product runs. */
async function indexUrl(): Promise<string> {
  const urls = (await (await fetch(`${environment.page}/index.json`)).json()) as Record<string, string>;
  const url = urls[deployment.chainId];
  if (!url) throw new Error("The product runs without an index. Its log says why.");
  return url;
}

/** Blocks come until the page says where it reads from: it looks again at each. */
async function expectSource(page: Page, name: "index" | "chain"): Promise<void> {
  const source = page.getByRole("contentinfo").getByText(`From the ${name}.`);
  await expect(async () => {
    await chain.pass(1n);
    await expect(source).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });
}

test.describe("the index", () => {
  test.setTimeout(240_000);

  test("is stopped in mid-use: the page goes on with the chain, and comes back to the index", async ({ page, context, wallet }) => {
    const index = await indexUrl();
    await page.goto("/");
    await connect(page, wallet, lender);
    await expectSource(page, "index");

    await context.route(index, (route) => route.abort("connectionrefused"));
    const request = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] })));
    await expectSource(page, "chain");
    const had = await chain.balance(tUSD, borrower.address);
    await page.goto(`/proposal/?id=${proposalId(deployment, request)}`);
    await page.getByRole("button", { name: "Fund this request" }).click();
    await finish(page, "Fund the request");
    expect(await chain.balance(tUSD, borrower.address)).toBe(had + usd(1_000));
    expect(await chain.ownerOf(tART, 2n)).toBe(parley);

    await context.unroute(index);
    await expectSource(page, "index");
    await expect(page.getByRole("button", { name: "Fund this request" })).toBeHidden();
  });

  test("tells of other blocks than the chain, or of too few: it is not believed", async ({ page, context }) => {
    const index = await indexUrl();
    await page.goto("/");
    await expectSource(page, "index");
    const { head } = await chain.book();
    const answers = [
      { data: { milestone: { block: `${head.block}`, hash: `0x${"1".repeat(64)}` } } },
      { data: { milestone: null } },
      { errors: [{ message: "Something else" }] },
    ];
    let asked = 0;
    await context.route(index, (route) => route.fulfill({ json: answers[asked++ % answers.length] }));
    await expectSource(page, "chain");
    await page.reload();
    await expectSource(page, "chain");
    expect(asked, "questions to it").toBeGreaterThan(0);
  });

  test("tells what a note was sold for", async ({ page }) => {
    const { noteSale } = deployment;
    if (noteSale === null) throw new Error("Nothing sells notes on the local chain.");
    const market = { chainId: deployment.chainId, address: noteSale };
    const agreement = await chain.lend(borrower, lender, terms({ collateral: [art(await chain.ownedArt(borrower.address))] }));
    const loan = loanId(deployment, agreement);
    const price = { currency: tUSD, price: usd(960), buyer: zeroAddress, expiry: (await chain.now()) + 86_400n };
    const sale: Sale = { seller: lender.address, loan, shares: 0n, ...price, salt: 1n };
    const signature = await lender.signTypedData(saleTypedData(market, sale));
    await chain.allow(lender, [approvalToSell(loan, { parley, noteSale })]);
    await chain.allow(stranger, [approvalToPayPrice(sale, noteSale)]);
    await chain.send(stranger, saleCallsOf(noteSale).buy({ ...market, sale, signature }, agreement, usd(1_000)));

    await page.goto(`/loan/?id=${loan}`);
    await expectSource(page, "index");
    const told = page.getByRole("listitem").filter({ hasText: "bought the note from" });
    // It may be a moment behind, and is asked again at the next block.
    await expect(async () => {
      await chain.pass(1n);
      await expect(told).toContainText(short(stranger.address), { timeout: 2_000 });
    }).toPass({ timeout: 90_000 });
    await expect(told).toContainText("960.00 tUSD");
  });

  test("is another one, or none, if the settings say so", async ({ page }) => {
    const index = await indexUrl();
    await page.goto("/settings/");
    const field = page.getByRole("textbox", { name: "Index of Local chain" });
    const save = page.getByRole("button", { name: "Check and save" }).last();
    await field.fill(environment.rpc);
    await save.click();
    await expect(page.getByText("No index of Parley answers there.")).toBeVisible();
    await field.fill(index);
    await save.click();
    await expect(page.getByText("The past of Local chain now comes from your index.")).toBeAttached();
    await page.reload();
    await expect(field).toHaveValue(index);
    await page.goto("/");
    await expectSource(page, "index");
    await page.goto("/settings/");
    await choose(page, "Read the chain alone");
    await page.goto("/");
    await expectSource(page, "chain");
  });
});
