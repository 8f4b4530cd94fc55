import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploymentOn } from "@parley/sdk";
import {
  type Abi,
  type Account,
  type Address,
  concat,
  createTestClient,
  encodeDeployData,
  getCreate2Address,
  type Hex,
  http,
  keccak256,
  publicActions,
  walletActions,
  zeroHash,
} from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { anvilBinary } from "../../scripts/chain.ts";
import { createProcesses, freePort } from "../../scripts/processes.ts";

const CREATE2_DEPLOYER = "0x4e59b44847b379578588920cA78FbF26c0B4956C";
const MNEMONIC = "test test test test test test test test test test test junk";
const artifacts = join(import.meta.dirname, "..", "..", "artifacts", "contracts");

export interface Contract {
  readonly address: Address;
  readonly abi: Abi;
}

/** What `probe` gives as soon as it gives anything. Fails after a while, with what was waited for. */
export async function until<T>(what: string, probe: () => Promise<T | undefined>, seconds = 120): Promise<T> {
  for (const deadline = Date.now() + seconds * 1000; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`In vain: ${what}`);
  }
}

/** A chain in a process of its own, with Parley on it where the record of the local chain says. */
export async function setStage() {
  const folder = mkdtempSync(join(tmpdir(), "parley-index-"));
  const processes = createProcesses();
  const port = await freePort();
  const rpc = `http://127.0.0.1:${port}`;
  const args = ["--port", `${port}`, "--chain-id", `${foundry.id}`, "--hardfork", "osaka", "--mnemonic", MNEMONIC, "--quiet"];
  const anvil = processes.start({ name: "The chain", command: anvilBinary(), args, log: join(folder, "chain.log") });
  await anvil.ready(() => fetch(rpc), 60);
  const client = createTestClient({ mode: "anvil", chain: foundry, transport: http(rpc, { retryCount: 0 }), pollingInterval: 5 })
    .extend(publicActions)
    .extend(walletActions);
  const accounts = Array.from({ length: 5 }, (_, addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex }));
  const [deployer] = accounts as [(typeof accounts)[number]];

  const done = async (hash: Hex): Promise<void> => {
    // Not viem's waiting, which looks once for each block: the chain may tell of a block before its receipts.
    const receipt = () => client.getTransactionReceipt({ hash }).catch(() => undefined);
    const { status } = await until(`transaction ${hash} is mined`, receipt);
    if (status !== "success") throw new Error(`Transaction ${hash} failed.`);
  };
  const deploy = async (name: string, args: readonly unknown[] = []): Promise<Contract> => {
    const { abi, bytecode } = artifact(name);
    const code = encodeDeployData({ abi, bytecode, args });
    await done(await client.sendTransaction({ account: deployer, to: CREATE2_DEPLOYER, data: concat([zeroHash, code]) }));
    return { abi, address: getCreate2Address({ from: CREATE2_DEPLOYER, salt: zeroHash, bytecodeHash: keccak256(code) }) };
  };
  /** Sends a call and waits until it is mined. Rejects, before anything is sent, if it would revert. */
  const send = async (account: Account, call: Contract & { functionName: string; args: readonly unknown[] }): Promise<void> => {
    const { request } = await client.simulateContract({ ...call, account });
    await done(await client.writeContract(request));
  };

  const renderer = await deploy("NoteRenderer");
  const parley = await deploy("Parley", [renderer.address]);
  const deployment = deploymentOn(foundry.id);
  if (deployment?.address !== parley.address) throw new Error("The record of the local chain names another Parley: run `npm start` once.");
  const syndicates = await deploy("Syndicate", [parley.address]);
  await deploy("NoteSale", [syndicates.address]);
  const stop = async (): Promise<void> => {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, processes, rpc, client, accounts, deploy, send, deployment, stop };
}

function artifact(name: string): { readonly abi: Abi; readonly bytecode: Hex } {
  const [path] = globSync(`**/${name}.sol/${name}.json`, { cwd: artifacts });
  if (path === undefined) throw new Error(`${name} is not compiled. Run "npx hardhat build" first.`);
  return JSON.parse(readFileSync(join(artifacts, path), "utf8"));
}
