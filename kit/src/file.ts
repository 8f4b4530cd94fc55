import {
  type Agreement,
  type AgreementFile,
  agreementFileOf,
  agreementInKit,
  checkTerms,
  type Domain,
  deployments,
  ParseError,
  parseAddress,
  parseAgreement,
  parseAgreementFile,
} from "@parley/sdk";
import { type Address, isAddressEqual } from "viem";
import { KitError } from "./errors.ts";

/** What was in the text of a file: an agreement that says where it holds, or one that doesn't. */
export type Loaded = { readonly file: AgreementFile } | { readonly agreement: Agreement };

/** Reads the text of an agreement's file, or of a kit that was saved with one. @throws KitError where it is neither, or can be no loan's. */
export function load(text: string): Loaded {
  const inKit = agreementInKit(text);
  if (inKit === "") throw new KitError("This kit was saved without an agreement. Choose the agreement's own file.");
  const json = inKit ?? text;
  try {
    if (!json.includes('"chainId"')) return { agreement: parseAgreement(json) };
    const file = parseAgreementFile(json);
    refuseImpossible(file);
    return { file };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    if (error.path !== "file.id") throw new KitError(`This is not the file of an agreement: ${error.message}`);
    throw new KitError(
      "Something in this file was changed since it was saved: it no longer is the loan whose id it bears. Don't pay by it; use an unchanged copy.",
    );
  }
}

/** Puts an agreement where its holder says that it holds. @throws ParseError or KitError */
export function place(agreement: Agreement, chainId: string, address: string): AgreementFile {
  if (!/^[1-9][0-9]{0,14}$/.test(chainId.trim())) throw new KitError("The chain's id is a whole number, such as 11155111 for Sepolia.");
  const file = agreementFileOf({ chainId: Number(chainId), address: parseAddress(address, "The contract") }, agreement);
  refuseImpossible(file);
  return file;
}

/** The contract opens no loan on such terms, so that none can be repaid. */
function refuseImpossible({ agreement, address }: AgreementFile): void {
  const [problem] = checkTerms(agreement.terms, address);
  if (problem) throw new KitError(`This is not the agreement of a loan: the contract would have refused it. ${problem.message}`);
}

/** Whether the product that this kit was built with is at that address, be it on another chain: it has the same address on all that it can. */
export function isKnown(address: Address): boolean {
  return deployments.some((it) => isAddressEqual(it.address, address));
}

/** Where an agreement probably holds that doesn't say so. */
export function likelyPlace(): Domain | undefined {
  return deployments.length === 1 ? deployments[0] : undefined;
}
