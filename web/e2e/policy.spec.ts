import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { environment } from "./support/environment.ts";
import { connect, expect, test } from "./support/test.ts";

test.use({ joins: true });

/** Every screen that there is, and one that there isn't. */
const paths = [
  ...readdirSync(new URL("../app", import.meta.url), { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file) === "page.tsx")
    .map((file) => (dirname(file) === "." ? "/" : `/${dirname(file)}/`)),
  "/no/such/page/",
];

/** A page whose violations are counted instead of failing the test, with what it was kept from. */
async function watched(browser: Browser, path: string): Promise<{ readonly page: Page; readonly kept: () => Promise<readonly string[]> }> {
  const page = await (await browser.newContext({ baseURL: environment.page })).newPage();
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    document.addEventListener("securitypolicyviolation", (event) => void seen.push(event.effectiveDirective));
  });
  await page.goto(path);
  return { page, kept: () => page.evaluate(() => (window as unknown as { seen: readonly string[] }).seen) };
}

for (const path of paths) {
  test(`the policy stands before whatever runs: ${path}`, async ({ page, request }) => {
    const html = await (await request.get(path)).text();
    const at = html.indexOf('<meta http-equiv="Content-Security-Policy"');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(html.search(/<(script|link|style)\b/));
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*(?!;| |$)|strict-dynamic|script-src[^;]*https?:/);
    // What it forbids to the page itself is an error of its console, and fails the test.
    await page.goto(path);
    await expect(page.getByRole("banner").getByRole("button", { name: "Connect", exact: true })).toBeEnabled();
    await expect(page.getByRole("main")).toBeVisible();
  });
}

test("the whole page works under its policy: connected, in the peer network, themed, following links", async ({ page, wallet }) => {
  await page.goto("/");
  await connect(page, wallet);
  await expect(page.getByRole("table", { name: "Requests and offers" }).getByRole("rowheader").first()).toBeVisible();
  await expect(page.getByRole("link", { name: /^Peers: .*\d+ peer/ }).first()).toBeVisible({ timeout: 45_000 });
  for (const name of ["Post", "My loans", "Settings", "Faucet"]) {
    await page.getByRole("banner").getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  }
});

test("a script that was injected does not run", async ({ browser }) => {
  const { page, kept } = await watched(browser, "/settings/");
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  await page.evaluate(() => {
    const add = (tag: string, more: Record<string, string>, text = "") => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(more)) element.setAttribute(name, value);
      element.textContent = text;
      document.body.append(element);
    };
    add("script", {}, "window.ran = 'inline'");
    add("script", { src: "data:text/javascript,window.ran='data'" });
    add("script", { src: "https://example.org/evil.js" });
    add("img", { src: "data:,", onerror: "window.ran = 'handler'" });
    add("iframe", { src: "data:text/html,framed" });
    add("base", { href: "https://example.org/" });
    const link = document.createElement("a");
    link.href = "javascript:void(window.ran = 'address')";
    document.body.append(link);
    link.click();
  });
  await expect.poll(kept).toEqual(expect.arrayContaining(["script-src-elem", "script-src-attr", "frame-src", "base-uri"]));
  await expect
    .poll(async () => (await kept()).filter((it) => it === "script-src-elem").length, "inline, data:, elsewhere")
    .toBeGreaterThanOrEqual(4);
  expect(await page.evaluate(() => (window as { ran?: string }).ran)).toBeUndefined();
  await page.context().close();
});

test("nor does a text become code, a form leave the page, a style come from outside, a foreign address answer unencrypted", async ({
  browser,
}) => {
  const { page, kept } = await watched(browser, "/settings/");
  await expect(page.getByRole("heading", { name: "Appearance" })).toBeVisible();
  const outcome = await page.evaluate(async () => {
    // In a timer of the page's own: what the test itself evaluates the browser lets through.
    const evaluated = await new Promise((resolve) =>
      setTimeout(() => {
        try {
          resolve(new Function("return 'ran'")());
        } catch (error) {
          resolve((error as Error).name);
        }
      }),
    );
    const form = document.createElement("form");
    form.action = "https://example.org/";
    const style = document.createElement("style");
    style.textContent = "body { display: none }";
    document.body.append(form, style);
    form.requestSubmit();
    const answer = await fetch("http://192.0.2.1/").then(
      () => "answered",
      () => "refused",
    );
    return { evaluated, answer, display: getComputedStyle(document.body).display };
  });
  expect(outcome).toEqual({ evaluated: "EvalError", answer: "refused", display: "flex" });
  await expect.poll(kept).toEqual(expect.arrayContaining(["script-src", "form-action", "style-src-elem", "connect-src"]));
  expect(page.url()).toBe(new URL("/settings/", environment.page).href);
  await page.context().close();
});

test("no other site puts the page into a frame, and each file comes with the headers that hosts are told of", async ({
  browser,
  request,
}) => {
  const headers = (await readFile(new URL("../public/_headers", import.meta.url), "utf8")).matchAll(/^ {2}([\w-]+): (.+)$/gm);
  const expected = [...headers].map(([, name = "", value = ""]) => [name.toLowerCase(), value] as const);
  const [caching, everywhere] = [
    expected.filter(([name]) => name === "cache-control"),
    expected.filter(([name]) => name !== "cache-control"),
  ];
  const chunk = /\/_next\/static\/[^"]+\.js/.exec(await (await request.get("/")).text())?.[0] ?? "";
  for (const path of ["/", "/help/", "/no/such/page/", "/bootstrap.json", chunk])
    expect((await request.get(path)).headers(), path).toMatchObject(Object.fromEntries(everywhere));
  expect((await request.get(chunk)).headers()).toMatchObject(Object.fromEntries(caching));
  expect((await request.get("/")).headers()["cache-control"]).toContain("must-revalidate");

  const other = createServer((_request, response) =>
    response.setHeader("content-type", "text/html").end(`<iframe src="${environment.page}/"></iframe>`),
  );
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const page = await browser.newPage();
  const refused = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
  await page.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`);
  await refused;
  await page.close();
  other.close();
  other.closeAllConnections();
});
