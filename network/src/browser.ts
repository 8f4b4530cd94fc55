export { isPeer, parseBootstrap, stunUrl } from "./bootstrap.ts";
export { type OpenDatastore, openBrowserDatastore } from "./browserDatastore.ts";
export { type BrowserLinkOptions, createBrowserLink } from "./libp2p/browser.ts";
export type { Hold } from "./limits.ts";
