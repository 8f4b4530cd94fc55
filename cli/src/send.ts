import { type Approval, AssetKind, approvalCall, type Call, explain, gasLimitOf, parseAddress, readMeans, resetCall } from "@parley/sdk";
import {
  type Address,
  createWalletClient,
  encodeFunctionData,
  type Hex,
  http,
  isAddressEqual,
  type LocalAccount,
  numberToHex,
  type TransactionReceipt,
} from "viem";
import type { Chain } from "./chain.ts";
import type { Options, Values } from "./command.ts";
import { Failure, UsageError } from "./errors.ts";
import { facts, printJson } from "./output.ts";
import { keyOptions, openSigner, type Signer } from "./signer.ts";
import type { Terminal } from "./terminal.ts";

export const sendOptions = {
  ...keyOptions,
  yes: { type: "boolean", help: "do not ask before sending" },
  unsent: {
    type: "boolean",
    help: "send nothing: print each call, approvals included, as `to` and `data` for any other wallet. Needs --from, and no key",
  },
  from: { type: "string", hint: "<address>", help: "with --unsent: the account that will send it" },
} as const satisfies Options;

type SendValues = Values<typeof sendOptions>;

/** Who acts: an account whose key is here, or only its address. */
export type Actor = Signer | { readonly address: Address; readonly unlock?: undefined };

/** @throws UsageError Failure */
export async function openActor(values: SendValues, terminal: Terminal): Promise<Actor> {
  if (values.unsent !== true) {
    if (values.from !== undefined) throw new UsageError("--from goes with --unsent. Who sends is whose key it is.");
    return await openSigner(values, terminal);
  }
  if (values.from === undefined) throw new UsageError("--unsent needs --from <address>: the account that will send it.");
  return { address: parseAddress(values.from, "--from") };
}

/** What is about to happen, told before anything is signed. */
export type Summary = readonly (readonly [label: string, text: string])[];

/** Something to do on chain. */
export interface Plan {
  /** What it does, such as `Repay the loan`. */
  readonly title: string;
  readonly summary: Summary;
  readonly approvals: readonly Approval[];
  /** Undefined: the approvals are all there is to send. */
  readonly call: Call | undefined;
}

/** Shows a plan, with the approvals that it still needs, and asks. @throws Failure if the answer is no. UsageError if nobody can be asked. */
export async function confirm(chain: Chain, actor: Actor, plan: Plan, values: SendValues, terminal: Terminal): Promise<void> {
  const { title, summary, approvals } = plan;
  const missing = await missingApprovals(chain, actor.address, approvals);
  const rows: Summary = [
    ["Account", `${actor.address}, on chain ${chain.deployment.chainId}`],
    ...summary,
    ...(missing.length === 0 ? [] : ([["First", missing.map((it) => approvalTitle(chain, it)).join("\n")]] as const)),
  ];
  terminal.say(`${title}\n${facts(rows)}\n`);
  if (values.yes === true || values.unsent === true) return;
  if (!terminal.isInteractive) throw new UsageError("Nobody is there to say yes. Look at what is above, and add --yes.");
  const answer = await terminal.ask("Go on? [y/N] ");
  if (!/^y(es)?$/i.test(answer.trim())) throw new Failure("Nothing was sent.");
}

/**
 * Carries out a plan that was confirmed: approvals first, exact ones, and only those that are missing.
 * @returns the receipt of its call; undefined where nothing was sent.
 * @throws Failure, and whatever the chain refuses.
 */
