import { callsOf, loanId, proposalId, Side } from "@parley/sdk";
import * as chain from "./support/chain.ts";
import { deployment, ether, parley, sum, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender } from "./support/people.ts";
import { connect, expect, finish, test } from "./support/test.ts";

test("credit that the token kept from its lender is collected once it lets go", async ({ page, wallet }) => {
  const token = await chain.blockingToken(borrower, lender);
  const agreement = await chain.lend(borrower, lender, terms({ credit: token.address, principal: ether(100), aprBps: 0n }));
  await token.blocks(lender);
  await chain.repay(borrower, agreement, ether(100));
  const had = await chain.balance(token.address, lender.address);
  expect(await chain.balance(token.address, parley), "kept").toBe(ether(100));

  await page.goto("/loans/");
  await connect(page, wallet, lender);
  const notice = page.getByText(/could not be delivered to you and is kept/);
  await expect(notice).toBeVisible();
  await token.blocks(undefined);
  await page.getByRole("button", { name: "Collect it" }).click();
  await finish(page, "Collect what is kept for you");

  expect(await chain.balance(token.address, lender.address)).toBe(had + ether(100));
  expect(await chain.balance(token.address, parley)).toBe(0n);
  await expect(notice).toBeHidden();
});

test("collateral that wouldn't move at repayment waits, and is fetched on the loan's page", async ({ page, wallet }) => {
  const token = await chain.blockingToken(borrower);
  const agreement = await chain.lend(borrower, lender, terms({ collateral: [sum(token.address, ether(50))] }));
  const id = loanId(deployment, agreement);
  await token.blocks(borrower);
  await chain.repay(borrower, agreement, usd(1_100));
  expect(await chain.noteOwner(id), "repaid all the same").toBeUndefined();
  expect(await chain.balance(token.address, borrower.address)).toBe(ether(9_950));

  await page.goto(`/loan/?id=${id}`);
  await connect(page, wallet, lender);
  await expect(page.getByText(/It waits for/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Fetch it" })).toHaveCount(0);
  await wallet.become(borrower);
  await token.blocks(undefined);
  await page.getByRole("button", { name: "Fetch it" }).click();
  await finish(page, "Fetch your collateral");

  expect(await chain.balance(token.address, borrower.address)).toBe(ether(10_000));
  await expect(page.getByRole("heading", { name: "Collateral that would not move" })).toBeHidden();
});

test("collateral of a request that wouldn't move at its withdrawal is fetched from my loans", async ({ page, wallet }) => {
  const token = await chain.blockingToken(borrower);
  const asked = await chain.proposal(borrower, Side.Request, terms({ credit: tUSD, collateral: [sum(token.address, ether(50))] }));
  await chain.post(borrower, asked);
  await token.blocks(borrower);
  await chain.send(borrower, callsOf(parley).withdraw(asked));
  expect(await chain.balance(token.address, parley), "still here").toBe(ether(50));
  await token.blocks(undefined);

  await page.goto("/loans/");
  await connect(page, wallet, borrower);
  await expect(page.getByRole("link", { name: "To the proposal" })).toHaveAttribute(
    "href",
    `/proposal/?id=${proposalId(deployment, asked)}`,
  );
  await page.getByRole("button", { name: "Fetch it" }).click();
  await finish(page, "Fetch your collateral");

  expect(await chain.balance(token.address, borrower.address)).toBe(ether(10_000));
  await expect(page.getByRole("button", { name: "Fetch it" })).toHaveCount(0);
});
