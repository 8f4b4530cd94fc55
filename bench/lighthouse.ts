import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BrowserContext, chromium } from "@playwright/test";
import lighthouse, { desktopConfig } from "lighthouse";
import { findBrowser } from "../scripts/browser.ts";
import { createProcesses, freePort, giveWay, type Processes, root } from "../scripts/processes.ts";
import { table } from "./text.js";

const RECORD = new URL("lighthouse.json", import.meta.url);
const GOAL = 95;
const LOG = join(root, ".parley", "logs", "lighthouse.log");
const presets = ["mobile", "desktop"] as const;
type Preset = (typeof presets)[number];
const categories = { performance: "performance", accessibility: "accessibility", bestPractices: "best-practices" } as const;
/** What performance is made of: milliseconds, but for the shift of the layout. */
const metrics = {
  firstContentfulPaint: "first-contentful-paint",
  largestContentfulPaint: "largest-contentful-paint",
  totalBlockingTime: "total-blocking-time",
  speedIndex: "speed-index",
  cumulativeLayoutShift: "cumulative-layout-shift",
} as const;

type Numbers<T> = { readonly [name in keyof T]: number };
/**
 * Scores from 0 to 100, what performance is made of, and how much the machine could compute meanwhile, as Lighthouse measures it: below 1,000 it
 * is slow or busy, and the scores for performance are too low.
 */
type Result = Numbers<typeof categories> & { readonly metrics: Numbers<typeof metrics>; readonly machine: number };
type Results = Readonly<Record<string, Readonly<Record<Preset, Result>>>>;

interface Product {
  readonly page: string;
  readonly rpc: string;
}

/** Starts the product as `npm start` does, on a chain of its own. */
async function startProduct(processes: Processes): Promise<Product> {
  const state = mkdtempSync(join(tmpdir(), "parley-"));
  process.on("exit", () => rmSync(state, { recursive: true, force: true }));
  const ports = ["--port", "--rpc-port", "--index-port", "--peer-port", "--status-port"];
  const options = await Promise.all(ports.map(async (name) => [name, `${await freePort()}`] as const));
  const args = ["--import", "tsx", "scripts/start.ts", "--state", state, ...options.flat()];
  const env = { NEXT_PUBLIC_LOCAL_RPC: "http://127.0.0.1:8545" };
  const at = (index: number) => `http://127.0.0.1:${options[index]?.[1]}`;
  const product = { page: at(0), rpc: at(1) };
  await processes.start({ name: "The product", command: "node", args, log: LOG, env }).ready(() => fetch(product.page), 900);
  return product;
}

/** Sets the page up as somebody who uses it has it: the chain's address entered, a test wallet connected. @returns the screens to look at. */
async function settle(browser: BrowserContext, { page: site, rpc }: Product): Promise<readonly (readonly [name: string, url: string])[]> {
  const page = await browser.newPage();
  await page.goto(`${site}/settings/`);
  await page.evaluate((url) => localStorage.setItem("parley.settings", JSON.stringify({ theme: "light", rpc: { 31337: url } })), rpc);
  await page.goto(site);
  const row = page.getByRole("table", { name: "Requests and offers" }).getByRole("rowheader").first();
  await row.waitFor({ timeout: 60_000 });
  await page.getByRole("banner").getByRole("button", { name: "Connect" }).click();
  await page.getByRole("button", { name: /Test wallet 1/ }).click();
  await page.getByRole("button", { name: /^Account / }).waitFor();
  await page.goto(`${site}/address/?of=0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65`);
  const loan = page.getByRole("tabpanel").getByRole("link").first();
  await loan.waitFor({ timeout: 60_000 });
  const path = await loan.getAttribute("href");
  await page.close();
  const screens = { market: "/", loan: path ?? "", post: "/post/", "my loans": "/loans/", settings: "/settings/", "first loan": "/start/" };
  return Object.entries(screens).map(([name, it]) => [name, `${site}${it}`] as const);
}

