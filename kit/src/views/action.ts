import type { AgreementFile } from "@parley/sdk";
import { encodeFunctionData } from "viem";
import { type ActionName, actionsFor, amountOf, hasReceiver, proposedAmount, type Step, shortfall, stepsFor } from "../actions.ts";
import { inWords } from "../errors.ts";
import { isKnown } from "../file.ts";
import type { Progress } from "../run.ts";
import type { Deeds, Sending, State } from "../state.ts";
import { chainWords, money } from "../words.ts";
import { type Child, h } from "./dom.ts";
import { button, code, facts, field, notice, sheet } from "./parts.ts";

/** What the form stands for: an action and its steps, or what is wrong with what was written. */
export interface Plan {
  readonly name: ActionName;
  readonly steps: readonly Step[];
  readonly error: string | undefined;
}

/** The amount that stands in the form. */
const amountFor = (name: ActionName, { file, situation, written }: State): string =>
  written[`amount-${name}`] ?? (file ? proposedAmount(name, file, situation) : "");

const receiverIn = ({ account, written, situation }: State): string => written.receiver ?? account ?? situation?.account?.address ?? "";

/** What the person wants to do as the form stands; undefined where there is nothing to do. */
export function planOf(state: State): Plan | undefined {
  const { file, situation, chosen } = state;
  if (!file) return undefined;
  const actions = actionsFor(file, situation);
  const action = actions.find(({ name }) => name === chosen) ?? actions[0];
  if (!action) return undefined;
  const { name } = action;
  try {
    return {
      name,
      steps: stepsFor(name, file, situation, { amount: amountFor(name, state), receiver: receiverIn(state) }),
      error: undefined,
    };
  } catch (error) {
    return { name, steps: [], error: inWords(error) };
  }
}

/** What can be done, and how. */
export function actionView(state: State, deeds: Deeds): Child {
  const { file, situation, sending, wallet, account } = state;
  if (!file) return undefined;
  if (sending) return sendingView(sending, deeds);
  const plan = planOf(state);
  if (!plan)
    return (
      situation &&
      sheet("What can be done", h("p", {}, "Nothing, by this account or by anybody: there is nothing to pay, to take or to fetch."))
    );
  const canSend = wallet !== undefined && account !== undefined && situation !== undefined;
  const heading = wallet && !situation ? "What could be done" : "What to do";
  return [
    sheet(heading, choices(state, plan, deeds), fields(state, plan, deeds), canSend && sendButton(state, plan, deeds)),
    printed(file, plan, canSend),
  ];
}

function choices({ file, situation }: State, plan: Plan, deeds: Deeds): Child {
  if (!file) return undefined;
  return h(
    "fieldset",
    { class: "cards" },
    h("legend", { class: "hidden" }, "What to do"),
    actionsFor(file, situation).map(({ name, title, detail }) => {
      const radio = h("input", {
        type: "radio",
        name: "action",
        id: `do-${name}`,
        checked: name === plan.name,
        change: () => deeds.choose(name),
      });
      return h(
        "label",
        { class: name === plan.name ? "card chosen" : "card" },
        radio,
        h("span", {}, h("strong", {}, title), h("small", {}, detail)),
      );
    }),
  );
}

function fields(state: State, { name, error }: Plan, deeds: Deeds): Child {
  const { file, situation, written } = state;
  const asked = amountOf(name, situation);
  const about = situation?.tokens.get(file?.agreement.terms.credit ?? "0x");
  const unit = about?.kind === "ERC20" ? about.symbol : "the token's smallest units";
  const key = `amount-${name}`;
  const isTouched = written[key] !== undefined || written.receiver !== undefined;
  const wrong = isTouched ? error : undefined;
  return [
    asked &&
      field({
        id: key,
        label: `${asked === "limit" ? "At most" : "Amount"}, in ${unit}`,
        mode: "decimal",
        value: amountFor(name, state),
        error: hasReceiver(name) ? undefined : wrong,
        ...(asked === "limit" &&
          !situation && { hint: "As it stands, what the loan costs if it is paid on time and nothing was paid yet." }),
        onInput: (it) => deeds.write(key, it),
      }),
    hasReceiver(name) &&
      field({
        id: "receiver",
        label: "Who gets it",
        mono: true,
        value: receiverIn(state),
        error: wrong,
        onInput: (it) => deeds.write("receiver", it),
      }),
  ];
}

