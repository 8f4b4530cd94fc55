/** Where the running product is, and the browser to look at it with. */
export interface Environment {
  readonly page: string;
  readonly rpc: string;
  /** Path of a Chromium. */
  readonly browser: string;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value)
    throw new Error(`${name} is not set. Run \`npm test -- browser\`, which starts the product and sets it; or see web/e2e/README.md.`);
  return value;
}

export const environment: Environment = {
  page: required("PARLEY_PAGE_URL"),
  rpc: required("PARLEY_RPC_URL"),
  browser: required("PARLEY_BROWSER"),
};
