import { SourceMap } from "node:module";
import { loanId, Side } from "@parley/sdk";
import * as chain from "./support/chain.ts";
import { art, deployment, ether, lend, post, proposal, tART, tDAI, terms, tUSD, usd, weth } from "./support/chain.ts";
import { environment } from "./support/environment.ts";
import { borrower, lender } from "./support/people.ts";
import { choose, connect, expect, finish, switchTo, test } from "./support/test.ts";

const NOWHERE = `0x${"ab".repeat(32)}`;

test("the market is filtered, sorted and searched, and its address keeps the view", async ({ page }) => {
  await page.goto("/");
  const rows = page.getByRole("table", { name: "Requests and offers" }).getByRole("rowheader");
  await expect(rows.first()).toBeVisible();
  const all = await rows.count();
  await choose(page, "Offers to borrow");
  await expect(rows.filter({ hasText: "Asks for" })).toHaveCount(0);
  await page.getByLabel("Credit").selectOption({ label: "tDAI" });
  await expect(rows).toHaveCount(1);
  await page.reload();
  await expect(rows).toHaveCount(1);

  await choose(page, "Everything");
  await page.getByLabel("Credit").selectOption({ label: "Any token" });
  await expect(rows).toHaveCount(all);
  await page.getByLabel("Collateral").selectOption({ label: "None" });
  await expect(rows).toHaveText([/250/]);
  await page.getByLabel("Collateral").selectOption({ label: "Any" });
  await page.getByLabel("Order").selectOption({ label: "Shortest" });
  await expect(rows.first()).toContainText("250");
  await page.getByLabel("Find").fill("nothing is called that");
  await expect(page.getByRole("heading", { name: "Nothing like that is open" })).toBeVisible();
  await page.getByRole("button", { name: "Show everything" }).click();
  await expect(rows).toHaveCount(all);
  await page.getByRole("button", { name: /^Show \d+ that can't be accepted/ }).click();
  await expect(page.getByRole("table").getByText("Expired")).toBeVisible();
  expect((await chain.book()).proposals.size).toBeGreaterThan(all);
});

test("my loans: what is borrowed, lent and proposed, for whoever is connected", async ({ page, wallet }) => {
  const agreement = await lend(borrower, lender, terms({ principal: usd(1_111), collateral: [art(2n)] }));
  await post(borrower, await proposal(borrower, Side.Request, terms({ principal: usd(2_222) })));
  await page.goto("/loans/");
  await expect(page.getByText("Connect a wallet to see what you borrow and lend.")).toBeVisible();
  await connect(page, wallet);
  await expect(page.getByRole("tab", { name: "Borrowing" })).toContainText("1");
  await expect(page.getByRole("tabpanel").getByRole("link", { name: "1,111" })).toBeVisible();
  await page.getByRole("tab", { name: "Proposals" }).click();
  await expect(page.getByRole("tabpanel").getByRole("link", { name: "2,222" })).toBeVisible();

  await switchTo(page, wallet, lender);
  await page.getByRole("tab", { name: "Lending" }).click();
  await expect(page.getByRole("tabpanel").getByRole("link", { name: "1,111" })).toBeVisible();
  expect(await chain.noteOwner(loanId(deployment, agreement))).toBe(lender.address);
});

test("any address can be looked at without a wallet, and nothing can be done there", async ({ page }) => {
  await lend(borrower, lender, terms({ principal: usd(1_111) }));
  await page.goto(`/address/?of=${borrower.address.toLowerCase()}`);
  await expect(page.getByText(borrower.address)).toBeVisible();
  await expect(page.getByRole("tabpanel").getByRole("link", { name: "1,111" })).toBeVisible();
});

test("malformed links are told what is wrong with them", async ({ page }) => {
  for (const [path, title] of [
    ["/loan/", "No loan id is given"],
    ["/loan/?id=", "This is not the loan id of anything"],
    ["/loan/?id=0x1234", "This is not the loan id of anything"],
    ["/loan/?id=<script>alert(1)</script>", "This is not the loan id of anything"],
    ["/proposal/?id=12", "This is not the id of anything"],
    ["/address/?of=0x12", "This is not the address of anything"],
    [`/address/?of=${borrower.address.replace("f39F", "F39f")}`, "This is not the address of anything"],
    ["/address/?of=vitalik.eth", "This is not the address of anything"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: title }), path).toBeVisible();
    await expect(page.getByRole("link", { name: "To the market" })).toBeVisible();
  }
});

test("loans and proposals that don't exist, and pages that don't", async ({ page }) => {
  await page.goto(`/loan/?id=${NOWHERE}`);
  await expect(page.getByRole("heading", { name: "There is no loan with this id" })).toBeVisible();
  await expect(page.getByRole("button", { name: /Repay/ })).toBeHidden();
  await page.goto(`/proposal/?id=${NOWHERE}`);
  await expect(page.getByRole("heading", { name: "No such proposal on this network" })).toBeVisible();
  const response = await page.goto("/no/such/page/");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("link", { name: /market/i }).first()).toBeVisible();
});

