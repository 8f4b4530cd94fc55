import { parleyAbi } from "@parley/sdk";
import { expect } from "chai";
import { type Client, createClient, custom, encodeErrorResult, encodeFunctionResult, type Hex, numberToHex, parseAbi } from "viem";
import { readSituation } from "../src/chain.ts";
import { inWords, KitError } from "../src/errors.ts";
import { throughRpc, throughWallet } from "../src/wallet.ts";
import { fileOf } from "./support.ts";

const file = fileOf();

/** A chain that answers these methods, and refuses all others. */
function chain(answers: Readonly<Record<string, unknown>>): Client {
  const request = async ({ method }: { readonly method: string }): Promise<unknown> => {
    if (method in answers) return answers[method];
    throw new Error(`${method} is not answered.`);
  };
  return createClient({ transport: custom({ request }, { retryCount: 0 }) });
}

async function failing(client: Client): Promise<unknown> {
  return readSituation(client, file, undefined).then(
    () => expect.fail("It did not fail."),
    (error: unknown) => error,
  );
}

const here = { eth_chainId: numberToHex(file.chainId) };
const idOf = (id: Hex) => encodeFunctionResult({ abi: parleyAbi, functionName: "loanId", result: id });

describe("the chain that answers", () => {
  it("error: another chain is named, beside the loan's own", async () => {
    const error = await failing(chain({ eth_chainId: "0x1" }));
    expect(error).to.be.instanceOf(KitError);
    expect(inWords(error))
      .to.match(/Ethereum \(chain 1\)/)
      .and.match(/the local chain \(chain 31337\)/);
  });

  it("error: no contract at the agreement's address", async () => {
    expect(inWords(await failing(chain({ ...here, eth_getCode: "0x" })))).to.match(/^There is no contract at 0x/);
  });

  it("error: a contract that knows the agreement under another id, or none", async () => {
    for (const answer of [idOf(`0x${"12".repeat(32)}`), "0x", "0x12"]) {
      const error = await failing(chain({ ...here, eth_getCode: "0x60", eth_call: answer }));
      expect(error, answer).to.be.instanceOf(KitError);
      expect(inWords(error), answer).to.match(/is not the one that this agreement was made for/);
    }
  });

  it("error: a contract that sends whoever asks to an address of its own (EIP-3668) is not followed", async () => {
    const lookup = encodeErrorResult({
      abi: parseAbi(["error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callback, bytes extraData)"]),
      errorName: "OffchainLookup",
      args: [file.address, ["https://example.org/{sender}/{data}"], "0x", "0x12345678", "0x"],
    });
    const request = async ({ method }: { readonly method: string }): Promise<unknown> => {
      if (method === "eth_call") throw Object.assign(new Error("execution reverted"), { code: 3, data: lookup });
      return method === "eth_chainId" ? here.eth_chainId : "0x60";
    };
    const asked: unknown[] = [];
    const { fetch } = globalThis;
    globalThis.fetch = async (address) => {
      asked.push(address);
      throw new Error("Nobody is to be asked.");
    };
    try {
      expect(await failing(throughWallet({ name: "Wallet", provider: { request } }))).to.be.instanceOf(Error);
    } finally {
      globalThis.fetch = fetch;
    }
    expect(asked).to.deep.equal([]);
  });

  it("error: an RPC that is down, or none", async () => {
    expect(inWords(await failing(throughRpc("http://127.0.0.1:9")))).to.match(/^The chain cannot be reached/);
    for (const address of ["", "rpc.example.org", "ftp://example.org", "javascript:alert(1)"]) {
      expect(() => throughRpc(address), address).to.throw(KitError);
    }
  });

  it("error: an RPC that fails in the middle is not taken for a wrong contract", async () => {
    const error = await failing(chain({ ...here, eth_getCode: "0x60" }));
    expect(error).not.to.be.instanceOf(KitError);
  });
});
