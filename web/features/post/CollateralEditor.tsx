"use client";

import { AssetKind, MAX_ASSETS } from "@parley/sdk";
import type { Address } from "viem";
import { AssetMark } from "@/components/terms/AssetMark.tsx";
import { usePicture } from "@/components/terms/picture.ts";
import { TokenPicker } from "@/components/terms/TokenPicker.tsx";
import { AmountInput } from "@/components/ui/AmountInput.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Choice } from "@/components/ui/Choice.tsx";
import { classes } from "@/components/ui/classes.ts";
import { Field } from "@/components/ui/Field.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { useHolding, useMeans, useOwnedIds } from "@/lib/chain/means.ts";
import { useToken } from "@/lib/chain/token.ts";
import { parseAddress } from "@/lib/params.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import css from "./CollateralEditor.module.css";
import type { DraftAsset } from "./draft.ts";

const kinds: readonly { readonly kind: DraftAsset["kind"]; readonly add: string; readonly title: string }[] = [
  { kind: "ERC20", add: "Tokens", title: "Tokens" },
  { kind: "ERC721", add: "An NFT", title: "NFT" },
  { kind: "ERC1155", add: "Items", title: "Items" },
];

function Owned({ token, chosen, onPick }: { readonly token: Address; readonly chosen: string; readonly onPick: (id: string) => void }) {
  const { address } = useWallet();
  const owned = useOwnedIds(address, token);
  if (!address) return null;
  if (owned.isError) return <p className="soft small">Your items of this collection couldn't be read. Type the id.</p>;
  if (!owned.data) return <p className="soft small">Looking for yours…</p>;
  if (owned.data.length === 0) return <p className="soft small">None of this collection is found in your wallet. You can type an id.</p>;
  return (
    <ul className={css.owned} aria-label="Yours of this collection">
      {owned.data.map((id) => (
        <li key={id.toString()}>
          <Thumb token={token} id={id} pressed={chosen === id.toString()} onPick={() => onPick(id.toString())} />
        </li>
      ))}
    </ul>
  );
}

function Thumb({
  token,
  id,
  pressed,
  onPick,
}: {
  readonly token: Address;
  readonly id: bigint;
  readonly pressed: boolean;
  readonly onPick: () => void;
}) {
  const picture = usePicture({ kind: AssetKind.ERC721, token, id, amount: 1n });
  return (
    <button type="button" aria-pressed={pressed} className={classes(css.thumb, pressed && css.pressed)} onClick={onPick}>
      {picture ? (
        // biome-ignore lint/performance/noImgElement: a data address needs no optimizing.
        <img src={picture} alt="" />
      ) : (
        <AssetMark kind={AssetKind.ERC721} size={28} />
      )}
      <span>#{id.toString()}</span>
    </button>
  );
}

interface AssetFieldsProps {
  readonly asset: DraftAsset;
  readonly number: number;
  /** The maker's own, so that his wallet is looked through; otherwise asked of the borrower. */
  readonly own: boolean;
  readonly seen: readonly Address[];
  readonly errorOf: (part: "token" | "id" | "amount") => string | undefined;
  readonly onChange: (change: Partial<DraftAsset>) => void;
  readonly onRemove: () => void;
}

