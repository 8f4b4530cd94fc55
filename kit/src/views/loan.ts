import { type AgreementFile, formatDateTime, formatDuration, formatRelative, type OpenStanding, short } from "@parley/sdk";
import type { Situation } from "../chain.ts";
import { isKnown } from "../file.ts";
import type { Deeds, State } from "../state.ts";
import { chainWords, clauses, money, type Tokens } from "../words.ts";
import { type Child, copyButton, h } from "./dom.ts";
import { badge, button, facts, notice, sheet, type Tone } from "./parts.ts";

const none: Tokens = new Map();

/** Which loan it is. */
export function headView(file: AgreementFile | undefined, situation: Situation | undefined): Child {
  if (!file) return [h("h1", {}, "Repay kit"), h("p", { class: "soft" }, "Repay a loan, or foreclose it, with nothing but its agreement.")];
  const { id, chainId, agreement } = file;
  const { terms } = agreement;
  const title = situation
    ? `${money(terms.principal, terms.credit, situation.tokens)} for ${formatDuration(terms.durationSeconds)}`
    : `Loan ${short(id)}`;
  return [
    h("h1", {}, title),
    h(
      "p",
      { class: "row soft" },
      situation && badge(...stateOf(situation)),
      h("span", {}, "Loan id ", h("code", { title: id }, short(id)), " ", copyButton(id, "the loan's id")),
      h("span", {}, `on ${chainWords(chainId)}`),
    ),
  ];
}

function stateOf({ open }: Situation): readonly [Tone, string] {
  switch (open?.standing.status) {
    case undefined:
      return ["plain", "Closed"];
    case "current":
      return ["good", "Current"];
    case "late":
      return ["warn", "Overdue, in grace"];
    case "inDefault":
      return ["bad", "In default"];
    case "inAuction":
      return ["bad", "In auction"];
  }
}

/** A warning where an agreement names a contract that this kit was not built with: whoever wrote the file may have put his own there. */
export function strangerView({ file, trusts }: State, deeds: Deeds): Child {
  if (!file || isKnown(file.address)) return undefined;
  const box = h("input", { type: "checkbox", id: "trust", checked: trusts, change: () => deeds.trust(box.checked) });
  return notice(
    "warn",
    h("p", {}, h("strong", {}, "This kit doesn't know the contract that the agreement names: "), h("code", {}, file.address), "."),
    h(
      "p",
      {},
      "Whoever gave you the file may have written it, and what you allow that contract to take may be gone. Compare address and loan id with what your wallet or an explorer shows of the day the loan began.",
    ),
    h("label", { class: "check" }, box, "I have compared them, and they are the same."),
  );
}

/** What is owed, and until when. */
export function owedView(file: AgreementFile, situation: Situation, busy: boolean, deeds: Deeds): HTMLElement {
  const { open, waiting, now, block, tokens } = situation;
  const { credit } = file.agreement.terms;
  return sheet(
    open ? "What is owed" : "This loan is closed",
    open
      ? [
          h("p", { class: "figure" }, money(open.standing.owed, credit, tokens)),
          h("p", {}, untilWhen(file, open.standing, situation)),
          facts([
            ["Principal", money(open.standing.position.principal, credit, tokens)],
            ["Interest", money(open.standing.owed - open.standing.position.principal, credit, tokens)],
            ["Lender", h("code", {}, open.entry.lender)],
          ]),
        ]
      : h(
          "p",
          {},
          "Nothing is owed on it: it was repaid, foreclosed, sold or replaced by another loan. (Or it never began, if somebody wrote the file himself.)",
        ),
    waiting &&
      notice(
        "warn",
        h(
          "p",
          {},
          "Collateral of it would not move when it was due. It waits for ",
          h("code", {}, waiting.claimant),
          ", who can fetch it.",
        ),
      ),
    h(
      "p",
      { class: "row hint" },
      `As of ${formatDateTime(now)}, block ${block}.${open ? " The debt grows every second." : ""}`,
      button(busy ? "Reading …" : "Read again", deeds.readAgain, "quiet", "again"),
    ),
  );
}

/** When something is to be paid, and what happens otherwise. */
export function untilWhen(
  { agreement }: AgreementFile,
  standing: OpenStanding,
  { tokens, now }: Pick<Situation, "tokens" | "now">,
): string {
  const { credit, collateral, auctionSeconds, instalments } = agreement.terms;
  if (standing.status === "inAuction") {
    const { isOver, endsAt, price } = standing.auction;
    const sum = money(price, credit, tokens);
    return isOver
      ? `The auction is over. Anyone may still buy the collateral, for ${sum}, and the lender may take it. Full repayment saves it until then.`
      : `The collateral is up for auction: the price is ${sum} now, and falls until ${formatDateTime(endsAt)}. Full repayment saves it until it is sold.`;
  }
  const { next, status } = standing;
  if (!next) return "No payment is missing or to come: what is left may be repaid at any time.";
  const isAll = next.amount >= standing.owed;
  const sum = isAll ? "All of it is" : `${money(next.amount, credit, tokens)} are`;
  const date = `${formatDateTime(next.dueAt)}, ${formatRelative(next.dueAt, now)}`;
  if (!next.late) return `${sum} due by ${date}.`;
  const overdue = `${sum} overdue, ${instalments > 1n ? "the oldest part " : ""}since ${date}.`;
  const seizure = auctionSeconds > 0n ? "have the collateral auctioned" : "take the collateral";
  const isSecured = collateral.length > 0;
  if (status !== "inDefault")
    return `${overdue} ${isSecured ? `The lender may ${seizure}` : "It is in default"} after ${formatDateTime(next.graceUntil)}.`;
  return `${overdue} ${isSecured ? `The lender may ${seizure} at any moment; until then, paying saves it.` : "The loan is in default."}`;
}

/** The words of the agreement. */
export function agreementView(file: AgreementFile, situation: Situation | undefined, close: (() => void) | undefined): HTMLElement {
  const { agreement, address, chainId, id } = file;
  const rows = clauses(agreement.terms, situation?.tokens ?? none).map(
    ([name, words]) =>
      [
        name,
        typeof words === "string"
          ? words
          : h(
              "ul",
              {},
              words.map((it) => h("li", {}, it)),
            ),
      ] as const,
  );
  return sheet(
    "What was agreed",
    h("p", { class: "row soft" }, badge("good", "Unchanged"), "The words below hash to the loan's id."),
    facts([
      ...rows,
      ["Borrower", h("code", {}, agreement.borrower)],
      ["Contract", [h("code", {}, address), ` on ${chainWords(chainId)}`]],
      ["Loan id", h("code", {}, id)],
    ]),
    !situation &&
      h("p", { class: "hint" }, "Tokens are counted in their smallest units until the chain is read: it tells their names and decimals."),
    close && h("div", {}, button("Open another agreement", close, "quiet", "close")),
  );
}
