import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Daemon, startDaemon } from "@parley/network/daemon";
import {
  approvalCall,
  approvalToJoin,
  type Book,
  type Call,
  type Deployment,
  type LoanEntry,
  type PostedProposal,
  type ProposalLetter,
  proposalId,
  readBook,
  syndicateAddress,
  syndicateCallsOf,
  syndicatesCallsOf,
} from "@parley/sdk";
import { JsonRpcProvider } from "ethers";
import {
  createTestClient,
  createWalletClient,
  encodeFunctionData,
  type Hex,
  http,
  isAddressEqual,
  publicActions,
  type TestClient,
} from "viem";
import { privateKeyToAccount } from "viem/accounts";
import { deploy } from "../../deploy/deploy.ts";
import { DEPLOYER_ACCOUNT, testAccount } from "../../deploy/local.ts";
import { LOCAL_CHAIN_ID } from "../../deploy/networks.ts";
import { seed } from "../../deploy/seed.ts";
import { startChain } from "../../scripts/chain.ts";
import { createProcesses, freePort } from "../../scripts/processes.ts";
import type { Surroundings } from "./calling.ts";

/** A local chain with the market of `npm start` on it. */
export interface Market {
  readonly rpc: string;
  readonly deployment: Deployment;
  readonly client: TestClient & ReturnType<typeof publicActions>;
  /** A folder of its own, which goes with the market. */
  readonly folder: string;
  readBook(): Promise<Book>;
  /** Remembers how the chain is. @returns what brings it back to that. */
  remember(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

let shared: Promise<Market> | undefined;

/** The one market of all tests, which put it back as it was. It goes when they are over. */
export function openMarket(): Promise<Market> {
  shared ??= startMarket();
  return shared;
}

after(async () => (await shared)?.stop());

async function startMarket(): Promise<Market> {
  const folder = mkdtempSync(join(tmpdir(), "parley-cli-"));
  const processes = createProcesses();
  const onEnd = (error: Error): void => {
    throw error;
  };
  const chain = await startChain({ folder, port: await freePort(), log: join(folder, "chain.log"), processes, say: () => {}, onEnd });
  const provider = new JsonRpcProvider(chain.rpc, LOCAL_CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20 });
  const signer = testAccount(DEPLOYER_ACCOUNT).connect(provider);
  const deployment = await deploy({ signer, testTokens: true, known: undefined, say: () => {} });
  await seed(provider, deployment);
  provider.destroy();
  const client = createTestClient({ mode: "anvil", transport: http(chain.rpc) }).extend(publicActions);
  return {
    rpc: chain.rpc,
    deployment,
    client,
    folder,
    readBook: () => readBook(client as never, deployment),
    async remember() {
      let snapshot = await client.snapshot();
      return async () => {
        await client.revert({ id: snapshot });
        snapshot = await client.snapshot();
      };
    },
    async stop() {
      await chain.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A peer of the network on a market's chain, reachable on this machine alone. It keeps what it holds under a name. */
export function startPeer({ folder, rpc, deployment: { chainId, address } }: Market, name: string): Promise<Daemon> {
  return startDaemon({
    state: join(folder, name),
    networks: [{ chainId, rpc, contract: address, tokens: null }],
    hosts: ["127.0.0.1"],
    port: 0,
    stunHosts: ["127.0.0.1"],
    stunPort: null,
    announce: [],
    statusHost: "127.0.0.1",
    statusPort: 0,
    relay: { reservations: 8, minutes: 1, megabytes: 1 },
    bootstrap: [],
  });
}

/** The accounts of the seeded market, by what they do there. */
export const accounts = {
  /** Have tokens, and no loans. */
  newcomer: 0,
  secondNewcomer: 1,
  artist: 4,
  trader: 5,
  workshop: 6,
  saver: 7,
  fund: 8,
  /** Has nothing. */
  stranger: 9,
} as const;

export type Role = keyof typeof accounts;

export const keyOf = (role: Role): Hex => testAccount(accounts[role]).privateKey as Hex;
export const addressOf = (role: Role): Hex => testAccount(accounts[role]).address as Hex;

/** A loan or a posted proposal of somebody, as the market begins. */
export const loanOf = (book: Book, role: Role, isWanted: (it: LoanEntry) => boolean = () => true): Hex => {
  const found = [...book.loans.values()].find(
    (it) => it.status === "open" && isAddressEqual(it.agreement.borrower, addressOf(role)) && isWanted(it),
  );
  if (found === undefined) throw new Error(`The market has no such loan of ${role}.`);
  return found.id;
};
export const postedBy = (book: Book, role: Role, isWanted: (it: PostedProposal) => boolean = () => true): Hex => {
  const found = [...book.proposals.values()].find(
    (it) => it.left > 0n && isAddressEqual(it.proposal.maker, addressOf(role)) && isWanted(it),
  );
  if (found === undefined) throw new Error(`The market has no such proposal of ${role}.`);
  return found.id;
};
export const isUnderway = ({ loan }: LoanEntry): boolean => loan?.inAuction === true;
export const isOverdue = ({ loan, agreement: { terms } }: LoanEntry): boolean =>
  loan?.inAuction === false && terms.instalments === 1n && terms.collateral.length === 2;

/** Opens the loan of a signed request that several lend on together. @returns its id */
export async function lendTogether(market: Market, letter: ProposalLetter, parts: Partial<Record<Role, bigint>>): Promise<Hex> {
  const { deployment, client } = market;
  const { syndicates } = deployment;
  if (syndicates === null) throw new Error("There are no syndicates on the local chain.");
  const { proposal, signature } = letter;
  const address = syndicateAddress(deployment, syndicates, proposal);
  const syndicate = syndicateCallsOf(address);
  const send = async (role: Role, call: Call): Promise<void> => {
    const wallet = createWalletClient({ account: privateKeyToAccount(keyOf(role)), transport: http(market.rpc) });
    const hash = await wallet.sendTransaction({ chain: null, to: call.address, data: encodeFunctionData(call) });
    const { status } = await client.waitForTransactionReceipt({ hash });
    if (status !== "success") throw new Error(`${role} could not call ${call.functionName}.`);
  };
  await send("fund", syndicatesCallsOf(syndicates).create(proposal));
  for (const [role, amount] of Object.entries(parts) as [Role, bigint][]) {
    await send(role, approvalCall(approvalToJoin({ request: proposal, id: proposalId(deployment, proposal), address }, amount)));
    await send(role, syndicate.join(amount));
  }
  await send("fund", syndicate.open(proposal, "0x", signature));
  const { loans } = await market.readBook();
  const opened = [...loans.values()].find((it) => isAddressEqual(it.lender, address));
  if (opened === undefined) throw new Error("The syndicate has no loan.");
  return opened.id;
}

/** What surrounds a command line of somebody: a folder, and an environment with his key. */
export function surroundings(
  { rpc, deployment }: Market,
  cwd: string,
  role: Role,
  env: Readonly<Record<string, string>> = {},
): Surroundings {
  const own = { PARLEY_HOME: join(cwd, role), PARLEY_KEY: keyOf(role), [`PARLEY_RPC_${deployment.chainId}`]: rpc };
  return { cwd, env: { ...own, ...env } };
}
