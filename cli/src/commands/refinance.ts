import { approvalsToNovate, callsOf, checkNovation, filledTerms, refinancing, replaceable, takenToNovate } from "@parley/sdk";
import { isAddressEqual } from "viem";
import { chainOptions, openChain, outputOptions } from "../chain.ts";
import { defineCommand } from "../command.ts";
import { Failure, UsageError } from "../errors.ts";
import { findLoan, findProposal } from "../find.ts";
import { formatRate } from "../format.ts";
import { hearLetters, peerOptions } from "../peers.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";
import { costFacts, termsFacts, worstFacts } from "../words.ts";
import { assertAble, fillOptions, printOpened, readFill } from "./accept.ts";

export const refinanceCommand = defineCommand({
  synopsis: "refinance <loan> --with <proposal>",
  about: `Pays a loan in full out of its successor. A borrower takes an offer, posted or signed, of a new lender or the old one; a new lender takes the borrower's signed request that names the loan (\`parley request … --replaces <loan> --sign\`). Only differences move: what the new loan brings beyond the debt comes to the borrower, what it lacks he adds. Equal collateral stays where it is.

What the old loan would go on costing, and what the new one costs, is shown side by side.`,
  options: {
    Choice: {
      with: { type: "string", hint: "<proposal>", help: "the new loan's proposal: id, beginning of an id, link or file" },
      ...fillOptions,
    },
    Chain: chainOptions,
    Peers: peerOptions,
    Sending: sendOptions,
    Output: outputOptions,
  },
  examples: [
    { does: "replace a loan by one from an offer on the market", line: "parley refinance $LOAN --with $OFFER --principal 600 --yes" },
    { does: "by one that somebody signed", line: "parley refinance $LOAN --with offer.json --yes" },
  ],
  words: [1, 1],
  async run({ values, words: [word = ""], terminal }) {
    if (values.with === undefined) throw new UsageError("By what? Say --with <proposal>. `parley list offers` shows what there is.");
    const chain = await openChain(values, terminal);
    const book = await chain.readBook();
    const entry = await findLoan(chain, book, word, terminal);
    const old = replaceable(entry);
    if (old === undefined) throw new Failure(`The loan ${entry.id} is closed, so nothing can replace it.`);
    const heard = values.heard === true ? await hearLetters(chain, values, terminal) : [];
    const found = findProposal(chain, book, values.with, terminal, heard);
    const actor = await openActor(values, terminal);
    const { proposal, signature } = found;
    const { deployment, tokens } = chain;
    const { address: parley } = deployment;
    const { time: now } = book.head;
    const caller = actor.address;
    const both = [...proposal.terms.collateral, ...old.agreement.terms.collateral].map((it) => it.token);
    await tokens.learn([proposal.terms.credit, old.agreement.terms.credit, ...both]);
    const { fill, used } = await readFill(chain, book, found, caller, values, terminal);
    const [problem] = checkNovation(old, proposal, fill, { taker: caller, used, parley, now });
    if (problem !== undefined) throw new Failure(problem.message);
    await assertAble(chain, found, fill, caller, { loan: old, now });

    const terms = filledTerms(proposal.terms, fill.principal, fill.picks);
    const asBorrower = isAddressEqual(caller, old.agreement.borrower);
    const payer = asBorrower ? (found.posted !== undefined && signature === "0x" ? parley : proposal.maker) : caller;
    const { debt, keep, replace, received, paid, collateralStays } = refinancing(old, terms, payer, now);
    const given = takenToNovate(old, proposal, fill, caller, now);
    const money = (amount: bigint): string => tokens.money(terms.credit, amount);
    const gains = [
      "the old loan is closed",
      ...(received > 0n ? [`${money(received)}, which shrinks by the second`] : []),
      ...(collateralStays ? [] : [`${tokens.assets(old.agreement.terms.collateral)}, out of escrow`]),
    ];
    const summary: Summary = [
      ["Old loan", `${entry.id}: owes ${money(debt)}, and is closed`],
      ["Kept, it costs", `${money(keep.cost)} from now on, effectively ${formatRate(keep.yearlyRate)} a year`],
      ["The new costs", `${money(replace.cost)}, effectively ${formatRate(replace.yearlyRate)} a year`],
      [
        "You give",
        given.length === 0
          ? "only the network's fee"
          : `${tokens.assets(given)}${asBorrower && paid > 0n ? "; what is owed grows by the second" : ""}`,
      ],
      ["You get", asBorrower ? gains.join("\n") : "the new loan's note, which owns what is repaid"],
      ...termsFacts(terms, tokens).map(([label, text]) =>
        label === "Collateral" && collateralStays ? ([label, `${text}, which stays where it is`] as const) : ([label, text] as const),
      ),
      ...costFacts(terms, now, tokens),
      ...worstFacts(terms, now, asBorrower),
      ...tokens.warnings(terms.collateral.map((it) => it.token)).map((it) => ["Beware", it] as const),
    ];
    const approvals = approvalsToNovate(old, proposal, fill, { caller, parley, now });
    const plan = { title: "Replace the loan", summary, approvals, call: callsOf(parley).novate(old.agreement, proposal, fill, signature) };
    await confirm(chain, actor, plan, values, terminal);
    const receipt = await carryOut(chain, actor, plan, terminal);
    if (receipt !== undefined) printOpened(receipt, values.json ?? false, terminal);
  },
});