export async function carryOut(chain: Chain, actor: Actor, plan: Plan, terminal: Terminal): Promise<TransactionReceipt | undefined> {
  const missing = await missingApprovals(chain, actor.address, plan.approvals);
  if (actor.unlock === undefined) {
    const calls = [...missing.map((it) => ({ title: approvalTitle(chain, it), call: approvalCall(it) as Call }))];
    if (plan.call !== undefined) calls.push({ title: plan.title, call: plan.call });
    printJson(
      terminal,
      calls.map(({ title, call }) => unsent(title, call, chain)),
    );
    return undefined;
  }
  const account = await actor.unlock();
  for (const approval of missing) {
    const give = approvalCall(approval) as Call;
    if (approval.kind === "ERC20" && !(await isAccepted(chain, account, give))) {
      await send(chain, account, resetCall(approval), `Clear the old allowance of ${chain.tokens.symbol(approval.token)}`, terminal);
    }
    await send(chain, account, give, approvalTitle(chain, approval), terminal);
  }
  return plan.call === undefined ? undefined : await send(chain, account, plan.call, plan.title, terminal);
}

function unsent(title: string, call: Call, { deployment }: Chain): Readonly<Record<string, unknown>> {
  return { title, chainId: deployment.chainId, to: call.address, data: encodeFunctionData(call), value: call.value ?? 0n };
}

function approvalTitle({ tokens, deployment }: Chain, { kind, token, id, amount, spender }: Approval): string {
  const who = isAddressEqual(spender, deployment.address) ? "Parley" : `the contract ${spender}`;
  switch (kind) {
    case "ERC20":
      return `Allow ${who} to take ${tokens.money(token, amount)}, exactly`;
    case "ERC721":
      return `Allow ${who} to take ${isAddressEqual(token, deployment.address) ? `the note of loan ${numberToHex(id, { size: 32 }).slice(0, 10)}` : `${tokens.symbol(token)} #${id}`}`;
    case "ERC1155":
      return `Allow ${who} to take items of ${tokens.symbol(token)} (this kind of token knows no smaller permission)`;
  }
}

const kinds = { ERC20: AssetKind.ERC20, ERC721: AssetKind.ERC721, ERC1155: AssetKind.ERC1155 } as const;

async function missingApprovals({ client }: Chain, owner: Address, approvals: readonly Approval[]): Promise<readonly Approval[]> {
  const means = await Promise.all(
    approvals.map(({ kind, token, id, amount, spender }) => readMeans(client, owner, spender, [{ kind: kinds[kind], token, id, amount }])),
  );
  return approvals.filter(({ amount }, i) => (means[i]?.[0]?.allowance ?? 0n) < amount);
}

function isAccepted({ client }: Chain, account: LocalAccount, call: Call): Promise<boolean> {
  return client.simulateContract({ ...call, account } as never).then(
    () => true,
    () => false,
  );
}

async function send(chain: Chain, account: LocalAccount, call: Call, title: string, terminal: Terminal): Promise<TransactionReceipt> {
  const { client, rpc } = chain;
  terminal.progress(`${title} …`);
  const { request } = await client.simulateContract({ ...call, account } as never);
  if (terminal.interrupted.aborted) throw new Failure(`Stopped before this: ${title}.`);
  const wallet = createWalletClient({ account, chain: client.chain, transport: http(rpc) });
  const gas = gasLimitOf(await client.estimateContractGas(request as never));
  const hash: Hex = await wallet.writeContract({ ...(request as object), gas } as never);
  terminal.progress(`${title}: sent as ${hash}, waiting …`);
  const receipt = await Promise.race([client.waitForTransactionReceipt({ hash }), givenUp(title, hash, terminal)]).catch(
    (cause: unknown) => {
      if (cause instanceof Failure) throw cause;
      throw new Failure(`${title}: it was sent as ${hash}, and what became of it is not known. ${explain(cause).message}`, { cause });
    },
  );
  if (receipt.status !== "success") {
    throw new Failure(`${title}: it was sent as ${hash}, but the contract refused it: something changed in between. Look again and retry.`);
  }
  terminal.say(`✓ ${title} (${hash})`);
  return receipt;
}

/** @throws Failure once the person does not want to wait any more */
function givenUp(title: string, hash: Hex, { interrupted }: Terminal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const end = (): void => reject(new Failure(`${title}: it was sent as ${hash}, and may yet come true.`));
    if (interrupted.aborted) end();
    else interrupted.addEventListener("abort", end, { once: true });
  });
}
