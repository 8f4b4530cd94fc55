import type { BrowserContext, Page } from "@playwright/test";
import type { Address } from "viem";
import * as chain from "./support/chain.ts";
import { imitate, tDAI, tUSD } from "./support/chain.ts";
import { environment } from "./support/environment.ts";
import { connect, expect, faults, finish, goOn, test } from "./support/test.ts";

const HERE = 31_337;
const ELSEWHERE = 1;
const LIST = `${environment.page}/lists/first.json`;
const SOME = "0x4444444444444444444444444444444444444444";

interface Described {
  readonly chainId: number;
  readonly address: string;
  readonly name: string;
  readonly symbol: string;
  readonly decimals: number;
  readonly logoURI?: string;
}

const described = (address: Address, symbol: string, name: string): Described => ({
  ...{ chainId: HERE, address, name, symbol, decimals: 18 },
  logoURI: "https://pictures.example/token.png",
});

const listOf = (name: string, tokens: readonly unknown[], minor = 0): string =>
  JSON.stringify({
    name,
    timestamp: "2026-05-04T12:00:00Z",
    version: { major: 1, minor, patch: 0 },
    tokens,
    logoURI: "https://pictures.example/l.png",
  });

/** From now on there is this text at the address. */
async function publish(context: BrowserContext, body: string, status = 200): Promise<void> {
  await context.unroute(LIST);
  await context.route(LIST, (route) => route.fulfill({ status, body, contentType: "application/json" }));
}

async function add(page: Page, url = LIST): Promise<void> {
  await page.getByLabel("Address of a list").fill(url);
  await page.getByRole("button", { name: "Add" }).first().click();
}

const lists = (page: Page) => page.getByRole("list", { name: "Token lists" }).getByRole("listitem");

const found = (page: Page) => page.getByRole("listbox", { name: "Found" }).getByRole("option");

/** The field in which a token is searched, on the page where one posts. */
async function search(page: Page, typed: string) {
  const chosen = page.getByLabel("Token", { exact: true }).first();
  await chosen.selectOption({ label: "Another, by name or address…" });
  const field = page.getByRole("combobox", { name: "Token: name or address" });
  await field.fill(typed);
  return field;
}

test("a token list is added by its address, and a token of it is found by its name and borrowed", async ({ page, wallet, context }) => {
  const some = await imitate(tDAI, { name: "Some Dollar", symbol: "SOME" }, SOME);
  const tokens = [
    described(some, "SOME", "Some Dollar"),
    { ...described(tDAI, "ELSE", "Far away"), chainId: ELSEWHERE },
    { chainId: HERE },
  ];
  await publish(context, listOf("First list", tokens));
  await page.goto("/settings/");
  await connect(page, wallet);
  await add(page);
  await expect(lists(page)).toContainText("First list version 1.0.0, of 2026-05-04");
  await expect(lists(page)).toContainText("1 token on Local chain, 3 tokens in all; 1 left out, being malformed. From 127.0.0.1");
  expect(await faults(page)).toEqual([]);

  await page.goto("/post/");
  const field = await search(page, "dollar");
  const option = found(page).filter({ hasText: "SOME Some Dollar" });
  await expect(option).toContainText("on the list “First list”");
  expect(await faults(page)).toEqual([]);
  await field.press("ArrowDown");
  await field.press("Enter");
  await expect(found(page)).toHaveCount(0);
  await expect(field).toHaveValue("SOME");
  await expect(page.getByText("Some Dollar (SOME), 18 decimals")).toBeVisible();
  await expect(page.getByText("It is on the list “First list”.")).toBeVisible();
  await expect(page.getByText("Anyone can deploy a token and call it SOME."), "a list vouches for nothing").toBeVisible();
  await page.getByLabel("Amount", { exact: true }).first().fill("12");
  await page.getByRole("button", { name: "Post the request" }).click();
  await finish(page, "Post the request");
  expect((await chain.lastPosted()).proposal.terms).toMatchObject({ credit: SOME, principal: chain.ether(12) });
});

