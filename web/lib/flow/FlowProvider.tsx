"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useConfig } from "wagmi";
import { useRefresh } from "../chain/useRefresh.ts";
import { type Flow, type FlowOutcome, SENT_KEY } from "./flow.ts";
import type { Progress } from "./run.ts";

const FlowDialog = dynamic(() => import("./FlowDialog.tsx").then((m) => m.FlowDialog), { ssr: false });

interface Running {
  readonly flow: Flow;
  readonly progress: Progress | undefined;
  readonly busy: boolean;
  readonly outcome: FlowOutcome | undefined;
  readonly reviewed: boolean;
}

const Begin = createContext<((flow: Flow) => void) | undefined>(undefined);

/** Starts a flow in the one dialog that shows it. One whose outcome the chain still owes is not given up: its dialog comes back instead. */
export function useBegin(): (flow: Flow) => void {
  const begin = use(Begin);
  if (!begin) throw new Error("useBegin needs a FlowProvider above it.");
  return begin;
}

const isLost = ({ progress }: Running) => progress?.states.some(({ status }) => status === "lost");

/** Holds the flow in hand, so that it goes on while its dialog is closed, the page changes, or is loaded anew while something sent is under way. */
export function FlowProvider({ children }: { readonly children: ReactNode }) {
  const config = useConfig();
  const refresh = useRefresh();
  const [running, setRunning] = useState<Running>();
  const [open, setOpen] = useState(false);
  const busy = useRef<AbortController>(undefined);

  const go = useCallback(
    async (flow: Flow, from: Progress | undefined) => {
      if (busy.current) return;
      const stopping = new AbortController();
      const { signal } = stopping;
      busy.current = stopping;
      try {
        setRunning({ flow, progress: from, busy: true, outcome: undefined, reviewed: true });
        const { atStart, run } = await import("./run.ts");
        const report = (progress: Progress) => setRunning({ flow, progress, busy: true, outcome: undefined, reviewed: true });
        const outcome = await run(config, flow, from ?? atStart(flow), report, signal);
        await refresh();
        if (signal.aborted) return;
        setRunning((last) => last && { ...last, busy: false, outcome });
        if (outcome) flow.onDone?.(outcome);
      } finally {
        if (busy.current === stopping) busy.current = undefined;
      }
    },
    [config, refresh],
  );

  useEffect(() => {
    if (window.sessionStorage.getItem(SENT_KEY) === null) return;
    void import("./resume.ts").then(async ({ resume }) => {
      const found = await resume(config);
      if (found) await go(found.flow, found.progress);
    });
  }, [config, go]);

  const begin = useCallback((flow: Flow) => {
    setOpen(true);
    if (busy.current) return;
    setRunning((last) => (last && isLost(last) ? last : { flow, progress: undefined, busy: false, outcome: undefined, reviewed: false }));
  }, []);

  const close = useCallback(() => setOpen(false), []);
  const forget = useCallback(() => {
    busy.current?.abort();
    busy.current = undefined;
    window.sessionStorage.removeItem(SENT_KEY);
    setOpen(false);
    setRunning(undefined);
  }, []);
  const retry = useMemo(
    () =>
      running &&
      ((oneByOne = false) =>
        void go(running.flow, running.progress && { ...running.progress, oneByOne: oneByOne || running.progress.oneByOne })),
    [go, running],
  );

  return (
    <Begin value={begin}>
      {children}
      {running && retry && (
        <FlowDialog
          {...running}
          open={open}
          onClose={close}
          onOpen={() => setOpen(true)}
          onRetry={retry}
          onContinue={() => retry()}
          onForget={forget}
        />
      )}
    </Begin>
  );
}
