"use client";

import { type Asset, AssetKind, formatAmount, short } from "@parley/sdk";
import { useToken } from "@/lib/chain/token.ts";
import { CopyButton } from "../ui/CopyButton.tsx";
import css from "./AssetList.module.css";
import { AssetMark } from "./AssetMark.tsx";
import { usePicture } from "./picture.ts";

function idWords(id: bigint): string {
  const digits = id.toString();
  return digits.length > 12 ? `${digits.slice(0, 5)}…${digits.slice(-4)}` : digits;
}

/** What an asset is, in one line: `3 WETH`, `tART #21`, `50 × tPASS #3`. Undefined while its token is read. */
export function useAssetWords({ kind, token, id, amount }: Asset): string | undefined {
  const { data: about, isError } = useToken(token);
  if (about === undefined && !isError) return undefined;
  const name = about && "symbol" in about ? about.symbol : short(token);
  switch (kind) {
    case AssetKind.ERC20:
      return about?.kind === "ERC20" ? `${formatAmount(amount, about.decimals)} ${name}` : `${amount} units of ${name}`;
    case AssetKind.ERC721:
      return `${name} #${idWords(id)}`;
    case AssetKind.ERC1155:
      return `${amount} × ${name} #${idWords(id)}`;
    case AssetKind.ERC721Collection:
      return `any ${name}`;
    case AssetKind.ERC721List:
      return `one ${name} of a list`;
    case AssetKind.ERC1155Collection:
      return `${amount} × any ${name}`;
    case AssetKind.ERC1155List:
      return `${amount} × ${name} of a list`;
  }
}

interface AssetLineProps {
  readonly asset: Asset;
  /** Adds the token's address and, for an item, its whole id. */
  readonly full?: boolean;
}

/** One asset: its sign or on-chain picture, and what it is. */
export function AssetLine({ asset, full = false }: AssetLineProps) {
  const words = useAssetWords(asset);
  const picture = usePicture(asset);
  return (
    <span className={full ? css.full : css.line}>
      {picture ? (
        // biome-ignore lint/performance/noImgElement: a data address needs no optimizing.
        <img src={picture} alt="" className={css.picture} />
      ) : (
        <span className={css.mark}>
          <AssetMark kind={asset.kind} size={full ? 26 : 18} />
        </span>
      )}
      <span className={css.words}>
        <span className={css.name}>{words ?? "…"}</span>
        {full && (
          <span className={css.where}>
            {asset.kind === AssetKind.ERC20 ? "Token" : "Collection"} {short(asset.token)}
            <CopyButton text={asset.token} what="token's address" />
            {asset.kind !== AssetKind.ERC20 && asset.id > 999_999_999_999n && (
              <CopyButton text={asset.id.toString()} what="token id" label="id" />
            )}
          </span>
        )}
      </span>
    </span>
  );
}

const keyOf = ({ kind, token, id, amount }: Asset) => `${kind} ${token} ${id} ${amount}`;

interface AssetListProps {
  readonly assets: readonly Asset[];
  readonly full?: boolean;
  /** Shows this many and counts the rest. */
  readonly most?: number;
}

/** Collateral, one asset to a line; says so where there is none. */
export function AssetList({ assets, full = false, most = assets.length }: AssetListProps) {
  if (assets.length === 0) return <span className="soft">None, unsecured</span>;
  const rest = assets.length - most;
  return (
    <ul className={full ? css.fullList : css.list}>
      {assets.slice(0, most).map((asset, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same asset may stand twice in one list.
        <li key={`${keyOf(asset)} ${i}`}>
          <AssetLine asset={asset} full={full} />
        </li>
      ))}
      {rest > 0 && <li className="soft">and {rest} more</li>}
    </ul>
  );
}
