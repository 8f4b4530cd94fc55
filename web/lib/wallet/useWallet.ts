import type { Address } from "viem";
import { type Connector, useConfig, useConnect, useConnection, useConnections } from "wagmi";
import { disconnect } from "wagmi/actions";
import { useHydrated } from "../useHydrated.ts";

export interface Wallet {
  /** Undefined while no wallet is connected. */
  readonly address: Address | undefined;
  readonly name: string | undefined;
  /** Network the wallet itself is on, which may be one that the page doesn't offer. */
  readonly chainId: number | undefined;
  /** True until a wallet of an earlier visit has been looked for. */
  readonly settling: boolean;
  readonly connect: (connector: Connector) => Promise<void>;
  readonly disconnect: () => Promise<void>;
}

/** The one connected wallet. Connecting another replaces it. */
export function useWallet(): Wallet {
  const config = useConfig();
  const { address, connector, chainId, status } = useConnection();
  const connections = useConnections();
  const connecting = useConnect();
  const hydrated = useHydrated();

  const leave = async (keep?: Connector) => {
    for (const open of connections) if (open.connector.uid !== keep?.uid) await disconnect(config, { connector: open.connector });
  };

  return {
    address,
    name: connector?.name,
    chainId,
    settling: !hydrated || status === "reconnecting",
    connect: async (next) => {
      if (next.uid !== connector?.uid) await connecting.mutateAsync({ connector: next });
      await leave(next);
    },
    disconnect: () => leave(),
  };
}
