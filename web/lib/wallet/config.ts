import { type Config, createConfig } from "wagmi";
import { injected } from "wagmi/connectors/injected";
import { chains, LOCAL_CHAIN_ID } from "../chains.ts";
import { testWalletProvider, testWallets } from "./testWallets.ts";
import { routedTransport } from "./transport.ts";

const hasLocalChain = chains.some((c) => c.id === LOCAL_CHAIN_ID);

/** Wallets announce themselves by EIP-6963; the local chain adds its test wallets. */
export const config: Config = createConfig({
  chains,
  ssr: true,
  connectors: hasLocalChain
    ? testWallets.map((wallet) => injected({ target: { id: wallet.id, name: wallet.name, provider: testWalletProvider(wallet) as never } }))
    : [],
  transports: Object.fromEntries(chains.map((c) => [c.id, routedTransport(c.id, () => config)])),
});
