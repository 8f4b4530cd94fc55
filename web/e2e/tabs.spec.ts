import { loanId, proposalId, Side } from "@parley/sdk";
import type { Browser, Page } from "@playwright/test";
import type { HDAccount } from "viem";
import * as chain from "./support/chain.ts";
import { art, deployment, lend, parley, post, proposal, tART, terms, tUSD, usd } from "./support/chain.ts";
import { environment } from "./support/environment.ts";
import { borrower, lender } from "./support/people.ts";
import { choose, chooseRpc, connect, expect, expectAccount, flow, goOnByItself, step, test } from "./support/test.ts";
import { Wallet } from "./support/wallet.ts";

const REFUSED = "The transaction was sent, but the contract refused it";

/** Another tab of the same person, who is connected already. */
async function anotherTab(page: Page, account: HDAccount): Promise<Page> {
  const other = await page.context().newPage();
  await goOnByItself(other);
  await other.goto(page.url());
  await expectAccount(other, account);
  return other;
}

/** Somebody else at a browser of his own. */
async function somebodyElse(browser: Browser, account: HDAccount, path: string): Promise<{ readonly page: Page; readonly wallet: Wallet }> {
  const context = await browser.newContext({ baseURL: environment.page, reducedMotion: "reduce" });
  await chooseRpc(context);
  const wallet = await Wallet.install(context, account);
  const page = await context.newPage();
  await goOnByItself(page);
  await page.goto(path);
  await connect(page, wallet, account);
  return { page, wallet };
}

test("two tabs repay one loan at once: it is paid once, and the other is told", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const other = await anotherTab(page, borrower);
  const had = await chain.balance(tUSD, borrower.address);

  wallet.hold(2);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, "Repay the loan in full")).toContainText("Check your wallet");
  await other.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(other, "Repay the loan in full")).toContainText("Check your wallet");
  await expect.poll(() => wallet.asked.filter((method) => method === "eth_sendTransaction")).toHaveLength(3);
  wallet.keepBack();
  wallet.release();
  await expect(step(page, "Repay the loan in full")).toContainText("Sent, waiting");
  await expect(step(other, "Repay the loan in full")).toContainText("Sent, waiting");
  await wallet.sendOn();

  const ends = await Promise.all(
    [page, other].map(async (tab) => {
      const last = step(tab, "Repay the loan in full");
      await expect(last).toContainText(new RegExp(`Done|${REFUSED}`));
      return (await last.textContent())?.includes(REFUSED) ? "refused" : "done";
    }),
  );
  expect(ends.sort()).toEqual(["done", "refused"]);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  const paid = had - (await chain.balance(tUSD, borrower.address));
  expect(paid >= usd(1_000) && paid < usd(1_001), "paid once").toBe(true);
});

test("two tabs cancel one budget at once: it is used up, and both say so", async ({ page, wallet }) => {
  const group = (1n << 255n) | 91n;
  const offer = await post(lender, await proposal(lender, Side.Offer, terms({ principal: usd(100) }), { group }));
  await page.goto(`/proposal/?id=${proposalId(deployment, offer)}`);
  await connect(page, wallet, lender);
  const other = await anotherTab(page, lender);
  wallet.hold();
  for (const tab of [page, other]) {
    await tab.getByRole("button", { name: "Cancel the whole budget" }).click();
    await expect(step(tab, "Cancel the budget")).toContainText("Check your wallet");
  }
  await expect.poll(() => wallet.asked.filter((method) => method === "eth_sendTransaction")).toHaveLength(2);
  wallet.release();
  for (const tab of [page, other]) {
    await expect(flow(tab, "Cancel")).toContainText("It is cancelled.");
    await flow(tab, "Cancel").getByRole("button", { name: "Close" }).last().click();
    await expect(tab.getByRole("button", { name: "Cancel the whole budget" })).toBeHidden();
  }
  expect((await chain.groupUsed(lender.address, group)) >= usd(100)).toBe(true);
  expect(await chain.escrowed(offer), "waits for its owner").toBe(usd(100));
});

