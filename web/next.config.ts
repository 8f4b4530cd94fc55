import type { NextConfig } from "next";

export default {
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  transpilePackages: ["@parley/sdk"],
  reactStrictMode: true,
  // WalletConnect's own dialog, which the page doesn't use: package.json puts an empty package in its place.
  turbopack: { resolveAlias: { "@reown/appkit/core": "@reown/appkit" } },
  // `npm run typecheck` does it, and the tests run that.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
