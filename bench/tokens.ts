import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ContractFactory, type InterfaceAbi } from "ethers";

const require = createRequire(import.meta.url);
const NAME = "Tokens.sol";

/** The tokens of the gas table, built as the peers' were: 200 runs, not through IR. They stay out of `contracts/`, since solmate's licence is not ours. */
export function tokens(): { readonly token: ContractFactory; readonly nft: ContractFactory } {
  const solc = require("solc") as { compile(input: string, callbacks: { import(path: string): { contents: string } }): string };
  const output = JSON.parse(
    solc.compile(
      JSON.stringify({
        language: "Solidity",
        sources: { [NAME]: { content: readFileSync(new URL(NAME, import.meta.url), "utf8") } },
        settings: {
          optimizer: { enabled: true, runs: 200 },
          evmVersion: "cancun",
          metadata: { bytecodeHash: "none" },
          outputSelection: { [NAME]: { "*": ["abi", "evm.bytecode.object"] } },
        },
      }),
      { import: (path) => ({ contents: readFileSync(require.resolve(path), "utf8") }) },
    ),
  );
  const errors = (output.errors ?? []).filter((it: { severity: string }) => it.severity === "error");
  if (errors.length > 0) throw new Error(errors.map((it: { formattedMessage: string }) => it.formattedMessage).join("\n"));
  const factory = (contract: string) => {
    const { abi, evm } = output.contracts[NAME][contract] as { abi: InterfaceAbi; evm: { bytecode: { object: string } } };
    return new ContractFactory(abi, evm.bytecode.object);
  };
  return { token: factory("BenchToken"), nft: factory("BenchNFT") };
}
