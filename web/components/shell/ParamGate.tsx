"use client";

import { useSearchParams } from "next/navigation";
import { type ReactNode, Suspense } from "react";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { Empty, Skeleton } from "@/components/ui/States.tsx";
import type { Result } from "@/lib/result.ts";

interface ParamGateProps<T> {
  /** Name in the query, as in `?id=0x…`. */
  readonly name: string;
  /** What it names, for the sentence about a link that lacks it. */
  readonly what: string;
  readonly parse: (text: string) => Result<T>;
  readonly children: (value: T) => ReactNode;
}

function Parsed<T>({ name, what, parse, children }: ParamGateProps<T>) {
  const text = useSearchParams().get(name);
  const result = text === null ? undefined : parse(text);
  if (result?.ok) return children(result.value);
  return (
    <Empty title={result ? `This is not the ${what} of anything` : `No ${what} is given`}>
      <p>{result ? result.error : `The link to this page should end with ?${name}= and the ${what}.`}</p>
      {text && <code>{text.slice(0, 90)}</code>}
      <ButtonLink href="/">To the market</ButtonLink>
    </Empty>
  );
}

/** Hands its children a parameter of the address, parsed; draws what is wrong with it otherwise. */
export function ParamGate<T>(props: ParamGateProps<T>) {
  return (
    <Suspense fallback={<Skeleton />}>
      <Parsed {...props} />
    </Suspense>
  );
}
