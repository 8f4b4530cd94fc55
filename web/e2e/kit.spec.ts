import { type ChildProcess, spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { pathToFileURL } from "node:url";
import { type Agreement, agreementFileJson, agreementFileOf, agreementInKit, agreementJson, loanId, Schedule } from "@parley/sdk";
import type { Page, TestInfo } from "@playwright/test";
import type { Address, Hex } from "viem";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, sum, tART, tDAI, terms, tUSD, usd } from "./support/chain.ts";
import { environment } from "./support/environment.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { choose, expect, faults, test } from "./support/test.ts";
import type { Wallet } from "./support/wallet.ts";

const idOf = (agreement: Agreement) => loanId(deployment, agreement);
const nft = { collateral: [art(2n)] };

/** Saves the repay kit from the loan's page. Its path has what paths can have in it. */
async function save(page: Page, agreement: Agreement, info: TestInfo): Promise<string> {
  await page.goto(`/loan/?id=${idOf(agreement)}`);
  const [saved] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Repay kit" }).click()]);
  const path = info.outputPath("a borrower's things", saved.suggestedFilename());
  await saved.saveAs(path);
  return path;
}

/** The kit without an agreement, as a file. */
async function emptyKit(page: Page, info: TestInfo): Promise<string> {
  const path = info.outputPath("kit.html");
  await writeFile(path, await (await page.request.get(`${environment.page}/kit.html`)).text());
  return path;
}

const openFile = (page: Page, path: string) => page.goto(pathToFileURL(path).href);

async function readChain(page: Page): Promise<void> {
  await page.getByLabel("Address of the RPC").fill(environment.rpc);
  await page.getByRole("button", { name: "Read the chain" }).click();
  await expect(page.getByText(/^As of /)).toBeVisible();
}

async function connectTo(page: Page, wallet: Wallet, account: typeof borrower): Promise<void> {
  await wallet.become(account);
  await page.getByRole("button", { name: "Connect MetaMask" }).click();
  await expect(page.getByText(/^As of /)).toBeVisible();
}

/** Sends what stands in the form, and waits for the chain. */
async function send(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name: "Done" })).toBeVisible({ timeout: 30_000 });
}

/** What the page says to send, in its order. */
async function printed(page: Page): Promise<readonly { readonly to: Address; readonly data: Hex }[]> {
  const count = await page.getByRole("group", { name: /^data of transaction/ }).count();
  const text = (what: string, n: number) => page.getByRole("group", { name: `${what} of transaction ${n}`, exact: true }).textContent();
  return Promise.all(
    Array.from({ length: count }, async (_, i) => ({ to: (await text("to", i + 1)) as Address, data: (await text("data", i + 1)) as Hex })),
  );
}

async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address ? `${address.port}` : "";
}

test("the kit, saved from a loan's page and opened from disk, prints what any wallet needs to repay", async ({ page }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  const path = await save(page, agreement, info);
  expect(agreementInKit(await readFile(path, "utf8"))).toBe(agreementFileJson(agreementFileOf(deployment, agreement)));

  await openFile(page, path);
  await expect(page.getByText("Browsers keep wallets away from files that are opened from disk.")).toBeVisible();
  await expect(page.getByText(borrower.address)).toBeVisible();
  await readChain(page);
  await expect(page.getByRole("heading", { name: "1,000 tUSD for 90 days" })).toBeVisible();
  await expect(page.getByText(/^All of it is due by /)).toBeVisible();

  const steps = await printed(page);
  expect(steps.map(({ to }) => to)).toEqual([tUSD, chain.parley]);
  const lent = await chain.balance(tUSD, lender.address);
  for (const { to, data } of steps) await chain.sendData(borrower, to, data);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
  expect(await chain.balance(tUSD, lender.address)).toBeGreaterThanOrEqual(lent + usd(1_000));

  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByRole("heading", { name: "This loan is closed" })).toBeVisible();
});

