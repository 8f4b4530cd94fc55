import { AssetKind, type KnownToken, testMultiTokenAbi, testNftAbi, testTokenAbi } from "@parley/sdk";
import type { Address, Client } from "viem";
import { getBlock, readContract } from "viem/actions";
import type { Flow, FlowContext, TransactionStep } from "./flow.ts";
import { harmlessReview } from "./review.ts";

function abiOf({ kind }: KnownToken) {
  if (kind === AssetKind.ERC20) return testTokenAbi;
  return kind === AssetKind.ERC721 ? testNftAbi : testMultiTokenAbi;
}

/** When an account may draw a test token again, in Unix seconds; zero if it never drew, or the token knows no pause. */
export async function readNextDraw(client: Client, token: KnownToken, account: Address): Promise<bigint> {
  if (token.kind === AssetKind.ERC721) return 0n;
  return readContract(client, { address: token.address, abi: testTokenAbi, functionName: "nextDraw", args: [account] });
}

async function hasDrawn(token: KnownToken, { client, account }: FlowContext): Promise<boolean> {
  const [next, { timestamp }] = await Promise.all([readNextDraw(client, token, account), getBlock(client, { blockTag: "latest" })]);
  return timestamp < next;
}

/** Draws a test token once. Not needed where it was drawn within a day. */
export function drawStep(token: KnownToken): TransactionStep {
  return {
    kind: "transaction",
    title: token.kind === AssetKind.ERC721 ? `Mint a ${token.symbol}` : `Draw ${token.symbol}`,
    settled: (context) => hasDrawn(token, context),
    call: () => ({ address: token.address, abi: abiOf(token), functionName: "faucet", args: [] }),
  };
}

/** Draws each of these test tokens once. */
export function drawFlow(tokens: readonly KnownToken[]): Flow {
  return {
    title: tokens.length === 1 ? `Draw ${tokens[0]?.symbol}` : "Draw test tokens",
    review: () => harmlessReview("Test tokens, which are worth nothing"),
    steps: tokens.map(drawStep),
    done: "They are in your wallet. They are worth nothing.",
  };
}
