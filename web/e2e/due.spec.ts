import { readFile } from "node:fs/promises";
import { type Agreement, dueAt, loanId, Schedule } from "@parley/sdk";
import type { Page } from "@playwright/test";
import * as chain from "./support/chain.ts";
import { art, DAY, deployment, lend, terms } from "./support/chain.ts";
import { borrower, lender } from "./support/people.ts";
import { connect, expect, faults, test } from "./support/test.ts";

const strip = (page: Page) => page.getByRole("region", { name: "What you have to pay next" });

/** Three payments, thirty days apart, with two days of grace each; no other loan of the borrower is as urgent. */
const lent = (): Promise<Agreement> =>
  lend(
    borrower,
    lender,
    terms({ collateral: [art(2n)], schedule: Schedule.Linear, instalments: 3n, durationSeconds: 90n * DAY, graceSeconds: 2n * DAY }),
  );

test("what is due next stands on every screen, in words, from far off to default", async ({ page, wallet }) => {
  const agreement = await lent();
  await page.goto("/");
  await connect(page, wallet);
  const ofLoan = strip(page).locator(`a[href*="${loanId(deployment, agreement)}"]`);
  await chain.pass(28n * DAY);
  await expect(strip(page)).toContainText("Due in 1 day");
  await expect(ofLoan).toHaveText("Pay");
  for (const path of ["/post/", "/settings/", "/network/", "/faucet/"]) {
    await page.goto(path);
    await expect(strip(page), path).toContainText("Due in");
  }
  expect(await faults(page)).toEqual([]);
  await chain.pass(3n * DAY);
  await expect(strip(page)).toContainText("Overdue. Grace ends in");
  expect(await faults(page)).toEqual([]);
  await chain.pass(2n * DAY);
  await expect(strip(page)).toContainText("In default: the lender may take your collateral at any moment.");
  await ofLoan.click();
  await expect(page).toHaveURL(new RegExp(loanId(deployment, agreement)));
  expect(await faults(page)).toEqual([]);
});

test("nothing moves when it comes, from the second visit on", async ({ page, wallet }) => {
  await lent();
  await page.goto("/settings/");
  await connect(page, wallet);
  await expect(strip(page)).toBeVisible();
  await page.addInitScript(() => {
    const seen = Object.assign(window, { moved: false });
    new PerformanceObserver((list) => {
      for (const it of list.getEntries() as unknown as { readonly sources: readonly { readonly node: Node | null }[] }[])
        if (it.sources.some(({ node }) => node?.nodeName === "MAIN")) seen.moved = true;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const moved = async () => {
    await page.goto("/settings/");
    await expect(strip(page)).toBeVisible();
    return page.evaluate(() => (window as unknown as { moved: boolean }).moved);
  };
  const room = () => page.evaluate(() => localStorage.getItem("parley.due"));

  await page.evaluate(() => localStorage.removeItem("parley.due"));
  expect(await moved(), "without room for it").toBe(true);
  expect(Number(await room())).toBeGreaterThan(20);
  expect(await moved()).toBe(false);
  await page.getByRole("button", { name: /^Account / }).click();
  await page.getByRole("button", { name: "Disconnect" }).click();
  await expect.poll(room).toBeNull();
});

test("due dates are saved as a calendar file, of one loan and of all", async ({ page, wallet }) => {
  const agreement = await lent();
  const id = loanId(deployment, agreement);
  const { openedAt } = await chain.loanOf(id);
  await page.goto(`/loan/?id=${id}`);
  const [one] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save its due dates for my calendar" }).click(),
  ]);
  const text = (await readFile(await one.path(), "utf8")).replace(/\r\n[ \t]/g, "");
  expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(3);
  expect(text.match(/^BEGIN:VALARM/gm)).toHaveLength(6);
  for (const k of [1n, 2n, 3n]) {
    const stamp = new Date(Number(dueAt(agreement.terms, openedAt, k)) * 1_000).toISOString().replace(/[-:]|\.000/g, "");
    expect(text, `payment ${k}`).toContain(`DTSTART:${stamp}`);
  }
  expect(text).toContain(id);

  await lend(borrower, lender, terms({ collateral: [chain.sum(chain.tDAI, chain.dai(2_000))] }));
  await connect(page, wallet);
  await page.goto("/loans/");
  const [all] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save all due dates for my calendar" }).click(),
  ]);
  expect((await readFile(await all.path(), "utf8")).match(/^BEGIN:VEVENT/gm)?.length).toBe(4);
});

test("the browser reminds while the page is open, once for each step", async ({ page, wallet, context }) => {
  await lent();
  await context.grantPermissions(["notifications"]);
  await page.addInitScript(() => {
    const shown: string[] = [];
    class Notification {
      static readonly permission = "granted";
      static requestPermission(): Promise<string> {
        return Promise.resolve("granted");
      }
      constructor(title: string) {
        shown.push(title);
      }
    }
    Object.assign(window, { shown, Notification });
  });
  await page.goto("/loans/");
  await connect(page, wallet);
  await page.getByRole("button", { name: "Remind me while this page is open" }).click();
  await expect(page.getByText("This browser reminds you while the page is open.")).toBeVisible();
  const told = () => page.evaluate(() => (window as unknown as { shown: readonly string[] }).shown);
  const before = (await told()).length;
  await chain.pass(28n * DAY);
  await expect.poll(async () => (await told()).slice(before)).toContain("Parley: A payment is due soon");
  await chain.pass(3n * DAY);
  await expect.poll(async () => (await told()).filter((it) => it === "Parley: A payment is overdue").length).toBe(1);
  await page.getByRole("button", { name: "Stop the reminders of this browser" }).click();
  const after = (await told()).length;
  await chain.pass(2n * DAY);
  await expect(strip(page)).toContainText("In default");
  expect(await told()).toHaveLength(after);
});
