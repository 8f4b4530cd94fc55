"use client";

import {
  approvalsToNovate,
  blanksOf,
  type Cost,
  checkNovation,
  type Fill,
  type Flow,
  filledTerms,
  fillOf,
  givenByTaker,
  type Holding,
  judgeTaker,
  type LoanEntry,
  type PostedProposal,
  type Proposal,
  picksFor,
  type Replaced,
  refinancing,
  replaceable,
  type Shortage,
  Side,
  short,
  standardOf,
} from "@parley/sdk";
import { type ReactNode, useState } from "react";
import { type Address, isAddressEqual } from "viem";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { rateWords } from "@/components/terms/words.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { DateTime } from "@/components/ui/DateTime.tsx";
import { Notice } from "@/components/ui/States.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { useMeans } from "@/lib/chain/means.ts";
import { useTokens } from "@/lib/chain/token.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { novateFlow } from "@/lib/flow/novateFlow.ts";
import { ok } from "@/lib/result.ts";
import { lackWords } from "./Accept.tsx";
import type { Consent } from "./consent.ts";
import { Evidence, readEvidence } from "./Evidence.tsx";
import { Picks, readPicks } from "./Picks.tsx";

interface ReplaceProps {
  readonly entry: PostedProposal;
  readonly consent: Consent;
  readonly loan: LoanEntry;
  readonly caller: Address;
  readonly principal: bigint;
  readonly now: bigint;
}

interface Row {
  readonly label: string;
  readonly of: (cost: Cost) => ReactNode;
}

const purposes: Readonly<Record<Flow["purpose"], string>> = {
  debt: "it pays the old loan",
  cash: "what the new loan brings beyond the debt",
  shortfall: "what the new loan lacks; it grows by the second until then",
};

/** What the borrower has in the old loan, to fill the blanks of an offer with. */
function holdingsIn({ agreement }: LoanEntry): readonly Holding[] {
  return agreement.terms.collateral.map(({ kind, token, id, amount }) => ({ token, standard: standardOf(kind), id, amount }));
}

/** What the caller is to give, of which he has too little; nothing where `now` is undefined, since nothing is asked of him. */
function useLack(old: Replaced | undefined, proposal: Proposal, fill: Fill, caller: Address, now: bigint | undefined): string | undefined {
  const replacing = old && now !== undefined ? { loan: old, now } : undefined;
  const given = replacing ? givenByTaker(proposal, fill, caller, replacing) : [];
  const means = useMeans(caller, given).data;
  const tokens = useTokens(given.map(({ token }) => token));
  if (!replacing || means?.length !== given.length) return undefined;
  const lacks = judgeTaker(proposal, fill, { taker: caller, isAdmitted: true, means }, replacing);
  const lack = lacks.find((it): it is Shortage => it.because === "balance");
  return lack && lackWords({ ...lack.asset, amount: lack.needs }, lack.has, tokens.get(lack.asset.token));
}

/** A loan beside the one that would replace it, what moves, and the button. */
export function Replace({ entry, consent, loan, caller, principal, now }: ReplaceProps) {
  const deployment = useDeployed();
  const begin = useBegin();
  const { proposal, used, left } = entry;
  const isOffer = proposal.side === Side.Offer;
  const old = replaceable(loan);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [evidence, setEvidence] = useState("");
  const stays = isOffer ? picksFor(proposal, holdingsIn(loan), { lists: consent.lists, principal }) : [];
  const picks = stays ? ok(stays) : readPicks(proposal, chosen, consent.lists);
  const gateData = readEvidence(evidence);
  const fill = fillOf(proposal, principal, picks.ok ? picks.value : [], gateData.ok ? gateData.value : "0x");
  const facts = { taker: caller, used, parley: deployment.address, now };
  const wrong = [picks, gateData].find((it) => !it.ok);
  const problem = wrong && !wrong.ok ? wrong.error : checkNovation(old, proposal, fill, facts)[0]?.message;
  const payer = consent.signature === "0x" && left > 0n ? deployment.address : isOffer ? proposal.maker : caller;
  const terms = filledTerms(proposal.terms, principal, fill.picks);
  const approvals = old && problem === undefined ? approvalsToNovate(old, proposal, fill, { caller, parley: deployment.address, now }) : [];
  const tokens = useTokens(approvals.map(({ token }) => token));
  const lack = useLack(old, proposal, fill, caller, problem === undefined ? now : undefined);
  if (!old) return <Notice tone="warn">The loan to replace is closed.</Notice>;
  const asked = (
    <>
      {!stays && blanksOf(proposal.terms).length > 0 && (
        <>
          <p>This offer doesn't take the collateral of that loan: choose what to give in its place.</p>
          <Picks proposal={proposal} taker={caller} lists={consent.lists} typed={chosen} onType={setChosen} />
        </>
      )}
      <Evidence proposal={proposal} typed={evidence} onType={setEvidence} />
    </>
  );
  if (problem !== undefined)
    return (
      <div className="stack">
        {asked}
        <Notice tone="warn">{problem}</Notice>
      </div>
    );

  const comparison = refinancing(old, terms, payer, now);
  const money = (units: bigint, total = false) => <TokenAmount token={terms.credit} units={units} total={total} />;
  const who = (account: Address) => {
    if (isAddressEqual(account, deployment.address)) return "the offer's escrow";
    const role = isAddressEqual(account, old.agreement.borrower)
      ? "the borrower"
      : isAddressEqual(account, old.lender)
        ? "the old lender"
        : "the new lender";
    return (
      <>
        {role} <AddressLabel address={account} copy={false} />
      </>
    );
  };
  const rows: readonly Row[] = [
    { label: "Owed or lent now", of: (cost) => money(cost.received) },
    { label: "Interest from now on", of: (cost) => money(cost.cost) },
    { label: "Paid in all from now on", of: (cost) => money(cost.total, true) },
    {
      label: "Effective, a year",
      of: ({ yearlyRate }) => rateWords(yearlyRate),
    },
    { label: "Until", of: (cost) => <DateTime at={cost.until} show="date" /> },
  ];
  const columns: readonly Column<Row>[] = [
    { key: "what", label: "From now on", names: true, cell: ({ label }) => label },
    { key: "old", label: "The loan as it is", figures: true, cell: ({ of }) => of(comparison.keep) },
    { key: "new", label: "The new one", figures: true, cell: ({ of }) => of(comparison.replace) },
  ];
  return (
    <div className="stack">
      {asked}
      <p>
        Replaces loan <span className="mono">{short(loan.id)}</span>, which is paid in full.
      </p>
      <Table caption="Keeping the loan beside replacing it" rows={rows} rowKey={({ label }) => label} columns={columns} />
      <ul className="stack">
        {comparison.flows.length === 0 && <li>No money moves.</li>}
        {comparison.flows.map(({ from, to, amount, purpose }) => (
          <li key={purpose}>
            {money(amount)} from {who(from)} to {who(to)}: {purposes[purpose]}.
          </li>
        ))}
        <li>
          {comparison.collateralStays
            ? "The collateral stays in escrow."
            : "The old collateral comes back to the borrower, and the new one goes into escrow."}
        </li>
      </ul>
      {lack && <Notice tone="warn">{lack}</Notice>}
      <Button
        look="primary"
        wide
        disabled={lack !== undefined}
        onClick={() =>
          begin(novateFlow({ deployment, old, proposal, fill, signature: consent.signature, comparison, caller, now, tokens }))
        }
      >
        Replace the loan
      </Button>
    </div>
  );
}
