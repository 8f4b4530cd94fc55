import type { Metadata } from "next";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { Page } from "@/components/shell/Page.tsx";

export const metadata: Metadata = { title: "My loans", description: "What you borrow and lend, and what is due next." };

export default function LoansPage() {
  return (
    <Page title="My loans" lead="What you borrow and lend, and what is due next.">
      <NetworkGate>{null}</NetworkGate>
    </Page>
  );
}
