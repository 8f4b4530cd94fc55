import { createContext, useMemo } from "react";
import type { Address } from "viem";
import { type Connector, useConfig, useConnection } from "wagmi";
import { connect, disconnect, getConnections } from "wagmi/actions";
import { useShared } from "../shared.tsx";
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

export function useOneWallet(): Wallet {
  const config = useConfig();
  const { address, connector, chainId, status } = useConnection();
  const hydrated = useHydrated();
  const settling = !hydrated || status === "reconnecting";
  return useMemo(() => {
    const leave = async (keep?: Connector) => {
      for (const open of getConnections(config))
        if (open.connector.uid !== keep?.uid) await disconnect(config, { connector: open.connector });
    };
    return {
      address,
      name: connector?.name,
      chainId,
      settling,
      connect: async (next) => {
        if (next.uid !== connector?.uid) await connect(config, { connector: next });
        await leave(next);
      },
      disconnect: () => leave(),
    };
  }, [config, address, connector, chainId, settling]);
}

export const WalletContext = createContext<Wallet | undefined>(undefined);

/** The one connected wallet. Connecting another replaces it. */
export const useWallet = () => useShared(WalletContext);