function AssetFields({ asset, number, own, seen, errorOf, onChange, onRemove }: AssetFieldsProps) {
  const { address: account } = useWallet();
  const parsed = parseAddress(asset.token);
  const token = parsed.ok ? parsed.value : undefined;
  const about = useToken(token).data;
  const title = kinds.find(({ kind }) => kind === asset.kind)?.title ?? "";
  const fungible = useHolding(account, about?.kind === "ERC20" ? token : undefined);
  const id = /^\d{1,77}$/.test(asset.id.trim()) ? BigInt(asset.id.trim()) : undefined;
  const items = useMeans(
    account,
    asset.kind === "ERC1155" && token && id !== undefined ? [{ kind: AssetKind.ERC1155, token, id, amount: 1n }] : [],
  ).data?.[0]?.balance;
  return (
    <fieldset className={css.asset}>
      <legend className={css.legend}>
        <AssetMark kind={AssetKind[asset.kind]} />
        {title}
        <span className="hidden"> (asset {number})</span>
      </legend>
      <Button look="quiet" small className={css.remove} onClick={onRemove}>
        Remove<span className="hidden"> asset {number}</span>
      </Button>
      <TokenPicker
        label={asset.kind === "ERC20" ? "Token" : "Collection"}
        kind={asset.kind}
        value={asset.token}
        error={errorOf("token")}
        seen={seen}
        onChange={(next) => onChange({ token: next, ...(asset.kind !== "ERC20" && { id: "" }) })}
      />
      {asset.kind === "ERC721" && own && token && about?.kind === "ERC721" && (
        <Owned token={token} chosen={asset.id} onPick={(next) => onChange({ id: next })} />
      )}
      {!own && asset.kind !== "ERC20" && (
        <Choice
          label="Which"
          value={asset.which}
          options={[
            { value: "one", label: "Exactly one" },
            { value: "any", label: "Any of the collection" },
            { value: "list", label: "One of a list" },
          ]}
          onChange={(which) => onChange({ which })}
        />
      )}
      <div className={css.pair}>
        {asset.kind !== "ERC20" && (own || asset.which !== "any") && (
          <Field
            label={!own && asset.which === "list" ? "Token ids" : "Token id"}
            hint={
              !own && asset.which === "list"
                ? "Numbers with commas between. Whoever is to borrow needs this list: a shared offer carries it."
                : undefined
            }
            error={errorOf("id")}
          >
            {(control) => (
              <TextInput
                {...control}
                inputMode={asset.which === "list" ? "text" : "numeric"}
                value={asset.id}
                onChange={(next) => onChange({ id: next })}
              />
            )}
          </Field>
        )}
        {asset.kind === "ERC1155" && (
          <Field label="How many" error={errorOf("amount")} aside={own && items !== undefined && `You have ${items}`}>
            {(control) => (
              <TextInput {...control} inputMode="numeric" value={asset.amount} onChange={(next) => onChange({ amount: next })} />
            )}
          </Field>
        )}
        {asset.kind === "ERC20" && (
          <Field label="Amount" error={errorOf("amount")}>
            {(control) => (
              <AmountInput
                {...control}
                symbol={about && "symbol" in about ? about.symbol : ""}
                decimals={about?.kind === "ERC20" ? about.decimals : 18}
                max={own ? fungible : undefined}
                value={asset.amount}
                onChange={(next) => onChange({ amount: next })}
              />
            )}
          </Field>
        )}
      </div>
    </fieldset>
  );
}

interface CollateralEditorProps {
  readonly assets: readonly DraftAsset[];
  readonly own: boolean;
  readonly seen: readonly Address[];
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (assets: readonly DraftAsset[]) => void;
}

/** The list of collateral: several assets of any kind, or none. */
export function CollateralEditor({ assets, own, seen, errorOf, onChange }: CollateralEditorProps) {
  return (
    <div className="stack">
      {assets.map((asset, i) => (
        <AssetFields
          // biome-ignore lint/suspicious/noArrayIndexKey: assets have no other identity while they are typed.
          key={i}
          asset={asset}
          number={i + 1}
          own={own}
          seen={seen}
          errorOf={(part) => errorOf(`collateral.${i}.${part}`)}
          onChange={(change) => onChange(assets.map((it, at) => (at === i ? { ...it, ...change } : it)))}
          onRemove={() => onChange(assets.filter((_, at) => at !== i))}
        />
      ))}
      {assets.length === 0 && (
        <p className="soft">
          {own
            ? "None yet. Without any, the loan is unsecured: lenders then trust you alone."
            : "None yet. Without any, you lend unsecured: if the borrower doesn't repay, there is nothing to take."}
        </p>
      )}
      {errorOf("collateral") && (
        <p className={css.error} role="alert">
          {errorOf("collateral")}
        </p>
      )}
      {assets.length < MAX_ASSETS && (
        <div className="row">
          {kinds.map(({ kind, add }) => (
            <Button key={kind} small onClick={() => onChange([...assets, { kind, token: "", which: "one", id: "", amount: "" }])}>
              <AssetMark kind={AssetKind[kind]} size={16} /> Add {add.toLowerCase().replace("nft", "NFT")}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}
