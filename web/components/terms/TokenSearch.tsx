"use client";

import { searchTokens, short } from "@parley/sdk";
import { useDeferredValue, useMemo, useState } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Combobox } from "@/components/ui/Combobox.tsx";
import type { ControlProps } from "@/components/ui/Field.tsx";
import { parseAddress } from "@/lib/params.ts";
import { useTokenLists } from "@/lib/tokenLists.ts";

/** A token by a name that somebody gives it. */
interface NamedToken {
  readonly address: Address;
  readonly symbol: string;
  readonly name: string;
  /** Who calls it that. */
  readonly source: string;
  /** The token of the same symbol that this page knows, if it is another one. */
  readonly unlike: Address | undefined;
}

/** How many are drawn at a time. */
const SHOWN = 50;

/** What the person's token lists name on this network, each by the first list that does; those that have a known token's symbol come last. */
function useListed(): readonly NamedToken[] {
  const { chainId, tokens: record, wrappedNative } = useDeployed();
  const lists = useTokenLists();
  return useMemo(() => {
    const known = [...record, ...(wrappedNative ? [{ address: wrappedNative, symbol: "WETH" }] : [])];
    const listed = new Map<Address, NamedToken>();
    for (const { name: list, tokens } of lists)
      for (const { chainId: on, address, symbol, name } of tokens) {
        if (on !== chainId || listed.has(address)) continue;
        const twin = known.find((it) => it.symbol.toLowerCase() === symbol.toLowerCase());
        const unlike = twin?.address === address ? undefined : twin?.address;
        listed.set(address, { address, symbol, name, source: `on the list “${list}”`, unlike });
      }
    return [...listed.values()].sort((a, b) => Number(a.unlike !== undefined) - Number(b.unlike !== undefined));
  }, [lists, chainId, record, wrappedNative]);
}

interface TokenSearchProps {
  readonly control: ControlProps;
  readonly kind: "ERC20" | "ERC721" | "ERC1155";
  /** Address, or what was typed of one; empty for none. */
  readonly value: string;
  /** What is offered without a search, and where that comes from. */
  readonly offered: readonly Pick<NamedToken, "address" | "symbol" | "source">[];
  readonly onChange: (address: string) => void;
}

/** A token by its symbol, its name or its address, out of as many as there are. */
export default function TokenSearch({ control, kind, value, offered, onChange }: TokenSearchProps) {
  const listed = useListed();
  const others = kind === "ERC20" ? listed.filter(({ address }) => !offered.some((it) => it.address === address)) : [];
  const tokens: readonly NamedToken[] = [...offered.map((it) => ({ ...it, name: "", unlike: undefined })), ...others];
  const [typed, setTyped] = useState<string>();
  const chosen = tokens.find(({ address }) => address === value);
  const text = typed ?? (chosen ? chosen.symbol : value);
  const query = useDeferredValue(typed ?? "");
  const found = searchTokens(tokens, query);
  const shown = found.slice(0, SHOWN);
  const isAddress = query.trim().toLowerCase().startsWith("0x");

  const note =
    found.length > shown.length
      ? `${(found.length - shown.length).toLocaleString("en")} more: type on.`
      : found.length === 0
        ? isAddress
          ? "No list names this address. Its contract is asked what it is."
          : "No token is called that. Paste its address, or add a token list in the settings."
        : undefined;

  return (
    <Combobox
      {...control}
      text={text}
      placeholder="Symbol, name or 0x…"
      note={note}
      found={shown.map((token) => ({ value: token.address, content: <Line token={token} /> }))}
      onType={(next) => {
        const address = parseAddress(next);
        setTyped(next);
        onChange(address.ok ? address.value : next.trim().startsWith("0x") ? next.trim() : "");
      }}
      onPick={(address) => {
        setTyped(undefined);
        onChange(address);
      }}
    />
  );
}

function Line({ token: { address, symbol, name, source, unlike } }: { readonly token: NamedToken }) {
  return (
    <>
      <p>
        <strong>{symbol}</strong> {name}
      </p>
      <p className="soft small">
        <span className="mono">{short(address)}</span>, {source}
        {unlike && `. Not the ${symbol} that this page knows, at ${short(unlike)}`}
      </p>
    </>
  );
}
