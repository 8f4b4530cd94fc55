import hre from "hardhat";
import { DeployError, deploy } from "./deploy.ts";
import { networks } from "./networks.ts";
import { readRecord, writeRecord } from "./records.ts";

const connection = await hre.network.create();
const network = networks.find(({ name }) => name === connection.networkName);
if (!network) {
  console.error(
    `Name the network: npm run deploy -- --network <${networks.map(({ name }) => name).join("|")}>. deploy/networks.ts lists them.`,
  );
  process.exit(1);
}

try {
  const [signer] = await connection.ethers.getSigners();
  if (!signer) throw new DeployError(`Network ${network.name} has no account. Set ${network.key}.`);
  const known = readRecord(network.chainId);
  const deployment = await deploy({ signer, testTokens: network.testTokens, known, say: console.log });
  writeRecord(deployment);
  console.log(`Recorded in deploy/records/${network.chainId}.json: commit it. Publish the source with`);
  console.log(`  npm run verify -- --network ${network.name} ${deployment.address}`);
} catch (error) {
  if (!(error instanceof DeployError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
