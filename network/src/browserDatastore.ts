import { MemoryDatastore } from "datastore-core";
import { IDBDatastore } from "datastore-idb";
import type { Datastore } from "interface-datastore";

/** A datastore that was opened. */
export interface OpenDatastore {
  readonly datastore: Datastore;
  /** Whether what it keeps is there at the next visit. */
  readonly isLasting: boolean;
  readonly close: () => Promise<void>;
}

/** Opens what this browser keeps under a name, in IndexedDB; in memory only where that is forbidden, as in some private windows. */
export async function openBrowserDatastore(name: string): Promise<OpenDatastore> {
  const lasting = new IDBDatastore(name);
  try {
    await lasting.open();
    return { datastore: lasting, isLasting: true, close: async () => lasting.close() };
  } catch {
    return { datastore: new MemoryDatastore(), isLasting: false, close: async () => undefined };
  }
}
