/** Where this worker's running product is, and the browser to look at it with. */
export interface Environment {
  readonly page: string;
  readonly rpc: string;
  /** Path of a Chromium. */
  readonly browser: string;
}

function unpaired(): never {
  throw new Error("PARLEY_PAGE_URL and PARLEY_RPC_URL list one address for each product, separated by commas.");
}

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set. Run \`npm test -- browser\`, which starts the product and sets it; or see web/e2e/README.md.`);
  return value;
}

const pages = required("PARLEY_PAGE_URL").split(",");
const rpcs = required("PARLEY_RPC_URL").split(",");

/** How many products there are to test at once: each worker has its own. */
export const workers = pages.length;

/** Playwright numbers its workers; its main process has no number. */
const mine = Number(process.env.TEST_PARALLEL_INDEX ?? "0");

export const environment: Environment = {
  page: pages[mine] ?? unpaired(),
  rpc: rpcs[mine] ?? unpaired(),
  browser: required("PARLEY_BROWSER"),
};
