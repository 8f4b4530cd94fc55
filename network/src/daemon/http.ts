import { createServer, type ServerResponse } from "node:http";
import type { Json } from "@parley/sdk/codec";
import type { Registry } from "prom-client";

/** How a daemon is. */
export interface Health {
  /** Why it is of no use now, in words; empty if nothing is wrong. */
  readonly reasons: readonly string[];
  /** What else there is to know. */
  readonly about: { readonly [name: string]: Json };
}

export interface StatusOptions {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly health: () => Health;
  readonly metrics: Registry;
}

export interface StatusServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves `/health` (200, or 503 with the reasons) and `/metrics`. Meant for those who run the daemon: nothing in it asks who reads. @throws what the system says where the port is taken. */
export async function startStatus({ host, port, health, metrics }: StatusOptions): Promise<StatusServer> {
  const pages: Readonly<Record<string, (response: ServerResponse) => Promise<void> | void>> = {
    "/health": (response) => {
      const { reasons, about } = health();
      const body = { status: reasons.length === 0 ? "ok" : "failing", reasons: [...reasons], ...about };
      end(response, reasons.length === 0 ? 200 : 503, "application/json", `${JSON.stringify(body, null, 2)}\n`);
    },
    "/metrics": async (response) => {
      end(response, 200, metrics.contentType, await metrics.metrics());
    },
  };
  const server = createServer((request, response) => {
    const page = pages[(request.url ?? "").split("?")[0] ?? ""];
    if (request.method !== "GET" && request.method !== "HEAD") return end(response, 405, "text/plain", "Only GET and HEAD.\n");
    if (page === undefined) return end(response, 404, "text/plain", `There are ${Object.keys(pages).join(" and ")}.\n`);
    Promise.resolve(page(response)).catch((error: unknown) => end(response, 500, "text/plain", `${error}\n`));
  });
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const address = server.address();
  const heard = address !== null && typeof address === "object" ? address.port : port;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${heard}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
}