function sendButton(state: State, plan: Plan, deeds: Deeds): Child {
  const { file, situation, trusts } = state;
  const action = file && actionsFor(file, situation).find(({ name }) => name === plan.name);
  if (!file || !action) return undefined;
  const short = shortfall(plan.steps, situation);
  const { credit } = file.agreement.terms;
  const send = button(action.title, deeds.send, action.isGrave ? "danger" : "primary", "send");
  const isBlocked = plan.error !== undefined || short > 0n || !(trusts || isKnown(file.address));
  send.disabled = isBlocked;
  return [
    short > 0n && notice("warn", h("p", {}, `Your account lacks ${money(short, credit, situation?.tokens ?? new Map())} for that.`)),
    action.isGrave && plan.steps[0] && h("p", { class: "soft" }, plan.steps[0].detail),
    h("div", {}, send),
  ];
}

/** The transactions as any wallet takes them. */
function printed(file: AgreementFile, { steps, error }: Plan, isFolded: boolean): Child {
  if (error !== undefined) return undefined;
  const shown = steps.filter(({ need }) => need !== "given");
  const words = [
    h(
      "p",
      { class: "soft" },
      `${shown.length === 1 ? "One transaction" : `${shown.length} transactions, in this order, each when the one before is confirmed`}, on ${chainWords(file.chainId)}. Any wallet that can send data to a contract will do: a hardware wallet's own page, a multisig, a command line.`,
    ),
    h(
      "ol",
      { class: "steps" },
      shown.map((step, i) => printedStep(step, i)),
    ),
  ];
  return isFolded
    ? h("section", { class: "sheet" }, h("details", { id: "printed" }, h("summary", {}, "The same for any other wallet"), ...words))
    : sheet("What to send, from any wallet", ...words);
}

function printedStep({ title, detail, call }: Step, index: number): HTMLElement {
  const nth = `transaction ${index + 1}`;
  return h(
    "li",
    {},
    h("h3", {}, title),
    h("p", { class: "soft small" }, detail),
    facts([
      ["To", code(call.address, `to of ${nth}`)],
      ["Value", h("code", {}, "0")],
      ["Data", code(encodeFunctionData(call), `data of ${nth}`)],
    ]),
  );
}

const says: Readonly<Record<Progress["status"], string>> = {
  waiting: "Waiting",
  checking: "Trying it out",
  wallet: "Confirm it in your wallet",
  sent: "Sent, waiting for a block",
  done: "Done",
  skipped: "Not needed",
};

function sendingView({ steps, progress, status, error }: Sending, deeds: Deeds): HTMLElement {
  const words = { underWay: "On its way", done: "Done", failed: "It did not go through" } as const;
  return sheet(
    words[status],
    h(
      "ol",
      { class: "progress" },
      steps.map(({ title }, i) => {
        const it = progress[i] ?? { status: "waiting" };
        const hasStopped = status === "failed" && it.status !== "done" && it.status !== "skipped";
        return h(
          "li",
          { class: hasStopped ? "stopped" : it.status },
          h("span", {}, title),
          h("span", { class: "soft" }, hasStopped ? (it.status === "waiting" ? "Not begun" : "Stopped") : says[it.status]),
          it.status === "sent" && h("code", { class: "small" }, it.hash),
        );
      }),
    ),
    error !== undefined && notice("bad", h("p", {}, error)),
    status === "done" && notice("good", h("p", {}, "It is in a block. How the loan stands now is above.")),
    status !== "underWay" && h("div", {}, button(status === "done" ? "Go on" : "Back", deeds.goOn, "primary", "go-on")),
  );
}
