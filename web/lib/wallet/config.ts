import { type Config, createConfig } from "wagmi";
import { injected } from "wagmi/connectors/injected";
import { chains, LOCAL_CHAIN_ID } from "../chains.ts";
import { env } from "../env.ts";
import { testWalletProvider, testWallets } from "./testWallets.ts";
import { routedTransport } from "./transport.ts";
import { walletConnect } from "./walletConnect.ts";

const hasLocalChain = chains.some((c) => c.id === LOCAL_CHAIN_ID);

const testConnectors = testWallets.map((wallet) =>
  injected({ target: { id: wallet.id, name: wallet.name, provider: testWalletProvider(wallet) as never } }),
);

/** Wallets announce themselves by EIP-6963; WalletConnect is added where it is configured, test wallets for the local chain. */
export const config: Config = createConfig({
  chains,
  ssr: true,
  connectors: [
    ...(env.walletConnectProjectId ? [walletConnect(env.walletConnectProjectId)] : []),
    ...(hasLocalChain ? testConnectors : []),
  ],
  transports: Object.fromEntries(chains.map((c) => [c.id, routedTransport(c.id, () => config)])),
});
