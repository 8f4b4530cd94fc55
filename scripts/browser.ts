import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { type Processes, StepError } from "./processes.ts";

/** The first has no window to draw, and needs a third less. */
const names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const macApplications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a Chromium for the browser tests: Playwright's own, one of the system, or (on Debian, as root) Debian's, which it installs.
 * @throws StepError with the remedy if there is none.
 */
export async function findBrowser(processes: Processes, log: string): Promise<string> {
  const found = playwrightsOwn() ?? systemBrowser();
  if (found) return found;

  if (isDebian() && process.getuid?.() === 0) {
    const apt = (...args: readonly string[]) =>
      processes.run({ name: "Installing Chromium", command: "apt-get", args, log, env: { DEBIAN_FRONTEND: "noninteractive" } });
    await apt("update", "--quiet");
    await apt("install", "--yes", "--no-install-recommends", "chromium-headless-shell");
    const installed = systemBrowser();
    if (installed) return installed;
  }
  throw new StepError(
    "The browser tests need Chromium: run `npx playwright install chromium`, or install your system's chromium, and try again.",
  );
}

function playwrightsOwn(): string | undefined {
  const { chromium } = createRequire(import.meta.url)("playwright-core") as { chromium: { executablePath(): string } };
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function systemBrowser(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...macApplications].find((path) => existsSync(path));
}

function isDebian(): boolean {
  return existsSync("/etc/os-release") && /^ID(_LIKE)?=.*debian/m.test(readFileSync("/etc/os-release", "utf8"));
}