test("the faucet gives each token once a day", async ({ page, wallet }) => {
  const had = [await chain.balance(tUSD, borrower.address), await chain.balance(tDAI, borrower.address)] as const;
  const items = await chain.passes(borrower.address, 1n);
  await page.goto("/faucet/");
  await connect(page, wallet);
  await page.getByRole("button", { name: "Draw one of each" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "Close" }).last()).toBeVisible({ timeout: 40_000 });
  await expect(page.getByRole("dialog").getByRole("listitem").last()).toContainText("Done", { timeout: 40_000 });
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();

  expect(await chain.balance(tUSD, borrower.address)).toBe(had[0] + usd(50_000));
  expect(await chain.balance(tDAI, borrower.address)).toBe(had[1] + chain.dai(50_000));
  expect(await chain.passes(borrower.address, 1n)).toBe(items + 100n);
  expect(await chain.ownerOf(tART, 27n), "a new NFT").toBe(borrower.address);
  await expect(page.getByText("Once a day. Again").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Draw", exact: true }).first()).toBeDisabled();
});

test("ether is wrapped at the faucet, and more than there is is refused", async ({ page, wallet }) => {
  const wei = await chain.wei(borrower.address);
  await page.goto("/faucet/");
  await connect(page, wallet);
  const amount = page.getByLabel("Amount", { exact: true });
  const wrap = page.getByRole("button", { name: "Wrap", exact: true });
  await amount.fill("99999999");
  await wrap.click();
  await expect(page.getByText(/You have [\d,.]+ ETH\. Enter less\./)).toBeVisible();
  await amount.fill("2.5");
  await wrap.click();
  await finish(page, "Wrap ether");
  expect(await chain.balance(weth, borrower.address)).toBe(ether(2.5));
  expect(wei - (await chain.wei(borrower.address))).toBeLessThan(ether(2.51));
});

test("the guided first loan goes from nothing to a repaid loan", async ({ page }) => {
  const press = async (name: string | RegExp) => page.getByRole("button", { name }).click();
  const close = async () => {
    const dialog = page.getByRole("dialog");
    await expect(dialog.getByRole("listitem").last()).toContainText("Done", { timeout: 30_000 });
    await dialog.getByRole("button", { name: "Close" }).last().click();
  };
  await page.goto("/start/");
  await press("Use Test wallet 1");
  await press(/^Draw tUSD and mint/);
  await close();
  await press("Post the request");
  await close();
  const { proposal: request } = await chain.lastPosted();
  expect(request).toMatchObject({ maker: borrower.address, taker: lender.address });
  const id = request.terms.collateral[0]?.id ?? 0n;
  expect(await chain.ownerOf(tART, id)).toBe(chain.parley);

  await press("Use Test wallet 2");
  await press("Fund it");
  await close();
  const loan = await chain.lastLoan();
  expect(loan.lender).toBe(lender.address);

  await press("Use Test wallet 1");
  await press("Move time forward by a week");
  await press("Repay in full");
  await close();
  await expect(page.getByText("All done")).toBeVisible();
  expect(await chain.noteOwner(loan.id)).toBeUndefined();
  expect(await chain.ownerOf(tART, id)).toBe(borrower.address);
});

test("settings: an address of another chain, or that doesn't answer, is not kept", async ({ page }) => {
  await page.goto("/settings/");
  const field = page.getByRole("textbox", { name: "Local chain", exact: true });
  const save = page.getByRole("button", { name: "Check and save" }).first();
  await expect(field).toHaveValue(environment.rpc);
  await field.fill("ftp://127.0.0.1");
  await save.click();
  await expect(page.getByText("Enter an address that starts with https://, or with http://127.0.0.1 for this machine.")).toBeVisible();
  await field.fill("http://127.0.0.1:1");
  await save.click();
  await expect(page.getByText("This address didn't answer.")).toBeVisible();
  await choose(page, "Dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(field).toHaveValue(environment.rpc);
});

test("large scripts are compiled while they are fetched, and their source maps still fit", async ({ request }) => {
  const read = async (path: string) => (await request.get(path)).text();
  const scripts = [...(await read("/")).matchAll(/src="(\/_next\/[^"]+\.js)"/g)].flatMap(([, path]) => path ?? []);
  const codes = await Promise.all(scripts.map(async (path) => ({ path, code: await read(path) })));
  const large = codes.filter(({ code }) => code.length > 21_000);
  expect(large.length).toBeGreaterThan(5);
  for (const { path, code } of large) {
    const [hint, first = ""] = code.split("\n");
    expect(hint, path).toBe("//# allFunctionsCalledOnLoad");
    const map = /sourceMappingURL=(\S+)/.exec(code)?.[1];
    if (map === undefined) continue;
    const places = new SourceMap(JSON.parse(await read(path.replace(/[^/]+$/, map))));
    const originAt = (line: number, column: number) => {
      const entry = places.findEntry(line, column);
      return "originalSource" in entry ? entry.originalSource : undefined;
    };
    expect(originAt(0, hint?.length ?? 0), path).toBeUndefined();
    expect(originAt(1, Math.floor(first.length / 2)), path).toBeDefined();
  }
});
