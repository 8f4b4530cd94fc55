import { noteSaleAbi, parleyAbi } from "@parley/sdk";
import { createConfig } from "ponder";
import { zeroAddress } from "viem";
import { readSettings } from "./settings.ts";

const { deployment, rpc, pollMs, rpcRate, milestoneBlocks, database } = readSettings(process.env);

// Where patches/ has Ponder look for it.
process.env.PARLEY_RPC_RATE = `${rpcRate}`;

export default createConfig({
  database: "url" in database ? { kind: "postgres", connectionString: database.url } : { kind: "pglite", directory: database.folder },
  chains: {
    chain: { id: deployment.chainId, rpc: [...rpc], pollingInterval: pollMs },
  },
  contracts: {
    Parley: { abi: parleyAbi, chain: "chain", address: deployment.address, startBlock: Number(deployment.block) },
    NoteSale: {
      abi: noteSaleAbi,
      chain: "chain",
      // Where nothing sells notes, nothing is ever found there.
      address: deployment.noteSale ?? zeroAddress,
      startBlock: Number(deployment.block),
    },
  },
  blocks: {
    Milestone: { chain: "chain", startBlock: Number(deployment.block), interval: milestoneBlocks },
  },
});
