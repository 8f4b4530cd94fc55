import { expect } from "chai";
import { type Client, createClient, custom, encodeFunctionData, type Hex } from "viem";
import { type Step, stepsFor } from "../src/actions.ts";
import { inWords, KitError } from "../src/errors.ts";
import { type Progress, run } from "../src/run.ts";
import { borrower, closed, DAY, fileOf, situationOf } from "./support.ts";

const file = fileOf();
const hash: Hex = `0x${"ab".repeat(32)}`;
const planned = (allowance: bigint) =>
  stepsFor("full", file, situationOf(file, DAY, { account: { address: borrower, allowance } }), { amount: "", receiver: "" });

interface World {
  /** Calls that the chain refuses, by their data. */
  readonly refused?: readonly Hex[];
  readonly status?: "0x0" | "0x1";
  readonly declines?: boolean;
}

/** Sends steps in a world, and tells what the wallet was asked for and how each step went. */
async function sent(steps: readonly Step[], { refused = [], status = "0x1", declines = false }: World = {}) {
  const asked: Hex[] = [];
  const last: Progress[] = [];
  const chain = async ({ method, params }: { readonly method: string; readonly params?: readonly unknown[] }): Promise<unknown> => {
    const [call] = (params ?? []) as readonly { readonly data?: Hex }[];
    switch (method) {
      case "eth_call":
        if (call?.data && refused.includes(call.data)) throw Object.assign(new Error("execution reverted"), { code: 3, data: "0x" });
        return `0x${"1".padStart(64, "0")}`;
      case "eth_blockNumber":
        return "0x2";
      case "eth_getTransactionReceipt":
        return { transactionHash: hash, blockNumber: "0x1", blockHash: hash, status, logs: [], type: "0x2", from: borrower, to: borrower };
      default:
        throw new Error(`${method} is not answered.`);
    }
  };
  const provider = {
    request: async ({ params }: { readonly params?: readonly unknown[] }) => {
      if (declines) throw Object.assign(new Error("User rejected the request."), { code: 4001 });
      const [{ data }] = params as [{ data: Hex }];
      asked.push(data);
      return hash;
    },
  };
  const client: Client = createClient({ transport: custom({ request: chain }, { retryCount: 0 }), pollingInterval: 10 });
  const error = await run(steps, { wallet: { name: "Wallet", provider }, client, account: borrower }, (index, progress) => {
    last[index] = progress;
  }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { asked, statuses: last.map(({ status }) => status), error };
}

const data = (steps: readonly Step[]): readonly Hex[] => steps.map(({ call }) => encodeFunctionData(call));

describe("sending", () => {
  it("default: each step in its order", async () => {
    const steps = planned(0n);
    const { asked, statuses, error } = await sent(steps);
    expect(error).to.equal(undefined);
    expect(asked).to.deep.equal(data(steps));
    expect(statuses).to.deep.equal(["done", "done"]);
  });

  it("behavior: an allowance is cleared only if the token refuses to change it", async () => {
    const steps = planned(1n);
    const [reset, allow, repay] = data(steps);
    const plain = await sent(steps);
    expect(plain.asked).to.deep.equal([allow, repay]);
    expect(plain.statuses).to.deep.equal(["skipped", "done", "done"]);
    // What refuses here goes on refusing, so that it ends after the first.
    const stubborn = await sent(steps, { refused: [allow ?? "0x"] });
    expect(stubborn.asked).to.deep.equal([reset]);
    expect(stubborn.statuses).to.deep.equal(["done", "checking"]);
  });

  it("behavior: an allowance that suffices is left as it is", async () => {
    const steps = planned(10n ** 12n);
    const { asked, statuses } = await sent(steps);
    expect(asked).to.deep.equal([data(steps)[1]]);
    expect(statuses).to.deep.equal(["skipped", "done"]);
  });

  it("error: what the chain would refuse is not sent", async () => {
    const steps = planned(0n);
    const { asked, error } = await sent(steps, { refused: data(steps) });
    expect(asked).to.deep.equal([]);
    expect(inWords(error)).to.match(/refused/);
  });

  it("error: nothing is sent after a step that was declined or reverted", async () => {
    const declined = await sent(planned(0n), { declines: true });
    expect(inWords(declined.error)).to.match(/You declined/);
    const reverted = await sent(planned(0n), { status: "0x0" });
    expect(reverted.asked).to.have.length(1);
    expect(reverted.error).to.be.instanceOf(KitError);
  });

  it("error: a closed loan has nothing to repay", () => {
    expect(() => stepsFor("full", file, closed(file), { amount: "", receiver: "" })).to.throw(KitError);
  });
});