test("a kit that can't be loaded is said, and the agreement alone is saved all the same", async ({ page }) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await page.route("**/kit.html", (route) => route.abort("connectionrefused"));
  await page.goto(`/loan/?id=${idOf(agreement)}`);
  await page.getByRole("button", { name: "Repay kit" }).click();
  await expect(page.getByText("The kit could not be loaded from where this page came from.")).toBeVisible();

  const alone = page.getByRole("button", { name: "The agreement alone, as JSON" });
  const [saved] = await Promise.all([page.waitForEvent("download"), alone.click()]);
  expect(await readFile(await saved.path(), "utf8")).toBe(agreementFileJson(agreementFileOf(deployment, agreement)));

  await page.unroute("**/kit.html");
  await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Repay kit" }).click()]);
  await expect(page.getByText("The kit could not be loaded")).toBeHidden();
});

test("the kit prints what to send when there is no way to the chain at all", async ({ page }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await openFile(page, await save(page, agreement, info));
  await choose(page, /^Pay another amount/);
  await page.getByLabel("Amount, in the token's smallest units").fill(`${usd(250)}`);
  for (const { to, data } of await printed(page)) await chain.sendData(borrower, to, data);
  expect((await chain.position(agreement)).owed).toBeLessThan(usd(751));

  await choose(page, /^Repay in full/);
  for (const { to, data } of await printed(page)) await chain.sendData(borrower, to, data);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("the kit's own line serves it, and the wallet repays a part and then all", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms({ ...nft, schedule: Schedule.Linear, instalments: 3n }));
  const path = await save(page, agreement, info);
  const bare = await page.context().browser()?.newPage();
  if (!bare) throw new Error("There is no browser.");
  await openFile(bare, path);
  const line = (await bare.getByRole("group", { name: "the command for Node" }).textContent()) ?? "";
  await bare.close();

  const port = await freePort();
  const server: ChildProcess = spawn("sh", ["-c", `exec ${line.replace("8137", port)}`], { stdio: "ignore" });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await expect
      .poll(
        () =>
          fetch(url)
            .then((it) => it.ok)
            .catch(() => false),
        { timeout: 30_000 },
      )
      .toBe(true);
    await page.goto(url);
    await connectTo(page, wallet, borrower);

    await expect(page.getByRole("radio", { name: /^Pay the next instalment/ })).toBeChecked();
    await send(page, "Pay the next instalment");
    const afterFirst = (await chain.position(agreement)).owed;
    expect(afterFirst).toBeLessThan(usd(670));
    await page.getByRole("button", { name: "Go on" }).click();

    await choose(page, /^Pay another amount/);
    await page.getByLabel("Amount, in tUSD").fill("1,5");
    await expect(page.getByText(/with a point and without separators/)).toBeVisible();
    await page.getByLabel("Amount, in tUSD").fill("66.5");
    await send(page, "Pay another amount");
    expect((await chain.position(agreement)).owed).toBeLessThan(afterFirst - usd(66));
    await page.getByRole("button", { name: "Go on" }).click();

    await choose(page, /^Repay in full/);
    await send(page, "Repay in full");
    await expect(page.getByRole("heading", { name: "This loan is closed" })).toBeVisible();
  } finally {
    server.kill();
  }
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
  expect(await chain.noteOwner(idOf(agreement))).toBeUndefined();
});

test("from disk, with a wallet that is let in, the lender forecloses", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  const path = await save(page, agreement, info);
  await openFile(page, path);
  await connectTo(page, wallet, lender);
  await expect(page.getByRole("radio", { name: /^Foreclose/ })).toHaveCount(0);

  await chain.pass(92n * DAY);
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("The lender may take the collateral at any moment")).toBeVisible();
  await choose(page, /^Foreclose/);
  await send(page, "Foreclose");
  await expect(page.getByRole("heading", { name: "This loan is closed" })).toBeVisible();
  expect(await chain.ownerOf(tART, 2n)).toBe(lender.address);
});