async function look(url: string, preset: Preset, port: number): Promise<Result> {
  const flags = { port, logLevel: "error", onlyCategories: Object.values(categories) } as const;
  const run = await lighthouse(url, flags, preset === "desktop" ? desktopConfig : undefined);
  const report = run?.lhr;
  if (!report || report.runtimeError) throw new Error(`${url}: ${report?.runtimeError?.message ?? "Lighthouse gave no result."}`);
  const pick = <T extends Record<string, string>>(from: T, of: (id: string) => number) =>
    Object.fromEntries(Object.entries(from).map(([name, id]) => [name, of(id)])) as Numbers<T>;
  return {
    ...pick(categories, (id) => Math.round((report.categories[id]?.score ?? 0) * 100)),
    metrics: pick(metrics, (id) => Math.round((report.audits[id]?.numericValue ?? 0) * 1000) / 1000),
    machine: report.environment.benchmarkIndex,
  };
}

/** The run with the middle performance. What else the machine does slows some of them. */
function middle(runs: readonly Result[]): Result {
  const sorted = [...runs].sort((a, b) => a.performance - b.performance);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new Error("There was no run.");
  return found;
}

/** What is below the goal, as sentences. */
function complaints(results: Results): readonly string[] {
  return Object.entries(results).flatMap(([screen, result]) =>
    presets.flatMap((preset) =>
      (Object.keys(categories) as (keyof typeof categories)[])
        .filter((name) => result[preset][name] < GOAL)
        .map((name) => `${screen}, ${preset}: ${name} is ${result[preset][name]}; the goal is ${GOAL}.`),
    ),
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: "boolean" },
      runs: { type: "string", default: "5" },
      only: { type: "string" },
      page: { type: "string" },
      rpc: { type: "string" },
    },
  });
  const processes = createProcesses();
  // A phone runs neither this nor the product's servers: all of them leave the processor to the browser.
  process.on("exit", giveWay());
  const profile = mkdtempSync(join(tmpdir(), "parley-lighthouse-"));
  const port = await freePort();
  let browser: BrowserContext | undefined;
  try {
    const executablePath = await findBrowser(processes, LOG);
    const product = values.page && values.rpc ? { page: values.page, rpc: values.rpc } : await startProduct(processes);
    const args = [`--remote-debugging-port=${port}`, "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"];
    const quiet = ["--disable-background-networking", "--disable-component-update"];
    browser = await chromium.launchPersistentContext(profile, { executablePath, args: [...args, ...quiet] });
    const results: Record<string, Results[string]> = {};
    for (const [name, url] of await settle(browser, product)) {
      if (values.only && values.only !== name) continue;
      const of = async (preset: Preset) => {
        const runs: Result[] = [];
        for (let run = 0; run < Number(values.runs); run++) runs.push(await look(url, preset, port));
        return middle(runs);
      };
      results[name] = { mobile: await of("mobile"), desktop: await of("desktop") };
    }
    const rows = Object.entries(results).flatMap(([name, result]) =>
      presets.map((preset) => {
        const { performance, accessibility, bestPractices, metrics: made, machine } = result[preset];
        const times = [made.firstContentfulPaint, made.largestContentfulPaint, made.totalBlockingTime].map((it) => `${Math.round(it)}`);
        return [
          name,
          preset,
          `${performance}`,
          `${accessibility}`,
          `${bestPractices}`,
          ...times,
          `${made.cumulativeLayoutShift}`,
          `${machine}`,
        ];
      }),
    );
    const head = ["screen", "preset", "performance", "accessibility", "best practices", "FCP ms", "LCP ms", "TBT ms", "CLS", "machine"];
    console.log(table([head, ...rows], [0, 1]));
    if (!values.check && !values.only) await writeFile(RECORD, `${JSON.stringify(results, null, 2)}\n`);
    const found = complaints(results);
    for (const line of found) console.error(line);
    if (values.check && found.length > 0) process.exitCode = 1;
  } finally {
    await browser?.close();
    await processes.stop();
    rmSync(profile, { recursive: true, force: true });
  }
}

await main();
