import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Bench } from "./jobs.js";

/** One optimisation, and the plain code that it replaced. */
interface Optimisation {
  readonly name: string;
  readonly plain: readonly { readonly file: string; readonly from: string | RegExp; readonly to: string }[];
}

const announcedPlainly = {
  file: "libraries/Announce.sol",
  from: /bytes32 topic = IParley\.Opened[\s\S]*?\n {8}\}\n/,
  to: "emit IParley.Opened(id, borrower, proposalId, part, terms);\n",
} as const;

/** Each one's plain code does the same and passes the same tests; only its gas differs. */
const OPTIMISATIONS: readonly Optimisation[] = [
  {
    name: "struct hashes over whole blocks of calldata",
    plain: [
      {
        file: "libraries/Hashing.sol",
        from: /bytes32 assetTypehash = ASSET_TYPEHASH;[\s\S]*?\n {8}\}\n(?= {4}\})/,
        to: `bytes32[] memory hashes = new bytes32[](assets.length);
        for (uint256 i; i < assets.length; ++i) hashes[i] = keccak256(abi.encode(ASSET_TYPEHASH, assets[i]));
        bytes memory head = abi.encode(TERMS_TYPEHASH, terms.credit, terms.principal, keccak256(abi.encodePacked(hashes)), terms.aprBps, terms.flatBps);
        bytes memory tail = abi.encode(terms.durationSeconds, terms.schedule, terms.instalments, terms.graceSeconds, terms.auctionSeconds, terms.covenant, terms.document);
        hash = keccak256(abi.encodePacked(head, tail));
`,
      },
    ],
  },
  {
    name: "terms loaded and announced in blocks",
    plain: [
      announcedPlainly,
      {
        file: "libraries/TermsLib.sol",
        from: /uint256 dirt;\n[\s\S]*?if \(dirt != 0\) revert IParley\.InvalidEncoding\(\);\n/,
        to: "terms = source;\n        for (uint256 i; i < assets.length; ++i) if (isBlank(assets[i].kind)) hasBlanks = true;\n",
      },
      {
        file: "libraries/Hashing.sol",
        from: /assembly \("memory-safe"\) \{\n {12}let array := mload\(add\(terms, 0x40\)\)[\s\S]*?\n {8}\}\n/,
        to: "same = keccak256(abi.encode(assets)) == keccak256(abi.encode(terms.collateral));\n",
      },
    ],
  },
  { name: "`Opened` encoded in blocks", plain: [announcedPlainly] },
  {
    name: "`Posted` encoded in blocks",
    plain: [
      {
        file: "libraries/Announce.sol",
        from: /bytes32 topic = IParley\.Posted[\s\S]*?\n {8}\}\n/,
        to: "emit IParley.Posted(id, maker, proposal);\n",
      },
    ],
  },
  {
    name: "first 224 single-use groups beside the note balance",
    plain: [{ file: "Parley.sol", from: "NOTE_BITS = 224;", to: "NOTE_BITS = 0;" }],
  },
  {
    name: "own burn: one slot cleared, no approval read",
    plain: [{ file: "LoanNote.sol", from: /bytes32 topic = TRANSFER_TOPIC;[\s\S]*?\n {8}\}\n/, to: "_burn(uint256(id));\n" }],
  },
  {
    name: "note read in one load",
    plain: [
      {
        file: "LoanNote.sol",
        from: /assembly \("memory-safe"\) \{\n {12}\/\/ One load of Solady's slot of owner[\s\S]*?\n {8}\}\n/,
        to: "packed = (uint256(_getExtraData(uint256(id))) << 160) | uint160(_ownerOf(uint256(id)));\n",
      },
    ],
  },
  {
    name: "the lock in transient storage",
    plain: [{ file: "LoanNote.sol", from: /ReentrancyGuardTransient/g, to: "ReentrancyGuard" }],
  },
  {
    name: "an NFT's owner asked in scratch space",
    plain: [
      {
        file: "libraries/Custody.sol",
        from: /bytes4 selector = IERC721\.ownerOf\.selector;[\s\S]*?\n {8}\}\n/,
        to: "try IERC721(token).ownerOf(id) returns (address found) {\n            owner = found;\n        } catch {}\n",
      },
    ],
  },
  {
    name: "outgoing transfers encoded by hand",
    plain: [
      {
        file: "libraries/Custody.sol",
        from: /bytes4 selector = IERC20\.transfer\.selector;[\s\S]*?\n {8}\}\n/,
        to: "data = abi.encodeCall(IERC20.transfer, (to, amount));\n",
      },
      {
        file: "libraries/Custody.sol",
        from: /bytes4 selector = IERC20\.transferFrom\.selector;[\s\S]*?\n {8}\}\n/,
        to: "data = abi.encodeCall(IERC20.transferFrom, (from, to, amountOrId));\n",
      },
    ],
  },
  {
    name: "escrow cleared when drawn empty",
    plain: [{ file: "Parley.sol", from: "packed == POSTED | drawn ? 0 : packed - drawn", to: "packed - drawn" }],
  },
];

interface Input {
  readonly sources: Readonly<Record<string, { readonly content: string }>>;
  readonly settings: object;
}

/** Job to the gas that one optimisation saves. */
export interface Worth {
  readonly name: string;
  readonly saved: Readonly<Record<string, number>>;
}

/**
 * Builds Parley anew without each optimisation in turn and measures what it cost then.
 * @param input what the compiler was given for Parley.
 * @throws Error if an optimisation is not found in the sources, or its plain code does not compile.
 */
export async function worthOfEach(
  input: Input,
  run: (parleyCode: string) => Promise<Bench>,
  now: Readonly<Record<string, number>>,
): Promise<readonly Worth[]> {
  const worths: Worth[] = [];
  for (const { name, plain } of OPTIMISATIONS) {
    const { receipts } = await run(compile(without(input, name, plain)));
    const saved = Object.entries(now).map(([job, gas]) => [job, Number(receipts.get(job)?.gasUsed ?? gas) - gas] as const);
    worths.push({ name, saved: Object.fromEntries(saved) });
  }
  return worths;
}

function without(input: Input, name: string, plain: Optimisation["plain"]): Input {
  const sources: Record<string, { readonly content: string }> = { ...input.sources };
  for (const { file, from, to } of plain) {
    const path = `project/contracts/${file}`;
    const before = sources[path]?.content ?? "";
    const content = before.replace(from, to);
    if (content === before) throw new Error(`bench/worth.ts does not find "${name}" in ${path}: bring it up to date.`);
    sources[path] = { content };
  }
  return { ...input, sources };
}

const require = createRequire(import.meta.url);
const PARLEY = "project/contracts/Parley.sol";

function compile(input: Input): string {
  const solc = require("solc") as { compile(input: string, callbacks: { import(path: string): { contents: string } }): string };
  // Plain code may need a library that the optimised one does not: Hardhat names it npm/<package>@<version>/<path>.
  const find = (path: string) => ({ contents: readFileSync(require.resolve(path.replace(/^npm\/(@?[^@]+)@[^/]+/, "$1")), "utf8") });
  const settings = { ...input.settings, outputSelection: { [PARLEY]: { Parley: ["evm.bytecode.object"] } } };
  const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }), { import: find }));
  const errors = (output.errors ?? []).filter((it: { severity: string }) => it.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((it: { formattedMessage: string }) => it.formattedMessage).join("\n"));
  return `0x${output.contracts[PARLEY].Parley.evm.bytecode.object}`;
}