test("what calls itself like a known token stays marked, whatever a list says of it", async ({ page, wallet, context }) => {
  const twin = await imitate(tUSD);
  await publish(context, listOf("Known to this page", [described(twin, "tUSD", "The real tUSD, known to this page")]));
  await page.removeLocatorHandler(goOn(page));
  await page.goto("/settings/");
  await connect(page, wallet);
  await add(page);
  await expect(lists(page)).toContainText("Known to this page");

  await page.goto("/post/");
  const field = await search(page, "tusd");
  await expect(found(page).first()).toContainText("known to this page");
  await expect(found(page).last()).toContainText("on the list “Known to this page”. Not the tUSD that this page knows");
  await found(page).last().click();
  await expect(page.getByText(/It has the name of tUSD at .* but is another contract/)).toBeVisible();
  await expect(page.getByText(/calls it tUSD with 18 decimals, which its contract doesn't/)).toBeVisible();
  await expect(field).toHaveValue("tUSD");
  await page.getByLabel("Amount", { exact: true }).first().fill("12");
  await page.getByRole("button", { name: "Post the request" }).click();
  await expect(page.getByRole("dialog")).toContainText("is not the token that this page knows by that name");
  await expect(goOn(page), "not before the risk was read").toBeDisabled();
});

test("a token list comes from a file, reaches other tabs, survives a reload, is refreshed and removed", async ({ page, context }) => {
  await page.goto("/settings/");
  const other = await context.newPage();
  await other.goto("/settings/");
  const file = {
    name: "list.json",
    mimeType: "application/json",
    buffer: Buffer.from(listOf("From a file", [described(SOME, "SOME", "Some")])),
  };
  await page.getByLabel("or a file").setInputFiles(file);
  await expect(lists(page)).toContainText("From a file");
  await expect(lists(other)).toContainText("From a file");
  await expect(lists(page).getByRole("button", { name: "Refresh" }), "a file can't be asked again").toBeHidden();

  await publish(context, listOf("First list", []));
  await add(page);
  await expect(lists(page)).toHaveCount(2);
  await publish(context, listOf("First list", [described(SOME, "SOME", "Some")], 1));
  await page.reload();
  await expect(lists(page).first()).toContainText("version 1.0.0");
  await page.getByRole("button", { name: "Refresh First list" }).click();
  await expect(page.getByText("“First list” is at version 1.1.0 now; it was 1.0.0.")).toBeVisible();
  await expect(lists(page).first()).toContainText("1 token on Local chain");
  await expect(lists(other).first()).toContainText("version 1.1.0");

  await page.getByRole("button", { name: "Remove First list" }).click();
  await expect(lists(page)).toHaveCount(1);
  await expect(lists(other)).toHaveCount(1);
  await page.getByRole("button", { name: "Clear the cache" }).click();
  await page.reload();
  await expect(lists(page), "a list is no cache").toContainText("From a file");
});

test("what is no token list is refused in words, and nothing is kept of it", async ({ page, context }) => {
  await page.goto("/settings/");
  const refused = async (words: string | RegExp, url?: string) => {
    await add(page, url);
    await expect(page.getByText(words)).toBeVisible();
  };
  await refused("Enter an address that starts with https://.", "http://lists.example/list.json");
  await refused("Enter an address that starts with https://.", "ipfs://Qm");
  await publish(context, "gone", 404);
  await refused("This address answered with an error (404).");
  await context.unroute(LIST);
  await context.route(LIST, (route) => route.abort("connectionrefused"));
  await refused("This address didn't answer.");
  await publish(context, "<html>");
  await refused("list must be JSON; it is");
  await publish(context, JSON.stringify({ name: "None", tokens: [] }));
  await refused("list.timestamp must be a text; it is missing.");
  await publish(context, listOf("Long", [described(SOME, "SOME", "x".repeat(5_000_000))]));
  await refused("This is longer than a token list may be.");
  await page.reload();
  await expect(page.getByRole("heading", { name: "Token lists" })).toBeVisible();
  await expect(lists(page)).toHaveCount(0);
});

test("ten thousand tokens are searched as one types", async ({ page, context }) => {
  const address = (i: number): Address => `0x${(i + 1).toString(16).padStart(40, "0")}`;
  const tokens = Array.from({ length: 10_000 }, (_, i) => described(address(i), `T${i}`, `Token number ${i}`));
  await publish(context, listOf("Long list", tokens));
  await page.goto("/settings/");
  await add(page);
  await expect(lists(page)).toContainText("10,000 tokens on Local chain, 10,000 tokens in all");
  await page.goto("/post/");
  const field = await search(page, "t99");
  await expect(found(page).first()).toContainText("T99");
  await expect(found(page)).toHaveCount(50);
  await expect(page.getByText(/more: type on\./)).toBeVisible();
  const taken = await field.evaluate(async (input: HTMLInputElement) => {
    const begun = performance.now();
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    for (const text of ["t", "to", "tok", "toke", "token", "token number 9999"]) {
      set?.call(input, text);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return performance.now() - begun;
  });
  expect(taken, "milliseconds for six letters").toBeLessThan(5_000);
  await expect(found(page)).toHaveCount(1);
  await expect(found(page)).toContainText("T9999");
  await field.press("Escape");
  await expect(found(page)).toHaveCount(0);
  await field.fill(address(41));
  await expect(found(page)).toContainText("T41");
});
