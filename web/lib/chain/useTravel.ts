import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { Client, EIP1193RequestFn } from "viem";
import { useClient } from "wagmi";
import { LOCAL_CHAIN_ID } from "../chains.ts";

/** Moves a local chain's time forward by so many seconds and mines a block there. No other chain knows these calls. */
async function travel(client: Client, seconds: number): Promise<void> {
  if (client.chain?.id !== LOCAL_CHAIN_ID) throw new Error("Only the local chain's time can be moved.");
  const request = client.request as EIP1193RequestFn;
  await request({ method: "evm_increaseTime", params: [seconds] });
  await request({ method: "evm_mine", params: [] });
}

/** Moves the local chain's time forward, in seconds, and re-reads what is on screen. */
export function useTravel() {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (seconds: number) => {
      if (!client) throw new Error("No network is chosen.");
      await travel(client, seconds);
      await queries.invalidateQueries({ queryKey: ["block"] });
    },
  });
}
