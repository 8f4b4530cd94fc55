import { expect } from "chai";
import { type LocalIndex, startIndex } from "../../scripts/indexer.ts";
import { createProcesses, freePort } from "../../scripts/processes.ts";
import { setStage, until } from "./stage.ts";

describe("an index that falls", function () {
  this.timeout(300_000);
  let stage: Awaited<ReturnType<typeof setStage>>;
  let index: LocalIndex;
  const own = createProcesses();
  const said: string[] = [];

  const answers = async (): Promise<true | undefined> => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ query: "{ milestone(id: 0) { block } }" });
    return fetch(`${index.url}/graphql`, { method: "POST", headers, body }).then(
      ({ ok }) => ok || undefined,
      () => undefined,
    );
  };

  before(async () => {
    stage = await setStage();
    const { folder, rpc, deployment } = stage;
    index = await startIndex({
      ...{ chainId: deployment.chainId, rpc, port: await freePort(), database: { folder: `${folder}/index` }, log: `${folder}/index.log` },
      ...{ processes: own, say: (line) => said.push(line), pauses: [0, 0] },
    });
  });

  after(async () => {
    await index?.stop();
    await own.stop();
    await stage?.stop();
  });

  it("behavior: is started again, and says so", async () => {
    expect(await answers(), "it answers").to.equal(true);
    await own.kill();
    expect(await answers(), "it answers after it was killed").to.equal(undefined);
    await until("it answers again", answers);
    expect(said, "what was said").to.have.length(1);
    expect(said[0]).to.match(/ended by itself, and is started again/);
  });

  it("behavior: is left alone after falling too often in a row, with what to do", async () => {
    await Promise.all([stage.processes.kill(), own.kill()]);
    const last = await until("it is left alone", async () => said.find((line) => line.includes("left alone")));
    expect(said, "one line for each fall").to.have.length(3);
    expect(last).to.include("start it again");
  });
});
