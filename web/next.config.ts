import type { NextConfig } from "next";

export default {
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  transpilePackages: ["@parley/sdk"],
  reactStrictMode: true,
  // Readers of the page can see what it runs, and `npm run bench:page` what takes most of it. A browser loads them only for its developer tools.
  productionBrowserSourceMaps: true,
  // WalletConnect's own dialog, which the page doesn't use: package.json puts an empty package in its place.
  turbopack: { resolveAlias: { "@reown/appkit/core": "@reown/appkit" } },
  // `npm run typecheck` does it, and the tests run that.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
