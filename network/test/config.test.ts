import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploymentOn, ParseError } from "@parley/sdk";
import { expect } from "chai";
import { bootstrapCodec, dnsName, isPeer, parseBootstrap, stunUrl } from "../src/bootstrap.ts";
import { ConfigError, type ConfigOptions, type Env, readConfig } from "../src/daemon/config.ts";
import { resolveAddresses } from "../src/daemon/dns.ts";

const ID = "12D3KooWD3eckifWpRn9wQpMG9R9hX3sD158z7EqHWmweQAJU5SA";
const OTHER_ID = "12D3KooWJWEKvSFbben74C7H4YtKjhPMTDxd7gP7zxWSUEeF27st";
const contract = "0x1111111111111111111111111111111111111111";

describe("configuration of the daemon", function () {
  this.timeout(60_000);

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "parley-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Reads a file with this in it. */
  function read(content: unknown, { env = {}, ...options }: ConfigOptions & { readonly env?: Env } = {}) {
    writeFileSync(join(folder, "peer.json"), typeof content === "string" ? content : JSON.stringify(content));
    return readConfig({ file: "peer.json", ...options }, env, folder);
  }

  /** What is said about a file with this in it. */
  function complaint(content: unknown, env: Env = {}): string {
    try {
      read(content, { env });
    } catch (error) {
      expect(error).to.be.instanceOf(ConfigError);
      return (error as ConfigError).message;
    }
    throw new Error("There was no complaint.");
  }

  it("default", () => {
    expect(readConfig({}, {}, folder)).to.deep.equal({
      state: join(folder, ".parley/peer"),
      networks: [{ chainId: 31_337, rpc: "http://127.0.0.1:8545", contract: deploymentOn(31_337)?.address, tokens: null }],
      hosts: ["0.0.0.0"],
      port: 4310,
      stunHosts: ["0.0.0.0"],
      stunPort: 3478,
      announce: [],
      statusHost: "127.0.0.1",
      statusPort: 4311,
      relay: { reservations: 1_024, minutes: 30, megabytes: 16 },
      bootstrap: [],
    });
    expect(read({}), "an empty file").to.deep.equal(readConfig({}, {}, folder));
  });

  it("behavior: what the file says holds, and the rest of a half-filled field keeps its default", () => {
    const networks = [
      { chainId: 11_155_111, rpc: "https://rpc.example.org", contract, tokens: [contract] },
      { chainId: 31_337, rpc: "http://127.0.0.1:9545" },
    ];
    const config = read({ networks, relay: { minutes: 5 }, stunPort: null, hosts: ["::"], state: "/var/lib/parley" });
    expect(config.networks[0]).to.deep.equal(networks[0]);
    expect(config.networks[1]?.contract).to.equal(deploymentOn(31_337)?.address);
    expect(config.relay).to.deep.equal({ reservations: 1_024, minutes: 5, megabytes: 16 });
    expect([config.stunPort, config.hosts, config.state]).to.deep.equal([null, ["::"], "/var/lib/parley"]);
  });

  it("behavior: the command line goes before the environment, and the environment before the file", () => {
    const file = { port: 1, state: "file" };
    const env = { PARLEY_PEER_PORT: "2", PARLEY_PEER_STATE: "environment" };
    expect(read(file)).to.include({ port: 1, state: join(folder, "file") });
    expect(read(file, { env })).to.include({ port: 2, state: join(folder, "environment") });
    expect(read(file, { env, port: 3, state: "option" })).to.include({ port: 3, state: join(folder, "option") });
  });

  it("behavior: the environment names the file", () => {
    writeFileSync(join(folder, "other.json"), JSON.stringify({ port: 7 }));
    expect(readConfig({}, { PARLEY_PEER_CONFIG: "other.json" }, folder).port).to.equal(7);
  });

  it("behavior: an RPC whose address is a secret stands in the environment", () => {
    const file = { networks: [{ chainId: 5, contract }] };
    expect(read(file, { env: { PARLEY_RPC_5: "https://key@rpc.example.org" } }).networks[0]?.rpc).to.equal("https://key@rpc.example.org");
    expect(complaint(file)).to.contain("config.networks[0].rpc").and.contain("PARLEY_RPC_5");
    expect(complaint(file, { PARLEY_RPC_5: "nonsense" })).to.contain("PARLEY_RPC_5 must be an http or https address");
  });

  it("error: there is no such file", () => {
    expect(() => readConfig({ file: "none.json" }, {}, folder)).to.throw(ConfigError, join(folder, "none.json"));
  });

  const wrong: Readonly<Record<string, readonly [content: unknown, path: string]>> = {
    "no JSON": ["{ port: 1 }", "config must be JSON"],
    "a misspelled field": [{ prot: 1 }, "config.prot"],
    "a port that is none": [{ port: 70_000 }, "config.port"],
    "a port in quotes": [{ port: "4310" }, "config.port"],
    "a host that is a name": [{ hosts: ["localhost"] }, "config.hosts[0]"],
    "no host": [{ stunHosts: [] }, "config.stunHosts"],
    "a status host that is a name": [{ statusHost: "localhost" }, "config.statusHost"],
    "an announced address that is no multiaddr": [{ announce: ["wss://peer.example.org"] }, "config.announce[0]"],
    "an RPC that is no URL": [{ networks: [{ chainId: 31_337, rpc: "127.0.0.1" }] }, "config.networks[0].rpc"],
    "a chain that nobody knows": [{ networks: [{ chainId: 9, rpc: "http://127.0.0.1" }] }, "config.networks[0].contract"],
    "no network": [{ networks: [] }, "config.networks"],
    "a network twice": [
      { networks: [31_337, 31_337].map((chainId) => ({ chainId, rpc: "http://a.example", contract })) },
      "config.networks[1]",
    ],
    "a relay without time": [{ relay: { minutes: 0 } }, "config.relay.minutes"],
    "a bootstrap address without a port": [{ bootstrap: ["/dns4/peer.example.org"] }, "config.bootstrap[0]"],
    "no folder": [{ state: "" }, "config.state"],
  };
  for (const [what, [content, path]] of Object.entries(wrong)) {
    it(`error: ${what}`, () => {
      expect(complaint(content)).to.contain("peer.json").and.contain(path);
    });
  }

  it("error: a port in the environment that is none", () => {
    expect(complaint({}, { PARLEY_PEER_PORT: "many" })).to.contain("PARLEY_PEER_PORT");
  });
});

