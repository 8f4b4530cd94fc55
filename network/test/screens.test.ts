import { expect } from "chai";
import { domain, START } from "../../sdk/test/support.ts";
import { MOST_WORKERS } from "../src/limits.ts";
import { type Answer, answerBatch, type Batch, type StartWorker, screenInWorkers } from "../src/screens.ts";
import { encodeLetter } from "../src/wire.ts";
import { letterBy, maker, settled } from "./support.ts";

/** A worker that answers when it is told to. */
interface Played {
  readonly batches: Batch[];
  answer(answer: Answer): void;
  die(error: Error): void;
  isStopped: boolean;
}

describe("checking in workers", () => {
  let workers: Played[];
  const start: StartWorker = (answer, die) => {
    const played: Played = { batches: [], answer, die, isStopped: false };
    workers.push(played);
    return {
      post: (batch) => void played.batches.push(batch),
      stop: () => {
        played.isStopped = true;
      },
    };
  };
  const finish = (worker: Played | undefined) => {
    const batch = worker?.batches.shift();
    if (batch !== undefined) worker?.answer({ id: batch.id, forms: [] });
  };
  const failure = (promise: Promise<unknown>) =>
    promise.then(
      () => "none",
      (error: Error) => error.message,
    );

  beforeEach(() => {
    workers = [];
  });

  it("default: a batch is answered as if it had been checked here", async () => {
    const { screen, stop } = screenInWorkers((answer) => {
      return { post: (batch) => void answerBatch(batch).then(answer), stop: () => undefined };
    }, 2);
    const raw = encodeLetter(await letterBy(maker(1)));
    const [good, bad] = await screen([raw, raw.slice(1)], domain, START);
    expect([good?.status, bad?.status]).to.deep.equal(["sound", "refused"]);
    stop();
  });

  it("behavior: another worker begins when all are busy, up to a limit; then each batch goes to the least busy", async () => {
    const { screen } = screenInWorkers(start, 64);
    const all = [screen([], domain, START)];
    finish(workers[0]);
    await Promise.all(all);
    all.push(screen([], domain, START));
    expect(workers.length, "an idle one is there").to.equal(1);
    for (let i = 1; i < 2 * MOST_WORKERS; i++) all.push(screen([], domain, START));
    expect(workers.map((it) => it.batches.length)).to.deep.equal(Array(MOST_WORKERS).fill(2));
    for (const it of workers) while (it.batches.length > 0) finish(it);
    expect(await Promise.all(all)).to.have.length(2 * MOST_WORKERS + 1);

    workers = [];
    const alone = screenInWorkers(start, 1).screen;
    for (let i = 0; i < 5; i++) void alone([], domain, START);
    expect(
      workers.map((it) => it.batches.length),
      "one processor",
    ).to.deep.equal([5]);
  });

  it("error: a worker that dies costs the batches that it had; another takes its place", async () => {
    const { screen } = screenInWorkers(start, 2);
    const [lost, kept] = [failure(screen([], domain, START)), screen([], domain, START)];
    workers[0]?.die(new Error("It could not be started."));
    expect(await lost).to.equal("It could not be started.");
    expect(workers[0]?.isStopped).to.equal(true);
    const again = screen([], domain, START);
    expect(workers.length).to.equal(3);
    finish(workers[1]);
    finish(workers[2]);
    await Promise.all([kept, again]);
  });

  it("error: what a worker could not check, and what comes after the end", async () => {
    const { screen, stop } = screenInWorkers(start, 1);
    const broken = failure(screen([], domain, START));
    workers[0]?.answer({ id: workers[0].batches[0]?.id ?? 0, failure: "It broke." });
    expect(await broken).to.equal("It broke.");
    const waiting = failure(screen([], domain, START));
    stop();
    expect([await waiting, await failure(screen([], domain, START))]).to.not.include("none");
    await settled();
    expect(workers.map((it) => it.isStopped)).to.deep.equal([true]);
  });
});
