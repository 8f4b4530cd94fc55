/** A network that `npm run deploy -- --network <name>` reaches. */
export interface Network {
  readonly name: string;
  readonly chainId: number;
  /** How Hardhat treats the network's fees and transactions. */
  readonly chainType: "l1" | "op" | "generic";
  /** Hardhat configuration variable (keystore or environment) with the JSON-RPC address. */
  readonly rpc: string;
  /** Hardhat configuration variable with the deployer's private key. */
  readonly key: string;
  /** Whether test tokens with a faucet are deployed beside Parley. */
  readonly testTokens: boolean;
}

export const LOCAL_CHAIN_ID = 31337;

const testnet = (name: string, chainId: number, chainType: Network["chainType"], rpc: string): Network => ({
  name,
  chainId,
  chainType,
  rpc,
  key: "DEPLOYER_PRIVATE_KEY",
  testTokens: true,
});

export const networks: readonly Network[] = [
  { ...testnet("local", LOCAL_CHAIN_ID, "l1", "LOCAL_RPC_URL"), key: "LOCAL_PRIVATE_KEY" },
  testnet("sepolia", 11_155_111, "l1", "SEPOLIA_RPC_URL"),
  testnet("hoodi", 560_048, "l1", "HOODI_RPC_URL"),
  testnet("baseSepolia", 84_532, "op", "BASE_SEPOLIA_RPC_URL"),
  testnet("optimismSepolia", 11_155_420, "op", "OPTIMISM_SEPOLIA_RPC_URL"),
  testnet("arbitrumSepolia", 421_614, "generic", "ARBITRUM_SEPOLIA_RPC_URL"),
];
