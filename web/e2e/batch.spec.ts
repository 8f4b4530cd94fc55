import { loanId, proposalId, Side } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, dai, deployment, lend, parley, post, proposal, sum, tART, tDAI, terms, tUSD, usd, weth } from "./support/chain.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { choose, connect, expect, expectAccount, faults, finish, flow, goOn, step, test } from "./support/test.ts";

const REPAY = "Repay the loan in full";

/** A loan against an NFT of the borrower, who stands before it with his wallet. */
async function standBeforeLoan(page: Page, wallet: Parameters<typeof connect>[1]) {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await expect(page.getByRole("button", { name: "Repay in full" })).toBeEnabled();
  return agreement;
}

const repay = (page: Page) => page.getByRole("button", { name: "Repay in full" }).click();
const together = (page: Page) => step(page, "One question of your wallet");
const actionsOf = (asked: readonly string[]) => asked.filter((method) => /sendCalls|sendTransaction|signTyped/.test(method));

test("a request is posted as one question: both allowances and the posting happen together", async ({ page, wallet }) => {
  wallet.canBatch();
  const before = await chain.sent(borrower.address);
  await page.goto("/post/");
  await connect(page, wallet);
  await page.getByLabel("Token", { exact: true }).selectOption({ label: "tUSD" });
  await page.getByLabel("Amount", { exact: true }).fill("400");
  for (const [number, symbol, amount] of [
    [1, "tDAI", "600"],
    [2, "WETH", "0.25"],
  ] as const) {
    await page.getByRole("button", { name: "Add tokens" }).click();
    const asset = page.getByRole("group", { name: `asset ${number}` });
    await asset.getByLabel("Token", { exact: true }).selectOption({ label: symbol === "WETH" ? "ETH, wrapped" : symbol });
    await asset.getByLabel("Amount").fill(amount);
  }
  wallet.hold();
  await page.getByRole("button", { name: "Post the request" }).click();
  await expect(together(page)).toContainText("Check your wallet");
  for (const title of ["Wrap ether into WETH", "Allow Parley to take 600 tDAI", "Allow Parley to take 0.25 WETH", "Post the request"])
    await expect(together(page)).toContainText(title);
  await expect(
    together(page).getByRole("button", { name: "Copy the call data of post" }),
    "to compare with what the wallet shows",
  ).toBeVisible();
  await expect(together(page), "all of it was tried beforehand").not.toContainText("only the first was tried");
  expect(await faults(page)).toEqual([]);
  wallet.release();
  await finish(page, "Post the request");

  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls"]);
  const asked = wallet.askedTogether[0]?.calls.map(({ to }) => to) ?? [];
  expect(asked.at(-1), "the act comes last").toBe(parley);
  expect([...asked].sort()).toEqual([parley, tDAI, weth, weth].sort());
  expect(await chain.sent(borrower.address), "one transaction, and the upgrade of the account in it").toBe(before + 2);
  expect((await chain.lastPosted()).proposal.terms.collateral).toEqual([sum(tDAI, dai(600)), sum(weth, chain.ether(0.25))]);
  expect(await chain.balance(weth, parley)).toBeGreaterThanOrEqual(chain.ether(0.25));
});

test("a request is funded as one question, and the way leads to the loan", async ({ page, wallet }) => {
  wallet.canBatch("ready");
  const request = await post(borrower, await proposal(borrower, Side.Request, terms({ principal: usd(321), collateral: [art(2n)] })));
  await page.goto(`/proposal/?id=${proposalId(deployment, request)}`);
  await connect(page, wallet, lender);
  await page.getByRole("button", { name: "Fund this request" }).click();
  await flow(page, "Fund the request").getByRole("link", { name: "To the loan" }).click();
  await expect(page.getByRole("heading", { name: "Owed now" })).toBeVisible();

  const loan = await chain.lastLoan();
  expect(page.url()).toContain(loan.id);
  expect(await chain.noteOwner(loan.id)).toBe(lender.address);
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls"]);
  expect(await chain.allowance(tUSD, lender.address)).toBe(0n);
});

