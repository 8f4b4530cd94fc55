import { approvalCall, approvalToSell, loanId, proposalId, type Sale, Schedule, Side, saleToFragment, saleTypedData } from "@parley/sdk";
import type { Page } from "@playwright/test";
import { type Address, zeroAddress } from "viem";
import { art, DAY, deployment, lend, now, pass, post, proposal, send, sum, tDAI, terms, tUSD, usd } from "./support/chain.ts";
import { borrower, lender, stranger } from "./support/people.ts";
import { connect, expect, faults, flow, test } from "./support/test.ts";

const desktop = { width: 1280, height: 900 };
const phone = { width: 375, height: 800 };

/** What stands on the page, by axe and by width, at both widths and in both themes. A theme changes nothing but colours. */
async function expectFaultless(page: Page): Promise<void> {
  for (const [width, size] of Object.entries({ desktop, phone })) {
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: "light" });
    expect(await faults(page), `axe, light, ${width}`).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page, ["color-contrast"]), `axe, dark, ${width}`).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(overflow, `sideways scrolling, ${width}`).toBeLessThanOrEqual(0);
  }
}

const bundle = () => [art(2n), sum(tDAI, 5n * 10n ** 18n)];
const linear = { schedule: Schedule.Linear, instalments: 3n } as const;

interface Screen {
  readonly name: string;
  /** Makes what is to be seen, and resolves to its address. */
  readonly path: () => Promise<string>;
  /** Seen once the screen is complete. */
  readonly ready: string | RegExp;
  readonly as?: typeof borrower;
  /** What is opened in it. */
  readonly unfold?: readonly string[];
}

const loanPath = async (more: Parameters<typeof terms>[0], wait = 0n) => {
  const agreement = await lend(borrower, lender, terms(more));
  await pass(wait);
  return `/loan/?id=${loanId(deployment, agreement)}`;
};

/** A sale of the lender's note, signed and approved. */
async function salePath(): Promise<string> {
  const agreement = await lend(borrower, lender, terms({ collateral: bundle(), ...linear }));
  const loan = loanId(deployment, agreement);
  const noteSale = deployment.noteSale as Address;
  await send(lender, approvalCall(approvalToSell(loan, { parley: deployment.address, noteSale })));
  const expiry = (await now()) + DAY;
  const sale: Sale = { seller: lender.address, loan, shares: 0n, currency: tUSD, price: usd(950), buyer: zeroAddress, expiry, salt: 1n };
  const domain = { chainId: deployment.chainId, address: noteSale };
  const signature = await lender.signTypedData(saleTypedData(domain, sale));
  return `/sale/#${saleToFragment({ ...domain, sale, signature })}`;
}

