import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Start } from "@/features/start/Start.tsx";

const lead =
  "Play borrower, then lender, on the local chain: ask for a loan against an NFT, fund it from the other side, let a week pass, repay. Each step is a real transaction, with tokens that are worth nothing. It takes about three minutes.";

export const metadata: Metadata = { title: "Your first loan", description: lead };

export default function StartPage() {
  return (
    <Page title="Your first loan" lead={lead}>
      <Start />
    </Page>
  );
}
