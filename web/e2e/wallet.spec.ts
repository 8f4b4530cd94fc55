import { loanId } from "@parley/sdk";
import * as chain from "./support/chain.ts";
import { art, DAY, dai, deployment, lend, parley, sum, tART, tDAI, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender } from "./support/people.ts";
import { choose, connect, expect, expectAccount, finish, flow, step, switchTo, test } from "./support/test.ts";

const SEPOLIA = 11_155_111;
const REPAY = "Repay the loan in full";

test("connecting: MetaMask stands first, and can be declined", async ({ page, wallet }) => {
  await page.goto("/settings/");
  await page.getByRole("button", { name: "Connect", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "Connect a wallet" });
  await expect(dialog.getByRole("listitem").first()).toContainText("MetaMask");
  await expect(dialog.getByRole("button", { name: "WalletConnect" }), "not configured in this build").toBeHidden();

  wallet.decline();
  await dialog.getByRole("button", { name: "MetaMask" }).click();
  await expect(dialog.getByText("You declined in the wallet.")).toBeVisible();
  await dialog.getByRole("button", { name: "MetaMask" }).click();
  await expectAccount(page, borrower);
});

test("a connection survives a reload, follows the wallet's account, and ends on either side", async ({ page, wallet }) => {
  await page.goto("/settings/");
  await connect(page, wallet);
  await page.reload();
  await expectAccount(page, borrower);
  await switchTo(page, wallet, lender);
  await wallet.leave();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeVisible();

  await connect(page, wallet);
  await page.getByRole("button", { name: /^Account / }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("button", { name: "Connect", exact: true })).toBeVisible();
});

test("without an extension the test wallets of the local chain are at hand", async ({ page }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText("No wallet was found in this browser.")).toBeVisible();
  await page.getByRole("button", { name: /Test wallet 1/ }).click();
  await expectAccount(page, borrower);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, REPAY);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("what is declined in the wallet changes nothing, is said, and can be tried again", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const [had, before] = [await chain.balance(tUSD, borrower.address), await chain.sent(borrower.address)];

  wallet.decline();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, "Allow Parley")).toContainText("You declined this in your wallet. Nothing was sent.");
  expect(await chain.sent(borrower.address)).toBe(before);
  expect(await chain.allowance(tUSD, borrower.address)).toBe(0n);

  wallet.hold();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(step(page, "Allow Parley")).toContainText("Check your wallet");
  wallet.release();
  await expect(step(page, "Allow Parley")).toContainText("Done");
  await finish(page, REPAY);
  expect(await chain.sent(borrower.address)).toBe(before + 2);
  expect(await chain.balance(tUSD, borrower.address)).toBeLessThan(had - usd(1_000) + 1n);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("declining the second of two steps keeps the first, which isn't asked again", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const before = await chain.sent(borrower.address);
  wallet.decline(2);
  await choose(page, /^Another amount/);
  await page.getByLabel("Amount", { exact: true }).fill("50");
  await page.getByRole("button", { name: "Pay", exact: true }).click();
  await expect(flow(page, "Pay 50 tUSD")).toContainText("You declined this in your wallet. Nothing was sent.");
  expect(await chain.allowance(tUSD, borrower.address)).toBe(usd(50));
  expect((await chain.position(agreement)).owed).toBeGreaterThanOrEqual(usd(1_000));

  await page.getByRole("button", { name: "Try again" }).click();
  await finish(page, "Pay 50 tUSD");
  expect(await chain.sent(borrower.address)).toBe(before + 2);
  expect((await chain.position(agreement)).owed).toBeLessThan(usd(951));
});

test("a wallet on another network is told of, and brought back", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await wallet.moveTo(1);
  const banner = page.getByText("Your wallet is on network 1. This page shows Local chain.");
  await expect(banner).toBeVisible();

  wallet.decline();
  await page.getByRole("button", { name: "Switch to Local chain" }).click();
  await expect(page.getByText("You declined in the wallet. Nothing was sent.")).toBeVisible();
  await expect(banner).toBeVisible();

  await page.getByRole("button", { name: "Switch to Local chain" }).click();
  await expect(banner).toBeHidden();
  expect(wallet.asked.filter((method) => method === "wallet_switchEthereumChain")).toHaveLength(2);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, REPAY);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("a wallet that doesn't know the network is asked to add it, in the middle of a flow", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await wallet.moveTo(1);
  wallet.forget(31_337);
  await expect(page.getByText("Your wallet is on network 1.")).toBeVisible();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, REPAY);
  expect(wallet.asked).toContain("wallet_addEthereumChain");
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("where Parley isn't deployed, the page says so and leads back", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet);
  await wallet.moveTo(SEPOLIA);
  await expect(page.getByRole("heading", { name: "Not deployed on Sepolia" })).toBeVisible();
  await page.getByRole("button", { name: "Switch to Local chain" }).click();
  await expect(page.getByRole("table", { name: "Requests and offers" })).toBeVisible();
});

