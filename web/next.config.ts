import type { NextConfig } from "next";

export default {
  output: "export",
  trailingSlash: true,
  // The peer network runs in browsers only; while the pages are built nothing of it may be loaded, native modules least of all.
  serverExternalPackages: ["@libp2p/webrtc"],
  images: { unoptimized: true },
  transpilePackages: ["@parley/sdk", "@parley/network"],
  reactStrictMode: true,
  // Readers of the page can see what it runs, and `npm run bench:page` what takes most of it. A browser loads them only for its developer tools.
  productionBrowserSourceMaps: true,
  turbopack: {
    // WalletConnect's own dialog, which the page doesn't use: package.json puts an empty package in its place.
    resolveAlias: { "@reown/appkit/core": "@reown/appkit" },
    rules: {
      // What libp2p tells its logs is a twelfth of it, and nobody reads that in a page.
      "*.js": {
        condition: { all: ["foreign", "browser", { path: /node_modules\/(@libp2p|libp2p)\// }] },
        loaders: ["@parley/network/quiet"],
      },
    },
  },
  experimental: {
    // Scripts cut so that what the network needs of the market is not loaded twice, and the names between them short: a seventh less for the network.
    turbopackChunking: { requestCost: 0, minChunkSize: 9000 },
    turbopackMangleExportNames: true,
  },
  // `npm run typecheck` does it, and the tests run that.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