describe("bootstrap", () => {
  const peer = `/dns4/peer.example.org/tcp/443/wss/p2p/${ID}`;

  it("default", () => {
    const list = parseBootstrap(JSON.stringify({ 1: [peer], 31337: [] }));
    expect([...list]).to.deep.equal([
      [1, [peer]],
      [31_337, []],
    ]);
    expect(bootstrapCodec.write(list)).to.deep.equal({ 1: [peer], 31337: [] });
  });

  it("behavior: peers, STUN servers and names are told apart", () => {
    const addresses = [
      peer,
      "/dns4/peer.example.org/udp/3478",
      "/ip6/::1/udp/3478",
      "/dnsaddr/example.org",
      `/dnsaddr/example.org/p2p/${ID}`,
    ];
    expect([...addresses, "/ip4/127.0.0.1/tcp/1/ws"].filter(isPeer)).to.deep.equal([peer, "/ip4/127.0.0.1/tcp/1/ws"]);
    expect(addresses.map(stunUrl)).to.deep.equal([undefined, "stun:peer.example.org:3478", "stun:[::1]:3478", undefined, undefined]);
    expect(addresses.map(dnsName)).to.deep.equal([undefined, undefined, undefined, "example.org", "example.org"]);
  });

  const wrong = [
    "[]",
    "{",
    '{"mainnet":[]}',
    '{"1":["peer.example.org"]}',
    '{"1":["/ip4/127.0.0.1"]}',
    '{"1":["/p2p/nonsense"]}',
    '{"0":[]}',
  ];
  for (const json of wrong) {
    it(`error: ${json}`, () => {
      expect(() => parseBootstrap(json)).to.throw(ParseError);
    });
  }

  describe("by DNS", () => {
    const other = `/ip4/192.0.2.7/tcp/4310/ws/p2p/${OTHER_ID}`;
    const stun = "/dns4/peer.example.org/udp/3478";
    const records: Readonly<Record<string, readonly (readonly string[])[]>> = {
      "_dnsaddr.example.org": [[`dnsaddr=${peer}`], ["dnsaddr=/dnsaddr/", "more.example.org"], ["v=spf1 -all"], [`dnsaddr=${stun}`]],
      "_dnsaddr.more.example.org": [[`dnsaddr=${other}`], [`dnsaddr=${peer}`]],
      "_dnsaddr.loop.example.org": [["dnsaddr=/dnsaddr/loop.example.org"], [`dnsaddr=${other}`]],
      "_dnsaddr.damaged.example.org": [["dnsaddr=https://peer.example.org"]],
    };
    const asked: string[] = [];
    const resolveTxt = async (name: string) => {
      asked.push(name);
      const found = records[name];
      if (found === undefined) throw new Error(`queryTxt ENOTFOUND ${name}`);
      return found;
    };
    async function resolve(...addresses: readonly string[]) {
      const said: string[] = [];
      asked.length = 0;
      return { found: await resolveAddresses(addresses, resolveTxt, (line) => said.push(line)), said };
    }

    it("default", async () => {
      const { found, said } = await resolve("/dnsaddr/example.org");
      expect(found).to.deep.equal([peer, other, stun]);
      expect(said).to.deep.equal([]);
    });

    it("behavior: addresses without a name are kept as they are", async () => {
      expect((await resolve(other, stun)).found).to.deep.equal([other, stun]);
      expect(asked).to.deep.equal([]);
    });

    it("behavior: a name with a peer's id gives that peer only", async () => {
      expect((await resolve(`/dnsaddr/more.example.org/p2p/${OTHER_ID}`)).found).to.deep.equal([other]);
    });

    it("behavior: a name that refers to itself is followed three times", async () => {
      expect((await resolve("/dnsaddr/loop.example.org")).found).to.deep.equal([other]);
      expect(asked).to.have.length(3);
    });

    it("behavior: a name that is unknown or damaged is passed over and told", async () => {
      const { found, said } = await resolve("/dnsaddr/unknown.example.org", "/dnsaddr/damaged.example.org", other);
      expect(found).to.deep.equal([other]);
      expect(said).to.have.length(2);
      expect(said.join(" ")).to.contain("unknown.example.org").and.contain("_dnsaddr.damaged.example.org");
    });
  });
});
