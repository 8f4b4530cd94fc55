import type { Metadata } from "next";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { Page } from "@/components/shell/Page.tsx";

export const metadata: Metadata = { title: "Faucet", description: "Test tokens and NFTs, free and worth nothing, for trying out loans." };

export default function FaucetPage() {
  return (
    <Page title="Faucet" lead="Test tokens and NFTs, free and worth nothing, for trying out loans.">
      <NetworkGate>{null}</NetworkGate>
    </Page>
  );
}
