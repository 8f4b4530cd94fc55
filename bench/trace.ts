import { dataLength, getBytes, type TransactionReceipt } from "ethers";
import type { Place, Sources } from "./sources.js";
import type { Chain, Names } from "./stage.js";
import { number, table } from "./text.js";

type Step = {
  readonly pc: number;
  readonly op: string;
  readonly gas: number;
  readonly gasCost: number;
  readonly depth: number;
  readonly stack: readonly string[];
};
type Call = { readonly to: string; readonly input: string; readonly calls?: readonly Call[] };
type Cost = { gas: number; count: number };
/** What one call spent itself, without the calls it made. */
type Frame = { readonly name: string; readonly byKind: Map<string, Cost>; readonly spots: Spot[] };
type Spot = { readonly pc: number; readonly gas: number; readonly plain: number };

const KINDS: readonly (readonly [kind: string, ops: RegExp])[] = [
  ["calldata reads", /^CALLDATA(LOAD|SIZE)$/],
  ["memory", /^(M(LOAD|STORE8?|COPY|SIZE)|(CALLDATA|CODE|RETURNDATA|EXTCODE)COPY|RETURN|REVERT)$/],
  ["jumps", /^JUMP/],
  ["stack", /^(PUSH|DUP|SWAP|POP)/],
  ["arithmetic", /^(ADD|SUB|MUL|S?DIV|S?MOD|ADDMOD|MULMOD|EXP|SIGNEXTEND|S?LT|S?GT|EQ|ISZERO|AND|X?OR|NOT|BYTE|SHL|SHR|SAR|CLZ)$/],
];
/** Kinds that a leaner shape of the same code could save, as opposed to what storage, logs and calls cost by themselves. */
const PLAIN: ReadonlySet<string> = new Set([...KINDS.map(([kind]) => kind), "keccak", "other"]);
const FIRST_USER_ADDRESS = 0x1000n;

/** Splits what a step cost into kinds. The memory that a hash or a log made grow is counted as memory. */
function kinds(step: Step, cost: number): readonly (readonly [kind: string, gas: number])[] {
  const top = (depth: number) => BigInt(step.stack.at(-depth) ?? 0);
  switch (step.op) {
    case "SLOAD":
      return [[cost >= 2100 ? "SLOAD cold" : "SLOAD warm", cost]];
    case "SSTORE":
      if (cost >= 20_000) return [[cost > 20_000 ? "SSTORE new, cold" : "SSTORE new", cost]];
      if (cost < 2200) return [["SSTORE again", cost]];
      return [[`SSTORE ${top(2) === 0n ? "clear" : "change"}${cost > 2900 ? ", cold" : ""}`, cost]];
    case "TLOAD":
    case "TSTORE":
      return [["transient", cost]];
    case "KECCAK256": {
      const own = 30 + 6 * Number((top(2) + 31n) / 32n);
      return [
        ["keccak", own],
        ["memory", cost - own],
      ];
    }
    case "CALL":
    case "STATICCALL":
    case "DELEGATECALL":
      if (top(2) < FIRST_USER_ADDRESS) return [[`precompile ${top(2)}`, cost]];
      return [[cost >= 2600 ? "call, cold address" : "call, warm address", cost]];
    case "EXTCODESIZE":
    case "EXTCODEHASH":
    case "BALANCE":
      return [["account reads", cost]];
  }
  if (step.op.startsWith("LOG")) {
    const own = 375 + 375 * Number(step.op.slice(3)) + 8 * Number(top(2));
    return [
      ["log", own],
      ["memory", cost - own],
    ];
  }
  return [[KINDS.find(([, ops]) => ops.test(step.op))?.[0] ?? "other", cost]];
}

function add(costs: Map<string, Cost>, kind: string, gas: number): void {
  const cost = costs.get(kind) ?? { gas: 0, count: 0 };
  costs.set(kind, { gas: cost.gas + gas, count: cost.count + 1 });
}

/** Calls in the order they begin, without precompiles, which have no steps of their own. */
function* inOrder(call: Call): Generator<Call> {
  if (BigInt(call.to) >= FIRST_USER_ADDRESS) yield call;
  for (const inner of call.calls ?? []) yield* inOrder(inner);
}

