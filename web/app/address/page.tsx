import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { AddressView } from "@/features/loans/AddressView.tsx";

export const metadata: Metadata = { title: "Account", description: "What an account borrows, lends and has posted. Anyone may look." };

export default function AddressPage() {
  return (
    <Page title="Account" lead="What an account borrows, lends and has posted. Anyone may look.">
      <AddressView />
    </Page>
  );
}
