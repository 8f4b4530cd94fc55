/**
 * Mutants of Solidity functions, found in the compiler's AST. All mutants of a file are put into one source, in which the block's coinbase
 * chooses the one that is active: thousands are tried with one compilation.
 */

export interface Ast {
  readonly id: number;
  readonly nodeType: string;
  readonly src: string;
  readonly [field: string]: unknown;
}

export interface Mutant {
  /** Stays the same when lines above it move. */
  readonly key: string;
  readonly file: string;
  readonly fn: string;
  readonly line: number;
  readonly operator: string;
  readonly from: string;
  readonly to: string;
  /** Where `from` stands in the file's source. */
  readonly start: number;
  readonly end: number;
}

/** An expression, a statement or a body that mutants replace. */
interface Site {
  readonly start: number;
  readonly end: number;
  readonly isExpression: boolean;
  readonly mutants: Mutant[];
  readonly inside: Site[];
  /** Type to which every alternative is converted, where the original is a constant without one. */
  readonly cast: string;
}

/** The sites of one file, outermost first. */
export interface Sites {
  readonly file: string;
  readonly source: string;
  readonly sites: readonly Site[];
}

const SWAPS: Readonly<Record<string, readonly string[]>> = {
  "+": ["-"],
  "-": ["+"],
  "*": ["/"],
  "/": ["*"],
  "%": ["*"],
  "<<": [">>"],
  ">>": ["<<"],
  "&": ["|"],
  "|": ["&"],
  "^": ["&"],
  "<": ["<=", ">="],
  "<=": ["<", ">"],
  ">": [">=", "<="],
  ">=": [">", "<"],
  "==": ["!="],
  "!=": ["=="],
  "&&": ["||"],
  "||": ["&&"],
  "+=": ["-="],
  "-=": ["+="],
  "*=": ["/="],
  "/=": ["*="],
  "|=": ["&="],
  "&=": ["|="],
  ">>=": ["<<="],
  "<<=": [">>="],
};

/** Functions whose result does not depend on the order of their arguments: these are compared, or factors of one product. */
const COMMUTATIVE: readonly string[] = ["max", "min", "interestUp", "flatUp"];

const OPERATOR_NAMES: readonly (readonly [string, readonly string[]])[] = [
  ["shift", ["<<", ">>", "<<=", ">>="]],
  ["comparison", ["<", "<=", ">", ">=", "==", "!="]],
  ["boolean", ["&&", "||", "&", "|", "^", "|=", "&="]],
];

const operatorName = (operator: string) => OPERATOR_NAMES.find(([, all]) => all.includes(operator))?.[0] ?? "arithmetic";

const isNode = (value: unknown): value is Ast => typeof value === "object" && value !== null && "nodeType" in value;

const child = (node: Ast, field: string): Ast | undefined => {
  const value = node[field];
  return isNode(value) ? value : undefined;
};

