import { getBytes } from "ethers";

type Ast = {
  readonly nodeType?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly src?: string;
  readonly nodes?: readonly Ast[];
};
type Output = {
  readonly sources: Readonly<Record<string, { readonly id: number; readonly ast: Ast }>>;
  readonly contracts: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly evm: { readonly deployedBytecode: { readonly object: string; readonly sourceMap: string } } }>>
    >
  >;
};
type Input = { readonly sources: Readonly<Record<string, { readonly content: string }>> };
export type Place = { readonly fn: string; readonly line: string; readonly text: string };

/** Maps the deployed code of a contract back to its source; code that belongs to no function was made by the compiler and has no place. */
export type Sources = { at(pc: number): Place | undefined };

/** Reads one contract's source map out of the compiler's input and output. */
export function sourcesOf(input: Input, output: Output, path: string, contract: string): Sources {
  const compiled = output.contracts[path]?.[contract];
  if (compiled === undefined) throw new Error(`The compiler's output has no ${contract} in ${path}.`);
  const { object, sourceMap } = compiled.evm.deployedBytecode;

  const files = new Map(
    Object.entries(output.sources).map(([name, { id, ast }]) => {
      const bytes = Buffer.from(input.sources[name]?.content ?? "");
      return [id, { name: name.replace(/^(project|npm)\//, ""), bytes, functions: functionsOf(ast, "") }];
    }),
  );

  const places: (Place | undefined)[] = [];
  let [start, length, file] = [0, 0, 0];
  for (const entry of sourceMap.split(";")) {
    const [s, l, f] = entry.split(":");
    if (s) start = Number(s);
    if (l) length = Number(l);
    if (f) file = Number(f);
    const source = files.get(file);
    const fn = source?.functions.findLast((candidate) => candidate.start <= start && start + length <= candidate.end);
    if (source === undefined || fn === undefined) {
      places.push(undefined);
      continue;
    }
    const before = source.bytes.subarray(0, start).toString().split("\n").length;
    const text = source.bytes
      .subarray(start, start + length)
      .toString()
      .split("\n");
    places.push({
      fn: fn.name,
      line: `${source.name}:${before}`,
      text: `${(text[0] ?? "").trim().slice(0, 90)}${text.length > 1 ? " …" : ""}`,
    });
  }

  const instructionAt = new Map<number, number>();
  const code = getBytes(`0x${object}`);
  for (let pc = 0, index = 0; pc < code.length; index++) {
    instructionAt.set(pc, index);
    const op = code[pc] ?? 0;
    pc += op >= 0x60 && op <= 0x7f ? op - 0x5e : 1;
  }
  return { at: (pc) => places[instructionAt.get(pc) ?? -1] };
}

type Span = { readonly name: string; readonly start: number; readonly end: number };

/** Functions and modifiers with where they are, in the order of the source. */
function functionsOf(node: Ast, owner: string): readonly Span[] {
  if (node.nodeType === "FunctionDefinition" || node.nodeType === "ModifierDefinition") {
    const [start = 0, length = 0] = (node.src ?? "").split(":").map(Number);
    return [{ name: `${owner}${node.name || node.kind}`, start, end: start + length }];
  }
  const inside = node.nodeType === "ContractDefinition" ? `${node.name}.` : owner;
  return (node.nodes ?? []).flatMap((child) => functionsOf(child, inside));
}
