import { globSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { network } from "hardhat";
import { type Abi, type Address, createPublicClient, createTestClient, custom, getAddress, http, publicActions, walletActions } from "viem";
import { hardhat } from "viem/chains";

const artifacts = join(import.meta.dirname, "..", "..", "artifacts", "contracts");

/** A chain in this process, which mines thousands of blocks at once. */
export async function startChain() {
  const { provider, close } = await network.create();
  const client = createTestClient({ mode: "hardhat", chain: hardhat, transport: custom(provider, { retryCount: 0 }), pollingInterval: 10 })
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
  const send = async (account: Address, call: { address: Address; abi: Abi; functionName: string; args: readonly unknown[] }) => {
    const { request } = await client.simulateContract({ ...call, account });
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(request) });
    if (status !== "success") throw new Error(`${call.functionName} failed.`);
  };
  return { provider, client, accounts, deploy, send, stop: close };
}

export interface Contract {
  readonly address: Address;
  readonly abi: Abi;
  readonly block: bigint;
}

type Provider = Awaited<ReturnType<typeof startChain>>["provider"];

/** An RPC of that chain which refuses log queries over more than `most` blocks, and counts what it is asked, by method. */
export async function startProxy(provider: Provider, most: number) {
  const asked = new Map<string, number>();
  const answer = async ({ method, params }: { readonly method: string; readonly params: readonly unknown[] }): Promise<object> => {
    asked.set(method, (asked.get(method) ?? 0) + 1);
    const [range] = params as readonly { readonly fromBlock: string; readonly toBlock: string }[];
    const tooMany = method === "eth_getLogs" && range !== undefined && Number(range.toBlock) - Number(range.fromBlock) + 1 > most;
    if (tooMany) return { error: { code: -32_602, message: "Block range is too large" } };
    return provider.request({ method, params: [...params] }).then(
      (result) => ({ result }),
      ({ code, message, data }) => ({ error: { code, message, data } }),
    );
  };
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", async () => {
      const { id, ...asking } = JSON.parse(Buffer.concat(chunks).toString());
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...(await answer({ params: [], ...asking })) }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = createPublicClient({ chain: hardhat, transport: http(url) });
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, client, asked, stop };
}

function artifact(name: string): { readonly abi: Abi; readonly bytecode: `0x${string}` } {
  const [path] = globSync(`**/${name}.sol/${name}.json`, { cwd: artifacts });
  if (path === undefined) throw new Error(`${name} is not compiled. Run "npx hardhat build" first.`);
  return JSON.parse(readFileSync(join(artifacts, path), "utf8"));
}