const screens: readonly Screen[] = [
  { name: "market", path: async () => "/", ready: /Lends up to/ },
  { name: "market, nothing found", path: async () => "/?find=nothing", ready: "Nothing like that is open" },
  { name: "post, no wallet", path: async () => "/post/", ready: "Posting needs a wallet." },
  { name: "post", path: async () => "/post/", ready: "Post the request", as: borrower },
  {
    name: "request, to a lender",
    path: async () => {
      const posted = await post(borrower, await proposal(borrower, Side.Request, terms({ collateral: bundle(), ...linear })));
      return `/proposal/?id=${proposalId(deployment, posted)}`;
    },
    ready: "Fund this request",
    as: lender,
  },
  {
    name: "offer, to a borrower",
    path: async () => {
      const posted = await post(lender, await proposal(lender, Side.Offer, terms({ collateral: [art(2n)] }), { smallestFill: usd(10) }));
      return `/proposal/?id=${proposalId(deployment, posted)}`;
    },
    ready: "How much do you want to borrow?",
    as: borrower,
  },
  { name: "loan, no wallet", path: () => loanPath({ collateral: bundle(), ...linear }), ready: "Anyone may pay on this loan." },
  { name: "loan, late", path: () => loanPath({ ...linear, graceSeconds: 9n * DAY }, 31n * DAY), ready: "Pay what is late", as: borrower },
  { name: "loan, in default", path: () => loanPath({ collateral: bundle() }, 92n * DAY), ready: "Foreclose", as: lender },
  { name: "loan that isn't", path: async () => `/loan/?id=0x${"ab".repeat(32)}`, ready: "There is no loan with this id" },
  {
    name: "loan, forms of its note",
    path: () => loanPath({ collateral: bundle() }),
    ready: "Your note",
    as: lender,
    unfold: ["Sell it", "Give it away"],
  },
  { name: "note for sale", path: salePath, ready: "Buy the note", as: stranger },
  { name: "my loans, no wallet", path: async () => "/loans/", ready: "Connect a wallet to see" },
  {
    name: "my loans",
    path: async () => {
      await loanPath({ collateral: bundle(), ...linear });
      return "/loans/";
    },
    ready: "Borrowing",
    as: borrower,
  },
  { name: "an address", path: async () => "/address/?of=0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65", ready: "Borrowing" },
  { name: "malformed address", path: async () => "/address/?of=0x12", ready: "This is not the address of anything" },
  { name: "faucet", path: async () => "/faucet/", ready: "Draw one of each", as: borrower },
  { name: "first loan", path: async () => "/start/", ready: "Use Test wallet 1" },
  { name: "settings", path: async () => "/settings/", ready: "Reading the chain" },
  { name: "help", path: async () => "/help/", ready: "What it costs" },
  { name: "page not found", path: async () => "/nowhere/", ready: /market/i },
];

for (const { name, path, ready, as, unfold = [] } of screens) {
  test(`axe finds nothing: ${name}`, async ({ page, wallet }) => {
    await page.goto(await path());
    if (as) await connect(page, wallet, as);
    await expect(page.getByRole("main").getByText(ready).first()).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: "Reading from the chain" })).toHaveCount(0);
    await expect(page.getByRole("main").getByText("…", { exact: true })).toHaveCount(0);
    for (const part of unfold) await page.locator("summary", { hasText: part }).click();
    await expectFaultless(page);
  });
}

test("axe finds nothing: banners, menus and dialogs", async ({ page, wallet }) => {
  await page.goto(await loanPath({ collateral: bundle() }));
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("dialog", { name: "Connect a wallet" })).toBeVisible();
  await expectFaultless(page);
  await page.keyboard.press("Escape");
  await page.setViewportSize(desktop);

  await connect(page, wallet);
  await page.getByRole("button", { name: /^Account / }).click();
  expect(await faults(page), "account menu").toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^Network: / }).click();
  expect(await faults(page), "network menu").toEqual([]);
  await page.keyboard.press("Escape");

  await wallet.moveTo(1);
  await expect(page.getByText("Your wallet is on network 1.")).toBeVisible();
  expect(await faults(page), "wrong network").toEqual([]);
  await page.getByRole("button", { name: "Switch to Local chain" }).click();
  await expect(page.getByText("Your wallet is on network 1.")).toBeHidden();

  wallet.decline();
  await page.getByRole("button", { name: "Repay in full" }).click();
  await expect(flow(page, "Repay the loan in full")).toContainText("You declined this in your wallet.");
  await expectFaultless(page);
});

test("keyboard: the first Tab skips to the content, dialogs keep and return the focus, menus close with Escape", async ({ page }) => {
  await page.goto("/settings/");
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  const opener = page.getByRole("button", { name: "Connect", exact: true });
  await opener.focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Connect a wallet" });
  await expect(dialog).toBeVisible();
  for (let presses = 0; presses < 8; presses++) {
    await page.keyboard.press("Tab");
    const outside = await page.evaluate(() => document.activeElement !== document.body && !document.activeElement?.closest("dialog"));
    expect(outside, "focus behind the dialog").toBe(false);
  }
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();

  const network = page.getByRole("button", { name: /^Network: / });
  await network.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Sepolia", exact: false }).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Hoodi", exact: false })).toBeHidden();
  await expect(network).toBeFocused();
});
