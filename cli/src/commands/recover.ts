import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Agreement,
  agreementFileCodec,
  agreementFileJson,
  agreementFileOf,
  agreementFromProposal,
  explain,
  type ProposalLetter,
  parseAddress,
  parseId,
  type RecoveryHints,
  readAgreement,
  readLetter,
} from "@parley/sdk";
import type { Hex } from "viem";
import { type Chain, chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand, type Options, type Values } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { parseCount } from "../input.ts";
import { facts, printJson } from "../output.ts";
import { hearLetters, peerOptions } from "../peers.ts";
import type { Terminal } from "../terminal.ts";
import { termsFacts } from "../words.ts";

const hintOptions = {
  letter: { type: "string", multiple: true, hint: "<letter>", help: "a signed proposal it may have come from: link or file" },
  heard: { type: "boolean", help: "try the proposals that peers hold" },
  borrower: { type: "string", hint: "<address>", help: "who borrowed; needed for an offer" },
  principal: { type: "string", hint: "<amount>", help: "how much of an offer was borrowed. Left out: all of it" },
  part: { type: "string", hint: "<amount>", help: "how much of the offer's budget was used before. Left out: nothing" },
  pick: { type: "string", multiple: true, hint: "<id>", help: "the token id that was given where an offer left it open" },
  out: { type: "string", hint: "<file>", help: "write the agreement into this file" },
} as const satisfies Options;

export const recoverCommand = defineCommand({
  synopsis: "recover <loan>",
  about: `The contract keeps no copy of an agreement, only its hash, which is the loan's id: whoever repays or forecloses brings the agreement along. This looks for it by the whole id. First in the chain's logs, of its opening or of a later \`publish\`, which any RPC with old logs has.

If the logs are gone, an agreement can be made again from the proposal it came from, and checked by its hash. Of a request nothing more is needed. Of an offer, also who borrowed; and if it was not all of it, how much, and how much of its budget was used before; and what was given where it left something open. Give the proposal with --letter, or try with --heard those that peers hold. Peers hold what can still be accepted: of a request or an offer that is used up, nobody keeps a copy but those who have the link or file.`,
  options: { Choice: hintOptions, Chain: chainOptions, Peers: peerOptions, Output: outputOptions },
  examples: [
    { does: "from the chain's logs, into a file", line: "parley recover $LOAN --out agreement.json" },
    { does: "from the request it came from", line: "parley recover $SIGNED_LOAN --letter request.json --json" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    const id = parseId(word, "the loan's id");
    const chain = await openChain(values, terminal);
    const { agreement, source } = await recover(chain, id, values, terminal);
    const file = agreementFileOf(chain.deployment, agreement);
    if (values.out !== undefined) writeFileSync(resolve(terminal.cwd, values.out), `${agreementFileJson(file)}\n`);
    if (values.json) return printJson(terminal, { source, file: agreementFileCodec.write(file) });
    const { terms, borrower } = agreement;
    await chain.tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
    terminal.say(
      `${facts([["Found", `${source}; its hash is the loan's id`], ["Borrower", borrower], ...termsFacts(terms, chain.tokens)])}\n`,
    );
    terminal.print(values.out === undefined ? agreementFileJson(file) : `The agreement is in ${values.out}.`);
  },
});

interface Recovered {
  readonly agreement: Agreement;
  /** Where it came from, in words. */
  readonly source: string;
}

async function recover(
  chain: Chain,
  id: Hex,
  values: Values<typeof hintOptions & typeof peerOptions>,
  terminal: Terminal,
): Promise<Recovered> {
  const { client, deployment } = chain;
  const given = (values.letter ?? []).map((it) => readLetter(textOf(it, terminal)));
  const fromGiven = await fromLetters(chain, id, given, values);
  if (fromGiven !== undefined) return { agreement: fromGiven, source: "made again from the proposal" };
  terminal.progress("Searching the chain's logs …");
  const onProgress = ({ done, total }: { readonly done: bigint; readonly total: bigint }): void =>
    terminal.progress(`Searching the chain's logs … ${(done * 100n) / total} % of ${total} blocks`);
  let refused = "";
  const logged = await readAgreement(client, deployment, id, onProgress).catch((error: unknown) => {
    refused = ` (${explain(error).message})`;
    return undefined;
  });
  if (logged !== undefined) return { agreement: logged, source: "in the chain's logs" };
  const heard = values.heard === true ? await hearLetters(chain, values, terminal) : [];
  const fromHeard = await fromLetters(chain, id, heard, values);
  if (fromHeard !== undefined) return { agreement: fromHeard, source: "made again from a proposal that peers hold" };
  throw new Failure(
    `No agreement with this id was found${given.length > 0 ? " by the proposals given" : ""}, in this RPC's logs${refused}${values.heard === true ? `, or by the ${heard.length} proposals that peers hold` : ""}. ${values.heard === true ? "" : "Try --heard. "}Give the proposal it came from with --letter, with --borrower for an offer; or try an RPC that keeps old logs.`,
  );
}

async function fromLetters(
  chain: Chain,
  id: Hex,
  letters: readonly ProposalLetter[],
  values: Values<typeof hintOptions>,
): Promise<Agreement | undefined> {
  for (const { proposal } of letters) {
    const { credit } = proposal.terms;
    const money = async (text: string | undefined, name: string): Promise<bigint | undefined> =>
      text === undefined ? undefined : (await chain.tokens.parseMoney(text, name, credit)).amount;
    const hints: RecoveryHints = {
      borrower: values.borrower === undefined ? undefined : parseAddress(values.borrower, "--borrower"),
      principal: await money(values.principal, "--principal"),
      part: await money(values.part, "--part"),
      ids: (values.pick ?? []).map((it) => parseCount(it.replace(/^#/, ""), "--pick")),
    };
    const agreement = agreementFromProposal(chain.deployment, id, proposal, hints);
    if (agreement !== undefined) return agreement;
  }
  return undefined;
}

function textOf(word: string, { cwd }: Terminal): string {
  const path = resolve(cwd, word);
  if (existsSync(path)) return readFileSync(path, "utf8");
  if (/[/.]json$/.test(word)) throw new UsageError(`There is no file ${path}.`);
  return word;
}
