"use client";

import { type Blank, blanksOf, isList, type Lists, type Pick, type Proposal, rootOf, standardOf } from "@parley/sdk";
import type { Address } from "viem";
import { Field } from "@/components/ui/Field.tsx";
import { Select } from "@/components/ui/Select.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { useOwnedIds } from "@/lib/chain/means.ts";
import { useToken } from "@/lib/chain/token.ts";
import { bad, ok, type Result } from "@/lib/result.ts";

/** What was chosen for one blank, as typed. */
function readPick({ asset }: Blank, typed: string, lists: Lists): Result<Pick> {
  if (!/^\d{1,78}$/.test(typed.trim())) return bad("Choose which one you give.");
  const id = BigInt(typed.trim());
  if (!isList(asset.kind)) return ok({ id, proof: [] });
  const list = lists.get(rootOf(asset));
  if (!list) return bad("Ask the lender for the list: open the offer from the link or file he sent.");
  return list.ids.includes(id) ? ok({ id, proof: list.proofOf(id) }) : bad(`#${id} is not on the lender's list. Choose one that is.`);
}

/** What was chosen for an offer's blanks, in their order; the first thing that is missing or wrong otherwise. */
export function readPicks({ terms }: Proposal, typed: readonly string[], lists: Lists): Result<readonly Pick[]> {
  const picks: Pick[] = [];
  for (const [i, blank] of blanksOf(terms).entries()) {
    const pick = readPick(blank, typed[i] ?? "", lists);
    if (!pick.ok) return pick;
    picks.push(pick.value);
  }
  return ok(picks);
}

interface PickFieldProps {
  readonly blank: Blank;
  readonly taker: Address;
  readonly lists: Lists;
  readonly value: string;
  readonly onChange: (id: string) => void;
}

function PickField({ blank: { asset }, taker, lists, value, onChange }: PickFieldProps) {
  const about = useToken(asset.token).data;
  const isNft = standardOf(asset.kind) === "ERC721";
  const { data: owned, isLoading } = useOwnedIds(taker, isNft ? asset.token : undefined);
  const list = isList(asset.kind) ? lists.get(rootOf(asset)) : undefined;
  const name = about && "symbol" in about ? about.symbol : "the collection";
  const choices = isNft ? owned?.filter((id) => !isList(asset.kind) || list?.ids.includes(id)) : list?.ids;
  const label = `Which ${name} do you give?`;
  if (isList(asset.kind) && !list)
    return <p className="soft">The lender takes ids of a list that isn't posted with the offer. Open it from the link or file he sent.</p>;
  if (isNft && choices?.length === 0)
    return (
      <p className="soft">
        None in your wallet {isList(asset.kind) ? "is on the lender's list" : `is of ${name}`}, as far as this page can see.
      </p>
    );
  return (
    <Field label={label} hint={isNft ? undefined : "A token id."}>
      {(control) =>
        choices || isLoading ? (
          <Select
            {...control}
            disabled={!choices}
            value={choices ? value : ""}
            options={[
              { value: "", label: choices ? "Choose…" : "Looking into your wallet…" },
              ...(choices ?? []).map((id) => ({ value: id.toString(), label: `${name} #${id}` })),
            ]}
            onChange={onChange}
          />
        ) : (
          <TextInput {...control} inputMode="numeric" value={value} onChange={onChange} />
        )
      }
    </Field>
  );
}

interface PicksProps {
  readonly proposal: Proposal;
  readonly taker: Address;
  readonly lists: Lists;
  readonly typed: readonly string[];
  readonly onType: (typed: readonly string[]) => void;
}

/** The assets that a lender left open, for the borrower to choose out of what he has. */
export function Picks({ proposal, taker, lists, typed, onType }: PicksProps) {
  const blanks = blanksOf(proposal.terms);
  return blanks.map((blank, i) => (
    <PickField
      key={blank.index}
      blank={blank}
      taker={taker}
      lists={lists}
      value={typed[i] ?? ""}
      onChange={(id) => onType(blanks.map((_, at) => (at === i ? id : (typed[at] ?? ""))))}
    />
  ));
}
