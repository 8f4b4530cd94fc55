"use client";

import { AssetKind, formatAmount, short, type TokenInfo } from "@parley/sdk";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import type { Address } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Select } from "@/components/ui/Select.tsx";
import { useHolding } from "@/lib/chain/means.ts";
import { useToken, useTokens } from "@/lib/chain/token.ts";
import { parseAddress } from "@/lib/params.ts";
import { useTokenLists } from "@/lib/tokenLists.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";

const TokenSearch = dynamic(() => import("./TokenSearch.tsx"), { ssr: false });

const OTHER = "other";

type Known = readonly { readonly address: Address; readonly symbol: string }[];

/** What the lists say of a token, and where its contract says otherwise. */
function useListings(about: TokenInfo | undefined): readonly string[] {
  const { chainId } = useDeployed();
  const lists = useTokenLists();
  if (!about || !("symbol" in about)) return [];
  return lists.flatMap(({ name: list, tokens }) => {
    const it = tokens.find((listed) => listed.chainId === chainId && listed.address === about.address);
    if (!it) return [];
    const differs = it.symbol !== about.symbol || (about.kind === "ERC20" && it.decimals !== about.decimals);
    return [
      differs
        ? `The list “${list}” calls it ${it.symbol} with ${it.decimals} decimals, which its contract doesn't. The contract's word counts.`
        : `It is on the list “${list}”.`,
    ];
  });
}

/** What is out of the ordinary about a token that nobody here vouches for. */
function oddities(about: TokenInfo | undefined, known: Known): readonly string[] {
  if (!about || !("symbol" in about)) return [];
  const isKnown = known.some(({ address }) => address === about.address);
  const twin = known.find(({ address, symbol }) => address !== about.address && symbol.toLowerCase() === about.symbol.toLowerCase());
  return [
    !isKnown &&
      `Anyone can deploy a token and call it ${about.symbol}. Compare its address, ${short(about.address)}, with a source you trust.`,
    twin && `It has the name of ${twin.symbol} at ${short(twin.address)}, but is another contract.`,
    about.kind === "ERC20" && (about.decimals > 18 || about.decimals < 2) && `It counts in ${about.decimals} decimals, which is unusual.`,
  ].filter((it) => typeof it === "string");
}

interface TokenPickerProps {
  readonly label: string;
  readonly kind: "ERC20" | "ERC721" | "ERC1155";
  /** Address as typed; empty for none. */
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (address: string) => void;
  /** Tokens seen on the market, offered beside the known ones. */
  readonly seen: readonly Address[];
}

/** A token by name, where this network's are known; or any other, searched in token lists or by its address, which is asked what it is. */
export function TokenPicker({ label, kind, value, error, onChange, seen }: TokenPickerProps) {
  const { tokens: known, wrappedNative } = useDeployed();
  const infos = useTokens(seen);
  const source = "known to this page";
  const named = known.filter((it) => it.kind === AssetKind[kind]).map(({ address, symbol }) => ({ address, symbol, source }));
  const ether = kind === "ERC20" && wrappedNative ? [{ address: wrappedNative, symbol: "ETH, wrapped", source }] : [];
  const others = seen.flatMap((address) => {
    const about = infos.get(address);
    const listed = [...named, ...ether].some((it) => it.address === address);
    return about?.kind === kind && !listed
      ? [{ address, symbol: `${about.symbol} (${short(address)})`, source: "seen on the market" }]
      : [];
  });
  const offered = [...named, ...ether, ...others];

  const [typing, setTyping] = useState(value !== "" && !offered.some(({ address }) => address === value));
  const chosen = parseAddress(value);
  const address = chosen.ok ? chosen.value : undefined;
  const about = useToken(address);
  const facts = [...oddities(about.data, [...named, ...ether]), ...useListings(about.data)];
  const message = error ?? (about.isError ? "The token couldn't be asked what it is. Check the connection." : undefined);
  const pick = (next: string) => {
    setTyping(next === OTHER);
    onChange(next === OTHER ? "" : next);
  };

  return (
    <div className="stack" style={{ gap: "var(--space-2)" }}>
      <Field label={label} error={typing ? undefined : message} aside={!typing && <Holding token={address} about={about.data} />}>
        {(control) => (
          <Select
            {...control}
            value={typing ? OTHER : value}
            options={[
              ...(value === "" && !typing ? [{ value: "", label: "Choose…" }] : []),
              ...offered.map((it) => ({ value: it.address as string, label: it.symbol })),
              { value: OTHER, label: "Another, by name or address…" },
            ]}
            onChange={pick}
          />
        )}
      </Field>
      {typing && (
        <Field
          label={`${label}: name or address`}
          error={message}
          aside={<Holding token={address} about={about.data} />}
          hint={<Says about={about.data} reading={address !== undefined && about.isFetching && about.data === undefined} />}
        >
          {(control) => <TokenSearch control={control} kind={kind} value={value} offered={offered} onChange={onChange} />}
        </Field>
      )}
      {facts.map((fact) => (
        <p key={fact} className="small soft">
          {fact}
        </p>
      ))}
    </div>
  );
}

function Says({ about, reading }: { readonly about: TokenInfo | undefined; readonly reading: boolean }): ReactNode {
  if (reading) return "Asking the contract what it is…";
  if (!about || !("symbol" in about)) return "Its name, if a token list of yours has it, or its contract's address on this network.";
  return about.kind === "ERC20" ? `${about.name} (${about.symbol}), ${about.decimals} decimals` : `${about.name} (${about.symbol})`;
}

function Holding({ token, about }: { readonly token: Address | undefined; readonly about: TokenInfo | undefined }): ReactNode {
  const { address: account } = useWallet();
  const units = useHolding(account, about?.kind === "ERC20" ? token : undefined);
  if (units === undefined || about?.kind !== "ERC20") return null;
  return `You have ${formatAmount(units, about.decimals, 4)}`;
}