test("two tabs post at once: neither request ends the other", async ({ page, wallet }) => {
  await page.goto("/post/");
  await connect(page, wallet);
  const other = await anotherTab(page, borrower);
  wallet.hold();
  for (const tab of [page, other]) {
    await tab.getByLabel("Token", { exact: true }).first().selectOption({ label: "tUSD" });
    await tab
      .getByLabel("Amount", { exact: true })
      .first()
      .fill(tab === page ? "310" : "320");
  }
  await Promise.all([page, other].map((tab) => tab.getByRole("button", { name: "Post the request" }).click()));
  for (const tab of [page, other]) await expect(step(tab, "Post the request")).toContainText("Check your wallet");
  wallet.release();
  for (const tab of [page, other]) await expect(flow(tab, "Post the request")).toContainText("Your request is on the market.");

  const posted = [...(await chain.book()).proposals.values()].slice(-2).map(({ proposal }) => proposal);
  expect(posted.map(({ terms }) => terms.principal).sort()).toEqual([usd(310), usd(320)]);
  expect(posted[0]?.group).not.toBe(posted[1]?.group);
});

for (const first of ["accept", "withdraw"] as const)
  test(`one accepts while the other withdraws, the ${first === "accept" ? "taker" : "maker"} being first: one of both happens`, async ({
    page,
    wallet,
    browser,
  }) => {
    const request = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] })));
    const path = `/proposal/?id=${proposalId(deployment, request)}`;
    await page.goto(path);
    await connect(page, wallet, borrower);
    const taker = await somebodyElse(browser, lender, path);
    const acts = {
      accept: {
        tab: taker.page,
        wallet: taker.wallet,
        title: "Fund the request",
        begin: () => taker.page.getByRole("button", { name: "Fund this request" }).click(),
      },
      withdraw: {
        tab: page,
        wallet,
        title: "Take back what is left",
        begin: () => page.getByRole("button", { name: "Take the collateral back" }).click(),
      },
    };
    const [quick, slow] = first === "accept" ? [acts.accept, acts.withdraw] : [acts.withdraw, acts.accept];
    if (slow === acts.accept) await chain.allow(lender, [{ kind: "ERC20", token: tUSD, spender: parley, id: 0n, amount: usd(1_000) }]);
    slow.wallet.keepBack();
    await slow.begin();
    await expect(flow(slow.tab, slow.title)).toContainText("Sent, waiting for the network");
    await quick.begin();
    await expect(flow(quick.tab, quick.title).getByRole("listitem").last()).toContainText("Done");
    await slow.wallet.sendOn();
    await expect(flow(slow.tab, slow.title)).toContainText(REFUSED);

    expect(await chain.ownerOf(tART, 2n)).toBe(first === "accept" ? parley : borrower.address);
    expect(await chain.escrowed(request)).toBe(0n);
    await taker.page.context().close();
  });

test("settings changed in one tab reach the other: theme, addresses, peers", async ({ page, context }) => {
  await page.goto("/settings/");
  const other = await context.newPage();
  await other.goto("/settings/");
  await expect(other.getByRole("radio", { name: "As the system" })).toBeChecked();
  await choose(page, "Dark");
  await expect(other.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(other.getByRole("radio", { name: "Dark" })).toBeChecked();
  await choose(other, "Light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");

  await choose(page, "Stay out");
  await expect(other.getByRole("radio", { name: "Stay out" })).toBeChecked();
  await expect(other.getByRole("radio", { name: "Light" }), "the one change leaves the other").toBeChecked();
  await page.getByRole("textbox", { name: "Local chain" }).first().fill("");
  await page.getByRole("textbox", { name: "Local chain" }).first().press("Enter");
  await expect(other.getByRole("textbox", { name: "Local chain" }).first()).toHaveValue("");
});
