import { chainOver, createPeer, type Peer, type Refusal, systemClock } from "@parley/network";
import { isPeer, shippedBootstrap } from "@parley/network/bootstrap";
import { createNodeLink } from "@parley/network/node";
import { type ProposalLetter, proposalId } from "@parley/sdk";
import { MemoryDatastore } from "datastore-core";
import type { Chain } from "./chain.ts";
import type { Options, Values } from "./command.ts";
import { Failure, UsageError } from "./errors.ts";
import type { Terminal } from "./terminal.ts";

export const peerOptions = {
  peer: {
    type: "string",
    multiple: true,
    hint: "<multiaddr>",
    help: "a daemon of the peer network to go through, such as /dns4/peer.example.org/tcp/443/wss; or PARLEY_PEERS, with commas. The local one is /ip4/127.0.0.1/tcp/4310/ws",
  },
} as const satisfies Options;

/** What `npm start` runs. */
const LOCAL_PEER = "/ip4/127.0.0.1/tcp/4310/ws";

/** How long connecting, and then catching up, may take; in milliseconds. */
const MEET_WITHIN = 15_000;
const CATCH_UP_WITHIN = 30_000;

const refusals: Readonly<Record<Refusal, string>> = {
  tooLarge: "It is too large for the network. Hand it on as a link or a file.",
  malformed: "It does not hold by its own terms.",
  otherContract: "It is for another network or contract.",
  badSignature: "Its signature does not hold.",
  expired: "It has expired.",
  expiresTooLate: "It is open for longer than the network keeps anything. Sign one that expires sooner.",
  dead: "It cannot be accepted any more.",
  cannotPerform: "Its maker does not hold, or does not allow Parley to take, what it promises.",
  tooMany: "Its maker has as many proposals in the network as it takes of one account. Cancel one.",
  storeFull: "There is no room for it.",
  notChecked: "The chain cannot be asked just now. Try again.",
};

/** Where to begin. @throws UsageError */
function addresses({ deployment, isLocal }: Chain, { peer }: Values<typeof peerOptions>, { env }: Terminal): readonly string[] {
  const named = peer ?? (env.PARLEY_PEERS ? env.PARLEY_PEERS.split(",").map((it) => it.trim()) : undefined);
  const shipped = shippedBootstrap.get(deployment.chainId) ?? (isLocal ? [LOCAL_PEER] : []);
  const all = named ?? shipped;
  const wrong = all.find((it) => !isPeer(it));
  if (wrong !== undefined)
    throw new UsageError(`--peer: "${wrong}" is no multiaddr of a peer, such as /dns4/peer.example.org/tcp/443/wss.`);
  if (all.length === 0) throw new UsageError("Which peer? Say --peer <multiaddr>, or set PARLEY_PEERS. `parley peer` starts one.");
  return all;
}

interface Joined {
  readonly peer: Peer;
  leave(): Promise<void>;
}

/** Joins the network as a peer that nobody can reach and that forgets everything. @throws Failure if nobody is met. */
async function join(chain: Chain, bootstrap: readonly string[], terminal: Terminal): Promise<Joined> {
  const { client, deployment } = chain;
  const datastore = new MemoryDatastore();
  const link = await createNodeLink({ datastore, listen: [], bootstrap });
  const { chainId, address, block } = deployment;
  const domain = { chainId, address };
  const peer = await createPeer({ domain, link, datastore, chain: chainOver({ client, domain, fromBlock: block }) });
  const leave = async (): Promise<void> => {
    await peer.stop();
    await link.stop();
  };
  terminal.progress("Looking for peers …");
  if (await comesTrue(() => peer.peers().length > 0, MEET_WITHIN, terminal)) return { peer, leave };
  await leave();
  throw new Failure(`No peer answers at ${bootstrap.join(", ")}. Is one running there? \`parley peer\` starts one.`);
}

/** The signed proposals that peers hold. @throws Failure UsageError */
export async function hearLetters(
  chain: Chain,
  values: Values<typeof peerOptions>,
  terminal: Terminal,
): Promise<readonly ProposalLetter[]> {
  const { peer, leave } = await join(chain, addresses(chain, values, terminal), terminal);
  try {
    terminal.progress("Catching up with peers …");
    const isUpToDate = await comesTrue(() => peer.counters().synced > 0, CATCH_UP_WITHIN, terminal);
    if (!isUpToDate) terminal.say("No peer answered to the end in time: something may be missing.");
    return [...peer.proposals().values()].map((it) => it.letter);
  } finally {
    await leave();
  }
}

/**
 * Gives a signed proposal to the network, and sees to it that it holds it: a second peer without memory asks for it.
 * @throws Failure if nobody is met, or the network does not take it. UsageError
 */
export async function announce(
  chain: Chain,
  letter: ProposalLetter,
  values: Values<typeof peerOptions>,
  terminal: Terminal,
): Promise<void> {
  const bootstrap = addresses(chain, values, terminal);
  const id = proposalId(letter, letter.proposal);
  const { peer, leave } = await join(chain, bootstrap, terminal);
  try {
    terminal.progress("Announcing …");
    const refusal = await peer.publish(letter);
    if (refusal !== undefined) throw new Failure(`The network does not take it. ${refusals[refusal]}`);
    const witness = await join(chain, bootstrap, terminal);
    try {
      terminal.progress("Waiting until a peer has it …");
      if (await comesTrue(() => witness.peer.proposals().has(id), CATCH_UP_WITHIN, terminal)) return;
      throw new Failure("It was sent to a peer, and no peer showed that it has it. Announce it again later, or hand it on as a link.");
    } finally {
      await witness.leave();
    }
  } finally {
    await leave();
  }
}

/** Waits until something is so. @returns whether it came to that. */
async function comesTrue(isSo: () => boolean, within: number, { interrupted }: Terminal): Promise<boolean> {
  const deadline = systemClock.now() + within;
  while (!isSo()) {
    if (systemClock.now() > deadline || interrupted.aborted) return false;
    await new Promise<void>((resolve) => void systemClock.after(50, resolve));
  }
  return true;
}
