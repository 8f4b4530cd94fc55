import {
  chainOver,
  createPeer,
  createPresences,
  createTalks,
  makersIn,
  type Peer,
  type Presence,
  type Presences,
  presentUntil,
  systemClock,
  type Talks,
  turn,
  verifyOnChain,
} from "@parley/network";
import { type Deployment, letterToFragment, type ProposalLetter } from "@parley/sdk";
import type { Address, Client } from "viem";
import type { Config } from "wagmi";
import { signTypedData } from "wagmi/actions";
import { reader } from "../data/reader.ts";
import { announceAgain } from "./announced.ts";
import { screenInPage } from "./screen.ts";

/** Where the page's own server says that peers may be found. */
const BOOTSTRAP = "/bootstrap.json";

export interface JoinOptions {
  readonly deployment: Deployment;
  readonly client: Client;
  /** Of the wallets that take calls, and sign for it. */
  readonly config: Config;
  /** The user's own addresses to begin with. */
  readonly bootstrap: readonly string[];
  /** Calls back with the Unix time of each new block. */
  readonly onBlock: (listener: (time: bigint) => void) => () => void;
}

export interface Joined {
  readonly peer: Peer;
  readonly presences: Presences;
  /** Takes calls for a wallet, and makes them, until it is stopped. */
  readonly talkAs: (wallet: Address) => Talks;
  readonly untilOf: (presence: Presence) => number;
  readonly fragmentOf: (letter: ProposalLetter) => string;
  readonly leave: () => Promise<void>;
}

/** In a part of its own, which a browser runs at another moment than the rest. */
const loadLink = () => import("@parley/network/browser");

async function shippedAddresses(chainId: number): Promise<readonly string[]> {
  const answer = await fetch(BOOTSTRAP).catch(() => undefined);
  if (!answer?.ok) return [];
  const { parseBootstrap } = await loadLink();
  try {
    return parseBootstrap(await answer.text()).get(chainId) ?? [];
  } catch {
    return []; // Whoever serves the page wrote it wrong; the user's own addresses remain, and the peers met before.
  }
}

/** Takes part in the peer network of one deployment. @throws LinkError */
export async function join({ deployment, client, config, bootstrap, onBlock }: JoinOptions): Promise<Joined> {
  const { chainId, address } = deployment;
  const { createBrowserLink, isPeer, openBrowserDatastore, stunUrl } = await loadLink();
  const addresses = [...(await shippedAddresses(chainId)), ...bootstrap];
  const { datastore, close } = await openBrowserDatastore(`parley-peer-${chainId}-${address.toLowerCase()}`);
  const { screen, stop } = screenInPage();
  const iceServers = addresses.flatMap((it) => stunUrl(it) ?? []).map((urls) => ({ urls }));
  const link = await createBrowserLink({ datastore, bootstrap: addresses.filter(isPeer), iceServers });
  const chain = chainOver({ client: reader(client) as never, domain: deployment, fromBlock: deployment.block, watch: onBlock });
  await turn();
  const knownTokens = deployment.tokens.map((it) => it.address);
  const peer = await createPeer({ domain: deployment, link, chain, datastore, screen, knownTokens });
  void announceAgain(peer);
  const verify = verifyOnChain(reader(client));
  const presences = createPresences({ link, domain: deployment, verify, clock: systemClock, isMaker: makersIn(peer) });
  return {
    peer,
    presences,
    untilOf: presentUntil,
    fragmentOf: letterToFragment,
    talkAs: (wallet) =>
      createTalks({
        link,
        domain: deployment,
        signer: { wallet, sign: (data) => signTypedData(config, { ...data, account: wallet } as never) },
        verify,
        clock: systemClock,
        find: (called) => presences.find(called)?.peer,
      }),
    leave: async () => {
      presences.stop();
      await peer.stop();
      await link.stop();
      stop();
      await close();
    },
  };
}
