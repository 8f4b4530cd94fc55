import type { Address, EIP1193Provider, Hex } from "viem";
import { LOCAL_CHAIN_ID } from "../chains.ts";

/** One of the accounts that every local development chain funds; their keys are public. */
export interface TestWallet {
  readonly id: string;
  readonly name: string;
  readonly index: number;
  readonly address: Address;
}

const addresses: readonly Address[] = [
  "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
  "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
];

export const testWallets: readonly TestWallet[] = addresses.map((address, index) => ({
  id: `testWallet${index + 1}`,
  name: `Test wallet ${index + 1}`,
  index,
  address,
}));

const CONNECTED_KEY = "parley.testWallet";
const chainId: Hex = `0x${LOCAL_CHAIN_ID.toString(16)}`;

class RpcFault extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

/** An EIP-1193 provider for one test wallet on the local chain. It signs at once; the code that signs is loaded when first needed. */
export function testWalletProvider(wallet: TestWallet): EIP1193Provider {
  const connected = () => window.localStorage.getItem(CONNECTED_KEY) === wallet.id;

  async function request({ method, params }: { method: string; params?: unknown }): Promise<unknown> {
    switch (method) {
      case "eth_chainId":
        return chainId;
      case "eth_accounts":
        return connected() ? [wallet.address] : [];
      case "eth_requestAccounts":
        window.localStorage.setItem(CONNECTED_KEY, wallet.id);
        return [wallet.address];
      case "wallet_requestPermissions":
        throw new RpcFault(-32601, "A test wallet has no permissions to ask for.");
      case "wallet_revokePermissions":
        if (connected()) window.localStorage.removeItem(CONNECTED_KEY);
        return null;
      case "wallet_switchEthereumChain":
        if ((params as [{ chainId: Hex }])[0].chainId === chainId) return null;
        throw new RpcFault(4200, "A test wallet lives on the local chain only. Connect a real wallet for another network.");
      case "wallet_addEthereumChain":
        throw new RpcFault(4200, "A test wallet lives on the local chain only.");
      default: {
        const { answer } = await import("./testWalletSigner.ts");
        return answer(wallet.index, method, params);
      }
    }
  }

  // Its account and network never change, so there is no event to tell anyone about.
  return { request, on: () => {}, removeListener: () => {} } as unknown as EIP1193Provider;
}
