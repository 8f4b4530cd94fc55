import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type Abi, type Address, createPublicClient, createTestClient, getAddress, http, publicActions, walletActions } from "viem";
import { foundry } from "viem/chains";

const root = join(import.meta.dirname, "..", "..");

/** A chain of its own for one test file, on a free port. */
export async function startChain() {
  const port = await freePort();
  const anvil = spawn(process.execPath, [join(root, "node_modules/@foundry-rs/anvil/bin.mjs"), "--port", `${port}`, "--prune-history", "100"], { stdio: ["ignore", "pipe", "inherit"] });
  await listening(anvil);
  const url = `http://127.0.0.1:${port}`;
  const client = createTestClient({ mode: "anvil", chain: foundry, transport: http(url, { timeout: 100_000, retryCount: 0 }), pollingInterval: 20 })
    .extend(publicActions)
    .extend(walletActions);
  const accounts = await client.getAddresses();

  const deploy = async (name: string, args: readonly unknown[] = []): Promise<Contract> => {
    const { abi, bytecode } = artifact(name);
    const hash = await client.deployContract({ abi, bytecode, args, account: accounts[9] ?? null });
    const { contractAddress, blockNumber } = await client.waitForTransactionReceipt({ hash });
    if (!contractAddress) throw new Error(`${name} was not deployed.`);
    return { address: getAddress(contractAddress), abi, block: blockNumber };
  };
  /** Sends a call and waits until it is mined. */
  const send = async (account: Address, call: { address: Address; abi: Abi | readonly unknown[]; functionName: string; args: readonly unknown[] }) => {
    const { request } = await client.simulateContract({ ...call, account } as never);
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(request as never) });
    if (status !== "success") throw new Error(`${call.functionName} failed.`);
  };
  const stop = () =>
    new Promise<void>((resolve) => {
      anvil.once("exit", () => resolve());
      anvil.kill();
    });
  return { url, client, accounts, deploy, send, stop };
}

export interface Contract {
  readonly address: Address;
  readonly abi: Abi;
  readonly block: bigint;
}

/** An RPC before `url` that refuses log queries over more than `most` blocks, and counts what it is asked, by method. */
export async function startProxy(url: string, most: number) {
  const asked = new Map<string, number>();
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      const { id, method, params } = JSON.parse(body);
      asked.set(method, (asked.get(method) ?? 0) + 1);
      response.setHeader("content-type", "application/json");
      if (method === "eth_getLogs" && Number(params[0].toBlock) - Number(params[0].fromBlock) + 1 > most) {
        response.end(JSON.stringify({ jsonrpc: "2.0", id, error: { code: -32_602, message: "Block range is too large" } }));
        return;
      }
      const answer = await fetch(url, { method: "POST", body, headers: { "content-type": "application/json" } });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const client = createPublicClient({ chain: foundry, transport: http(`http://127.0.0.1:${port}`) });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { client, asked, stop };
}

function artifact(name: string): { readonly abi: Abi; readonly bytecode: `0x${string}` } {
  const folder = name.startsWith("Mock") ? `contracts/mocks/${name}.sol` : `contracts/${name}.sol`;
  try {
    return JSON.parse(readFileSync(join(root, "artifacts", folder, `${name}.json`), "utf8"));
  } catch (cause) {
    throw new Error(`${name} is not compiled. Run "npx hardhat build" first.`, { cause });
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function listening(anvil: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    anvil.stdout?.on("data", (data: Buffer) => data.toString().includes("Listening on") && resolve());
    anvil.once("exit", (code) => reject(new Error(`anvil ended with code ${code} before it listened.`)));
  });
}
