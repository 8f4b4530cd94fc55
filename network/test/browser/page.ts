import { IDBDatastore } from "datastore-idb";
import { createBrowserLink, type Hold } from "../../src/browser.ts";
import type { LinkedPeer, Topic } from "../../src/link.ts";

/** What the tests call in the page. */
export interface TestPage {
  start(bootstrap: readonly string[], hold?: Hold): Promise<string>;
  peers(): readonly LinkedPeer[];
  dial(address: string): Promise<string>;
  publish(text: string): Promise<void>;
  received(): readonly string[];
  /** Sends `text` to a peer that echoes. @returns how it went there, and what came back. */
  echo(peer: string, text: string): Promise<{ readonly path: LinkedPeer["path"]; readonly text: string }>;
}

const echo = { name: "/parley/test/echo", mostBytes: 1 << 20 };
const received: string[] = [];
let link: Awaited<ReturnType<typeof createBrowserLink>>;
let topic: Topic;

const page: TestPage = {
  async start(bootstrap, hold) {
    const datastore = new IDBDatastore("parley-test");
    await datastore.open();
    link = await createBrowserLink({ datastore, bootstrap, iceServers: [], allowPrivate: true, ...(hold && { hold }) });
    topic = link.join("/parley/test", async (message) => {
      received.push(new TextDecoder().decode(message));
      return "accept";
    });
    link.serve(echo, async (channel) => {
      for (let message = await channel.receive(); message; message = await channel.receive()) await channel.send(message);
    });
    return link.id;
  },
  peers: () => link.peers(),
  dial: (address) => link.dial(address),
  publish: (text) => topic.publish(new TextEncoder().encode(text)),
  received: () => received,
  async echo(peer, text) {
    const channel = await link.open(peer, echo, AbortSignal.timeout(20_000));
    await channel.send(new TextEncoder().encode(text));
    const back = await channel.receive();
    await channel.close();
    return { path: channel.path, text: new TextDecoder().decode(back) };
  },
};

Object.assign(globalThis, { page });
