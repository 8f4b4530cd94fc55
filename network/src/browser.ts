export { type BrowserLinkOptions, createBrowserLink } from "./libp2p/browser.ts";
export type { Hold } from "./libp2p/limits.ts";
