import { AssetKind, BUDGET, Schedule, Side } from "@parley/sdk";
import type { Locator, Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { DAY, dai, ether, parley, tART, tDAI, tPASS, tUSD, usd, weth } from "./support/chain.ts";
import { borrower, lender, pauper } from "./support/people.ts";
import { choose, connect, expect, finish, step, test } from "./support/test.ts";

const asset = (page: Page, number: number): Locator => page.getByRole("group", { name: `asset ${number}` });

/** What is borrowed or lent, of the token with that name. */
async function fillCredit(page: Page, symbol: string, amount: string): Promise<void> {
  await page.getByLabel("Token", { exact: true }).first().selectOption({ label: symbol });
  await page.getByLabel("Amount", { exact: true }).first().fill(amount);
}

async function addTokens(page: Page, symbol: string, amount: string): Promise<void> {
  await page.getByRole("button", { name: "Add tokens" }).click();
  const added = page.getByRole("group", { name: /asset \d+/ }).last();
  await added.getByLabel("Token", { exact: true }).selectOption({ label: symbol });
  await added.getByLabel("Amount").fill(amount);
}

const postIt = (page: Page, noun: "request" | "offer") => page.getByRole("button", { name: `Post the ${noun}` });

test("a request against an NFT puts it into escrow", async ({ page, wallet }) => {
  await page.goto("/post/");
  await connect(page, wallet);
  await fillCredit(page, "tUSD", "1,500");
  await page.getByRole("button", { name: "Add an NFT" }).click();
  await asset(page, 1).getByLabel("Collection").selectOption({ label: "tART" });
  await asset(page, 1).getByRole("button", { name: "#2" }).click();
  await expect(asset(page, 1).getByLabel("Token id")).toHaveValue("2");
  await page.getByLabel("Interest a year").fill("12.5");
  await page.getByLabel("Duration", { exact: true }).fill("60");
  await choose(page, /^Equal payments/);
  await page.getByLabel("Number of payments").fill("4");
  await expect(page.getByText("You pay back")).toBeVisible();
  await postIt(page, "request").click();
  await finish(page, "Post the request");

  const { proposal } = await chain.lastPosted();
  expect(proposal).toMatchObject({ maker: borrower.address, side: Side.Request, limit: usd(1_500) });
  expect(proposal.terms).toMatchObject({
    credit: tUSD,
    principal: usd(1_500),
    collateral: [{ kind: AssetKind.ERC721, token: tART, id: 2n, amount: 1n }],
    aprBps: 1_250n,
    durationSeconds: 60n * DAY,
    schedule: Schedule.Annuity,
    instalments: 4n,
    graceSeconds: 3n * DAY,
  });
  expect(await chain.ownerOf(tART, 2n)).toBe(parley);
});

test("a request against tokens and items takes exactly what it names", async ({ page, wallet }) => {
  const had = [await chain.balance(tDAI, borrower.address), await chain.passes(borrower.address, 3n)] as const;
  await page.goto("/post/");
  await connect(page, wallet);
  await fillCredit(page, "tUSD", "700");
  await addTokens(page, "tDAI", "900.25");
  await page.getByRole("button", { name: "Add items" }).click();
  await asset(page, 2).getByLabel("Collection").selectOption({ index: 1 });
  await asset(page, 2).getByLabel("Token id").fill("3");
  await asset(page, 2).getByLabel("How many").fill("25");
  await page.getByLabel("Flat interest").fill("2");
  await postIt(page, "request").click();
  await finish(page, "Post the request");

  const { terms } = (await chain.lastPosted()).proposal;
  expect(terms).toMatchObject({ aprBps: 0n, flatBps: 200n, schedule: Schedule.Bullet, durationSeconds: 90n * DAY });
  expect(terms.collateral).toEqual([
    { kind: AssetKind.ERC20, token: tDAI, id: 0n, amount: dai(900.25) },
    { kind: AssetKind.ERC1155, token: tPASS, id: 3n, amount: 25n },
  ]);
  expect(await chain.balance(tDAI, borrower.address)).toBe(had[0] - dai(900.25));
  expect(await chain.passes(borrower.address, 3n)).toBe(had[1] - 25n);
  expect(await chain.allowance(tDAI, borrower.address), "nothing stays allowed").toBe(0n);
});

test("an unsecured request moves nothing", async ({ page, wallet }) => {
  const had = await chain.balance(tUSD, borrower.address);
  await page.goto("/post/");
  await connect(page, wallet);
  await fillCredit(page, "tUSD", "250");
  await expect(page.getByText("Without any, the loan is unsecured")).toBeVisible();
  await postIt(page, "request").click();
  await finish(page, "Post the request");

  expect((await chain.lastPosted()).proposal.terms).toMatchObject({ principal: usd(250), collateral: [] });
  expect(await chain.balance(tUSD, borrower.address)).toBe(had);
});

test("an offer with a budget puts all of it into escrow", async ({ page, wallet }) => {
  const had = await chain.balance(tDAI, lender.address);
  await page.goto("/post/");
  await connect(page, wallet, lender);
  await choose(page, /^I want to lend/);
  await page.getByLabel("Token", { exact: true }).first().selectOption({ label: "tDAI" });
  await choose(page, /^Several, out of a budget/);
  await page.getByLabel("Most that one loan may take").fill("1000");
  await page.getByLabel("Smallest loan").fill("100");
  await page.getByLabel("Budget in all").fill("2500");
  await addTokens(page, "tUSD", "1200");
  await page.getByLabel("Interest a year").fill("9");
  await postIt(page, "offer").click();
  await finish(page, "Post the offer");

  const { proposal, left } = await chain.lastPosted();
  expect(proposal).toMatchObject({ maker: lender.address, side: Side.Offer, smallestFill: dai(100), limit: dai(2_500) });
  expect(proposal.terms.principal).toBe(dai(1_000));
  expect(proposal.group & BUDGET).toBe(BUDGET);
  expect(left).toBe(dai(2_500));
  expect(await chain.balance(tDAI, lender.address)).toBe(had - dai(2_500));
  expect(await chain.allowance(tDAI, lender.address)).toBe(0n);
});

test("ether is offered: it is wrapped on the way", async ({ page, wallet }) => {
  const wei = await chain.wei(lender.address);
  await page.goto("/post/");
  await connect(page, wallet, lender);
  await choose(page, /^I want to lend/);
  await fillCredit(page, "ETH, wrapped", "1.5");
  await postIt(page, "offer").click();
  await finish(page, "Post the offer");

  const { proposal, left } = await chain.lastPosted();
  expect(proposal.terms).toMatchObject({ credit: weth, principal: ether(1.5) });
  expect(left).toBe(ether(1.5));
  const spent = wei - (await chain.wei(lender.address));
  expect(spent).toBeGreaterThan(ether(1.5));
  expect(spent).toBeLessThan(ether(1.51));
  expect(await chain.balance(weth, lender.address)).toBe(0n);
});

test("a request can be posted with the keyboard alone", async ({ page, wallet }) => {
  await page.goto("/post/");
  await connect(page, wallet);
  const focused = page.locator(":focus");
  /** Tabs on to a control, and fails if it isn't reached soon or focus isn't seen. */
  const tabTo = async (control: Locator) => {
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      if (await control.evaluate((element) => element === document.activeElement)) {
        const outline = await focused.evaluate((element) => {
          const shown = element.matches("input[type=radio]") ? element.closest("label") : element;
          return shown && getComputedStyle(shown).outlineStyle;
        });
        expect(outline, "focus is drawn").not.toBe("none");
        return;
      }
    }
    throw new Error(`Tab does not reach ${control}.`);
  };

  await page.getByRole("heading", { level: 1 }).click();
  await tabTo(page.getByRole("radio", { name: /^I want to borrow/ }));
  await tabTo(page.getByLabel("Token", { exact: true }));
  await page.keyboard.type("tU");
  await tabTo(page.getByLabel("Amount", { exact: true }));
  await page.keyboard.type("120");
  await tabTo(page.getByRole("button", { name: "Add tokens" }));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Shift+Tab");
  await expect(asset(page, 1).getByLabel("Amount")).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(asset(page, 1).getByLabel("Token", { exact: true })).toBeFocused();
  await page.keyboard.type("tD");
  await tabTo(asset(page, 1).getByLabel("Amount"));
  await page.keyboard.type("200");
  await tabTo(page.getByLabel("Interest a year"));
  await page.keyboard.type("5");
  await tabTo(page.getByRole("radio", { name: /^All at the end/ }));
  await page.keyboard.press("ArrowDown");
  await tabTo(page.getByLabel("Number of payments"));
  await tabTo(postIt(page, "request"));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Your request is on the market.").last()).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();

  const { terms } = (await chain.lastPosted()).proposal;
  expect(terms).toMatchObject({ credit: tUSD, principal: usd(120), aprBps: 500n, schedule: Schedule.InterestOnly, instalments: 3n });
  expect(terms.collateral).toEqual([{ kind: AssetKind.ERC20, token: tDAI, id: 0n, amount: dai(200) }]);
});

