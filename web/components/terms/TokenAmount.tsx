"use client";

import type { Address } from "viem";
import { Money, MoneyToCome } from "../ui/Money.tsx";
import { useCredit } from "./useCredit.ts";

interface TokenAmountProps {
  readonly token: Address;
  readonly units: bigint;
  readonly places?: number;
  readonly size?: "normal" | "large";
  readonly total?: boolean;
}

/** A sum of an ERC-20, which is asked for its symbol and decimals. */
export function TokenAmount({ token, ...rest }: TokenAmountProps) {
  const about = useCredit(token);
  return about ? <Money {...rest} decimals={about.decimals} symbol={about.symbol} /> : <MoneyToCome size={rest.size} />;
}
