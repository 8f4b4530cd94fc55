import { loanId, type PostedProposal, proposalId, Side } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, dai, deployment, ether, parley, post, proposal, sum, tART, tDAI, terms, tUSD, usd, weth } from "./support/chain.ts";
import { borrower, lender, pauper, stranger } from "./support/people.ts";
import { connect, expect, finish, flow, switchTo, test } from "./support/test.ts";

const open = (page: Page, posted: PostedProposal["proposal"]) => page.goto(`/proposal/?id=${proposalId(deployment, posted)}`);
const budget = (number: bigint) => (1n << 255n) | number;

test("a request is found on the market and funded: money to the borrower, note to the lender", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ principal: usd(1_234), collateral: [art(2n)] })));
  const [had, lent] = [await chain.balance(tUSD, borrower.address), await chain.balance(tUSD, lender.address)];
  await page.goto("/");
  await connect(page, wallet, lender);
  await page.getByRole("link", { name: /Asks for 1,234/ }).click();
  await expect(page.getByRole("heading", { name: /Request for 1,234/ })).toBeVisible();
  await page.getByRole("button", { name: "Fund this request" }).click();
  await expect(flow(page, "Fund the request")).toContainText("Allow Parley to take 1,234 tUSD");
  await flow(page, "Fund the request").getByRole("link", { name: "To the loan" }).click();
  await expect(page.getByRole("heading", { name: "Owed now" })).toBeVisible();

  const loan = await chain.lastLoan();
  expect(page.url()).toContain(loan.id);
  expect(loan.agreement).toMatchObject({ borrower: borrower.address, origin: proposalId(deployment, request) });
  expect(await chain.noteOwner(loan.id)).toBe(lender.address);
  expect(await chain.balance(tUSD, borrower.address)).toBe(had + usd(1_234));
  expect(await chain.balance(tUSD, lender.address)).toBe(lent - usd(1_234));
  expect(await chain.allowance(tUSD, lender.address)).toBe(0n);
  expect(await chain.ownerOf(tART, 2n)).toBe(parley);
});

test("an offer is borrowed from twice; its tokens scale with the sum", async ({ page, wallet }) => {
  const offer = await post(
    lender,
    await proposal(lender, Side.Offer, terms({ principal: usd(1_000), collateral: [sum(tDAI, dai(2_000))] }), {
      smallestFill: usd(100),
      limit: usd(1_500),
      group: budget(77n),
    }),
  );
  const [credit, collateral] = [await chain.balance(tUSD, borrower.address), await chain.balance(tDAI, borrower.address)];
  await open(page, offer);
  await connect(page, wallet);

  await page.getByLabel("How much do you want to borrow?").fill("250");
  await page.getByRole("button", { name: "Borrow", exact: true }).click();
  await finish(page, "Borrow from the offer");
  expect((await chain.lastLoan()).agreement).toMatchObject({ borrower: borrower.address, part: 0n });
  expect(await chain.balance(tUSD, borrower.address)).toBe(credit + usd(250));
  expect(await chain.balance(tDAI, borrower.address)).toBe(collateral - dai(500));

  await page.getByLabel("How much do you want to borrow?").fill("1000");
  await page.getByRole("button", { name: "Borrow", exact: true }).click();
  await finish(page, "Borrow from the offer");
  const second = await chain.lastLoan();
  expect(second.agreement).toMatchObject({ part: usd(250), terms: { principal: usd(1_000) } });
  expect(await chain.noteOwner(second.id)).toBe(lender.address);
  expect(await chain.balance(tUSD, borrower.address)).toBe(credit + usd(1_250));
  expect(await chain.balance(tDAI, borrower.address)).toBe(collateral - dai(2_500));
  expect(await chain.escrowed(offer)).toBe(usd(250));
  await expect(page.getByText("Between 100 and 250 tUSD.")).toBeVisible();
});

test("an amount an offer doesn't lend is refused in words", async ({ page, wallet }) => {
  const offer = await post(
    lender,
    await proposal(lender, Side.Offer, terms({ principal: usd(1_000) }), { smallestFill: usd(100), limit: usd(1_500), group: budget(78n) }),
  );
  await open(page, offer);
  await connect(page, wallet);
  const amount = page.getByLabel("How much do you want to borrow?");
  for (const typed of ["", "0", "99.99", "1000.01", "-1", "1e3", "9".repeat(60)]) {
    await amount.fill(typed);
    await expect(amount, `"${typed}"`).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByRole("button", { name: "Borrow", exact: true })).toBeDisabled();
  }
  expect(await chain.escrowed(offer)).toBe(usd(1_500));
});

test("ether that was lent is unwrapped by the borrower", async ({ page, wallet }) => {
  await chain.wrap(lender, ether(3));
  const offer = await post(lender, await proposal(lender, Side.Offer, terms({ credit: weth, principal: ether(3), collateral: [art(2n)] })));
  await open(page, offer);
  await connect(page, wallet);
  await page.getByRole("button", { name: "Borrow", exact: true }).click();
  await finish(page, "Borrow from the offer");
  expect(await chain.balance(weth, borrower.address)).toBe(ether(3));

  const wei = await chain.wei(borrower.address);
  await page.getByRole("button", { name: "Turn it into ether" }).click();
  await finish(page, "Unwrap ether");
  expect(await chain.balance(weth, borrower.address)).toBe(0n);
  expect(await chain.wei(borrower.address)).toBeGreaterThan(wei + ether(2.99));
  expect(await chain.ownerOf(tART, 2n)).toBe(parley);
});

