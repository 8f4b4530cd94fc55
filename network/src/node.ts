export { daemonRelay, type Hold, type RelayLimits } from "./libp2p/limits.ts";
export { createNodeLink, type NodeLinkOptions } from "./libp2p/node.ts";
export type { RelayingLink } from "./libp2p/shared.ts";
