import { type Answer, answerBatch, type Batch } from "@parley/network";

const scope = self as unknown as { onmessage: (event: MessageEvent<Batch>) => void; postMessage: (answer: Answer) => void };

scope.onmessage = async ({ data }) => scope.postMessage(await answerBatch(data));
