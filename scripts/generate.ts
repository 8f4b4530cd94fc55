import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { JsonRpcProvider } from "ethers";
import { DEPLOYER_ACCOUNT, testAccount } from "../deploy/local.ts";
import { LOCAL_CHAIN_ID } from "../deploy/networks.ts";
import { readRecord, writeRecord } from "../deploy/records.ts";
import { startChain } from "./chain.ts";
import { createProcesses, freePort, type Processes, root, StepError } from "./processes.ts";

/** Contracts whose ABI the sdk carries, by the module that holds it and the name it has there. */
const abis = {
  parley: ["contracts/Parley.sol/Parley.json", "parleyAbi"],
  allowlistGate: ["contracts/periphery/AllowlistGate.sol/AllowlistGate.json", "allowlistGateAbi"],
  attestationGate: ["contracts/periphery/AttestationGate.sol/AttestationGate.json", "attestationGateAbi"],
  noteSale: ["contracts/periphery/NoteSale.sol/NoteSale.json", "noteSaleAbi"],
  ltvCovenant: ["contracts/periphery/LtvCovenant.sol/LtvCovenant.json", "ltvCovenantAbi"],
  syndicate: ["contracts/periphery/Syndicate.sol/Syndicate.json", "syndicateAbi"],
  standingOrder: ["contracts/periphery/StandingOrder.sol/StandingOrder.json", "standingOrderAbi"],
  testToken: ["contracts/periphery/TestToken.sol/TestToken.json", "testTokenAbi"],
  testNft: ["contracts/periphery/TestNFT.sol/TestNFT.json", "testNftAbi"],
  testMultiToken: ["contracts/periphery/TestMultiToken.sol/TestMultiToken.json", "testMultiTokenAbi"],
} as const;

const ofContracts = ["typechain-types/**/*.ts", "sdk/src/abi/*.ts"] as const;
const ofDeployment = ["sdk/src/deployments.generated.ts", `deploy/records/${LOCAL_CHAIN_ID}.json`] as const;
const typesFolder = join(root, "cache", "types");

/**
 * Compiles the contracts and writes what follows from them: `typechain-types/`, the sdk's ABIs, the record of the local chain.
 * What is up to date is not touched: others may be reading it.
 * @returns Paths of the files that were stale, and are so no longer.
 * @throws StepError if the contracts do not compile.
 */
export async function generate(processes: Processes, log: string): Promise<readonly string[]> {
  const before = readGenerated([...ofContracts, ...ofDeployment]);
  rmSync(typesFolder, { recursive: true, force: true });
  await processes.run({
    name: "Compiling the contracts",
    command: "hardhat",
    args: ["build", "--no-tests"],
    log,
    env: { PARLEY_TYPES: typesFolder },
  });
  const fresh = new Map<string, string>([
    ...globSync("**/*.ts", { cwd: typesFolder }).map(
      (path) => [join("typechain-types", path), readFileSync(join(typesFolder, path), "utf8")] as const,
    ),
    ...Object.entries(abis).map(([module, it]) => [join("sdk", "src", "abi", `${module}.ts`), abiModule(it[0], it[1])] as const),
  ]);
  for (const path of readGenerated(ofContracts).keys()) if (!fresh.has(path)) rmSync(join(root, path));
  for (const [path, text] of fresh) if (lines(before.get(path)) !== lines(text)) write(path, text);

  await recordLocalDeployment(processes);

  const after = readGenerated([...ofContracts, ...ofDeployment]);
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

/** The local chain's record follows from the contracts: if they have changed, a chain of a moment tells what it is now. */
async function recordLocalDeployment(processes: Processes): Promise<void> {
  // Not before: it reads what was compiled just now.
  const { deploy, isCurrent } = await import("../deploy/deploy.ts");
  const recorded = readRecord(LOCAL_CHAIN_ID);
  if (recorded && (await isCurrent(recorded))) return;

  const folder = mkdtempSync(join(tmpdir(), "parley-record-"));
  const fail = (error: StepError): void => console.error(error.message);
  const log = join(folder, "chain.log");
  const chain = await startChain({ folder, port: await freePort(), log, processes, say: console.error, onEnd: fail });
  const provider = new JsonRpcProvider(chain.rpc, LOCAL_CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20 });
  try {
    const signer = testAccount(DEPLOYER_ACCOUNT).connect(provider);
    writeRecord(await deploy({ signer, testTokens: true, known: undefined, say: () => {} }));
  } finally {
    provider.destroy();
    await chain.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A module with an ABI, without the names that types have in Solidity only. Browsers read text of this size much faster than an expression, so
 * the ABI is text, and the expression its type.
 */
function abiModule(artifact: string, name: string): string {
  const { abi } = JSON.parse(readFileSync(join(root, "artifacts", artifact), "utf8"), (key, value) =>
    key === "internalType" ? undefined : value,
  ) as { abi: unknown };
  return [
    "/** Generated from the contract's artifact; do not edit. */",
    `export const ${name} = JSON.parse(`,
    `  '${JSON.stringify(abi)}',`,
    `) as ${JSON.stringify(abi, null, 2)};`,
    "",
  ].join("\n");
}

function readGenerated(patterns: readonly string[]): ReadonlyMap<string, string> {
  const paths = globSync([...patterns], { cwd: root });
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** TypeChain orders its lists as the compiler's cache happens to be: files that differ in nothing else are the same. */
const lines = (text: string | undefined): string | undefined =>
  text
    ?.trim()
    .split(/[\n;]/)
    .map((line) => line.trim())
    .sort()
    .join("\n");

if (import.meta.main) {
  const processes = createProcesses();
  process.on("SIGINT", () => void processes.stop()).on("SIGTERM", () => void processes.stop());
  try {
    const stale = await generate(processes, join(root, ".parley", "logs", "compile.log"));
    console.log(stale.length > 0 ? `Regenerated: ${stale.join(", ")}` : "Everything generated was up to date.");
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
