import type { Book, Deployment } from "@parley/sdk";
import type { Client } from "viem";

/** Where the past in a book comes from. What decides about money is read from the chain either way. */
export type SourceName = "chain" | "index";

export type SourcedBook = Book & { readonly source: SourceName };

/** Where the screens' book comes from. */
export interface BookSource {
  readonly name: SourceName;
  /** Reads the book as of the latest block, going on from `previous` where there is one. */
  read(client: Client, deployment: Deployment, previous: Book | undefined): Promise<Book>;
}