test("a maker takes his collateral back, and the request is closed", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: [art(2n), sum(tDAI, dai(10))] })));
  const had = await chain.balance(tDAI, borrower.address);
  await open(page, request);
  await connect(page, wallet);
  await page.getByRole("button", { name: "Take the collateral back" }).click();
  await finish(page, "Take back what is left");
  await expect(page.getByText("Its maker has taken this request back.")).toBeVisible();

  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  expect(await chain.balance(tDAI, borrower.address)).toBe(had + dai(10));
  await switchTo(page, wallet, lender);
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeHidden();
});

test("a budget is cancelled, then its escrow withdrawn", async ({ page, wallet }) => {
  const offer = await post(
    lender,
    await proposal(lender, Side.Offer, terms(), { smallestFill: usd(10), limit: usd(3_000), group: budget(79n) }),
  );
  const had = await chain.balance(tUSD, lender.address);
  await open(page, offer);
  await connect(page, wallet, lender);
  await page.getByRole("button", { name: "Cancel the whole budget" }).click();
  await finish(page, "Cancel");
  await expect(page.getByText("Its maker has cancelled this offer.")).toBeVisible();
  expect(await chain.balance(tUSD, lender.address), "cancelling moves nothing").toBe(had);
  expect(await chain.escrowed(offer)).toBe(usd(3_000));

  await page.getByRole("button", { name: "Take back what is left" }).click();
  await finish(page, "Take back what is left");
  expect(await chain.balance(tUSD, lender.address)).toBe(had + usd(3_000));
  expect(await chain.escrowed(offer)).toBe(0n);
});

test("nobody funds his own request", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] })));
  await open(page, request);
  await connect(page, wallet);
  await expect(page.getByText("This is your own request. Another account must fund it.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeHidden();
  expect(await chain.ownerOf(tART, 2n)).toBe(parley);
});

test("an expired request can't be funded, and its collateral can be taken back", async ({ page, wallet }) => {
  const request = await post(
    borrower,
    await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] }), { expiry: (await chain.now()) + 3_600n }),
  );
  await open(page, request);
  await connect(page, wallet, lender);
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeEnabled();
  await chain.pass(7_200n);
  await expect(page.getByText(/^This request expired on /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeHidden();

  await switchTo(page, wallet, borrower);
  await page.getByRole("button", { name: "Take the collateral back" }).click();
  await finish(page, "Take back what is left");
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("one that expires while the wallet is open is refused in words, and costs nothing", async ({ page, wallet }) => {
  const request = await post(
    borrower,
    await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] }), { expiry: (await chain.now()) + 3_600n }),
  );
  await open(page, request);
  await connect(page, wallet, lender);
  const had = await chain.balance(tUSD, lender.address);
  wallet.hold();
  await page.getByRole("button", { name: "Fund this request" }).click();
  await expect(flow(page, "Fund the request")).toContainText("Check your wallet");
  await chain.pass(7_200n);
  wallet.release();
  await expect(flow(page, "Fund the request")).toContainText("This proposal expired on");
  expect(await chain.balance(tUSD, lender.address)).toBe(had);
  expect(await chain.ownerOf(tART, 2n)).toBe(parley);
});

test("one that somebody else took first is refused in words", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: [art(2n)] })));
  await open(page, request);
  await connect(page, wallet, lender);
  const had = await chain.balance(tUSD, lender.address);
  wallet.hold();
  await page.getByRole("button", { name: "Fund this request" }).click();
  await expect(flow(page, "Fund the request")).toContainText("Check your wallet");
  const agreement = await chain.accept(stranger, request);
  wallet.release();
  await expect(flow(page, "Fund the request")).toContainText("somebody was quicker");
  expect(await chain.balance(tUSD, lender.address)).toBe(had);
  expect(await chain.noteOwner(loanId(deployment, agreement))).toBe(stranger.address);
});

test("a request for one account only is not open to others", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms(), { taker: lender.address }));
  await open(page, request);
  await connect(page, wallet, stranger);
  await expect(page.getByText("may accept this. Connect that account.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeHidden();
  await switchTo(page, wallet, lender);
  await page.getByRole("button", { name: "Fund this request" }).click();
  await finish(page, "Fund the request");
  expect((await chain.lastLoan()).lender).toBe(lender.address);
});

test("who lacks the money or the collateral is told which, and can't try", async ({ page, wallet }) => {
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ principal: usd(500) })));
  const offer = await post(lender, await proposal(lender, Side.Offer, terms({ collateral: [art(2n)] })));
  await open(page, request);
  await connect(page, wallet, pauper);
  await expect(page.getByText("Your wallet holds 0 tUSD, and 500 are needed.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fund this request" })).toBeDisabled();

  await open(page, offer);
  await expect(page.getByText("Your wallet doesn't hold tART #2.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Borrow", exact: true })).toBeDisabled();
  expect(await chain.sent(pauper.address)).toBe(0);
});
