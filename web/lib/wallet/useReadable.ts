import { useChainId } from "wagmi";
import { useSettings } from "../settings.ts";
import { readRoute } from "./transport.ts";
import { useWallet } from "./useWallet.ts";

/** Whether there is anything to read the current network through. */
export function useReadable(): boolean {
  const chainId = useChainId();
  const wallet = useWallet();
  const { rpc } = useSettings();
  return readRoute(chainId, wallet.chainId, rpc).via !== "nothing";
}
