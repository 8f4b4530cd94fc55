"use client";

import type { Address } from "viem";
import { Choice } from "@/components/ui/Choice.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Select } from "@/components/ui/Select.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import css from "./Filters.module.css";
import type { Filter } from "./filter.ts";

interface FiltersProps {
  readonly filter: Filter;
  readonly credits: readonly { readonly address: Address; readonly symbol: string }[];
  readonly onChange: (change: Partial<Filter>) => void;
}

/** What to look for on the market. */
export function Filters({ filter, credits, onChange }: FiltersProps) {
  return (
    <search className={css.filters}>
      <Choice
        label="Show"
        hideLabel
        value={filter.side}
        options={[
          { value: "all", label: "Everything" },
          { value: "requests", label: "Requests to fund" },
          { value: "offers", label: "Offers to borrow" },
        ]}
        onChange={(side) => onChange({ side })}
      />
      <div className={css.fields}>
        <Field label="Credit">
          {(control) => (
            <Select
              {...control}
              value={filter.credit ?? ""}
              options={[
                { value: "", label: "Any token" },
                ...credits.map(({ address, symbol }) => ({ value: address as string, label: symbol })),
              ]}
              onChange={(credit) => onChange({ credit: (credit || undefined) as Address | undefined })}
            />
          )}
        </Field>
        <Field label="Collateral">
          {(control) => (
            <Select
              {...control}
              value={filter.collateral}
              options={[
                { value: "any", label: "Any" },
                { value: "tokens", label: "Tokens" },
                { value: "nft", label: "NFT" },
                { value: "items", label: "Items" },
                { value: "none", label: "None" },
              ]}
              onChange={(collateral) => onChange({ collateral })}
            />
          )}
        </Field>
        <Field label="Duration">
          {(control) => (
            <Select
              {...control}
              value={filter.duration}
              options={[
                { value: "any", label: "Any" },
                { value: "month", label: "Up to a month" },
                { value: "halfYear", label: "1 to 6 months" },
                { value: "year", label: "6 to 12 months" },
                { value: "longer", label: "Over a year" },
              ]}
              onChange={(duration) => onChange({ duration })}
            />
          )}
        </Field>
        <Field label="Order">
          {(control) => (
            <Select
              {...control}
              value={filter.sort}
              options={[
                { value: "newest", label: "Newest first" },
                { value: "rateHigh", label: "Highest rate" },
                { value: "rateLow", label: "Lowest rate" },
                { value: "amountHigh", label: "Largest amount" },
                { value: "amountLow", label: "Smallest amount" },
                { value: "short", label: "Shortest" },
                { value: "long", label: "Longest" },
              ]}
              onChange={(sort) => onChange({ sort })}
            />
          )}
        </Field>
        <Field label="Find">
          {(control) => (
            <TextInput
              {...control}
              type="search"
              placeholder="Symbol, address or id"
              value={filter.text}
              onChange={(text) => onChange({ text })}
            />
          )}
        </Field>
      </div>
    </search>
  );
}
