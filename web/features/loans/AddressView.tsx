"use client";

import { isAddressEqual } from "viem";
import { useChainId } from "wagmi";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { ParamGate } from "@/components/shell/ParamGate.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { explorerUrl } from "@/lib/chains.ts";
import { parseAddress } from "@/lib/params.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Account } from "./Account.tsx";
import css from "./AddressView.module.css";

/** The account that the address of the page names, for anyone to look at. */
export function AddressView() {
  const wallet = useWallet();
  const chainId = useChainId();
  return (
    <ParamGate name="of" what="address" parse={parseAddress}>
      {(address) => {
        const explorer = explorerUrl(chainId, "address", address);
        return (
          <>
            <div className={css.head}>
              <p className={css.address}>
                {address}
                <CopyButton text={address} what="address" />
              </p>
              <div className="row">
                {explorer && (
                  <a href={explorer} target="_blank" rel="noreferrer">
                    In the explorer
                  </a>
                )}
                {wallet.address && isAddressEqual(wallet.address, address) && (
                  <ButtonLink small href="/loans/">
                    This is you: my loans
                  </ButtonLink>
                )}
              </div>
            </div>
            <BookGate>{(book) => <Account key={address} book={book} account={address} mine={false} />}</BookGate>
          </>
        );
      }}
    </ParamGate>
  );
}
