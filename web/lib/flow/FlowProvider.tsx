"use client";

import dynamic from "next/dynamic";
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from "react";
import { useConfig } from "wagmi";
import { useRefresh } from "../chain/useRefresh.ts";
import type { Flow, FlowOutcome } from "./flow.ts";
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

/** Starts a flow in the one dialog that shows it. A flow that still waits for the chain is not given up: its dialog comes back instead. */
export function useBegin(): (flow: Flow) => void {
  const begin = use(Begin);
  if (!begin) throw new Error("useBegin needs a FlowProvider above it.");
  return begin;
}

/** Holds the flow in hand, so that it goes on while its dialog is closed or the page changes. */
export function FlowProvider({ children }: { readonly children: ReactNode }) {
  const config = useConfig();
  const refresh = useRefresh();
  const [running, setRunning] = useState<Running>();
  const [open, setOpen] = useState(false);
  const busy = useRef(false);

  const go = useCallback(
    async (flow: Flow, from: Progress | undefined) => {
      if (busy.current) return;
      busy.current = true;
      try {
        setRunning({ flow, progress: from, busy: true, outcome: undefined, reviewed: true });
        const { atStart, run } = await import("./run.ts");
        const outcome = await run(config, flow, from ?? atStart(flow), (progress) =>
          setRunning({ flow, progress, busy: true, outcome: undefined, reviewed: true }),
        );
        await refresh();
        setRunning((last) => last && { ...last, busy: false, outcome });
        if (outcome) flow.onDone?.(outcome);
      } finally {
        busy.current = false;
      }
    },
    [config, refresh],
  );

  const begin = useCallback((flow: Flow) => {
    setOpen(true);
    if (!busy.current) setRunning({ flow, progress: undefined, busy: false, outcome: undefined, reviewed: false });
  }, []);

  const close = useCallback(() => setOpen(false), []);
  const retry = useMemo(() => running && (() => void go(running.flow, running.progress)), [go, running]);

  return (
    <Begin value={begin}>
      {children}
      {running && retry && (
        <FlowDialog {...running} open={open} onClose={close} onOpen={() => setOpen(true)} onRetry={retry} onContinue={retry} />
      )}
    </Begin>
  );
}
