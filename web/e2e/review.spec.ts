import { loanId, proposalId, readLetter, Side, testTokenAbi } from "@parley/sdk";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, post, proposal, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender } from "./support/people.ts";
import { connect, expect, faults, flow, goOn, test } from "./support/test.ts";

test.beforeEach(({ page }) => page.removeLocatorHandler(goOn(page)));

test("before the wallet is asked, the page says what leaves, what comes, the cost and the worst case", async ({ page, wallet }) => {
  const asked = await post(borrower, await proposal(borrower, Side.Request, terms({ principal: usd(1_234), collateral: [art(2n)] })));
  await page.goto(`/proposal/?id=${proposalId(deployment, asked)}`);
  await connect(page, wallet, lender);
  const before = await chain.sent(lender.address);
  await page.getByRole("button", { name: /^Fund/ }).click();

  const panel = flow(page, "Fund the request");
  await expect(panel).toContainText("Leaves your wallet");
  await expect(panel).toContainText("1,234 tUSD");
  await expect(panel).toContainText("Comes of it");
  await expect(panel).toContainText("The loan's note");
  await expect(panel).toContainText("The borrower pays nothing back, and the collateral turns out to be worth less");
  await expect(panel).toContainText("10 % a year");
  await expect(panel).toContainText(/Effective, a year\s*10\.\d+ %/);
  await expect(panel).toContainText("The other side");
  await panel.getByText("What the wallet will be asked, and who sees it").click();
  await expect(panel).toContainText("public on the chain for ever");
  expect(await faults(page)).toEqual([]);
  expect(wallet.asked).not.toContain("eth_sendTransaction");

  await panel.getByRole("button", { name: "Not now" }).click();
  await expect(panel).toBeHidden();
  expect(await chain.sent(lender.address), "nothing was sent").toBe(before);

  wallet.hold();
  await page.getByRole("button", { name: /^Fund/ }).click();
  await goOn(page).click();
  await expect(panel).toContainText("Check your wallet");
  await expect(panel).toContainText("Function approve of");
  wallet.release();
});

test("an unsecured loan wants a tick from its lender", async ({ page, wallet }) => {
  const asked = await post(borrower, await proposal(borrower, Side.Request, terms()));
  await page.goto(`/proposal/?id=${proposalId(deployment, asked)}`);
  await connect(page, wallet, lender);
  await page.getByRole("button", { name: /^Fund/ }).click();

  await expect(goOn(page)).toBeDisabled();
  await page.getByRole("checkbox", { name: "I know that nothing secures this loan." }).check();
  await expect(goOn(page)).toBeEnabled();
});

test("repayment says that only what is owed is taken", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await page.getByRole("button", { name: "Repay in full" }).click();

  const panel = flow(page, "Repay the loan in full");
  await expect(panel).toContainText("at most; never more than is owed");
  await expect(panel).toContainText("tART #2");
});

test("a token that calls itself as a known one wants a tick from whoever would take it", async ({ page, wallet }) => {
  const credit = await chain.imitate(tUSD);
  const draw = { address: credit, abi: testTokenAbi, functionName: "faucet", args: [] } as const;
  await chain.send(lender, draw);
  const offered = await post(lender, await proposal(lender, Side.Offer, terms({ credit, collateral: [art(2n)] })));
  await page.goto(`/proposal/?id=${proposalId(deployment, offered)}`);
  await connect(page, wallet);
  await page.getByRole("button", { name: "Borrow", exact: true }).click();

  const panel = flow(page, "Borrow from the offer");
  await expect(panel).toContainText(`${credit} calls itself tUSD, but is not the token that this page knows by that name.`);
  await expect(goOn(page)).toBeDisabled();
  await page.getByRole("checkbox", { name: /I have compared the tokens' addresses/ }).check();
  await expect(goOn(page)).toBeEnabled();
  expect(await faults(page)).toEqual([]);
});

test("who signs new terms for a loan is told what stays where it is, and the digest that the wallet should show", async ({
  page,
  wallet,
}) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await chain.pass(30n * DAY);
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await page.getByText("Ask for new terms").click();
  await page.getByLabel("New principal").fill("1500");
  await page.getByRole("button", { name: "Sign the request" }).click();

  const panel = flow(page, "Sign the request");
  await expect(panel).toContainText("Nothing: what you have in the old loan stays where it is");
  await expect(panel).toContainText("Your old loan is closed, once somebody accepts");
  await expect(panel).toContainText(/49\d\.\d+ tUSD\s*what the new loan brings beyond the debt/);
  await expect(panel).toContainText("Your collateral stays where it is, in escrow");
  expect(await faults(page)).toEqual([]);

  wallet.hold();
  await goOn(page).click();
  await expect(panel).toContainText("Check your wallet");
  const digest = await panel
    .getByText(/^0x[0-9a-f]{64}$/)
    .first()
    .textContent();
  expect(await faults(page)).toEqual([]);
  wallet.release();
  await panel.getByRole("link", { name: "Share the request" }).click();
  await expect(page.getByRole("heading", { name: "Hand it on" })).toBeVisible();
  expect(digest).toBe(proposalId(deployment, readLetter(page.url()).proposal));
});
