import { type Address, type ContractFunctionParameters, type Hex, isAddressEqual, recoverAddress } from "viem";

/** Written out: where signatures are checked by the thousand, nothing else needs what would parse a signature of a function. */
const walletAbi = [
  {
    type: "function",
    name: "isValidSignature",
    stateMutability: "view",
    inputs: [
      { name: "hash", type: "bytes32" },
      { name: "signature", type: "bytes" },
    ],
    outputs: [{ type: "bytes4" }],
  },
] as const;
const MAGIC = "0x1626ba7e";
const HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0n;

/**
 * Whether an account signed a digest with its own key, as the contract sees it: 65 bytes, `v` of 27 or 28, `s` in the lower half. A
 * contract's signature, by ERC-1271, only the chain can check.
 */
export async function isSignedBy(signer: Address, digest: Hex, signature: Hex): Promise<boolean> {
  const isCanonical = signature.length === 132 && /1[bc]$/i.test(signature) && BigInt(`0x${signature.slice(66, 130)}`) <= HALF_ORDER;
  if (!isCanonical) return false;
  try {
    return isAddressEqual(await recoverAddress({ hash: digest, signature }), signer);
  } catch {
    return false; // No key has this signature.
  }
}

/** Asks a contract whether it signed a digest, by ERC-1271. */
export function signatureCall(signer: Address, digest: Hex, signature: Hex): ContractFunctionParameters {
  return { address: signer, abi: walletAbi, functionName: "isValidSignature", args: [digest, signature] };
}

/** Whether what a contract answered to {@link signatureCall} is a yes. */
export function isSignature(answer: unknown): boolean {
  return answer === MAGIC;
}
