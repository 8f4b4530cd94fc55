import { gasLimitOf } from "@parley/sdk";
import { createWalletClient, type Hex, http, type RpcTransactionRequest, type TypedDataDefinition } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { estimateGas } from "viem/actions";
import { LOCAL_CHAIN_ID, localChain } from "../chains.ts";
import { env } from "../env.ts";
import { getSettings } from "../settings.ts";

/** The public phrase of every local development chain. Anyone can spend what its accounts hold. */
const PHRASE = "test test test test test test test test test test test junk";

const toBigInt = (value: Hex | undefined) => (value === undefined ? undefined : BigInt(value));

/** Answers a wallet's JSON-RPC call for the test account with this index: signs what needs a key, hands the rest to the local chain, at the address that the page reads it through. */
export async function answer(index: number, method: string, params: unknown): Promise<unknown> {
  const account = mnemonicToAccount(PHRASE, { addressIndex: index });
  const client = createWalletClient({ account, chain: localChain, transport: http(getSettings().rpc[LOCAL_CHAIN_ID] ?? env.localRpc) });
  switch (method) {
    case "personal_sign":
      return account.signMessage({ message: { raw: (params as [Hex])[0] } });
    case "eth_signTypedData_v4":
      return account.signTypedData(JSON.parse((params as [Hex, string])[1]) as TypedDataDefinition);
    case "eth_sendTransaction": {
      const [{ to, data, value, gas }] = params as [RpcTransactionRequest];
      const call = { to, data, value: toBigInt(value) };
      return client.sendTransaction({ ...call, gas: toBigInt(gas) ?? gasLimitOf(await estimateGas(client, { account, ...call })) });
    }
    default:
      return client.request({ method, params } as never);
  }
}