function framesOf(steps: readonly Step[], outer: Call, names: Names): { readonly frames: readonly Frame[]; readonly gas: number } {
  const calls = inOrder(outer);
  const frames: Frame[] = [];
  let at = 0;

  function walk(depth: number): number {
    const call = calls.next().value as Call;
    const known = names.get(call.to.toLowerCase());
    const method = known?.abi.getFunction(call.input.slice(0, 10))?.name ?? call.input.slice(0, 10);
    const frame: Frame = { name: `${known?.name ?? call.to}.${method}`, byKind: new Map(), spots: [] };
    frames.push(frame);
    let sum = 0;
    for (let step = steps[at]; step?.depth === depth; step = steps[at]) {
      at++;
      const inner = (steps[at]?.depth ?? 0) > depth ? walk(depth + 1) : 0;
      const after = steps[at];
      const cost = after?.depth === depth ? step.gas - after.gas - inner : step.gasCost;
      let plain = 0;
      for (const [kind, gas] of kinds(step, cost)) {
        if (gas === 0 && kind === "memory" && step.op !== "RETURN") continue;
        add(frame.byKind, kind, gas);
        if (PLAIN.has(kind)) plain += gas;
      }
      frame.spots.push({ pc: step.pc, gas: cost, plain });
      sum += cost + inner;
    }
    return sum;
  }
  return { frames, gas: walk(1) };
}

/** Where the gas of one transaction went: by call and kind of instruction, and within our contract by function and line. */
export async function account(chain: Chain, receipt: TransactionReceipt, names: Names, sources: Sources): Promise<string> {
  const ask = (options: object) => chain.send("debug_traceTransaction", [receipt.hash, options]);
  const { structLogs } = (await ask({ disableStorage: true, disableMemory: true })) as { structLogs: readonly Step[] };
  const { frames, gas } = framesOf(structLogs, (await ask({ tracer: "callTracer" })) as Call, names);

  const data = (await receipt.getTransaction()).data;
  const zeros = getBytes(data).filter((byte) => byte === 0).length;
  const calldata = 4 * zeros + 16 * (dataLength(data) - zeros);
  const used = Number(receipt.gasUsed);
  const summary = [
    ["transaction", "21,000", ""],
    ["calldata", number(calldata), `${dataLength(data)} bytes, ${zeros} of them zero`],
    ...frames.map((frame) => [frame.name, number(sumOf(frame)), "without the calls it makes"]),
    ["refund", number(used - 21_000 - calldata - gas), ""],
    ["gasUsed", number(used), ""],
  ];

  const all = [...new Set(frames.flatMap((frame) => [...frame.byKind.keys()]))];
  const weight = (kind: string) => frames.reduce((sum, frame) => sum + (frame.byKind.get(kind)?.gas ?? 0), 0);
  const cell = (cost: Cost | undefined) => (cost ? `${number(cost.gas)} (${cost.count})` : "");
  const matrix = [
    ["gas (instructions)", ...frames.map((frame) => frame.name)],
    ...all.sort((a, b) => weight(b) - weight(a)).map((kind) => [kind, ...frames.map((frame) => cell(frame.byKind.get(kind)))]),
    ["together", ...frames.map((frame) => number(sumOf(frame)))],
    ["of it plain", ...frames.map((frame) => number([...PLAIN].reduce((sum, kind) => sum + (frame.byKind.get(kind)?.gas ?? 0), 0)))],
  ];

  const own = frames.filter((frame) => frame.name.startsWith("Parley."));
  const functions = places(own, sources, (place) => [place.fn], 40);
  const lines = places(own, sources, (place) => [place.line, place.text], 40);

  return [
    table(summary, [0, 2]),
    table(matrix),
    "Plain gas is what leaner code could save: no storage, log, call or precompile. Code that the compiler made (decoding, encoding, checks) is charged to the place that ran before it.",
    table([["plain", "made", "gas", "function"], ...functions], [3]),
    table([["plain", "made", "gas", "line", ""], ...lines], [3, 4]),
  ].join("\n\n");
}

/** Gas by place: plain, the part of it in code that the compiler made, and with everything. */
function places(
  frames: readonly Frame[],
  sources: Sources,
  label: (place: Place) => readonly string[],
  rows: number,
): readonly (readonly string[])[] {
  const groups = new Map<string, { readonly label: readonly string[]; plain: number; made: number; gas: number }>();
  for (const frame of frames) {
    let place: Place = { fn: "(before the first line)", line: "(before the first line)", text: "" };
    for (const spot of frame.spots) {
      const here = sources.at(spot.pc);
      place = here ?? place;
      const key = label(place).join();
      const group = groups.get(key) ?? { label: label(place), plain: 0, made: 0, gas: 0 };
      group.plain += spot.plain;
      group.made += here ? 0 : spot.plain;
      group.gas += spot.gas;
      groups.set(key, group);
    }
  }
  return [...groups.values()]
    .sort((a, b) => b.plain - a.plain)
    .slice(0, rows)
    .map((group) => [number(group.plain), number(group.made), number(group.gas), ...group.label]);
}

const sumOf = (frame: Frame): number => [...frame.byKind.values()].reduce((sum, cost) => sum + cost.gas, 0);
