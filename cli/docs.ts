import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commandNamed, commandNames, overview } from "./src/main.ts";

/** The page of the command line, in `docs/`. */
const file = fileURLToPath(new URL("../docs/command-line.md", import.meta.url));
const BEGIN = "<!-- Generated from the help by `npm run docs:cli`; do not edit what follows. -->";

/** The page as it is, and as it should be: what people wrote, and below it the help of every command. */
export async function commandLinePage(): Promise<{ readonly is: string; readonly should: string }> {
  const is = readFileSync(file, "utf8");
  const [written = ""] = is.split(BEGIN);
  const helps = await Promise.all(
    commandNames.map(async (name) => `### parley ${name}\n\n\`\`\`\n${(await commandNamed(name)).usage}\n\`\`\``),
  );
  return { is, should: `${written}${BEGIN}\n\n## Commands\n\n\`\`\`\n${overview}\n\`\`\`\n\n${helps.join("\n\n")}\n` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, (await commandLinePage()).should);
