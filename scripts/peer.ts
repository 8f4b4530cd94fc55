import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bootstrapCodec, parseBootstrap } from "@parley/network/bootstrap";
import { LOCAL_CHAIN_ID } from "../deploy/networks.ts";
import { readRecord } from "../deploy/records.ts";
import { isPortFree, type Processes, StepError } from "./processes.ts";

/** How long the peer may take to be well. */
const READY_SECONDS = 60;

export interface PeerOptions {
  /** Where its identity and proposals are kept. */
  readonly folder: string;
  /** TCP for peers, UDP for STUN. */
  readonly port: number;
  /** Of its health and metrics. */
  readonly statusPort: number;
  /** JSON-RPC of the local chain. */
  readonly rpc: string;
  readonly log: string;
  readonly processes: Processes;
  /** Told in words if it ends by itself. Pages go on without it: that is what the network is for. */
  readonly say: (line: string) => void;
}

/** The peer beside a local chain. */
export interface LocalPeer {
  /** Its multiaddr. */
  readonly address: string;
  /** Where `/health` and `/metrics` are. */
  readonly status: string;
  stop(): Promise<void>;
}

/** Forgets the proposals that the peer in `folder` holds, not who it is. */
export function forgetProposals(folder: string): void {
  rmSync(join(folder, "proposals"), { recursive: true, force: true });
}

/**
 * Starts `parley peer` for the local chain, and waits until it is well.
 * @throws StepError if a port is taken, or it does not come up.
 */
export async function startPeer({ folder, port, statusPort, rpc, log, processes, say }: PeerOptions): Promise<LocalPeer> {
  await assertFree("--peer-port", port);
  await assertFree("--status-port", statusPort);
  const config = {
    state: folder,
    networks: [{ chainId: LOCAL_CHAIN_ID, rpc, contract: readRecord(LOCAL_CHAIN_ID)?.address }],
    ...{ hosts: ["127.0.0.1"], port, stunHosts: ["127.0.0.1"], stunPort: port, statusPort },
  };
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "config.json");
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`);

  const args = ["--import", "tsx", "scripts/parley.ts", "peer", "--config", file, "--state", folder, "--port", `${port}`];
  const env = { [`PARLEY_RPC_${LOCAL_CHAIN_ID}`]: rpc };
  const service = processes.start({ name: "The peer", command: "node", args, log, env }, (error) => {
    say(`${error.message} Pages go on without it. To have it back: npm run parley -- peer --config ${file}`);
  });
  const status = `http://127.0.0.1:${statusPort}`;
  let addresses: readonly string[] = [];
  await service.ready(async () => {
    const response = await fetch(`${status}/health`);
    if (!response.ok) throw new StepError("The peer is not well.");
    addresses = await readAddresses(response);
  }, READY_SECONDS);
  const [address] = addresses;
  if (address === undefined) throw new StepError(`The peer has no address. The log is ${log}.`);
  return { address, status, stop: service.stop };
}

async function readAddresses(response: Response): Promise<readonly string[]> {
  const { addresses } = (await response.json()) as { readonly addresses: unknown };
  return parseBootstrap(JSON.stringify({ [LOCAL_CHAIN_ID]: addresses })).get(LOCAL_CHAIN_ID) ?? [];
}

/** What a page's `bootstrap.json` says where this is the peer to begin with. */
export function bootstrapFor(peer: LocalPeer | undefined): string {
  return JSON.stringify(bootstrapCodec.write(new Map(peer && [[LOCAL_CHAIN_ID, [peer.address]]])));
}

async function assertFree(option: string, port: number): Promise<void> {
  if (await isPortFree(port)) return;
  throw new StepError(`Port ${port} is taken. Stop the program that uses it, or give the peer another: npm start -- ${option} ${port + 2}`);
}
