"use client";

import { AssetKind } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { type Address, erc721Abi, isAddressEqual } from "viem";
import { readContract } from "viem/actions";
import { useClient } from "wagmi";
import { AssetLine } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { useTokenBalance } from "@/lib/chain/token.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import css from "./Holdings.module.css";
import type { Cast } from "./story.ts";

/** Who owns an NFT now. */
function useOwner(collection: Address, id: bigint | undefined): Address | undefined {
  const client = useClient();
  return useQuery({
    queryKey: [CHAIN, client?.chain.id, "owner", collection, id?.toString()],
    queryFn: async () => {
      if (!client || id === undefined) throw new Error("No NFT is chosen.");
      return readContract(client, { address: collection, abi: erc721Abi, functionName: "ownerOf", args: [id] });
    },
    enabled: client !== undefined && id !== undefined,
  }).data;
}

interface HoldingsProps {
  readonly cast: Cast;
  readonly parley: Address;
  /** The NFT the story is about; undefined before there is one. */
  readonly art: bigint | undefined;
  /** Whether the loan is open, so that the lender has its note. */
  readonly isOpen: boolean;
}

/** Who has the money, the NFT and the note right now, as the chain says. */
export function Holdings({ cast, parley, art, isOpen }: HoldingsProps) {
  const borrowers = useTokenBalance(cast.credit.address, cast.borrower).data;
  const lenders = useTokenBalance(cast.credit.address, cast.lender).data;
  const owner = useOwner(cast.art.address, art);

  const people: readonly { readonly name: string; readonly who: string; readonly address: Address; readonly money?: bigint | undefined }[] =
    [
      { name: "Borrower", who: "Test wallet 1", address: cast.borrower, money: borrowers },
      { name: "Parley", who: "the contract", address: parley },
      { name: "Lender", who: "Test wallet 2", address: cast.lender, money: lenders },
    ];
  return (
    <section className={css.board} aria-label="Who has what">
      {people.map(({ name, who, address, money }) => {
        const hasArt = art !== undefined && owner !== undefined && isAddressEqual(owner, address);
        const hasNote = isOpen && address === cast.lender;
        return (
          <div key={name} className={css.person}>
            <h2 className={css.name}>
              {name} <span className="soft small">{who}</span>
            </h2>
            {money !== undefined && (
              <p>
                <TokenAmount token={cast.credit.address} units={money} places={2} />
              </p>
            )}
            {hasArt && (
              <p>
                <AssetLine asset={{ kind: AssetKind.ERC721, token: cast.art.address, id: art, amount: 1n }} />
              </p>
            )}
            {hasNote && <p>The loan's note</p>}
            {money === undefined && !hasArt && <p className="soft">Nothing of yours</p>}
          </div>
        );
      })}
    </section>
  );
}
