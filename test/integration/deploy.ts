import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Deployment, parseDeployment } from "@parley/sdk";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import hre from "hardhat";
import { deploy } from "../../deploy/deploy.js";
import { testAccount } from "../../deploy/local.js";
import { anvilBinary } from "../../scripts/chain.js";
import { createProcesses, freePort, type Processes } from "../../scripts/processes.js";
import {
  NoteSale__factory as NoteSale,
  Parley__factory as Parley,
  StandingOrder__factory as StandingOrder,
  Syndicate__factory as Syndicate,
} from "../../typechain-types/index.js";

const SEPOLIA = 11_155_111;

// It runs in programs of its own, so there is nothing here for coverage to see.
if (!hre.globalOptions.coverage) {
  describe("deploying", () => {
    let folder: string;
    let processes: Processes;
    let provider: JsonRpcProvider;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "parley-deploy-"));
      processes = createProcesses();
    });

    afterEach(async () => {
      provider.destroy();
      await processes.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    /** A chain that takes itself for Sepolia. */
    async function rehearsal(...more: readonly string[]): Promise<string> {
      const port = await freePort();
      const args = ["--port", String(port), "--chain-id", String(SEPOLIA), "--quiet", ...more];
      const anvil = processes.start({ name: "The rehearsal's chain", command: anvilBinary(), args, log: join(folder, "anvil.log") });
      const rpc = `http://127.0.0.1:${port}`;
      await anvil.ready(() => fetch(rpc), 60);
      provider = new JsonRpcProvider(rpc, SEPOLIA, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20 });
      return rpc;
    }

    /** What `npm run deploy -- --network sepolia` runs. */
    function deployToSepolia(rpc: string): Promise<void> {
      const env = { SEPOLIA_RPC_URL: rpc, DEPLOYER_PRIVATE_KEY: testAccount(0).privateKey, DEPLOY_RECORDS: folder };
      const args = ["run", "--no-compile", "deploy/main.ts", "--network", "sepolia"];
      return processes.run({ name: "Deploying", command: "hardhat", args, log: join(folder, "deploy.log"), env });
    }

    const record = () => parseDeployment(readFileSync(join(folder, `${SEPOLIA}.json`), "utf8"));

    it("default: the command leaves a record of what is on the chain", async () => {
      const committed = readdirSync("deploy/records");

      await deployToSepolia(await rehearsal());

      const { chainId, address, block, transaction, noteSale, syndicates, standingOrders, wrappedNative, tokens } = record();
      expect(chainId, "chain").to.equal(SEPOLIA);
      const [, fields] = await Promise.all([provider.getCode(address), Parley.connect(address, provider).eip712Domain()]);
      expect([fields.name, fields.version, fields.chainId], "domain").to.deep.equal(["Parley", "1", BigInt(SEPOLIA)]);
      const receipt = await provider.getTransactionReceipt(transaction ?? "");
      expect(BigInt(receipt?.blockNumber ?? 0), "block").to.equal(block);
      const beside = [
        NoteSale.connect(noteSale ?? "", provider),
        Syndicate.connect(syndicates ?? "", provider),
        StandingOrder.connect(standingOrders ?? "", provider),
      ];
      for (const it of beside) expect(await it.parley(), "what stands beside it").to.equal(address);
      expect(await NoteSale.connect(noteSale ?? "", provider).syndicates(), "whose shares may be sold").to.equal(syndicates);
      expect(await provider.getCode(wrappedNative ?? ""), "wrapped ether").not.to.equal("0x");
      for (const token of tokens) expect(await provider.getCode(token.address), token.symbol).not.to.equal("0x");
      expect(readdirSync("deploy/records"), "a rehearsal is not committed").to.deep.equal(committed);
    });

    it("behavior: a second time it changes nothing", async () => {
      const rpc = await rehearsal();
      await deployToSepolia(rpc);
      const [first, block] = [record(), await provider.getBlockNumber()];

      await deployToSepolia(rpc);

      expect(record(), "record").to.deep.equal(first);
      expect(await provider.getBlockNumber(), "no transaction").to.equal(block);
    });

    it("behavior: what somebody else has deployed is found, with the block it came in", async () => {
      await rehearsal();
      const options = { signer: testAccount(0).connect(provider), testTokens: true, known: undefined, say: () => {} };
      await provider.send("anvil_mine", ["0x7"]);
      const theirs = await deploy({ ...options, testTokens: false });
      await provider.send("anvil_mine", ["0x7"]);

      const ours = await deploy({ ...options, signer: testAccount(1).connect(provider), testTokens: false });

      expect(ours).to.deep.equal({ ...theirs, transaction: null });
    });

    it("behavior: the address is the same on every chain that has the CREATE2 deployer", async () => {
      await rehearsal();
      const onSepolia = await deploy({ signer: testAccount(3).connect(provider), testTokens: true, known: undefined, say: () => {} });
      const local = parseDeployment(readFileSync("deploy/records/31337.json", "utf8"));

      const places = (it: Deployment) => [it.address, it.noteSale, it.syndicates, it.standingOrders];
      expect(places(onSepolia), "Parley and what stands beside it").to.deep.equal(places(local));
      expect([onSepolia.wrappedNative, onSepolia.tokens], "tokens").to.deep.equal([local.wrappedNative, local.tokens]);
    });

    it("behavior: code that is not heard of yet when its receipt is there is waited for", async () => {
      await rehearsal();
      const truth = provider.getCode.bind(provider);
      const asked = new Map<string, number>();
      provider.getCode = async (address) => {
        const times = (asked.get(String(address)) ?? 0) + 1;
        asked.set(String(address), times);
        // The first time it is asked for before it is there, the second time when it should be.
        return times === 2 ? "0x" : await truth(address);
      };

      const { address } = await deploy({ signer: testAccount(0).connect(provider), testTokens: false, known: undefined, say: () => {} });

      expect(asked.get(address), "times asked").to.equal(3);
      expect(await truth(address), "code").not.to.equal("0x");
    });

    it("behavior: on a chain without it, a plain deployment, once", async () => {
      await rehearsal("--disable-default-create2-deployer");
      const said: string[] = [];
      const options = { signer: testAccount(0).connect(provider), testTokens: true, say: (line: string) => void said.push(line) };

      const first = await deploy({ ...options, known: undefined });
      const second = await deploy({ ...options, known: first });

      for (const it of [first.address, first.syndicates, first.standingOrders]) {
        expect(await provider.getCode(it ?? ""), "code").not.to.equal("0x");
      }
      expect(second, "found again").to.deep.equal(first);
      expect(said[0], "said").to.match(/lacks the CREATE2 deployer/);
    });
  }).timeout(120_000);
}