const children = (node: Ast, field: string): readonly Ast[] => {
  const value = node[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
};

const typeOf = (node: Ast): string => {
  const described = node.typeDescriptions as { typeString?: string } | undefined;
  return described?.typeString ?? "";
};

const spanOf = ({ src }: Ast): readonly [number, number] => {
  const [start = 0, length = 0] = src.split(":").map(Number);
  return [start, start + length];
};

/** Every node below `node`, itself first. */
function* walk(node: Ast): Generator<Ast> {
  yield node;
  for (const value of Object.values(node)) {
    if (isNode(value)) yield* walk(value);
    else if (Array.isArray(value)) for (const item of value) if (isNode(item)) yield* walk(item);
  }
}

/** Ids of the variables that are constants, in all files. */
export function constantsOf(trees: readonly Ast[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const tree of trees)
    for (const node of walk(tree)) if (node.nodeType === "VariableDeclaration" && node.constant === true) found.add(node.id);
  return found;
}

/**
 * The mutants of every function in a file. Assembly and modifiers are left alone.
 * @param source ASCII only, as the compiler counts bytes.
 */
export function sitesOf(file: string, source: string, tree: Ast, constants: ReadonlySet<number>): Sites {
  const roots: Site[] = [];
  const seen = new Map<string, number>();
  let inside = roots;
  let fn = "";

  const text = (node: Ast) => source.slice(...spanOf(node));

  /** Adds a site for `node` and visits what it contains with `within`. */
  function at(node: Ast, isExpression: boolean, alternatives: readonly (readonly [string, string])[], within: () => void, cast = ""): void {
    if (alternatives.length === 0) {
      within();
      return;
    }
    const [start, last] = spanOf(node);
    // The compiler leaves a statement's semicolon out.
    const end = isExpression || ";}".includes(source[last - 1] ?? "") ? last : source.indexOf(";", last) + 1;
    const from = source.slice(start, end);
    const line = source.slice(0, start).split("\n").length;
    const mutants = alternatives.map(([operator, to]) => {
      const name =
        operator === "unchecked"
          ? `${fn}: ${from.startsWith("unchecked") ? "checked" : "unchecked"}`
          : `${fn}: ${short(from)} → ${short(to) || "nothing"}`;
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      return { key: count === 1 ? name : `${name} (${count})`, file, fn, line, operator, from, to, start, end };
    });
    const site: Site = { start, end, isExpression, mutants, inside: [], cast };
    inside.push(site);
    const outer = inside;
    inside = site.inside;
    within();
    inside = outer;
  }

  const swapped = (call: Ast): readonly (readonly [string, string])[] => {
    const callee = child(call, "expression");
    if (callee !== undefined && COMMUTATIVE.includes(text(callee).split(".").at(-1) ?? "")) return [];
    const args = children(call, "arguments");
    const [start, end] = spanOf(call);
    return args.flatMap((left, i) =>
      args.slice(i + 1).flatMap((right) => {
        if (typeOf(left) !== typeOf(right) || text(left) === text(right)) return [];
        const [[a, b], [c, d]] = [spanOf(left), spanOf(right)];
        return [
          [
            "swapped arguments",
            `${source.slice(start, a)}${text(right)}${source.slice(b, c)}${text(left)}${source.slice(d, end)}`,
          ] as const,
        ];
      }),
    );
  };

  const withOperator = (node: Ast, left: Ast, right: Ast, to: string): string => {
    const between = source.slice(spanOf(left)[1], spanOf(right)[0]);
    return `${text(left)}${between.replace(String(node.operator), to)}${text(right)}`;
  };

  const binary = (node: Ast, left: Ast, right: Ast): readonly (readonly [string, string])[] => {
    const operator = String(node.operator);
    const kept = operator === "&&" || operator === "||" ? [left, right].map((it) => ["boolean", text(it)] as const) : [];
    return [...(SWAPS[operator] ?? []).map((to) => [operatorName(operator), withOperator(node, left, right, to)] as const), ...kept];
  };

  /** Every number in a constant expression, one more and one less. */
  function neighbours(node: Ast): readonly (readonly [string, string])[] {
    const [start, end] = spanOf(node);
    return [...walk(node)]
      .filter((it) => it.nodeType === "Literal")
      .flatMap((literal) => {
        const [a, b] = spanOf(literal);
        const value = BigInt(String(literal.value));
        const all = value === 0n ? [1n] : [value + 1n, value - 1n];
        return all.map((it) => ["constant", `${source.slice(start, a)}${it}${source.slice(b, end)}`] as const);
      });
  }

  function expression(node: Ast | undefined, isCondition = false): void {
    if (node === undefined) return;
    const type = typeOf(node);
    if (type.startsWith("int_const")) {
      at(node, true, neighbours(node), () => {}, "uint256");
      return;
    }
    if (typeof node.referencedDeclaration === "number" && constants.has(node.referencedDeclaration)) {
      const isNumber = type.startsWith("uint");
      const alternatives = isNumber ? [`${text(node)} + 1`, `${text(node)} - 1`].map((it) => ["constant", it] as const) : [];
      at(node, true, alternatives, () => {});
      return;
    }
    switch (node.nodeType) {
      case "BinaryOperation": {
        const [left, right] = [child(node, "leftExpression"), child(node, "rightExpression")];
        if (left === undefined || right === undefined) return;
        const isEquality = node.operator === "==" || node.operator === "!=";
        const negated = isCondition && !isEquality ? [["condition", `!(${text(node)})`] as const] : [];
        at(node, true, [...binary(node, left, right), ...negated], () => {
          // A number that stands for bytes can't be another.
          if (!typeOf(right).startsWith("bytes")) expression(left);
          if (!typeOf(left).startsWith("bytes")) expression(right);
        });
        return;
      }
      case "UnaryOperation": {
        const operand = child(node, "subExpression");
        if (node.operator !== "!" || operand === undefined) return;
        at(node, true, [["boolean", text(operand)]], () => expression(operand));
        return;
      }
      case "Conditional": {
        const [condition, yes, no] = [child(node, "condition"), child(node, "trueExpression"), child(node, "falseExpression")];
        if (condition === undefined || yes === undefined || no === undefined) return;
        const exchanged = `${text(condition)} ? ${text(no)} : ${text(yes)}`;
        at(node, true, [["condition", exchanged]], () => {
          expression(condition);
          expression(yes);
          expression(no);
        });
        return;
      }
      case "Literal":
        if (node.kind === "bool") at(node, true, [["boolean", node.value === "true" ? "false" : "true"]], () => {});
        return;
      case "TupleExpression":
        for (const part of children(node, "components")) expression(part);
        return;
      case "IndexAccess":
        expression(child(node, "indexExpression"));
        return;
      case "MemberAccess": {
        const of = child(node, "expression");
        const isTypeMax = node.memberName === "max" && of?.nodeType === "FunctionCall" && typeOf(of).startsWith("type(");
        if (isTypeMax) {
          at(node, true, [["constant", `${text(node)} - 1`]], () => {});
          return;
        }
        if (of?.nodeType === "FunctionCall") expression(of);
        return;
      }
      case "FunctionCall":
        call(node, isCondition);
        return;
      case "Identifier":
        if (isCondition && type === "bool") at(node, true, [["condition", `!${text(node)}`]], () => {});
        return;
    }
  }

  function call(node: Ast, isCondition: boolean): void {
    const args = () => {
      for (const arg of children(node, "arguments")) expression(arg);
    };
    if (node.kind === "typeConversion") {
      if (typeOf(node).startsWith("uint"))
        for (const arg of children(node, "arguments")) if (!typeOf(arg).startsWith("int_const")) expression(arg);
      return;
    }
    const isValue = typeOf(node) !== "tuple()" && !typeOf(node).startsWith("error");
    const negated = isCondition && typeOf(node) === "bool" ? [["condition", `!${text(node)}`] as const] : [];
    at(node, true, isValue ? [...swapped(node), ...negated] : [], args);
  }

  function statement(node: Ast): void {
    const removal = (what: string): readonly [string, string] => [what, ""];
    switch (node.nodeType) {
      case "Block":
      case "UncheckedBlock":
        for (const it of children(node, "statements")) statement(it);
        return;
      case "VariableDeclarationStatement":
        expression(child(node, "initialValue"));
        return;
      case "Return":
        at(node, false, [removal("removed statement")], () => expression(child(node, "expression")));
        return;
      case "EmitStatement":
      case "RevertStatement": {
        const isEvent = node.nodeType === "EmitStatement";
        const made = child(node, isEvent ? "eventCall" : "errorCall");
        if (made === undefined) return;
        const others = swapped(made).map(([what, to]) => [what, `${isEvent ? "emit" : "revert"} ${to};`] as const);
        at(node, false, [removal(isEvent ? "removed event" : "removed revert"), ...others], () => {
          for (const arg of children(made, "arguments")) expression(arg);
        });
        return;
      }
      case "ExpressionStatement": {
        const inner = child(node, "expression");
        if (inner === undefined) return;
        const [left, right] = [child(inner, "leftHandSide"), child(inner, "rightHandSide")];
        const isCall = inner.nodeType === "FunctionCall";
        const others: readonly (readonly [string, string])[] =
          left !== undefined && right !== undefined
            ? (SWAPS[String(inner.operator)] ?? []).map((to) => [
                operatorName(String(inner.operator)),
                `${withOperator(inner, left, right, to)};`,
              ])
            : isCall
              ? swapped(inner).map(([what, to]) => [what, `${to};`])
              : [];
        at(node, false, [removal("removed statement"), ...others], () => {
          if (right !== undefined) expression(right);
          if (isCall) for (const arg of children(inner, "arguments")) expression(arg);
        });
        return;
      }
      case "IfStatement": {
        const [yes, no] = [child(node, "trueBody"), child(node, "falseBody")];
        const onlyReverts = yes?.nodeType === "RevertStatement" && no === undefined;
        at(node, false, onlyReverts ? [] : [removal("removed statement")], () => {
          expression(child(node, "condition"), true);
          if (yes !== undefined) statement(yes);
          if (no !== undefined) statement(no);
        });
        return;
      }
      case "ForStatement":
      case "WhileStatement": {
        const condition = child(node, "condition");
        if (condition !== undefined && condition.nodeType !== "Literal") expression(condition);
        const body = child(node, "body");
        if (body !== undefined) statement(body);
        return;
      }
    }
  }

  for (const node of walk(tree)) {
    const body = child(node, "body");
    if (node.nodeType !== "FunctionDefinition" || node.kind !== "function" || body === undefined) continue;
    fn = String(node.name);
    const all = [...walk(body)];
    const counts = all.some((it) => ["+", "-", "*", "+=", "-=", "++"].includes(String(it.operator)) && !typeOf(it).startsWith("int_const"));
    const isChecked = counts && !all.some((it) => it.nodeType === "UncheckedBlock");
    at(body, false, isChecked ? [["unchecked", `{ unchecked ${text(body)} }`]] : [], () => statement(body));
  }
  return { file, source, sites: roots };
}

const short = (text: string) => text.replace(/\s+/g, " ").trim();

export function mutantsOf({ sites }: Sites): readonly Mutant[] {
  const all = (site: Site): readonly Mutant[] => [...site.mutants, ...site.inside.flatMap(all)];
  return sites.flatMap(all).sort((a, b) => a.start - b.start || a.key.localeCompare(b.key));
}

/** The source with this mutant alone. */
export function withMutant(source: string, { start, end, to }: Mutant): string {
  return `${source.slice(0, start)}${to}${source.slice(end)}`;
}

/** A source with all mutants in it, and who stands where in it. */
export interface Meta {
  readonly source: string;
  /** Keys of the mutants that are to blame for a compiler's error at this place; all of them may be guilty, one is. */
  blame(start: number, end: number): readonly string[];
}

/** The source in which `isMutant(n)`, imported from `selector`, chooses among the mutants by their numbers. */
export function metaOf({ source, sites }: Sites, numbers: ReadonlyMap<string, number>, selector: string): Meta {
  /** What was written for a site, and within it for each mutant, innermost first. */
  const places: { readonly start: number; readonly end: number; readonly keys: readonly string[]; readonly isMutant: boolean }[] = [];
  let out = "";

  function placed(keys: readonly string[], isMutant: boolean, write: () => void): void {
    const start = out.length;
    write();
    places.push({ start, end: out.length, keys, isMutant });
  }

  function copy(start: number, end: number, inside: readonly Site[]): void {
    let from = start;
    for (const site of [...inside].sort((a, b) => a.start - b.start)) {
      out += source.slice(from, site.start);
      render(site);
      from = site.end;
    }
    out += source.slice(from, end);
  }

  function render(site: Site): void {
    const mutants = site.mutants.filter(({ key }) => numbers.has(key));
    if (mutants.length === 0) {
      copy(site.start, site.end, site.inside);
      return;
    }
    const original = () => copy(site.start, site.end, site.inside);
    placed(
      mutants.map(({ key }) => key),
      false,
      () => {
        out += site.isExpression ? "(" : "{ ";
        for (const { key, to } of mutants) {
          out += site.isExpression ? `isMutant(${numbers.get(key)}) ? ${site.cast}(` : `if (isMutant(${numbers.get(key)})) { `;
          placed([key], true, () => {
            out += to;
          });
          out += site.isExpression ? ") : " : " } else ";
        }
        out += site.isExpression ? `${site.cast}(` : "{ ";
        original();
        out += site.isExpression ? "))" : " } }";
      },
    );
  }

  const pragma = /^pragma [^;]*;\n/m.exec(source);
  const head = pragma === null ? 0 : pragma.index + pragma[0].length;
  copy(0, head, []);
  out += `import {isMutant} from "${selector}";\n`;
  copy(head, source.length, sites);
  // What asks for the coinbase is no longer pure; blanks keep every place where it is.
  const viewed = out.replace(/\bpure\b/g, "view");
  return {
    source: viewed,
    blame(start, end) {
      const around = places.find((it) => it.start <= start && end <= it.end);
      // What a mutant brings is as it was written; elsewhere what was wrapped has another type than before.
      const wrapped = places.filter((it) => !it.isMutant && start <= it.start && it.end <= end);
      return around?.isMutant || wrapped.length === 0 ? (around?.keys ?? []) : wrapped.flatMap(({ keys }) => keys);
    },
  };
}
