"use client";

import { explain } from "@parley/sdk";
import { useChainId } from "wagmi";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { AddressLabel, short } from "@/components/ui/AddressLabel.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { classes } from "@/components/ui/classes.ts";
import { Dialog } from "@/components/ui/Dialog.tsx";
import { Facts } from "@/components/ui/Facts.tsx";
import { HashText } from "@/components/ui/HashText.tsx";
import { Notice, Skeleton } from "@/components/ui/States.tsx";
import { useNow } from "../chain/useBlock.ts";
import { explorerUrl } from "../chains.ts";
import css from "./FlowDialog.module.css";
import type { Asked, Flow, FlowOutcome, Step, StepState } from "./flow.ts";
import { ReviewPanel } from "./ReviewPanel.tsx";
import type { Progress } from "./run.ts";

interface FlowDialogProps {
  readonly flow: Flow;
  readonly progress: Progress | undefined;
  readonly busy: boolean;
  readonly outcome: FlowOutcome | undefined;
  readonly open: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onRetry: () => void;
  /** Whether the person has read what it is about and gone on. */
  readonly reviewed: boolean;
  readonly onContinue: () => void;
}

const words: Readonly<Record<StepState["status"], string>> = {
  waiting: "Not yet",
  checking: "Checking that it will work…",
  wallet: "Check your wallet",
  pending: "Sent, waiting for the network…",
  done: "Done",
  settled: "Not needed",
  rejected: "You declined this in your wallet. Nothing was sent.",
  failed: "Failed",
  lost: "Sent, but the network was lost before its outcome was seen",
};

const signs: Readonly<Partial<Record<StepState["status"], string>>> = { done: "✓", settled: "–", rejected: "×", failed: "!", lost: "?" };

const waiting: StepState = { status: "waiting" };

function Hash({ hash }: { readonly hash: string }) {
  const url = explorerUrl(useChainId(), "tx", hash);
  return (
    <span className={css.hash}>
      {url ? (
        <a href={url} target="_blank" rel="noreferrer">
          Transaction {short(hash)}
        </a>
      ) : (
        <span>Transaction {short(hash)}</span>
      )}
      <CopyButton text={hash} what="transaction hash" />
    </span>
  );
}

/** What the wallet should be showing now. */
function AskedOf({ asked }: { readonly asked: Asked }) {
  if (asked.kind === "signature")
    return (
      <Facts
        facts={[
          { label: "Digest", value: <HashText of={asked.digest} what="digest" /> },
          { label: "Domain hash", value: <HashText of={asked.domain} what="domain hash" /> },
          { label: "Message hash", value: <HashText of={asked.message} what="message hash" /> },
        ]}
      />
    );
  return (
    <p className="soft small">
      Function <span className="mono">{asked.functionName}</span> of <AddressLabel address={asked.contract} />
      <CopyButton text={asked.data} what="call data" />
    </p>
  );
}

function StepLine({ step, state, number }: { readonly step: Step; readonly state: StepState; readonly number: number }) {
  const active = state.status === "checking" || state.status === "wallet" || state.status === "pending";
  return (
    <li className={classes(css.step, css[state.status])} aria-current={active ? "step" : undefined}>
      <span aria-hidden="true" className={classes(css.sign, active && css.active)}>
        {signs[state.status] ?? number}
      </span>
      <div className={css.text}>
        <p className={css.title}>{step.title}</p>
        {step.detail && <p className="soft small">{step.detail}</p>}
        <p className={css.state}>{words[state.status]}</p>
        {"error" in state && <p className={css.error}>{explain(state.error).message}</p>}
        {"hash" in state && state.hash && <Hash hash={state.hash} />}
        {state.status === "wallet" && <AskedOf asked={state.asked} />}
      </div>
    </li>
  );
}

/** What a flow is about, then every step of it and where each stands; once closed, a way back to it. */
export function FlowDialog(props: FlowDialogProps) {
  const { flow, open, onClose, reviewed, onContinue } = props;
  const now = useNow();
  if (reviewed) return <Steps {...props} />;
  const steps = flow.steps.filter((step) => !step.hiddenUnlessNeeded);
  return (
    <Dialog title={flow.title} open={open} onClose={onClose}>
      <NetworkGate>
        {now === undefined ? (
          <Skeleton lines={5} />
        ) : (
          <ReviewPanel review={flow.review(now)} steps={steps} onContinue={onContinue} onCancel={onClose} />
        )}
      </NetworkGate>
    </Dialog>
  );
}

function Steps({ flow, progress, busy, outcome, open, onOpen, onClose, onRetry }: FlowDialogProps) {
  const states = flow.steps.map((_, i) => progress?.states[i] ?? waiting);
  const quiet: readonly StepState["status"][] = ["waiting", "checking", "settled"];
  const shown = flow.steps
    .map((step, i) => ({ step, state: states[i] ?? waiting }))
    .filter(({ step, state }) => !step.hiddenUnlessNeeded || !quiet.includes(state.status));
  const stopped = states.find(({ status }) => status === "rejected" || status === "failed" || status === "lost");
  const at = states.findIndex(({ status }) => status !== "done" && status !== "settled");
  const next = outcome && flow.next?.(outcome);
  const said = outcome ? flow.done : `${flow.steps[at]?.title ?? flow.title}: ${words[states[at]?.status ?? "done"]}`;
  return (
    <>
      <Dialog title={flow.title} open={open} onClose={onClose}>
        <ol className={css.steps}>
          {shown.map(({ step, state }, i) => (
            <StepLine key={step.title} step={step} state={state} number={i + 1} />
          ))}
        </ol>
        <p className="hidden" role="status" aria-live="polite">
          {said}
        </p>
        {outcome && <Notice tone="good">{flow.done}</Notice>}
        <div className={css.actions}>
          {stopped && !busy && (
            <Button look="primary" onClick={onRetry}>
              {stopped.status === "lost" ? "Look again" : "Try again"}
            </Button>
          )}
          {next && (
            <span onClickCapture={onClose}>
              <ButtonLink look="primary" href={next.href}>
                {next.label}
              </ButtonLink>
            </span>
          )}
          <Button onClick={onClose}>{busy ? "Hide" : "Close"}</Button>
        </div>
      </Dialog>
      {!open && busy && (
        <button type="button" className={css.back} onClick={onOpen}>
          {flow.title}: {words[states[at]?.status ?? "done"]}
        </button>
      )}
    </>
  );
}
