import { defineConfig } from "@playwright/test";
import { environment, workers } from "./e2e/support/environment.ts";

/** Against running products, one for each worker, since all tests of a worker share its chain. `npm test -- browser` starts them. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  workers,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  outputDir: "test-results",
  use: {
    baseURL: environment.page,
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "UTC",
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 15_000,
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: environment.browser,
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"],
        ...["--disable-background-networking", "--disable-component-update"],
      ],
    },
  },
});
