export * from "./abi/parley.ts";
export * from "./interest.ts";
export * from "./schedule.ts";
export * from "./typedData.ts";
export * from "./types.ts";
