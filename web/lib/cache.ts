import type { KeyValue } from "@parley/sdk";

const STORE = "kept";

/** Waits for what IndexedDB was asked. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** The one store of a database of this page. */
export async function storeOf(database: string, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  return (await settled(opening)).transaction(STORE, mode).objectStore(STORE);
}

const store = (mode: IDBTransactionMode) => storeOf("parley", mode);

/** What this browser keeps of the chain between visits, in IndexedDB. Where that is forbidden nothing is kept. */
export const cache: KeyValue = {
  async get(key) {
    try {
      const value: unknown = await settled((await store("readonly")).get(key));
      return typeof value === "string" ? value : undefined;
    } catch {
      return undefined;
    }
  },
  async set(key, value) {
    try {
      await settled((await store("readwrite")).put(value, key));
    } catch {
      // Private windows may refuse storage; the next visit then reads from the start.
    }
  },
};

export async function clearCache(): Promise<void> {
  await settled((await store("readwrite")).clear());
}
