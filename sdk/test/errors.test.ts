import { expect } from "chai";
import {
  BaseError,
  ContractFunctionExecutionError,
  ContractFunctionRevertedError,
  encodeErrorResult,
  type Hex,
  HttpRequestError,
  InsufficientFundsError,
  toHex,
  UserRejectedRequestError,
  zeroHash,
} from "viem";
import { explain, explainFailure, parleyAbi, tokenErrorsAbi } from "../src/index.ts";
import { lender } from "./support.ts";

const reverted = (data: Hex) =>
  new ContractFunctionExecutionError(new ContractFunctionRevertedError({ abi: parleyAbi, data, functionName: "symbol" }), {
    abi: parleyAbi,
    functionName: "symbol",
  });

describe("errors in words", () => {
  it("default: a custom error of the contract is a sentence that says what to do", () => {
    const data = encodeErrorResult({ abi: parleyAbi, errorName: "NotLender", args: [lender] });
    expect(explain(reverted(data))).to.deep.equal({
      kind: "refused",
      error: "NotLender",
      message: `Only the owner of the loan's note may do this. Connect ${lender}.`,
    });
    const expired = encodeErrorResult({ abi: parleyAbi, errorName: "ProposalExpired", args: [1_800_000_000n] });
    expect(explain(reverted(expired)).message).to.equal("This proposal expired on 2027-01-15 08:00 UTC. Ask the maker for a fresh one.");
  });

  it("behavior: what a proposal may replace depends on whether it names a loan", () => {
    const said = (loan: Hex) => explain(reverted(encodeErrorResult({ abi: parleyAbi, errorName: "ReplacesOther", args: [loan] }))).message;
    expect(said(zeroHash)).to.include("does not name the loan");
    expect(said(toHex(5n, { size: 32 }))).to.include(toHex(5n, { size: 32 }));
  });

  it("behavior: every error that can come out of Parley or a usual token has its own words", () => {
    const samples: Record<string, unknown> = { address: lender, uint256: 1n, bytes32: `0x${"00".repeat(32)}` };
    const builtin = [
      "AddressEmptyCode",
      "FailedCall",
      "InvalidShortString",
      "StringTooLong",
      "AccountBalanceOverflow",
      "BalanceQueryForZeroAddress",
      "TokenAlreadyExists",
    ];
    for (const it of [...parleyAbi, ...tokenErrorsAbi]) {
      if (it.type !== "error" || builtin.includes(it.name)) continue;
      const args = it.inputs.map(({ type }) => samples[type]);
      const { message, error } = explain(reverted(encodeErrorResult({ abi: [it], args } as never)));
      expect(error).to.equal(it.name);
      expect(message, it.name).to.not.match(/^Refused|undefined/);
    }
  });

  it("behavior: reasons, panics and unknown errors are told apart", () => {
    const reason =
      "0x08c379a00000000000000000000000000000000000000000000000000000000000000020000000000000000000000000000000000000000000000000000000000000000470617573000000000000000000000000000000000000000000000000000000";
    expect(explain(reverted(reason)).message).to.equal("Refused: paus");
    expect(explain(reverted(`0x4e487b71${"00".repeat(31)}11`)).error).to.equal("Panic");
    expect(explain(reverted("0xdeadbeef")).message).to.include("0xdeadbeef");
  });

  it("behavior: rejection, funds, network and chain are told apart", () => {
    const wrapped = (cause: Error) => explain(new BaseError("outer", { cause }));
    expect(wrapped(new UserRejectedRequestError(new Error("no"))).kind).to.equal("rejected");
    expect(explain(Object.assign(new Error("denied"), { code: 4001 })).kind).to.equal("rejected");
    expect(wrapped(new InsufficientFundsError()).kind).to.equal("funds");
    expect(wrapped(new HttpRequestError({ url: "http://127.0.0.1:1" })).kind).to.equal("unreachable");
    expect(explain(Object.assign(new Error("chains differ"), { name: "ChainMismatchError" })).kind).to.equal("wrongChain");
    expect(explain(new BaseError("Execution reverted for an unknown reason.")).kind).to.equal("refused");
  });

  it("behavior: where nothing is sent to a contract, all but its refusals is told the same", () => {
    const failures = [new UserRejectedRequestError(new Error("no")), new HttpRequestError({ url: "http://x" }), new Error("Oh"), 7];
    for (const thrown of failures) expect(explainFailure(thrown)).to.deep.equal(explain(thrown));
    const refused = reverted(encodeErrorResult({ abi: parleyAbi, errorName: "NotLender", args: [lender] }));
    expect(explainFailure(refused).error).to.equal(undefined);
    expect(explainFailure(refused).message).to.not.equal("");
  });

  it("behavior: anything at all gets words", () => {
    for (const thrown of [undefined, null, "text", 7, {}, new Error("plain")]) expect(explain(thrown).message).to.not.equal("");
  });
});
