import { createRequire } from "node:module";
import { join } from "node:path";
import hardhatToolboxMochaEthers from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { configVariable, defineConfig } from "hardhat/config";
import { networks } from "./deploy/networks.ts";
import { fuzzSeed } from "./scripts/campaigns.ts";

const compiler = { version: "0.8.35", path: createRequire(import.meta.url).resolve("solc/soljson.js") };

/** A folder for all that is built, where that must not meet what others use: coverage builds other code. */
const build = process.env.PARLEY_BUILD;

export default defineConfig({
  plugins: [hardhatToolboxMochaEthers],
  solidity: {
    profiles: {
      default: {
        compilers: [
          {
            ...compiler,
            settings: { evmVersion: "cancun", metadata: { bytecodeHash: "none" }, optimizer: { enabled: true, runs: 600 }, viaIR: true },
          },
        ],
      },
    },
  },
  networks: Object.fromEntries(
    networks.map(({ name, chainId, chainType, rpc, key }) => [
      name,
      { type: "http", chainId, chainType, url: configVariable(rpc), accounts: [configVariable(key)] } as const,
    ]),
  ),
  verify: {
    etherscan: { apiKey: configVariable("ETHERSCAN_API_KEY") },
    blockscout: { enabled: true },
    sourcify: { enabled: true },
  },
  typechain: { outDir: process.env.PARLEY_TYPES ?? (build ? join(build, "types") : "typechain-types") },
  paths: {
    tests: { mocha: "test", solidity: "test" },
    ...(build && { artifacts: join(build, "artifacts"), cache: join(build, "cache") }),
  },
  test: {
    solidity: {
      fuzz: { runs: 1_000, seed: fuzzSeed },
      // Out of storage the fuzzer takes values in another order each time, and no seed would repeat a campaign.
      invariant: { runs: Number(process.env.PARLEY_CAMPAIGNS ?? 500), depth: 128, failOnRevert: true, includeStorage: false },
      fsPermissions: { dangerouslyReadWriteDirectory: ["cache"] },
    },
  },
});
