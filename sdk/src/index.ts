export * from "./abi/parley.ts";
export { type Codec, type Json, ParseError } from "./codec.ts";
export * from "./deployments.ts";
export * from "./interest.ts";
export * from "./parse.ts";
export * from "./schedule.ts";
export * from "./typedData.ts";
export * from "./types.ts";
