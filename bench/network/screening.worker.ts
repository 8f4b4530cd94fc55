import { parentPort } from "node:worker_threads";
import { answerBatch, type Batch } from "@parley/network";

parentPort?.on("message", async (batch: Batch) => parentPort?.postMessage(await answerBatch(batch)));
