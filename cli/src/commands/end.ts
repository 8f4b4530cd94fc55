import { callsOf, isBudget, Side } from "@parley/sdk";
import { isAddressEqual } from "viem";
import { chainOptions, openChain, outputOptions } from "../chain.ts";
import { type Command, defineCommand, type Example } from "../command.ts";
import { Failure } from "../errors.ts";
import { findProposal } from "../find.ts";
import { printJson } from "../output.ts";
import { carryOut, confirm, openActor, type Summary, sendOptions } from "../send.ts";
import { sideWord } from "../words.ts";

export const withdrawCommand = ending({
  name: "withdraw",
  about: `Gives back what is left in the escrow of a proposal that you posted, also after it expired. Nobody can accept it from escrow any more; if you signed the same proposal too, cancel it as well.`,
  examples: [{ does: "take back an offer", line: "parley withdraw $MY_OFFER --yes" }],
});

export const cancelCommand = ending({
  name: "cancel",
  about: `Uses up the group of a proposal of yours: nobody can accept it any more, nor any other of the same group, whoever has it and however often it was copied. It cannot be undone. What is in escrow stays yours: \`parley withdraw\`.`,
  examples: [{ does: "cancel something that you signed", line: "parley cancel offer.json --yes" }],
});

interface Kind {
  readonly name: "withdraw" | "cancel";
  readonly about: string;
  readonly examples: readonly Example[];
}

/** Both end a proposal of one's own. */
function ending({ name, about, examples }: Kind): Command {
  return defineCommand({
    synopsis: `${name} <proposal>`,
    about,
    options: { Chain: chainOptions, Sending: sendOptions, Output: outputOptions },
    examples,
    words: [1, 1],
    async run({ values, words: [word = ""], terminal }) {
      const chain = await openChain(values, terminal);
      const book = await chain.readBook();
      const { proposal, posted, id } = findProposal(chain, book, word, terminal);
      const actor = await openActor(values, terminal);
      const { tokens, deployment } = chain;
      const { terms, maker, group, side } = proposal;
      if (!isAddressEqual(maker, actor.address)) throw new Failure(`Only its maker can do that, ${maker}.`);
      await tokens.learn([terms.credit, ...terms.collateral.map((it) => it.token)]);
      const left = posted?.left ?? 0n;
      if (name === "withdraw" && left === 0n) throw new Failure("Nothing of this proposal is in escrow.");
      const calls = callsOf(deployment.address);
      const others = [...book.proposals.values()].filter(
        (it) => isAddressEqual(it.proposal.maker, maker) && it.proposal.group === group && it.id !== id,
      );
      const back = side === Side.Offer ? tokens.money(terms.credit, left) : tokens.assets(terms.collateral);
      const withdrawing: Summary = [
        ["You get", back],
        ["At worst", "Somebody accepts first: then there is less to take back, or nothing."],
      ];
      const cancelling: Summary = [
        [
          "You get",
          `nobody can accept this ${sideWord(side)} any more, nor any other on ${isBudget(group) ? "its budget" : "its group"}${others.length > 0 ? `: ${others.length} more posted ones` : ""}`,
        ],
        ["At worst", "Somebody accepts first. It cannot be undone."],
        ...(left > 0n && (side === Side.Offer || terms.collateral.length > 0)
          ? ([["Escrow", `${back} stays there until you withdraw it`]] as const)
          : []),
      ];
      const plan =
        name === "withdraw"
          ? { title: `Withdraw the ${sideWord(side)}`, summary: withdrawing, approvals: [], call: calls.withdraw(proposal) }
          : { title: `Cancel the ${sideWord(side)}`, summary: cancelling, approvals: [], call: calls.cancel(group) };
      await confirm(chain, actor, plan, values, terminal);
      const receipt = await carryOut(chain, actor, plan, terminal);
      if (receipt === undefined) return;
      if (values.json) printJson(terminal, { proposal: id, transaction: receipt.transactionHash });
      else terminal.print(name === "withdraw" ? `Withdrawn: ${back}` : "Cancelled.");
    },
  });
}
