import { readFile } from "node:fs/promises";
import { expect, test } from "./support/test.ts";

test("help is found from every screen, and read without a wallet, a chain or a script", async ({ page, browser, baseURL }) => {
  await page.goto("/post/");
  await page.getByRole("contentinfo").getByRole("link", { name: "Help" }).click();
  await expect(page.getByRole("heading", { name: "Help", level: 1 })).toBeVisible();

  const still = await (await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })).newPage();
  await still.goto("/help/");
  const contents = still.getByRole("navigation", { name: "On this page" }).getByRole("link");
  const titles = await contents.allInnerTexts();
  expect(titles).toEqual(await still.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts());
  for (const [index, title] of titles.entries()) {
    await contents.nth(index).click();
    await expect(still.getByRole("region", { name: title })).toBeInViewport();
  }
  await still.context().close();
});

test("what help links to exists", async ({ page, request }) => {
  await page.goto("/help/");
  const links = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((all) => all.map((it) => (it as HTMLAnchorElement).href));
  expect(links.length).toBeGreaterThan(10);
  for (const link of new Set(links)) expect((await request.get(link)).status(), link).toBe(200);
});

test("its words are the glossary's", async ({ page }) => {
  const glossary = (await readFile(new URL("../../docs/glossary.md", import.meta.url), "utf8")).replaceAll("`", "");
  await page.goto("/help/#words");
  const rows = page.getByRole("region", { name: "Words", exact: true }).getByRole("term");
  expect(await rows.count()).toBeGreaterThan(20);
  for (const word of await rows.all()) {
    const meaning = await word.locator("xpath=following-sibling::dd").textContent();
    expect(glossary).toContain(`| ${await word.textContent()} | ${meaning} |`);
  }
});
