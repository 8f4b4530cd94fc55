import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Help } from "@/features/help/Help.tsx";

export const metadata: Metadata = { title: "Help", description: "How a loan works, what happens when it is late, and what can go wrong." };

export default function HelpPage() {
  return (
    <Page title="Help" lead="How a loan works from both sides, what happens when a payment is late, and what can go wrong.">
      <Help />
    </Page>
  );
}
