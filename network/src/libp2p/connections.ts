import type { Connection } from "@libp2p/interface";
import type { LinkedPeer } from "../link.ts";
import { peerOf, splitRelayed } from "./addresses.ts";

/** Whether a connection goes straight to its peer. */
export function isDirect(connection: Connection): boolean {
  return connection.direct && connection.limits === undefined;
}

/** How a connection reaches its peer, and through whom. */
export function pathOf(connection: Connection): Pick<LinkedPeer, "path" | "through"> {
  if (isDirect(connection)) return { path: "direct" };
  const relay = splitRelayed(connection.remoteAddr)?.relay;
  const through = relay && peerOf(relay);
  return through === undefined ? { path: "relayed" } : { path: "relayed", through };
}

/** Closes a connection in good order, so that the other end knows at once; if that fails, in bad order. */
export async function close(connection: Connection): Promise<void> {
  try {
    await connection.close();
  } catch (error) {
    connection.abort(error instanceof Error ? error : new Error("Closing failed."));
  }
}
