import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Start } from "@/features/start/Start.tsx";

export const metadata: Metadata = {
  title: "Your first loan",
  description: "Play borrower, then lender, on the local chain. It takes about three minutes.",
};

export default function StartPage() {
  return (
    <Page title="Your first loan" lead="Play borrower, then lender, on the local chain. It takes about three minutes.">
      <Start />
    </Page>
  );
}
