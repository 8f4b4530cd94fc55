"use client";

import type { Book } from "@parley/sdk";
import { type ReactNode, useDeferredValue, useEffect } from "react";
import { useChainId } from "wagmi";
import { Failed, Skeleton } from "@/components/ui/States.tsx";
import { prepareBook, useBook } from "@/lib/data/useBook.ts";
import { NetworkGate } from "./NetworkGate.tsx";

function Read({ children }: { readonly children: (book: Book) => ReactNode }) {
  const { data, error, refetch } = useBook();
  // In slices, so that the page answers meanwhile: a full market takes longer to draw than a frame lasts.
  const book = useDeferredValue(data);
  if (book) return children(book);
  return error ? <Failed error={error} retry={() => void refetch()} /> : <Skeleton lines={6} />;
}

/** Hands its children the book of the current network; draws why there is none otherwise. While the network is lost, the last book stays. */
export function BookGate({ children }: { readonly children: (book: Book) => ReactNode }) {
  const chainId = useChainId();
  useEffect(prepareBook, []);
  return (
    <NetworkGate>
      <Read key={chainId}>{children}</Read>
    </NetworkGate>
  );
}
