import type { Domain } from "@parley/sdk";
import type { Screen } from "./intake.ts";
import { MOST_WORKERS } from "./limits.ts";
import { type Form, screenHere } from "./screen.ts";

/** Letters to check, as a worker is told of them, and what it answers. */
export interface Batch {
  readonly id: number;
  readonly raws: readonly Uint8Array[];
  readonly domain: Domain;
  readonly now: bigint;
}
export type Answer = { readonly id: number; readonly forms: readonly Form[] } | { readonly id: number; readonly failure: string };

/** What a worker does with a batch. */
export async function answerBatch({ id, raws, domain, now }: Batch): Promise<Answer> {
  try {
    return { id, forms: await screenHere(raws, domain, now) };
  } catch (error) {
    return { id, failure: String(error) };
  }
}

/** A thread of its own that gives each batch to {@link answerBatch}. */
export interface ScreenWorker {
  post(batch: Batch): void;
  stop(): void;
}

/** Starts one. @param onAnswer Told of its answers. @param onDeath Told if it could not be started, or died. */
export type StartWorker = (onAnswer: (answer: Answer) => void, onDeath: (error: Error) => void) => ScreenWorker;

interface Waiting {
  readonly resolve: (forms: readonly Form[]) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly worker: ScreenWorker;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Checks letters in workers, so that a flood of them does not hold up what else there is to do. A second one is started when the first is busy,
 * and so on; one that died is replaced when there is need of it.
 * @param processors How many there are.
 */
export function screenInWorkers(start: StartWorker, processors: number): { readonly screen: Screen; readonly stop: () => void } {
  const most = Math.min(Math.max(processors, 1), MOST_WORKERS);
  const running = new Set<Running>();
  let last = 0;
  let isOver = false;

  function end(it: Running, error: Error): void {
    running.delete(it);
    it.worker.stop();
    for (const { reject } of it.waiting.values()) reject(error);
    it.waiting.clear();
  }

  function startOne(): Running {
    const waiting = new Map<number, Waiting>();
    const onAnswer = (answer: Answer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if ("forms" in answer) asked?.resolve(answer.forms);
      else asked?.reject(new Error(answer.failure));
    };
    const it: Running = { waiting, worker: start(onAnswer, (error) => end(it, error)) };
    running.add(it);
    return it;
  }

  function leastBusy(): Running {
    const [least] = [...running].sort((a, b) => a.waiting.size - b.waiting.size);
    return least === undefined || (least.waiting.size > 0 && running.size < most) ? startOne() : least;
  }

  return {
    screen: (raws, domain, now) =>
      new Promise((resolve, reject) => {
        if (isOver) return reject(new Error("The peer network was left."));
        const { worker, waiting } = leastBusy();
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.post({ id: last, raws, domain, now });
      }),
    stop: () => {
      isOver = true;
      for (const it of running) end(it, new Error("The peer network was left."));
    },
  };
}
