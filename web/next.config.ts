import type { NextConfig } from "next";

export default {
  output: "export",
  trailingSlash: true,
  images: { unoptimized: true },
  transpilePackages: ["@parley/sdk"],
  reactStrictMode: true,
  // `npm run typecheck` does it, and the tests run that.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
