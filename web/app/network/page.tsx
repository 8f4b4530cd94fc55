import type { Metadata } from "next";
import { Suspense } from "react";
import { Page } from "@/components/shell/Page.tsx";
import { Network } from "@/features/network/Network.tsx";

export const metadata: Metadata = {
  title: "Peers",
  description: "The peers that this browser is connected with, and what passes between them.",
};

export default function NetworkPage() {
  return (
    <Page title="Peers" lead="Signed proposals pass from one browser to the next. No server keeps them.">
      <Suspense>
        <Network />
      </Suspense>
    </Page>
  );
}
