export { createNodeLink, type NodeLinkOptions } from "./libp2p/node.ts";
export type { RelayingLink } from "./libp2p/shared.ts";
export { daemonRelay, type Hold, type RelayLimits } from "./limits.ts";