test("a loan is repaid as one question; an allowance that is there already leaves a single transaction", async ({ page, wallet }) => {
  wallet.canBatch();
  const agreement = await standBeforeLoan(page, wallet);
  await choose(page, /^Another amount/);
  await page.getByLabel("Amount", { exact: true }).fill("50");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await finish(page, "Pay 50 tUSD");
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls"]);
  expect((await chain.position(agreement)).owed).toBeLessThan(usd(951));

  await chain.allow(borrower, [{ kind: "ERC20", token: tUSD, spender: parley, id: 0n, amount: usd(2_000) }]);
  await choose(page, /^Repay in full/);
  await repay(page);
  await expect(step(page, "Allow Parley")).toContainText("Not needed");
  await finish(page, REPAY);
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls", "eth_sendTransaction"]);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("what is declined sends nothing; it can be tried again at once, or one by one", async ({ page, wallet }) => {
  wallet.canBatch();
  await standBeforeLoan(page, wallet);
  const before = await chain.sent(borrower.address);
  wallet.decline();
  await repay(page);
  await expect(together(page)).toContainText("You declined this in your wallet. Nothing was sent.");
  wallet.decline();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("button", { name: "One by one" })).toBeVisible();
  await expect(together(page)).toContainText("You declined this in your wallet. Nothing was sent.");
  expect(await chain.sent(borrower.address)).toBe(before);
  expect(await chain.allowance(tUSD, borrower.address)).toBe(0n);

  await page.getByRole("button", { name: "One by one" }).click();
  await finish(page, REPAY);
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls", "wallet_sendCalls", "eth_sendTransaction", "eth_sendTransaction"]);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

for (const [code, why] of [
  [-32601, "doesn't know the call"],
  [5710, "doesn't do it on this network"],
  [5740, "finds the batch too large"],
  [5760, "can't make it all or nothing"],
] as const)
  test(`a wallet that says it can and then ${why} is asked step by step`, async ({ page, wallet }) => {
    wallet.canBatch();
    await standBeforeLoan(page, wallet);
    wallet.failBatch(code);
    await repay(page);
    await finish(page, REPAY);
    expect(actionsOf(wallet.asked)).toEqual(["eth_sendTransaction", "eth_sendTransaction"]);
    expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  });

test("an upgrade of the account that is declined is a no, and leaves the way one by one", async ({ page, wallet }) => {
  wallet.canBatch("ready");
  await standBeforeLoan(page, wallet);
  wallet.failBatch(5750);
  await repay(page);
  await expect(together(page)).toContainText("You declined this in your wallet. Nothing was sent.");
  await page.getByRole("button", { name: "One by one" }).click();
  await finish(page, REPAY);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

for (const [code, words] of [
  [400, "Your wallet gave it up before it reached the chain. Nothing has changed."],
  [500, "It was sent, and all of it undone: the contract refused it"],
  [600, "Only a part of it has happened, though all or nothing was asked for."],
] as const)
  test(`a batch that ends with code ${code} is told in words, and tried again for what is left`, async ({ page, wallet }) => {
    wallet.canBatch();
    await standBeforeLoan(page, wallet);
    wallet.failBatch(code);
    await repay(page);
    await expect(together(page)).toContainText(words);
    expect((await chain.allowance(tUSD, borrower.address)) > 0n, "the part that happened").toBe(code === 600);
    await page.getByRole("button", { name: "Try again" }).click();
    await finish(page, REPAY);
    expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls", code === 600 ? "eth_sendTransaction" : "wallet_sendCalls"]);
    expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  });

test("what cannot succeed is refused in words before the wallet is asked, also if only the last call of a batch fails", async ({
  page,
  wallet,
}) => {
  wallet.canBatch();
  const agreement = await standBeforeLoan(page, wallet);
  await page.removeLocatorHandler(goOn(page));
  await repay(page);
  await expect(goOn(page)).toBeVisible();
  await chain.repay(stranger, agreement, usd(2_000));
  await goOn(page).click();
  await expect(together(page)).toContainText("There is no such loan, or it is closed.");
  expect(actionsOf(wallet.asked)).toEqual([]);
  expect(await chain.allowance(tUSD, borrower.address)).toBe(0n);
});

test("something changes while the batch waits: all of it is undone, and said", async ({ page, wallet }) => {
  wallet.canBatch();
  const agreement = await standBeforeLoan(page, wallet);
  wallet.keepBack();
  await repay(page);
  await expect(together(page)).toContainText("Sent, waiting for the network");
  await chain.repay(stranger, agreement, usd(2_000));
  await wallet.sendOn();
  await expect(together(page)).toContainText("It was sent, and all of it undone");
  expect(await chain.allowance(tUSD, borrower.address), "the allowance was undone with it").toBe(0n);
});

test("a reload while a batch waits: the page goes on waiting, and asks the wallet for nothing again", async ({ page, wallet }) => {
  wallet.canBatch();
  await standBeforeLoan(page, wallet);
  wallet.keepBack();
  await repay(page);
  await expect(together(page)).toContainText("Sent, waiting for the network");
  await expect(together(page)).toContainText("Batch batch-1");
  await page.reload();
  await expectAccount(page, borrower);
  await expect(page.getByRole("button", { name: new RegExp(`${REPAY}: Sent, waiting`) })).toBeVisible();
  await repay(page);
  await expect(together(page)).toContainText("Sent, waiting for the network");
  await wallet.sendOn();
  await expect(flow(page, REPAY)).toContainText("Done");
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls"]);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("a wallet that doesn't say what became of a batch is asked again, and sends nothing twice", async ({ page, wallet }) => {
  wallet.canBatch();
  await standBeforeLoan(page, wallet);
  wallet.keepQuiet();
  await repay(page);
  await expect(together(page)).toContainText("Sent, but its outcome hasn't been seen");
  await flow(page, REPAY).getByRole("button", { name: "Close" }).last().click();
  wallet.keepQuiet(false);
  await page.reload();
  await expectAccount(page, borrower);
  await expect(page.getByText("The loan is repaid, and its collateral released to the borrower.")).toBeVisible();
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls"]);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("allowances are one question and the signature after them another", async ({ page, wallet }) => {
  wallet.canBatch();
  await page.goto("/post/");
  await connect(page, wallet);
  await page.getByLabel("Token", { exact: true }).selectOption({ label: "tUSD" });
  await page.getByLabel("Amount", { exact: true }).fill("400");
  await page.getByRole("button", { name: "Add tokens" }).click();
  const tokens = page.getByRole("group", { name: "asset 1" });
  await tokens.getByLabel("Token", { exact: true }).selectOption({ label: "tDAI" });
  await tokens.getByLabel("Amount").fill("600");
  await page.getByRole("button", { name: "Add an NFT" }).click();
  const item = page.getByRole("group", { name: "asset 2" });
  await item.getByLabel("Collection", { exact: true }).selectOption({ label: "tART" });
  await item.getByRole("button", { name: "#2" }).click();
  await choose(page, /^Sign it/);
  await page.getByRole("button", { name: "Sign the request" }).click();
  await expect(flow(page, "Sign the request").getByRole("link", { name: "Share the request" })).toBeVisible();
  expect(actionsOf(wallet.asked)).toEqual(["wallet_sendCalls", "eth_signTypedData_v4"]);
  expect(await chain.allowance(tDAI, borrower.address)).toBe(dai(600));
});

test("where several calls can't be tried together, only the first is, and the page says so", async ({ page, wallet, context }) => {
  wallet.canBatch();
  await context.route(`${chain.rpc}/**`, async (route) => {
    const body = route.request().postDataJSON() as unknown;
    const calls = (Array.isArray(body) ? body : [body]) as readonly { readonly id: number; readonly method: string }[];
    if (!calls.some(({ method }) => method === "eth_simulateV1")) return route.continue();
    const refused = calls.map(({ id }) => ({ jsonrpc: "2.0", id, error: { code: -32601, message: "the method does not exist" } }));
    return route.fulfill({ json: Array.isArray(body) ? refused : refused[0] });
  });
  await standBeforeLoan(page, wallet);
  wallet.hold();
  await repay(page);
  await expect(together(page)).toContainText("only the first was tried");
  wallet.release();
  await finish(page, REPAY);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("a wallet that knows nothing of batches is asked step by step", async ({ page, wallet }) => {
  await standBeforeLoan(page, wallet);
  await repay(page);
  await finish(page, REPAY);
  expect(actionsOf(wallet.asked)).toEqual(["eth_sendTransaction", "eth_sendTransaction"]);
});
