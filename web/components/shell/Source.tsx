"use client";

import { useSource } from "@/lib/data/useBook.ts";
import { Quietly } from "./NetworkGate.tsx";

function Read() {
  const source = useSource();
  return source && <p>{source === "index" ? "From the index." : "From the chain."}</p>;
}

/** Where what is on screen comes from. */
export function Source() {
  return (
    <Quietly>
      <Read />
    </Quietly>
  );
}
