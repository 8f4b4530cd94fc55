import { AssetKind } from "@parley/sdk";

const shapes: Readonly<Record<AssetKind, string>> = {
  [AssetKind.ERC20]: "M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14Zm0 3.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z",
  [AssetKind.ERC721]: "M3.5 3.5h13v13h-13zM3.5 13l4-4.5 3.5 3.5 2-2 3.5 3.5M12.5 6.5h.01",
  [AssetKind.ERC1155]: "M6.5 3.5h10v10M3.5 6.5h10v10h-10z",
  [AssetKind.ERC721Collection]: "M3.5 3.5h13v13h-13zM10 7v6M7 10h6",
  [AssetKind.ERC721List]: "M3.5 3.5h13v13h-13zM7 8h6M7 12h6",
  [AssetKind.ERC1155Collection]: "M6.5 3.5h10v10M3.5 6.5h10v10h-10zM8.5 9v5M6 11.5h5",
  [AssetKind.ERC1155List]: "M6.5 3.5h10v10M3.5 6.5h10v10h-10zM6 10h5M6 13h5",
};

/** The sign of a kind of asset: a coin, a picture, a stack. Words stand beside it. */
export function AssetMark({ kind, size = 20 }: { readonly kind: AssetKind; readonly size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      <path d={shapes[kind]} />
    </svg>
  );
}
