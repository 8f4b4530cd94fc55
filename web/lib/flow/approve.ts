import { type Approval, approvalCall, formatAmount, resetCall, type TokenInfo } from "@parley/sdk";
import { erc20Abi, erc721Abi, erc1155Abi, isAddressEqual } from "viem";
import { readContract, simulateContract } from "viem/actions";
import type { FlowContext, Step, TransactionStep } from "./flow.ts";

function symbolOf(token: TokenInfo | undefined): string {
  return token && "symbol" in token ? token.symbol : "the token";
}

async function isGiven({ kind, token, spender, id, amount }: Approval, { client, account }: FlowContext): Promise<boolean> {
  switch (kind) {
    case "ERC20":
      return (await readContract(client, { address: token, abi: erc20Abi, functionName: "allowance", args: [account, spender] })) >= amount;
    case "ERC721":
      return isAddressEqual(
        await readContract(client, { address: token, abi: erc721Abi, functionName: "getApproved", args: [id] }),
        spender,
      );
    case "ERC1155":
      return readContract(client, { address: token, abi: erc1155Abi, functionName: "isApprovedForAll", args: [account, spender] });
  }
}

/** Allowing an ERC-20: exactly the sum, after clearing an old allowance where the token insists on that. */
function sumSteps(
  approval: Approval,
  give: Pick<TransactionStep, "kind" | "settled" | "call">,
  token: TokenInfo | undefined,
  taker: string,
): readonly Step[] {
  const symbol = symbolOf(token);
  const sum = token?.kind === "ERC20" ? formatAmount(approval.amount, token.decimals) : `${approval.amount} units of`;
  return [
    {
      kind: "transaction",
      title: `Clear the old allowance of ${symbol}`,
      detail: "This token refuses to change an allowance that is not zero.",
      hiddenUnlessNeeded: true,
      settled: async (context) => (await isGiven(approval, context)) || accepted(approval, context),
      call: () => resetCall(approval),
    },
    { ...give, title: `Allow ${taker} to take ${sum} ${symbol}`, detail: "Exactly this sum, not a standing permission." },
  ];
}

function stepsOf(approval: Approval, token: TokenInfo | undefined, taker: string): readonly Step[] {
  const give = {
    kind: "transaction",
    settled: (context: FlowContext) => isGiven(approval, context),
    call: () => approvalCall(approval),
  } as const;
  switch (approval.kind) {
    case "ERC20":
      return sumSteps(approval, give, token, taker);
    case "ERC721":
      return [{ ...give, title: `Allow ${taker} to take ${symbolOf(token)} #${approval.id}`, detail: "This one item only." }];
    case "ERC1155":
      return [
        {
          ...give,
          title: `Allow ${taker} to take items of ${symbolOf(token)}`,
          detail: "This kind of token knows no smaller permission. You can take it back afterwards.",
        },
      ];
  }
}

/**
 * The steps that give what `approvalsToPost` and its like ask for: exact sums, never unlimited. What is given already is skipped.
 * @param taker What the spender is called.
 */
export function approvalSteps(approvals: readonly Approval[], tokens: ReadonlyMap<string, TokenInfo>, taker = "Parley"): readonly Step[] {
  return approvals.flatMap((approval) => stepsOf(approval, tokens.get(approval.token), taker));
}

/** Whether the token takes the approval as it stands, with whatever was allowed before. */
function accepted(approval: Approval, { client, account }: FlowContext): Promise<boolean> {
  return simulateContract(client, { ...approvalCall(approval), account } as never).then(
    () => true,
    () => false,
  );
}
