"use client";

import { explain, short } from "@parley/sdk";
import { useEffect, useRef } from "react";
import { useChainId } from "wagmi";
import { NetworkGate } from "@/components/shell/NetworkGate.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { announce } from "@/components/ui/announce.ts";
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
import type { Asked, AskedCall, Flow, FlowOutcome, Step, StepState } from "./flow.ts";
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
  readonly onRetry: (oneByOne?: boolean) => void;
  /** Gives up waiting for what was sent. */
  readonly onForget: () => void;
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
  lost: "Sent, but its outcome hasn't been seen",
};

const signs: Readonly<Partial<Record<StepState["status"], string>>> = { done: "✓", settled: "–", rejected: "×", failed: "!", lost: "?" };

const waiting: StepState = { status: "waiting" };

/** What the wallet's batch is called. */
function BatchId({ id }: { readonly id: string }) {
  return (
    <span className={css.hash}>
      <span>Batch {id.length > 14 ? short(id) : id}</span>
      <CopyButton text={id} what="batch id" />
    </span>
  );
}

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

function CallLine({ call }: { readonly call: AskedCall }) {
  return (
    <p className="soft small">
      Function <span className="mono">{call.functionName}</span> of <AddressLabel address={call.contract} />
      <CopyButton text={call.data} what={`call data of ${call.functionName}`} />
    </p>
  );
}

/** What the wallet should be showing now. */
function AskedOf({ asked }: { readonly asked: Asked }) {
  switch (asked.kind) {
    case "signature":
      return (
        <Facts
          facts={[
            { label: "Digest", value: <HashText of={asked.digest} what="digest" /> },
            { label: "Domain hash", value: <HashText of={asked.domain} what="domain hash" /> },
            { label: "Message hash", value: <HashText of={asked.message} what="message hash" /> },
          ]}
        />
      );
    case "transaction":
      return <CallLine call={asked} />;
    case "batch":
      return (
        <>
          {asked.calls.map((call) => (
            <CallLine key={call.contract + call.data} call={call} />
          ))}
          {asked.untried && (
            <p className="small">What this network is read through can't try several calls in advance: only the first was tried.</p>
          )}
        </>
      );
  }
}

/** Steps that are one question of the wallet: mostly one. */
interface Line {
  readonly steps: readonly Step[];
  readonly state: StepState;
}

function StepLine({ line: { steps, state }, number }: { readonly line: Line; readonly number: number }) {
  const active = state.status === "checking" || state.status === "wallet" || state.status === "pending";
  const sent = "sent" in state ? state.sent : undefined;
  return (
    <li className={classes(css.step, css[state.status])} aria-current={active ? "step" : undefined}>
      <span aria-hidden="true" className={classes(css.sign, active && css.active)}>
        {signs[state.status] ?? number}
      </span>
      <div className={css.text}>
        {steps.length > 1 && <p className="soft small">One question of your wallet: all of this happens, or none of it.</p>}
        {steps.map((step) => (
          <div key={step.title}>
            <p className={css.title}>{step.title}</p>
            {step.detail && <p className="soft small">{step.detail}</p>}
          </div>
        ))}
        <p className={css.state}>{words[state.status]}</p>
        {"error" in state && state.error !== undefined && <p className={css.error}>{explain(state.error).message}</p>}
        {sent?.kind === "batch" && <BatchId id={sent.id} />}
        {sent?.kind === "transaction" && <Hash hash={sent.hash} />}
        {"hash" in state && state.hash && <Hash hash={state.hash} />}
        {state.status === "wallet" && <AskedOf asked={state.asked} />}
      </div>
    </li>
  );
}

const quiet: readonly StepState["status"][] = ["waiting", "checking", "settled"];

/** What there is to show of a flow, the steps of a batch as one. */
function linesOf({ steps }: Flow, progress: Progress | undefined): readonly Line[] {
  const lines: Line[] = [];
  const batch = progress?.batch ?? [];
  for (const [index, step] of steps.entries()) {
    const state = progress?.states[index] ?? waiting;
    const isFirst = !batch.includes(index) || batch.length < 2 || batch[0] === index;
    if (!isFirst) continue;
    const together = batch.length > 1 && batch.includes(index) ? batch.flatMap((it) => steps[it] ?? []) : [step];
    if (together.length > 1 || !step.hiddenUnlessNeeded || !quiet.includes(state.status)) lines.push({ steps: together, state });
  }
  return lines;
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

const isStopped = ({ status }: StepState) => status === "rejected" || status === "failed" || status === "lost";

function Steps({ flow, progress, busy, outcome, open, onOpen, onClose, onRetry, onForget }: FlowDialogProps) {
  const lines = linesOf(flow, progress);
  const at = lines.find(({ state }) => state.status !== "done" && state.status !== "settled");
  const stopped = lines.find(({ state }) => isStopped(state));
  const next = outcome && flow.next?.(outcome);
  const standing = `${at?.steps.map(({ title }) => title).join(", ") ?? flow.title}: ${words[at?.state.status ?? "done"]}`;
  const said = outcome ? flow.done : standing;
  const isSent = at?.state.status === "pending" || at?.state.status === "lost";
  useToldWhenHidden(busy, open, said, outcome ? "plain" : "bad");
  return (
    <>
      <Dialog title={flow.title} open={open} onClose={onClose}>
        <ol className={css.steps}>
          {lines.map((line, i) => (
            <StepLine key={line.steps.map(({ title }) => title).join()} line={line} number={i + 1} />
          ))}
        </ol>
        <p className="hidden" role="status" aria-live="polite">
          {said}
        </p>
        {outcome && <Notice tone="good">{flow.done}</Notice>}
        <div className={css.actions}>
          {stopped && !busy && <Retry line={stopped} outcomeOnly={flow.outcomeOnly ?? false} onRetry={onRetry} />}
          {next && (
            <ButtonLink look="primary" href={next.href} onFollow={onClose}>
              {next.label}
            </ButtonLink>
          )}
          {isSent && (
            <Button look="quiet" onClick={onForget}>
              Stop waiting
            </Button>
          )}
          <Button onClick={onClose}>{busy ? "Hide" : "Close"}</Button>
        </div>
      </Dialog>
      {!open && busy && (
        <button type="button" className={css.back} onClick={onOpen}>
          {flow.title}: {words[at?.state.status ?? "done"]}
        </button>
      )}
    </>
  );
}

interface RetryProps {
  readonly line: Line;
  readonly outcomeOnly: boolean;
  readonly onRetry: (oneByOne?: boolean) => void;
}

function Retry({ line: { steps, state }, outcomeOnly, onRetry }: RetryProps) {
  const isLost = state.status === "lost";
  if (outcomeOnly && !isLost) return null;
  return (
    <>
      <Button look="primary" onClick={() => onRetry()}>
        {isLost ? "Look again" : "Try again"}
      </Button>
      {!isLost && steps.length > 1 && <Button onClick={() => onRetry(true)}>One by one</Button>}
    </>
  );
}

/** Says how a flow ended whose dialog the person had closed. */
function useToldWhenHidden(busy: boolean, open: boolean, said: string, tone: "plain" | "bad"): void {
  const wasBusy = useRef(true);
  useEffect(() => {
    if (wasBusy.current && !busy && !open) announce(said, tone);
    wasBusy.current = busy;
  }, [busy, open, said, tone]);
}
