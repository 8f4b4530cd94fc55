import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "chai";
import { JsonRpcProvider } from "ethers";
import hre from "hardhat";
import { testAccount } from "../../deploy/local.js";
import { LOCAL_CHAIN_ID } from "../../deploy/networks.js";
import { type Chain, startChain } from "../../scripts/chain.js";
import { createProcesses, freePort, StepError } from "../../scripts/processes.js";
import { TestToken__factory as TestToken } from "../../typechain-types/index.js";

/** Unix seconds. The matchers that come with ethers take whole numbers only. */
const wallClock = (): number => Math.floor(Date.now() / 1000);

// The chain runs outside of Hardhat, so there is nothing here for coverage to see.
if (!hre.globalOptions.coverage) {
  describe("the local chain", () => {
    let folder: string;
    let providers: JsonRpcProvider[];
    let processes: ReturnType<typeof createProcesses>;
    let said: string[];

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "parley-chain-"));
      processes = createProcesses();
      providers = [];
      said = [];
    });

    afterEach(async () => {
      for (const provider of providers) provider.destroy();
      await processes.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function start(): Promise<{ chain: Chain; provider: JsonRpcProvider }> {
      const say = (line: string) => void said.push(line);
      const chain = await startChain({ folder, port: await freePort(), log: join(folder, "chain.log"), processes, say, onEnd: () => {} });
      const provider = new JsonRpcProvider(chain.rpc, LOCAL_CHAIN_ID, { staticNetwork: true, cacheTimeout: -1, pollingInterval: 20 });
      providers.push(provider);
      return { chain, provider };
    }

    /** A new chain that is being kept, with a token on it that was drawn once. */
    async function startWithToken() {
      const { chain, provider } = await start();
      const person = testAccount(0).connect(provider);
      const token = await new TestToken(person).deploy("Test Dollar", "tUSD", 6, 50_000);
      await token.waitForDeployment();
      await chain.keep();
      const drawn = await (await token.faucet()).wait();
      if (!drawn) throw new Error("The faucet's transaction was not mined.");
      return { chain, provider, person, address: await token.getAddress(), drawn };
    }

    /** Waits until the block is on disk. */
    async function kept(block: number): Promise<void> {
      const file = join(folder, "chain.json");
      const { gunzipSync } = await import("node:zlib");
      for (let tries = 0; tries < 100; tries++) {
        const { state } = JSON.parse(readFileSync(file, "utf8")) as { state: string };
        const { best_block_number } = JSON.parse(gunzipSync(Buffer.from(state.slice(2), "hex")).toString()) as {
          best_block_number: number;
        };
        if (best_block_number >= block) return;
        await sleep(20);
      }
      throw new Error(`Block ${block} did not reach the disk within two seconds.`);
    }

    /** Ends the chain as `kill -9` does. */
    async function kill(provider: JsonRpcProvider): Promise<void> {
      provider.destroy();
      await processes.kill();
    }

    it("default: begins in the past and says that it is new", async () => {
      const { chain, provider } = await start();
      const genesis = await provider.getBlock(0);

      expect(chain.fresh, "fresh").to.equal(true);
      expect(wallClock() - (genesis?.timestamp ?? 0), "age").to.be.closeTo(60 * 86_400, 60);
    });

    it("behavior: killed, it goes on with balances, blocks, transactions, receipts and logs", async () => {
      const { provider, person, address, drawn } = await startWithToken();
      await kept(drawn.blockNumber);
      await kill(provider);

      const { chain, provider: again } = await start();

      expect(chain.fresh, "fresh").to.equal(false);
      expect(await TestToken.connect(address, again).balanceOf(person), "balance").to.equal(50_000_000_000n);
      expect(
        (await again.getLogs({ address, fromBlock: 0 })).map((log) => log.transactionHash),
        "logs",
      ).to.deep.equal([drawn.hash]);
      expect((await again.getTransactionReceipt(drawn.hash))?.blockHash, "receipt").to.equal(drawn.blockHash);
      expect((await again.getTransaction(drawn.hash))?.to, "transaction").to.equal(address);
      expect((await again.getBlock(drawn.blockNumber))?.hash, "block").to.equal(drawn.blockHash);
      expect(said, "nothing to say").to.deep.equal([]);
    });

    it("behavior: time that was moved forward stays moved, and goes on", async () => {
      const { provider, chain } = await startWithToken();
      await provider.send("evm_setTime", [Date.now()]);
      await provider.send("evm_increaseTime", [10 * 86_400]);
      await provider.send("evm_mine", []);
      await chain.stop();

      const { provider: again } = await start();
      await again.send("evm_mine", []);

      const latest = await again.getBlock("latest");
      expect((latest?.timestamp ?? 0) - wallClock(), "ahead").to.be.closeTo(10 * 86_400, 30);
    });

    it("behavior: from a damaged copy it goes back to the one before, and says so", async () => {
      const { chain, drawn } = await startWithToken();
      await kept(drawn.blockNumber);
      await chain.stop();
      truncateSync(join(folder, "chain.json"), 1_000);

      const { provider: again } = await start();

      expect(await again.getBlockNumber(), "block").to.be.at.least(drawn.blockNumber - 1);
      expect(said, "said").to.have.length(1);
      expect(said[0]).to.match(/chain\.json is damaged .* Going back to the one before/);
    });

    it("error: with every copy damaged it does not pretend to be new", async () => {
      const { chain, drawn } = await startWithToken();
      await kept(drawn.blockNumber);
      await chain.stop();
      for (const name of ["chain.json", "chain.previous.json"]) truncateSync(join(folder, name), 1_000);

      const error = await start().catch((failure: unknown) => failure);

      expect(error).to.be.instanceOf(StepError);
      expect(existsSync(join(folder, "chain.json")), "kept for whoever wants to look").to.equal(true);
    });

    it("error: a port that is taken", async () => {
      const { chain } = await start();
      const port = Number(new URL(chain.rpc).port);

      const error = await startChain({ folder, port, log: join(folder, "second.log"), processes, say: () => {}, onEnd: () => {} }).catch(
        (failure: unknown) => failure,
      );

      expect(error).to.be.instanceOf(StepError);
      expect((error as StepError).message).to.contain(`Port ${port} is taken`);
    });
  }).timeout(60_000);
}
