import type { Hex } from "viem";
import { address, bytes32, type Codec, ParseError, parseJson, record, toJson, whole } from "./codec.ts";
import { agreementCodec } from "./parse.ts";
import { loanId } from "./typedData.ts";
import type { Agreement, Domain } from "./types.ts";

/** An agreement, and where it holds: all that is needed to repay its loan, or to foreclose it. */
export interface AgreementFile extends Domain {
  /** The loan's id, which follows from the rest. It shows whether a word was changed since. */
  readonly id: Hex;
  readonly agreement: Agreement;
}

const fields: Codec<AgreementFile> = record<AgreementFile>({ chainId: whole, address, id: bytes32, agreement: agreementCodec });

/** An agreement and where it holds, in canonical JSON. An agreement that does not hash to the id beside it is refused. */
export const agreementFileCodec: Codec<AgreementFile> = {
  parse(value, path) {
    const file = fields.parse(value, path);
    const id = loanId(file, file.agreement);
    if (file.id !== id) throw new ParseError(`${path}.id`, `${id}, which the agreement hashes to, so something in it was changed`, file.id);
    return file;
  },
  write: (file) => fields.write(file),
};

/** The file of an agreement that holds at `domain`. */
export function agreementFileOf({ chainId, address }: Domain, agreement: Agreement): AgreementFile {
  return { chainId, address, id: loanId({ chainId, address }, agreement), agreement };
}

/** @throws ParseError also where something was changed since it was written. */
export function parseAgreementFile(json: string): AgreementFile {
  return parseJson(agreementFileCodec, json, "file");
}

/** The canonical JSON text of an agreement and where it holds. */
export function agreementFileJson(file: AgreementFile): string {
  return toJson(agreementFileCodec, file);
}
