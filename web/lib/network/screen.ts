import type { Form, Screen } from "@parley/network";
import type { Answer, Batch } from "./screen.worker.ts";

interface Waiting {
  readonly resolve: (forms: readonly Form[]) => void;
  readonly reject: (error: Error) => void;
}

/** Checks letters in a worker, so that a flood of them does not hold up the page. */
export function screenInWorker(): { readonly screen: Screen; readonly stop: () => void } {
  const worker = new Worker(new URL("./screen.worker.ts", import.meta.url), { type: "module" });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  const fail = (error: Error) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if ("forms" in data) asked?.resolve(data.forms);
    else asked?.reject(new Error(data.failure));
  };
  worker.onerror = () => fail(new Error("The worker that checks proposals could not be started. Reload the page."));
  return {
    screen: (raws, domain, now) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        worker.postMessage({ id: last, raws, domain, now } satisfies Batch);
      }),
    stop: () => {
      worker.terminate();
      fail(new Error("The peer network was left."));
    },
  };
}
