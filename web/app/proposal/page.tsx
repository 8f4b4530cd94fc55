import type { Metadata } from "next";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { Page } from "@/components/shell/Page.tsx";

export const metadata: Metadata = { title: "Proposal", description: "The terms one side has consented to, and what is left of them." };

export default function ProposalPage() {
  return (
    <Page title="Proposal" lead="The terms one side has consented to, and what is left of them.">
      <NetworkGate>{null}</NetworkGate>
    </Page>
  );
}