test("the lender starts an auction with the kit, and takes what nobody bought", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms({ ...nft, auctionSeconds: DAY }));
  await chain.pass(92n * DAY);
  await openFile(page, await save(page, agreement, info));
  await connectTo(page, wallet, lender);
  await choose(page, /^Start the auction/);
  await send(page, "Start the auction");
  await expect(page.getByText(/^The collateral is up for auction/)).toBeVisible();
  await chain.pass(DAY + 1n);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Read again" }).click();
  await choose(page, /^Take the collateral/);
  await send(page, "Take the collateral");
  expect(await chain.ownerOf(tART, 2n)).toBe(lender.address);
});

test("what would not move waits for the kit: the lender fetches collateral, and collects what is kept", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms({ collateral: [art(2n), sum(tDAI, 5n)] }));
  const path = await save(page, agreement, info);
  await chain.pass(92n * DAY);
  const resume = await chain.pause(tART);
  await openFile(page, path);
  await connectTo(page, wallet, lender);
  await choose(page, /^Foreclose/);
  await send(page, "Foreclose");
  await resume();
  await chain.keep(stranger, tUSD, lender.address, usd(7));
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Read again" }).click();
  await expect(page.getByText("Collateral of it would not move when it was due.")).toBeVisible();

  await choose(page, /^Collect what is kept/);
  const had = await chain.balance(tUSD, lender.address);
  await send(page, "Collect what is kept");
  expect(await chain.balance(tUSD, lender.address)).toBe(had + usd(7));
  await page.getByRole("button", { name: "Go on" }).click();

  await choose(page, /^Fetch waiting collateral/);
  await page.getByLabel("Who gets it").fill(stranger.address);
  await send(page, "Fetch waiting collateral");
  expect(await chain.ownerOf(tART, 2n)).toBe(stranger.address);
});

test("what is declined, lacking or on another network is said, and changes nothing", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await openFile(page, await save(page, agreement, info));
  await wallet.moveTo(1);
  await wallet.become(borrower);
  wallet.decline(2);
  await page.getByRole("button", { name: "Connect MetaMask" }).click();
  await expect(page.getByRole("alert")).toContainText("You declined in the wallet");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^As of /)).toBeVisible();

  wallet.decline(2);
  await page.getByRole("button", { name: "Repay in full", exact: true }).click();
  await expect(page.getByRole("heading", { name: "It did not go through" })).toBeVisible();
  await expect(page.getByRole("alert")).toContainText("You declined in the wallet. Nothing was sent.");
  expect((await chain.position(agreement)).owed).toBeGreaterThan(usd(999));

  // The allowance of the first try stands, and is used.
  await page.getByRole("button", { name: "Back" }).click();
  const before = await chain.sent(borrower.address);
  await send(page, "Repay in full");
  expect(await chain.sent(borrower.address)).toBe(before + 1);
  expect(await chain.ownerOf(tART, 2n)).toBe(borrower.address);
});

