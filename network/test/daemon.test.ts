import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Domain, letterOf, type ProposalLetter, proposalDigest, proposalTypedData } from "@parley/sdk";
import { expect } from "chai";
import { MemoryDatastore } from "datastore-core";
import type { Address, Hex } from "viem";
import { type Contract, startChain, startProxy } from "../../sdk/test/chain.ts";
import { DAY, offer, terms } from "../../sdk/test/support.ts";
import { type Signer, verifyOnChain } from "../src/auth.ts";
import { systemClock } from "../src/clock.ts";
import type { DaemonConfig } from "../src/daemon/config.ts";
import { type Daemon, DaemonError, type Surroundings, startDaemon } from "../src/daemon/daemon.ts";
import { createNodeLink } from "../src/node.ts";
import { createPresences } from "../src/presence.ts";

const root = join(import.meta.dirname, "..", "..");

/** Waits until `probe` gives something. */
async function until<T>(what: string, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = await probe();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`It never came about: ${what}.`);
}

interface HealthPage {
  readonly code: number;
  readonly status: string;
  readonly reasons: readonly string[];
  readonly id: string | null;
  readonly addresses: readonly string[];
  readonly networks: readonly { readonly chainId: number; readonly contract: Address; readonly proposals: number }[];
}

async function healthAt(url: string): Promise<HealthPage> {
  const response = await fetch(`${url}/health`);
  return { ...((await response.json()) as Omit<HealthPage, "code">), code: response.status };
}

async function metricsAt(url: string): Promise<string> {
  return await (await fetch(`${url}/metrics`)).text();
}

