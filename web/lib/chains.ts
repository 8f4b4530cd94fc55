import type { Chain } from "viem";
import { EnvError, env } from "./env.ts";

export const LOCAL_CHAIN_ID = 31337;

const multicall3 = { address: "0xcA11bde05977b3631167028862bE2a173976CA11" } as const;

/** No public RPC is listed: reading goes through the wallet or the address that the user sets. */
function testnet(id: number, name: string, explorer: string): Chain {
  return {
    id,
    name,
    testnet: true,
    nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
    rpcUrls: { default: { http: [] } },
    blockExplorers: { default: { name: "Explorer", url: explorer } },
    contracts: { multicall3 },
  };
}

export const localChain: Chain = {
  id: LOCAL_CHAIN_ID,
  name: "Local chain",
  testnet: true,
  nativeCurrency: { name: "Ether", symbol: "ETH", decimals: 18 },
  rpcUrls: { default: { http: [env.localRpc] } },
};

const known: readonly Chain[] = [
  localChain,
  testnet(11155111, "Sepolia", "https://sepolia.etherscan.io"),
  testnet(560048, "Hoodi", "https://hoodi.etherscan.io"),
  testnet(84532, "Base Sepolia", "https://sepolia.basescan.org"),
  testnet(11155420, "OP Sepolia", "https://sepolia-optimism.etherscan.io"),
  testnet(421614, "Arbitrum Sepolia", "https://sepolia.arbiscan.io"),
];

function chain(id: number): Chain {
  const found = known.find((candidate) => candidate.id === id);
  if (!found) throw new EnvError(`NEXT_PUBLIC_CHAINS names ${id}. Known are ${known.map((c) => c.id).join(", ")}.`);
  return found;
}

const [first, ...rest] = env.chainIds;
/** The networks this page offers; the first is the default. */
export const chains: readonly [Chain, ...Chain[]] = [chain(first), ...rest.map(chain)];

/** Address of a block explorer's page, or undefined where the network has none. */
export function explorerUrl(chainId: number, kind: "tx" | "address", value: string): string | undefined {
  const base = chains.find((c) => c.id === chainId)?.blockExplorers?.default.url;
  return base && `${base}/${kind}/${value}`;
}