test("a reload in mid-flow goes on where it was, and sends nothing twice", async ({ page, wallet }) => {
  const before = await chain.sent(borrower.address);
  const posted = (await chain.book()).proposals.size;
  await page.goto("/post/");
  await connect(page, wallet);
  await page.getByLabel("Token", { exact: true }).selectOption({ label: "tUSD" });
  await page.getByLabel("Amount", { exact: true }).fill("400");
  await page.getByRole("button", { name: "Add tokens" }).click();
  const asset = page.getByRole("group", { name: "asset 1" });
  await asset.getByLabel("Token", { exact: true }).selectOption({ label: "tDAI" });
  await asset.getByLabel("Amount").fill("600");

  wallet.decline(2);
  wallet.hold(2);
  await page.getByRole("button", { name: "Post the request" }).click();
  await expect(step(page, "Post the request")).toContainText("Check your wallet");
  await expect.poll(() => wallet.asked.filter((method) => method === "eth_sendTransaction")).toHaveLength(2);
  expect(await chain.sent(borrower.address), "the allowance").toBe(before + 1);
  await page.reload();
  wallet.release();

  await expectAccount(page, borrower);
  await page.getByRole("button", { name: "Post the request" }).click();
  await expect(step(page, "Allow Parley")).toContainText("Not needed");
  await finish(page, "Post the request");
  expect(await chain.sent(borrower.address)).toBe(before + 2);
  expect((await chain.book()).proposals.size).toBe(posted + 1);
  expect((await chain.lastPosted()).proposal.terms.collateral).toEqual([sum(tDAI, dai(600))]);
  expect(await chain.allowance(tDAI, borrower.address)).toBe(0n);
});

test("a reload while a payment waits for its block: the page goes on waiting, and sends nothing again", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms());
  const [had, before] = [await chain.balance(tUSD, borrower.address), await chain.sent(borrower.address)];
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const pay = async () => {
    await choose(page, /^Another amount/);
    await page.getByLabel("Amount", { exact: true }).fill("50");
    await page.getByRole("button", { name: "Pay", exact: true }).click();
  };

  wallet.hold(2);
  await pay();
  await expect(step(page, "Pay 50 tUSD")).toContainText("Check your wallet");
  wallet.keepBack();
  wallet.release();
  await expect(step(page, "Pay 50 tUSD")).toContainText("Sent, waiting for the network");
  await page.reload();
  await expectAccount(page, borrower);
  await expect(page.getByRole("button", { name: /Pay 50 tUSD: Sent, waiting/ })).toBeVisible();
  await pay();
  await expect(step(page, "Pay 50 tUSD")).toContainText("Sent, waiting for the network");
  await wallet.sendOn();
  await finish(page, "Pay 50 tUSD");
  expect(await chain.sent(borrower.address), "one allowance, one payment").toBe(before + 2);
  expect(await chain.balance(tUSD, borrower.address)).toBe(had - usd(50));

  await page.reload();
  await expectAccount(page, borrower);
  await expect(page.getByRole("button", { name: "Repay in full" })).toBeEnabled();
  await expect(page.getByRole("button", { name: /Sent, waiting/ }), "nothing is waited for any more").toBeHidden();
});

