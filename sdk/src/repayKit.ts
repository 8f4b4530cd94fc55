import { type AgreementFile, agreementFileJson } from "./agreementFile.ts";

/** The repay kit's HTML holds its agreement between these: a block of data, which no browser runs. The first in the file counts. */
const BEGIN = '<script type="application/json" id="agreement">';
const END = "</script>";

function blockIn(html: string): readonly [from: number, to: number] | undefined {
  const begin = html.indexOf(BEGIN);
  const from = begin + BEGIN.length;
  const to = html.indexOf(END, from);
  return begin < 0 || to < 0 ? undefined : [from, to];
}

/**
 * The repay kit with an agreement in it: one file that repays or forecloses that loan.
 * @param kit The HTML of `kit.html`.
 * @throws RangeError if it is not that.
 */
export function repayKitOf(kit: string, file: AgreementFile): string {
  const block = blockIn(kit);
  if (block === undefined) throw new RangeError("This is not the repay kit: it has no place for an agreement.");
  return `${kit.slice(0, block[0])}${agreementFileJson(file)}${kit.slice(block[1])}`;
}

/** The text of the agreement's file in a repay kit: empty in one that has none yet, undefined in what is no repay kit. */
export function agreementInKit(html: string): string | undefined {
  const block = blockIn(html);
  return block && html.slice(...block).trim();
}
