import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Deployment, deploymentCodec, parseDeployment } from "@parley/sdk";

const committed = join(import.meta.dirname, "records");
/** A rehearsal keeps its records elsewhere. */
const folder = process.env.DEPLOY_RECORDS || committed;
const generated = join(import.meta.dirname, "..", "sdk", "src", "deployments.generated.ts");

const pathOf = (chainId: number): string => join(folder, `${chainId}.json`);

/** The committed record of a chain; undefined where there is none. @throws ParseError if it is malformed. */
export function readRecord(chainId: number): Deployment | undefined {
  return existsSync(pathOf(chainId)) ? parseDeployment(readFileSync(pathOf(chainId), "utf8")) : undefined;
}

/** Writes a chain's record, and the module in which the sdk carries all of them. */
export function writeRecord(deployment: Deployment): void {
  writeFileSync(pathOf(deployment.chainId), `${JSON.stringify(deploymentCodec.write(deployment), null, 2)}\n`);
  if (folder === committed) writeFileSync(generated, recordsModule());
}

/** The module in which the sdk carries all records: parsed already, which takes a page 15 ms, and a phone four times as long. */
function recordsModule(): string {
  const deployments = readdirSync(folder)
    .map((name) => parseDeployment(readFileSync(join(folder, name), "utf8")))
    .sort((a, b) => a.chainId - b.chainId);
  const literal = JSON.stringify(deployments, (_, it: unknown) => (typeof it === "bigint" ? `${it}n` : it), 2);
  return `import type { Deployment } from "./deployments.ts";

/** Generated from deploy/records; do not edit. */
export const records: readonly Deployment[] = ${literal.replace(/"(\d+n)"/g, "$1")};
`;
}
