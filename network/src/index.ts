export { type Chain, type ChainClient, type ChainOptions, chainOver, type Findings, type Inquiry } from "./chain.ts";
export { type Clock, systemClock } from "./clock.ts";
export type { Screen } from "./intake.ts";
export * from "./limits.ts";
export * from "./link.ts";
export { MemoryLink, MemoryNetwork } from "./memory.ts";
export * from "./peer.ts";
export { type Form, screenForm, screenHere } from "./screen.ts";
export { decodeLetter, encodeLetter } from "./wire.ts";
