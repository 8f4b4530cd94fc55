import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { decodeLetter, type Form, MOST_WORKERS, type Screen, type StartWorker, screenInWorkers } from "@parley/network";
import { proposalId } from "@parley/sdk";
import { domain } from "./letters.ts";

const start: StartWorker = (onAnswer, onDeath) => {
  const worker = new Worker(new URL("./screening.worker.ts", import.meta.url));
  worker.unref();
  worker.on("message", onAnswer).on("error", onDeath);
  return { post: (batch) => worker.postMessage(batch), stop: () => void worker.terminate() };
};

/** Checks the form of letters in worker threads, as the page does. Ready once all of them answer. */
export async function screenAside(): Promise<Screen> {
  const { screen } = screenInWorkers(start, availableParallelism());
  await Promise.all(Array.from({ length: MOST_WORKERS }, () => screen([], domain, 0n)));
  return screen;
}

/** Believes every letter. For a daemon that only has to hold what it was given, so that filling it takes no time. */
export const screenNothing: Screen = async (raws) =>
  raws.map((raw): Form => {
    const letter = decodeLetter(raw);
    return { status: "sound", id: proposalId(domain, letter.proposal), letter, raw, isSigned: true };
  });
