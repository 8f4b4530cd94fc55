const HINT = "//# allFunctionsCalledOnLoad\n";

/** Smaller ones compile in no time. */
const WORTH_CHARACTERS = 20_000;

/**
 * A script as V8 compiles it whole while it is fetched, and beside the page's own work, instead of each function when it is called first and
 * the page waits for it: https://v8.dev/blog/explicit-compile-hints. To other engines the line is a comment.
 */
export function compiledAhead(code: string): string {
  return code.length < WORTH_CHARACTERS || code.startsWith(HINT) ? code : HINT + code;
}

/** The source map of such a script: everything is a line further down. */
export function mapOfCompiledAhead(json: string): string {
  const { sections, mappings, ...others } = JSON.parse(json);
  return JSON.stringify(
    sections
      ? { ...others, sections: sections.map(({ offset, ...it }: Section) => ({ ...it, offset: { ...offset, line: offset.line + 1 } })) }
      : { ...others, mappings: `;${mappings}` },
  );
}

interface Section {
  readonly offset: { readonly line: number; readonly column: number };
}
