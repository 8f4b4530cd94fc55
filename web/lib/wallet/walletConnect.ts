import type { Connector, CreateConnectorFn } from "wagmi";

export const WALLET_CONNECT_ID = "walletConnect";

/**
 * WalletConnect. Its code is loaded, and its relay asked, only once a person has chosen it, and at later visits while that connection lasts.
 * Wagmi's own connector would do both wherever the page is opened.
 */
export function walletConnect(projectId: string): CreateConnectorFn {
  return (config) => {
    let loading: Promise<ReturnType<CreateConnectorFn>> | undefined;
    const load = () => {
      loading ??= import("./walletConnectRelay.ts").then(
        ({ relayed }) => relayed(projectId)(config),
        (error: unknown) => {
          loading = undefined;
          throw error;
        },
      );
      return loading;
    };
    const isChosen = async () => loading !== undefined || (await config.storage?.getItem("recentConnectorId")) === WALLET_CONNECT_ID;

    const connector = {
      id: WALLET_CONNECT_ID,
      name: "WalletConnect",
      type: WALLET_CONNECT_ID,
      connect: async (parameters?: object) => (await load()).connect(parameters),
      disconnect: async () => (await load()).disconnect(),
      getAccounts: async () => (await load()).getAccounts(),
      getChainId: async () => (await load()).getChainId(),
      getProvider: async () => ((await isChosen()) ? (await load()).getProvider() : undefined),
      isAuthorized: async () => (await isChosen()) && (await load()).isAuthorized(),
      switchChain: async (parameters: Parameters<NonNullable<Connector["switchChain"]>>[0]) => {
        const chain = await (await load()).switchChain?.(parameters);
        if (!chain) throw new Error("This wallet can't change its network from here. Change it in the wallet.");
        return chain;
      },
      // The loaded connector listens for itself, and tells wagmi through the emitter they share.
      onAccountsChanged: () => {},
      onChainChanged: () => {},
      onDisconnect: () => {},
    };
    return connector as ReturnType<CreateConnectorFn>;
  };
}
