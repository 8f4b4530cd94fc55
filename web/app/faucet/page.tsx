import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Faucet } from "@/features/faucet/Faucet.tsx";

export const metadata: Metadata = { title: "Faucet", description: "Test tokens and NFTs, free and worth nothing, for trying out loans." };

export default function FaucetPage() {
  return (
    <Page title="Faucet" lead="Test tokens and NFTs, free and worth nothing, for trying out loans.">
      <Faucet />
    </Page>
  );
}