test("a draft survives a reload", async ({ page, wallet }) => {
  await page.goto("/post/");
  await connect(page, wallet);
  await fillCredit(page, "tUSD", "333");
  await addTokens(page, "tDAI", "444");
  await page.reload();
  await expect(page.getByLabel("Amount", { exact: true }).first()).toHaveValue("333");
  await expect(asset(page, 1).getByLabel("Amount")).toHaveValue("444");
});

test("a kept draft waits to be posted until its tokens are read", async ({ page, wallet, context }) => {
  await page.goto("/post/");
  await connect(page, wallet);
  await fillCredit(page, "tUSD", "333");
  await addTokens(page, "tDAI", "444");
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await context.route(`${chain.rpc}/**`, async (route) => {
    if (route.request().postData()?.includes(tDAI.slice(2).toLowerCase())) await answered;
    await route.continue();
  });
  await page.reload();
  const post = page.getByRole("button", { name: "Post the request" });
  await expect(post).toBeDisabled();
  answer();
  await post.click();
  await finish(page, "Post the request");
});

const mistakes: readonly (readonly [string, string, (page: Page) => Promise<void>])[] = [
  ["nothing filled in", "Choose a token.", async () => {}],
  ["no amount", "Enter an amount.", (page) => fillCredit(page, "tUSD", "")],
  ["zero", "Enter more than zero.", (page) => fillCredit(page, "tUSD", "0")],
  ["an absurd amount", "This amount is larger than a loan can hold.", (page) => fillCredit(page, "tUSD", "9".repeat(50))],
  ["too many decimals", "This token has 6 decimals at most.", (page) => fillCredit(page, "tUSD", "1.23456789")],
  ["words for an amount", "Enter an amount in figures", (page) => fillCredit(page, "tUSD", "a lot")],
  [
    "a token without code",
    "There is no contract at this address on this network.",
    async (page) => {
      await page.getByLabel("Token", { exact: true }).first().selectOption({ label: "Another, by name or address…" });
      await page.getByLabel("Token: name or address").fill("0x00000000000000000000000000000000000000aa");
    },
  ],
  [
    "an address with a typing error",
    "This address has a typing error",
    async (page) => {
      await page.getByLabel("Token", { exact: true }).first().selectOption({ label: "Another, by name or address…" });
      await page.getByLabel("Token: name or address").fill(`${tUSD.slice(0, -1)}${tUSD.endsWith("0") ? "1" : "0"}`);
    },
  ],
  [
    "an NFT collection as credit",
    "This is an NFT collection.",
    async (page) => {
      await page.getByLabel("Token", { exact: true }).first().selectOption({ label: "Another, by name or address…" });
      await page.getByLabel("Token: name or address").fill(tART);
    },
  ],
  [
    "more collateral than there is",
    "Your wallet holds only",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await addTokens(page, "tDAI", "99999999");
    },
  ],
  [
    "somebody else's NFT",
    "Your wallet doesn't hold tART #3.",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await page.getByRole("button", { name: "Add an NFT" }).click();
      await asset(page, 1).getByLabel("Collection").selectOption({ label: "tART" });
      await asset(page, 1).getByLabel("Token id").fill("3");
    },
  ],
  [
    "an absurd rate",
    "The yearly rate is beyond what the contract can hold.",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await page.getByLabel("Interest a year").fill("999999999999");
    },
  ],
  [
    "no duration",
    "Enter more than zero.",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await page.getByLabel("Duration", { exact: true }).fill("0");
    },
  ],
  [
    "a date that is over",
    "The proposal expires in the past.",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await page.getByLabel("Open until").fill("2020-01-01");
    },
  ],
  [
    "too many payments",
    "The number of instalments must be between 1 and 360",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await choose(page, /^Equal principal/);
      await page.getByLabel("Number of payments").fill("361");
    },
  ],
  [
    "oneself as the only taker",
    "You cannot lend to yourself.",
    async (page) => {
      await fillCredit(page, "tUSD", "100");
      await page.getByLabel("For one account only").fill(borrower.address);
    },
  ],
];

test("what is wrong is marked in words, and the wallet is not asked", async ({ page, wallet }) => {
  const block = await chain.blockNumber();
  await page.goto("/post/");
  await connect(page, wallet);
  const asked = wallet.asked.length;
  for (const [name, said, fill] of mistakes) {
    await test.step(name, async () => {
      await page.getByRole("button", { name: "Start over" }).click();
      await fill(page);
      await postIt(page, "request").click();
      await expect(page.getByText(said).first()).toBeVisible();
      await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
    });
  }
  expect(wallet.asked.length, "what the wallet was asked").toBe(asked);
  expect(await chain.blockNumber(), "nothing was sent").toBe(block);
});

test("who has nothing cannot offer it", async ({ page, wallet }) => {
  await page.goto("/post/");
  await connect(page, wallet, pauper);
  await choose(page, /^I want to lend/);
  await fillCredit(page, "tUSD", "100");
  await expect(page.getByText("Your wallet holds only 0 tUSD.")).toBeVisible();
  await postIt(page, "offer").click();
  await expect(step(page, /Post/)).toBeHidden();
  expect(await chain.sent(pauper.address)).toBe(0);
});
