import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

const MOST_BYTES = 250_000;
const source = join(import.meta.dirname, "src");

/** The repay kit's HTML: one file with everything inside. Its policy lets nothing run and nothing style it but what it was built with. */
export async function buildKit(): Promise<string> {
  const [script, style] = await Promise.all([bundle("main.ts"), bundle("style.css")]);
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "img-src data:",
    "connect-src http: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const html = readFileSync(join(source, "kit.html"), "utf8")
    .replace("default-src 'none'", () => policy)
    .replace("<style></style>", () => `<style>${style}</style>`)
    .replace("<script></script>", () => `<script>${script}</script>`);
  const bytes = Buffer.byteLength(html);
  if (bytes > MOST_BYTES) throw new Error(`The repay kit has ${bytes} bytes; it may have ${MOST_BYTES}.`);
  return html;
}

async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(source, entry)],
    bundle: true,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    legalComments: "inline",
    logLevel: "error",
    write: false,
    plugins: [lean],
  });
  return outputFiles[0]?.text.trim() ?? "";
}

interface AbiItem {
  readonly type: string;
  readonly inputs?: readonly { readonly name: string }[];
}

/** Whether the kit may need an item of an ABI: it reads no events, and deals with agreements only. */
const isOfUse = ({ type, inputs = [] }: AbiItem): boolean =>
  type !== "event" && !inputs.some(({ name }) => name === "proposal" || name === "request");

/** Leaves out of ABIs what the kit has no use for. */
const lean: Plugin = {
  name: "lean ABIs",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]sdk[\\/]src[\\/]abi[\\/]\w+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      const lean = text.replace(/'(\[.*\])'/, (_, abi) => `'${JSON.stringify((JSON.parse(abi) as readonly AbiItem[]).filter(isOfUse))}'`);
      if (lean === text) throw new Error(`${path} holds no ABI as text.`);
      return { contents: lean, loader: "ts" };
    });
  },
};

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

if (import.meta.main) {
  const [path] = process.argv.slice(2);
  if (path === undefined) throw new Error("Say where to put it: tsx kit/build.ts <path>");
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, await buildKit());
}
