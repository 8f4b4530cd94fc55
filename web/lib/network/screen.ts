import { type Screen, type StartWorker, screenInWorkers } from "@parley/network";

const start: StartWorker = (onAnswer, onDeath) => {
  const worker = new Worker(new URL("./screen.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }) => onAnswer(data);
  worker.onerror = () => onDeath(new Error("The worker that checks proposals could not be started. Reload the page."));
  return { post: (batch) => worker.postMessage(batch), stop: () => worker.terminate() };
};

/** Checks letters in workers, so that a flood of them does not hold up the page. */
export const screenInPage = (): { readonly screen: Screen; readonly stop: () => void } =>
  screenInWorkers(start, navigator.hardwareConcurrency);