describe("daemon", function () {
  this.timeout(300_000);

  let chain: Awaited<ReturnType<typeof startChain>>;
  let proxy: Awaited<ReturnType<typeof startProxy>>;
  let domain: Domain;
  let credit: Contract;
  let lender: Address;
  let expiry: bigint;
  let folder: string;
  /** An RPC that can fall silent. */
  let rpc: { readonly url: string; isSilent: boolean; readonly server: Server };
  const running = new Set<Daemon>();
  const children = new Set<ChildProcess>();

  before(async () => {
    chain = await startChain();
    [lender] = chain.accounts as [Address];
    const parley = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    domain = { chainId: 31_337, address: parley.address };
    credit = await chain.deploy("MockERC20", ["CREDIT", 6]);
    await chain.send(lender, { ...credit, functionName: "mint", args: [lender, 5_000_000n] });
    await chain.send(lender, { ...credit, functionName: "approve", args: [parley.address, 5_000_000n] });
    expiry = (await chain.client.getBlock()).timestamp + 90n * DAY;
    proxy = await startProxy(chain.provider, 10_000);
  });
  after(async () => {
    await proxy?.stop();
    await chain?.stop();
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "parley-daemon-"));
    const server = createServer(async (request, response) => {
      if (rpc.isSilent) return void response.writeHead(502).end();
      const answer = await fetch(proxy.client.transport.url ?? "", { method: "POST", body: await bodyOf(request) });
      response.writeHead(200, { "content-type": "application/json" }).end(await answer.text());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    rpc = { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, isSilent: false, server };
  });
  afterEach(async () => {
    for (const daemon of running) await daemon.stop();
    running.clear();
    for (const child of children) child.kill("SIGKILL");
    children.clear();
    rpc.server.closeAllConnections();
    await new Promise((resolve) => rpc.server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  }

  const configOf = (changes: Partial<DaemonConfig> = {}): DaemonConfig => ({
    state: join(folder, "state"),
    networks: [{ chainId: domain.chainId, rpc: rpc.url, contract: domain.address, tokens: null }],
    hosts: ["127.0.0.1"],
    port: 0,
    stunHosts: ["127.0.0.1"],
    stunPort: 0,
    announce: [],
    statusHost: "127.0.0.1",
    statusPort: 0,
    relay: { reservations: 8, minutes: 1, megabytes: 1 },
    bootstrap: [],
    ...changes,
  });

  async function start(changes: Partial<DaemonConfig> = {}, surroundings: Surroundings = {}): Promise<Daemon> {
    const daemon = await startDaemon(configOf(changes), surroundings);
    running.add(daemon);
    return daemon;
  }

  async function refusal(changes: Partial<DaemonConfig>): Promise<string> {
    try {
      await start(changes);
    } catch (error) {
      expect(error).to.be.instanceOf(DaemonError);
      return (error as DaemonError).message;
    }
    throw new Error("It started.");
  }

  async function signedOffer(group: bigint): Promise<{ readonly id: Hex; readonly letter: ProposalLetter }> {
    const proposal = offer({ maker: lender, terms: terms({ credit: credit.address }), group, expiry });
    const signature = await chain.client.signTypedData({ account: lender, ...proposalTypedData(domain, proposal) });
    return { id: proposalDigest(domain, proposal), letter: letterOf(domain, proposal, signature) };
  }

  const holds = (daemon: Daemon, id: Hex) => daemon.peers[0]?.proposals().get(id);

  it("default", async () => {
    const daemon = await start();
    expect(daemon.addresses).to.have.length(1);
    expect(daemon.addresses[0]).to.match(new RegExp(`^/ip4/127\\.0\\.0\\.1/tcp/\\d+/ws/p2p/${daemon.id}$`));

    const health = await healthAt(daemon.statusUrl);
    expect(health).to.include({ code: 200, status: "ok", id: daemon.id });
    expect(health.addresses).to.deep.equal(daemon.addresses);
    expect(health.networks).to.deep.equal([{ chainId: 31_337, contract: domain.address, proposals: 0 }]);
    expect((await fetch(`${daemon.statusUrl}/other`)).status).to.equal(404);
    expect((await fetch(`${daemon.statusUrl}/health`, { method: "POST" })).status).to.equal(405);
  });

  it("behavior: it counts what happens, for Prometheus", async () => {
    const daemon = await start();
    const client = createSocket("udp4");
    const answered = new Promise((resolve) => client.once("message", resolve));
    client.send(Buffer.from("000100002112a442000000000000000000000000", "hex"), daemon.stunPort ?? 0, "127.0.0.1");
    await answered;
    client.close();

    const { letter } = await signedOffer(1n);
    expect(await daemon.peers[0]?.publish(letter)).to.equal(undefined);
    const metrics = await metricsAt(daemon.statusUrl);
    const label = `{chain="31337",contract="${domain.address}"}`;
    expect(metrics)
      .to.contain('parley_stun_datagrams_total{outcome="answered"} 1')
      .and.contain(`parley_proposals${label} 1`)
      .and.contain(`parley_letters_published_total${label} 1`)
      .and.contain(`parley_letters_rejected_total${label} 0`)
      .and.contain('parley_peers{path="relayed",kind="page"} 0')
      .and.contain("parley_relay_reservations 0")
      .and.match(/parley_rpc_requests_total\{.*outcome="answered".*\} [1-9]/)
      .and.contain("process_resident_memory_bytes");
  });

  it("behavior: it is failing while an RPC is silent, and well again afterwards", async () => {
    const said: string[] = [];
    const daemon = await start({}, { probeEvery: 20, silentAfter: 200, say: (line) => said.push(line) });
    rpc.isSilent = true;
    const reason = "The RPC of chain 31337 does not answer: HTTP status 502.";
    // On a slow machine it may have fallen silent before it was asked.
    await until("503, and why", async () => {
      const { code, reasons } = await healthAt(daemon.statusUrl);
      return (code === 503 && reasons.length === 1 && reasons[0] === reason) || undefined;
    });
    await until("that it said so", () => said.find((line) => line === reason));

    rpc.isSilent = false;
    await until("200", async () => ((await healthAt(daemon.statusUrl)).code === 200 ? true : undefined));
    await until("that it said so", () => said.find((line) => line === "All is well again."));
    expect(await metricsAt(daemon.statusUrl)).to.match(/parley_rpc_requests_total\{.*outcome="failed".*\} [1-9]/);
  });

  it("behavior: it starts while an RPC is silent, and waits for it", async () => {
    rpc.isSilent = true;
    const daemon = await start({}, { probeEvery: 20 });
    expect((await healthAt(daemon.statusUrl)).code).to.equal(503);
    rpc.isSilent = false;
    await until("200", async () => ((await healthAt(daemon.statusUrl)).code === 200 ? true : undefined));
  });

  it("behavior: stopped and started again, it is the same and holds what it held", async () => {
    const before = await start();
    const { id, letter } = await signedOffer(2n);
    expect(await before.peers[0]?.publish(letter)).to.equal(undefined);
    await before.stop();

    const after = await start();
    expect(after.id).to.equal(before.id);
    await until("the proposal", () => holds(after, id));
  });

  it("behavior: a proposal goes from one daemon to another that begins with it, by a name in DNS", async () => {
    const first = await start();
    const { id, letter } = await signedOffer(3n);
    expect(await first.peers[0]?.publish(letter)).to.equal(undefined);
    const resolveTxt = async (name: string) => (name === "_dnsaddr.peers.example.org" ? [[`dnsaddr=${first.addresses[0]}`]] : []);
    const second = await start({ state: join(folder, "second"), bootstrap: ["/dnsaddr/peers.example.org"] }, { resolveTxt });
    await until("the proposal", () => holds(second, id));
    expect((await healthAt(second.statusUrl)).networks[0]?.proposals).to.equal(1);
    expect(await metricsAt(second.statusUrl)).to.contain('parley_peers{path="direct",kind="daemon"} 1');
  });

  it("behavior: who wants to be found is found by those who know nobody but the daemon", async () => {
    const { addresses } = await start();
    const opened = await Promise.all(
      [1, 2].map(() => createNodeLink({ datastore: new MemoryDatastore(), listen: [], bootstrap: addresses })),
    );
    const verify = verifyOnChain(chain.client);
    const presences = opened.map((link) => createPresences({ link, domain, verify, clock: systemClock, isMaker: () => false }));
    try {
      const [own, other] = presences;
      const signer: Signer = { wallet: lender, sign: (data) => chain.client.signTypedData({ ...data, account: lender } as never) };
      let looks = 0;
      const peer = await until("the wallet", async () => {
        // What is said before a new neighbour has told what it listens to is lost.
        if (looks++ % 100 === 0) await own?.announce(signer);
        return other?.find(lender)?.peer;
      });
      expect(peer).to.equal(opened[0]?.id);
    } finally {
      for (const it of presences) it.stop();
      await Promise.all(opened.map((link) => link.stop()));
    }
  });

  it("behavior: one daemon serves several contracts, each by itself", async () => {
    const other = await chain.deploy("Parley", [(await chain.deploy("NoteRenderer")).address]);
    const networks = [domain.address, other.address].map((contract) => ({ chainId: 31_337, rpc: rpc.url, contract, tokens: null }));
    const daemon = await start({ networks });
    const { letter } = await signedOffer(4n);
    expect(await daemon.peers[0]?.publish(letter)).to.equal(undefined);
    expect(await daemon.peers[1]?.publish(letter)).to.equal("otherContract");
    expect((await healthAt(daemon.statusUrl)).networks.map((it) => it.proposals)).to.deep.equal([1, 0]);
  });

  it("behavior: it announces the addresses it was told to, and needs no STUN", async () => {
    const daemon = await start({ announce: ["/dns4/peer.example.org/tcp/443/wss"], stunPort: null });
    expect(daemon.addresses).to.have.length(1);
    expect(daemon.addresses[0]).to.match(/^\/dns4\/peer\.example\.org\/tcp\/443\/.*\/p2p\//);
    expect(daemon.stunPort).to.equal(undefined);
  });

  it("error: the folder belongs to another", async () => {
    await start();
    expect(await refusal({}))
      .to.contain("another peer runs")
      .and.contain(join(folder, "state"));
  });

  it("error: a port is taken", async () => {
    const { port } = rpc.server.address() as AddressInfo;
    expect(await refusal({ port })).to.contain(`Port ${port} ("port" in the configuration) is taken`);
    expect(await refusal({ statusPort: port })).to.contain(`Port ${port} ("statusPort" in the configuration) is taken`);
  });

  it("error: an RPC of another chain, or without the contract", async () => {
    const [network] = configOf().networks;
    if (network === undefined) throw new Error("There is no network.");
    expect(await refusal({ networks: [{ ...network, chainId: 1 }] }))
      .to.contain("chain 31337")
      .and.contain("chain 1");
    expect(await refusal({ networks: [{ ...network, contract: lender }] })).to.contain(`There is no contract at ${lender}`);
  });

  describe("npm run parley", () => {
    interface Outcome {
      readonly code: number | null;
      readonly out: string;
      readonly err: string;
    }

    function parley(...args: readonly string[]) {
      const child = spawn(process.execPath, ["--import", "tsx", join(root, "scripts", "parley.ts"), ...args], {
        cwd: root,
        env: { ...process.env, INIT_CWD: folder },
        stdio: ["ignore", "pipe", "pipe"],
      });
      children.add(child);
      let [out, err] = ["", ""];
      child.stdout.on("data", (chunk) => {
        out += chunk;
      });
      child.stderr.on("data", (chunk) => {
        err += chunk;
      });
      const ended = new Promise<Outcome>((resolve) => child.once("close", (code) => resolve({ code, out, err })));
      return { child, ended, said: () => out };
    }

    /** A daemon as a program of its own. */
    async function startProgram() {
      writeFileSync(join(folder, "peer.json"), JSON.stringify(configOf({ stunPort: null })));
      const program = parley("peer", "--config", "peer.json");
      const status = await until("its health", () => /http:\S+(?=\/health)/.exec(program.said())?.[0]);
      return { ...program, status };
    }

    it("default", async () => {
      const { child, ended, status } = await startProgram();
      const { addresses } = await healthAt(status);
      // As Ctrl-C does: the terminal tells it, and so does the program above it.
      for (const signal of ["SIGINT", "SIGINT", "SIGTERM"] as const) child.kill(signal);
      const { code, out, err } = await ended;
      expect({ code, err }).to.deep.equal({ code: 0, err: "" });
      expect(out).to.contain(addresses[0]).and.contain("Stopped.");
    });

    it("behavior: killed without warning, it holds what it held when it is started again", async () => {
      const first = await startProgram();
      const { addresses } = await healthAt(first.status);
      const { id, letter } = await signedOffer(5n);
      const maker = await start({ state: join(folder, "maker"), bootstrap: addresses });
      expect(await maker.peers[0]?.publish(letter)).to.equal(undefined);
      const store = join(folder, "state", "proposals");
      await until(
        "the proposal on disk",
        () => readdirSync(store).some((name) => readFileSync(join(store, name)).includes(id)) || undefined,
      );
      await maker.stop();
      first.child.kill("SIGKILL");
      await first.ended;

      const second = await startProgram();
      await until("the proposal", async () => ((await healthAt(second.status)).networks[0]?.proposals === 1 ? true : undefined));
      expect((await healthAt(second.status)).addresses[0]?.split("/p2p/")[1]).to.equal(addresses[0]?.split("/p2p/")[1]);
    });

    it("behavior: help", async () => {
      const [all, peer] = await Promise.all([parley("--help").ended, parley("peer", "--help").ended]);
      expect(all).to.include({ code: 0, err: "" });
      expect(all.out).to.contain("parley -- <command>").and.contain("peer ");
      expect(peer).to.include({ code: 0, err: "" });
      expect(peer.out).to.contain("--config").and.contain("Exit codes");
    });

    it("error: commands and options that do not exist, and what does", async () => {
      const outcomes = await Promise.all(
        [parley(), parley("lend"), parley("peer", "--prot", "1"), parley("peer", "--port", "x")].map((it) => it.ended),
      );
      expect(outcomes.map((it) => it.code)).to.deep.equal([2, 2, 2, 2]);
      const [none, unknown, option, port] = outcomes.map((it) => it.err);
      expect(none).to.contain("peer ");
      expect(unknown).to.contain('no command "lend"').and.contain("peer");
      expect(option).to.contain("--prot").and.contain("--port <n>");
      expect(port).to.contain("--port must be a port");
    });

    it("error: a configuration that cannot be used, and a daemon that cannot start", async () => {
      writeFileSync(join(folder, "wrong.json"), JSON.stringify({ prot: 1 }));
      writeFileSync(join(folder, "taken.json"), JSON.stringify(configOf({ statusPort: (rpc.server.address() as AddressInfo).port })));
      const outcomes = await Promise.all(["wrong.json", "taken.json", "none.json"].map((it) => parley("peer", "--config", it).ended));
      expect(outcomes.map((it) => it.code)).to.deep.equal([2, 1, 2]);
      expect(outcomes[0]?.err).to.contain("wrong.json: config.prot");
      expect(outcomes[1]?.err).to.contain("is taken");
      expect(outcomes[2]?.err).to.contain(`There is no configuration at ${join(folder, "none.json")}`);
    });
  });
});
