import type { Book, Deployment } from "@parley/sdk";
import type { Client } from "viem";

/** Where the screens' book comes from. The chain answers it; an index may answer faster. */
export interface BookSource {
  readonly kind: "chain" | "index";
  /** Reads the book as of the latest block, going on from `previous` where there is one. */
  read(client: Client, deployment: Deployment, previous: Book | undefined): Promise<Book>;
}
