import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Letter } from "@/features/proposal/Letter.tsx";

export const metadata: Metadata = { title: "Signed proposal" };

export default function LetterPage() {
  return (
    <Page title="Signed proposal" lead="Handed on by its maker, without a server in between.">
      <Letter />
    </Page>
  );
}