test("an outcome that isn't seen for long is looked for again, and nothing is sent twice", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.clock.install();
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const before = await chain.sent(borrower.address);
  wallet.hold(2);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, REPAY)).toContainText("Check your wallet");
  wallet.keepBack();
  wallet.release();
  await expect(step(page, REPAY)).toContainText("Sent, waiting for the network");
  await page.clock.fastForward("10:00");
  await expect(step(page, REPAY)).toContainText("Sent, but its outcome hasn't been seen");

  await flow(page, REPAY).getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, REPAY), "it comes back instead of another").toContainText("Sent, but its outcome hasn't been seen");
  await wallet.sendOn();
  await page.getByRole("button", { name: "Look again" }).click();
  await finish(page, REPAY);
  expect(await chain.sent(borrower.address), "one allowance, one payment").toBe(before + 2);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("what never reaches the chain needn't be waited for: the page lets go of it, and pays anew", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  wallet.keepBack();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, "Allow Parley")).toContainText("Sent, waiting for the network");
  await page.reload();
  await expectAccount(page, borrower);
  await page.getByRole("button", { name: /Repay the loan in full: Sent, waiting/ }).click();
  await flow(page, REPAY).getByRole("button", { name: "Stop waiting" }).click();
  await expect(flow(page, REPAY)).toBeHidden();

  wallet.loseUnsent();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await finish(page, REPAY);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("the RPC goes down before a step: said, and the step goes on once it is back", async ({ page, wallet, network }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  await expect(page.getByRole("button", { name: "Repay in full" })).toBeEnabled();
  const before = await chain.sent(borrower.address);

  await network.cut();
  await expect(page.getByText("Local chain can't be reached.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Owed now" }), "the last that was read stays").toBeVisible();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(flow(page, REPAY)).toContainText("The chain cannot be reached.");
  expect(await chain.sent(borrower.address)).toBe(before);

  await network.mend();
  await page.getByRole("button", { name: "Try again" }).click();
  await finish(page, REPAY);
  await expect(page.getByText("Local chain can't be reached.")).toBeHidden();
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("the RPC goes down after sending: the page waits for the outcome and sends nothing again", async ({ page, wallet, network }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await chain.pass(DAY);
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await connect(page, wallet);
  const before = await chain.sent(borrower.address);

  wallet.hold(2);
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(step(page, REPAY)).toContainText("Check your wallet");
  await network.cut();
  wallet.release();
  await expect(page.getByText("Local chain can't be reached.")).toBeVisible();
  await expect(step(page, REPAY)).toContainText("Sent, waiting for the network");
  expect(await chain.ownerOf(tART, 2n), "it did arrive").toBe(borrower.address);

  await network.mend();
  await finish(page, REPAY);
  await expect(page.getByText("Local chain can't be reached.")).toBeHidden();
  expect(await chain.sent(borrower.address), "one allowance, one payment").toBe(before + 2);
});

test("a page opened while the RPC is down says so and recovers", async ({ page, network }) => {
  await network.cut();
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "This couldn't be read" })).toBeVisible();
  await expect(page.getByText("Local chain can't be reached.")).toBeVisible();
  await network.mend();
  await expect(page.getByRole("table", { name: "Requests and offers" }), "by itself").toBeVisible();
  await expect(page.getByText("Local chain can't be reached.")).toBeHidden();
});

for (const [screen, method] of [
  ["market", "eth_getLogs"],
  ["market", "eth_call"],
  ["loan", "eth_getLogs"],
  ["loan", "eth_call"],
  ["post", "eth_getLogs"],
  ["post", "eth_call"],
] as const)
  test(`the RPC breaks off while the ${screen} is being read, at ${method}: said, and read on by itself`, async ({ page, network }) => {
    const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
    // An index that has come as far as the chain leaves no logs to ask for.
    await page.route("**/index.json", (route) => route.fulfill({ json: {} }));
    await network.cutAt(method);
    await page.goto({ market: "/", loan: `/loan/?id=${loanId(deployment, agreement)}`, post: "/post/" }[screen]);
    await expect(page.getByText("Local chain can't be reached.")).toBeVisible();
    await network.mend();
    await expect(page.getByText("Local chain can't be reached.")).toBeHidden();
    await expect(page.getByRole("heading", { name: "This couldn't be read" })).toBeHidden();
    const read = {
      market: page.getByRole("table", { name: "Requests and offers" }).getByText("tUSD").first(),
      loan: page.getByText("1,000.00 tUSD").first(),
      post: page.getByLabel("Token", { exact: true }),
    }[screen];
    await expect(read).toBeVisible();
  });

test("what happened while the RPC was away is seen once it is back", async ({ page, network }) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n)] }));
  await page.goto(`/loan/?id=${loanId(deployment, agreement)}`);
  await expect(page.getByRole("heading", { name: "Owed now" })).toBeVisible();
  await network.cut();
  await expect(page.getByText("Local chain can't be reached. What you see may be old.")).toBeVisible();
  await chain.repay(borrower, agreement, usd(2_000));
  await network.mend();
  await expect(page.getByRole("heading", { name: "Owed now" })).toBeHidden();
  await expect(page.getByText("Local chain can't be reached.")).toBeHidden();
});

test("nobody's escrow is touched by looking", async ({ page, wallet }) => {
  const block = await chain.blockNumber();
  await page.goto("/");
  await connect(page, wallet);
  await page.getByRole("link", { name: "My loans" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("My loans");
  expect(wallet.asked).toEqual(["wallet_requestPermissions"]);
  expect(await chain.blockNumber()).toBe(block);
  expect(await chain.ownerOf(tART, 1n)).not.toBe(parley);
});