test("who lacks the money is told how much", async ({ page, wallet }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await openFile(page, await save(page, agreement, info));
  await chain.transfer(borrower, tUSD, stranger.address, (await chain.balance(tUSD, borrower.address)) - usd(900));
  await connectTo(page, wallet, borrower);
  await expect(page.getByText(/^Your account lacks 100\S* tUSD for that\.$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Repay in full", exact: true })).toBeDisabled();
});

test("a file that was edited, or is none, is refused in words; one that doesn't say where it holds is asked for that", async ({
  page,
}, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await openFile(page, await emptyKit(page, info));
  const choosing = page.getByLabel("Choose the file");
  const offer = (name: string, text: string) => choosing.setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
  const text = agreementFileJson(agreementFileOf(deployment, agreement));

  await offer("list.json", '{"version":1}');
  await expect(page.getByRole("alert")).toContainText("This is not the file of an agreement");
  await offer("loan.json", text.replace(borrower.address, stranger.address));
  await expect(page.getByRole("alert")).toContainText("Something in this file was changed since it was saved");
  await offer("loan.json", text);
  await expect(page.getByText("The words below hash to the loan's id.")).toBeVisible();

  await page.getByRole("button", { name: "Open another agreement" }).click();
  await offer("bare.json", agreementJson(agreement));
  await page.getByLabel("Address of Parley's contract").fill(chain.tDAI);
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("This kit doesn't know the contract that the agreement names")).toBeVisible();
  await page.getByLabel("Address of the RPC").fill(environment.rpc);
  await page.getByRole("button", { name: "Read the chain" }).click();
  await expect(page.getByRole("alert")).toContainText("is not the one that this agreement was made for. Don't approve anything to it.");

  await page.getByRole("button", { name: "Open another agreement" }).click();
  await offer("bare.json", agreementJson(agreement));
  await page.getByLabel("Address of Parley's contract").fill(chain.parley);
  await expect(page.getByText(idOf(agreement))).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  await readChain(page);
  await expect(page.getByRole("heading", { name: "What is owed" })).toBeVisible();
});

test("an RPC that is down, another chain's, or back again", async ({ page, network }, info) => {
  const agreement = await lend(borrower, lender, terms(nft));
  await openFile(page, await save(page, agreement, info));
  await page.getByLabel("Address of the RPC").fill("rpc.example.org");
  await page.getByRole("button", { name: "Read the chain" }).click();
  await expect(page.getByRole("alert")).toContainText("The RPC is an address such as https://rpc.example.org");

  await network.cut();
  await page.getByLabel("Address of the RPC").fill(environment.rpc);
  await page.getByRole("button", { name: "Read the chain" }).click();
  await expect(page.getByRole("alert")).toContainText("The chain cannot be reached.");
  await network.mend();

  await page.route(`${environment.rpc}/**`, (route) =>
    route.fulfill({ json: { jsonrpc: "2.0", id: 0, result: "0x1" }, headers: { "access-control-allow-origin": "*" } }),
  );
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("alert")).toContainText(
    "That is the way to Ethereum (chain 1), and the loan is on the local chain (chain 31337).",
  );
  await page.unrouteAll();

  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText(/^As of /)).toBeVisible();
});

/** What stands on the page, by axe and by width, at both widths and in both themes. A theme changes nothing but colours. */
async function expectFaultless(page: Page, what: string): Promise<void> {
  for (const [width, height] of [
    [1280, 900],
    [375, 800],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: "light" });
    expect(await faults(page), `${what}, light, ${width}`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page, ["color-contrast"]), `${what}, dark, ${width}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `${what}: sideways scrolling, ${width}`).toBeLessThanOrEqual(0);
  }
}

const late = () => lend(borrower, lender, terms({ ...nft, schedule: Schedule.Linear, instalments: 3n, graceSeconds: 9n * DAY }));

test("axe finds nothing in the kit: empty, without a wallet, and with what an RPC said", async ({ page }, info) => {
  test.slow();
  await openFile(page, await emptyKit(page, info));
  await expect(page.getByRole("heading", { name: "Open the agreement" })).toBeVisible();
  await expectFaultless(page, "no agreement");
  await openFile(page, await save(page, await late(), info));
  await expect(page.getByRole("heading", { name: "What to send, from any wallet" })).toBeVisible();
  await expectFaultless(page, "no wallet");
  await readChain(page);
  await expectFaultless(page, "read");
});

test("the kit pays with the keyboard alone, and axe finds nothing on the way", async ({ page, wallet }, info) => {
  test.slow();
  const agreement = await late();
  await chain.pass(31n * DAY);
  await openFile(page, await save(page, agreement, info));
  await wallet.become(borrower);
  await page.getByRole("button", { name: "Connect MetaMask" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(/are overdue, the oldest part since .* The lender may take the collateral after /)).toBeVisible();
  await expectFaultless(page, "connected");

  await page.getByRole("radio", { name: /^Pay what is late/ }).focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: /^Repay in full/ })).toBeChecked();
  await expect(page.getByRole("radio", { name: /^Repay in full/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Amount, in tUSD")).toBeFocused();
  await page.keyboard.type("12.5");
  await expect(page.getByLabel("Amount, in tUSD")).toHaveValue("12.5");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Done" })).toBeVisible({ timeout: 30_000 });
  await expectFaultless(page, "done");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Go on" })).toBeFocused();
  expect((await chain.position(agreement)).owed).toBeLessThan(usd(1_000));
});
