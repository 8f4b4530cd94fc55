import type { Connection, Stream } from "@libp2p/interface";
import { lpStream } from "@libp2p/utils";
import { ANSWER_PATIENCE, CHANNEL_BUFFER, CLOSE_PATIENCE } from "../limits.ts";
import { type Channel, LinkError, type Protocol } from "../link.ts";
import { pathOf } from "./connections.ts";

/** Whole messages over a stream of bytes, each after its length. */
export function channelOver(stream: Stream, connection: Connection, { name, mostBytes }: Protocol): Channel {
  const frames = lpStream(stream, { maxDataLength: mostBytes, maxBufferSize: Math.max(CHANNEL_BUFFER, 2 * mostBytes) });
  const peer = connection.remotePeer.toString();
  const closing = new AbortController();

  const failed = (what: string, cause: unknown): LinkError => {
    stream.abort(cause instanceof Error ? cause : new Error(what));
    return new LinkError(`${what} ${peer} failed in ${name}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  };

  return {
    peer,
    path: pathOf(connection).path,
    async send(message) {
      if (message.length > mostBytes) throw new LinkError(`A message of ${message.length} bytes is over the ${mostBytes} of ${name}.`);
      try {
        await frames.write(message);
      } catch (cause) {
        throw failed("Sending to", cause);
      }
    },
    async receive() {
      try {
        return (await frames.read({ signal: closing.signal })).subarray();
      } catch (cause) {
        // What was closed and what broke off end in the same error; only the state of the stream tells them apart.
        const isOver = cause instanceof Error && cause.name === "UnexpectedEOFError" && stream.remoteWriteStatus === "closed";
        if (closing.signal.aborted || (isOver && stream.status !== "aborted" && stream.status !== "reset")) return undefined;
        throw failed("Receiving from", cause);
      }
    },
    async close() {
      closing.abort();
      try {
        await stream.close({ signal: AbortSignal.timeout(ANSWER_PATIENCE) });
        breakOffLater(stream);
      } catch (cause) {
        stream.abort(cause instanceof Error ? cause : new Error("Closing failed."));
      }
    },
  };
}

/** A stream ends when both ends have closed it. This ends it also for a peer that never does. */
function breakOffLater(stream: Stream): void {
  if (stream.status !== "open") return;
  const timer = setTimeout(() => stream.abort(new Error("The other end did not close.")), CLOSE_PATIENCE);
  stream.addEventListener("close", () => clearTimeout(timer));
}
