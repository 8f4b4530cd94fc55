import type { Metadata } from "next";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { Page } from "@/components/shell/Page.tsx";
import { ButtonLink } from "@/components/ui/Button.tsx";

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
      <NetworkGate>{null}</NetworkGate>
    </Page>
  );
}
