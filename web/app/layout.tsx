import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { Banners } from "@/components/shell/Banners.tsx";
import { Due } from "@/components/shell/Due.tsx";
import { Footer } from "@/components/shell/Footer.tsx";
import { Header } from "@/components/shell/Header.tsx";
import { Providers } from "@/components/shell/Providers.tsx";
import { roomScript } from "@/lib/due/room.ts";
import "./globals.css";

/** Of addresses and hashes only, so it is not fetched before one is shown. */
const mono = localFont({
  src: "../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "monospace"],
});

export const metadata: Metadata = {
  title: { default: "Parley: lending between two wallets", template: "%s · Parley" },
  description: "Borrow and lend against collateral, on terms that two wallets agree on. No owner, no fee, no server.",
  referrer: "no-referrer",
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#171e26" },
  ],
};

/** Sets the chosen theme before the first paint. */
const themeScript = `try{document.documentElement.dataset.theme=JSON.parse(localStorage.getItem("parley.settings")).theme}catch{}`;

export default function Layout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={`${GeistSans.variable} ${mono.variable}`} suppressHydrationWarning>
      <body>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: constants. */}
        <script dangerouslySetInnerHTML={{ __html: `${themeScript};${roomScript}` }} />
        <a href="#content" className="skip">
          Skip to the content
        </a>
        <Providers>
          <Banners />
          <Header />
          <Due />
          {children}
          <Footer />
        </Providers>
      </body>
    </html>
  );
}
