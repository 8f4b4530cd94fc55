import type { Metadata } from "next";
import { Page } from "@/components/shell/Page.tsx";
import { Settings } from "@/features/settings/Settings.tsx";

export const metadata: Metadata = { title: "Settings", description: "Appearance, and the address through which each network is read." };

export default function SettingsPage() {
  return (
    <Page title="Settings" lead="Kept in this browser only.">
      <Settings />
    </Page>
  );
}
