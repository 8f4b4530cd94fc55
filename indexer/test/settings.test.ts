import { expect } from "chai";
import { readSettings, SettingsError } from "../settings.ts";

describe("the settings of the index", () => {
  const failing = (env: Record<string, string>) => {
    try {
      readSettings(env);
    } catch (error) {
      return error;
    }
    return undefined;
  };

  it("default: the local chain, in an embedded database", () => {
    const { deployment, rpc, rpcRate, database } = readSettings({});
    expect(rpcRate).to.equal(500);
    expect(deployment.chainId).to.equal(31_337);
    expect(rpc).to.deep.equal(["http://127.0.0.1:8545"]);
    expect(database).to.have.property("folder");
  });

  it("behavior: takes several RPCs under either name, and a PostgreSQL", () => {
    expect(readSettings({ PONDER_RPC_URL_31337: "http://a.example, https://b.example" }).rpc).to.deep.equal([
      "http://a.example",
      "https://b.example",
    ]);
    expect(readSettings({ DATABASE_URL: "postgresql://localhost/parley" }).database).to.deep.equal({
      url: "postgresql://localhost/parley",
    });
  });

  it("error: a chain without a record, an RPC that is none, another database", () => {
    expect(failing({ PARLEY_CHAIN: "5" })).to.be.instanceOf(SettingsError);
    expect(failing({ PARLEY_CHAIN: "main" })).to.be.instanceOf(SettingsError);
    expect(failing({ PARLEY_RPC_31337: "wss://a.example" })).to.be.instanceOf(SettingsError);
    expect(failing({ PARLEY_RPC_RATE: "fast" })).to.be.instanceOf(SettingsError);
    expect(failing({ DATABASE_URL: "mysql://localhost" })).to.be.instanceOf(SettingsError);
  });
});
