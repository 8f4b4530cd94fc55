import type { Metadata } from "next";

import { Page } from "@/components/shell/Page.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";
import { Market } from "@/features/market/Market.tsx";

export const metadata: Metadata = {
  title: { absolute: "Market · Parley" },
  description: "Open requests and offers for loans between two wallets.",
};

export default function MarketPage() {
  return (
    <Page
      title="Market"
      lead="Borrowers ask, lenders offer. Take one as it stands, or post your own."
      action={
        <ButtonLink href="/post/" look="primary">
          Post a request or offer
        </ButtonLink>
      }
    >
      <Market />
    </Page>
  );
}
