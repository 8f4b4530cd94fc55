import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Proposal } from "@/features/proposal/Proposal.tsx";

export const metadata: Metadata = { title: "Proposal", description: "The terms one side has consented to, and what is left of them." };

export default function ProposalPage() {
  return (
    <Page title="Proposal" lead="The terms one side has consented to, and what is left of them.">
      <Proposal />
    </Page>
  );
}
