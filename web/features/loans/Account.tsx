"use client";

import { type Book, heldFor, loansOf, proposalsOf, waitingFor } from "@parley/sdk";
import dynamic from "next/dynamic";
import type { Address } from "viem";
import { Tabs } from "@/components/ui/Tabs.tsx";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { LoanTable } from "./LoanTable.tsx";
import { Overview } from "./Overview.tsx";
import { ProposalTable } from "./ProposalTable.tsx";
import { openLoans } from "./summary.ts";
import { Undelivered } from "./Undelivered.tsx";

interface AccountProps {
  readonly book: Book;
  readonly account: Address;
  /** Whether it is the visitor's own: then it may act, and is spoken to. */
  readonly mine: boolean;
}

const Portfolio = dynamic(() => import("./Portfolio.tsx").then((m) => m.Portfolio), { loading: () => null });
const Profile = dynamic(() => import("./Profile.tsx").then((m) => m.Profile), { loading: () => null });
const NeverLate = dynamic(() => import("@/features/due/NeverLate.tsx").then((m) => m.NeverLate), { loading: () => null });
const MyShares = dynamic(() => import("@/features/syndicate/MyShares.tsx").then((m) => m.MyShares), { loading: () => null });
const Groups = dynamic(() => import("./Groups.tsx").then((m) => m.Groups), { loading: () => null });

/** All that one account has with Parley: what is due next, its loans, its proposals, and what waits for it. */
export function Account({ book, account, mine }: AccountProps) {
  const now = useNowFrom(book.head.time);
  const visitor = useWallet().address;
  const { borrowing, lending } = loansOf(book, account);
  const dated = openLoans(borrowing, now).flatMap(({ entry, standing }) => (entry.loan ? [{ entry, standing, loan: entry.loan }] : []));
  const proposals = proposalsOf(book, account);
  return (
    <>
      <Undelivered book={book} held={heldFor(book, account)} waiting={waitingFor(book, account)} account={account} mine={mine} />
      <Overview borrowing={openLoans(borrowing, now)} lending={openLoans(lending, now)} mine={mine} />
      {mine && <NeverLate loans={dated} />}
      <Portfolio book={book} account={account} now={now} />
      <Tabs
        label="Loans and proposals"
        tabs={[
          {
            key: "borrowing",
            label: "Borrowing",
            count: borrowing.length,
            content: <LoanTable side="borrowing" loans={borrowing} now={now} mine={mine} />,
          },
          {
            key: "lending",
            label: "Lending",
            count: lending.length,
            content: <LoanTable side="lending" loans={lending} now={now} mine={mine} />,
          },
          {
            key: "proposals",
            label: "Proposals",
            count: proposals.length,
            content: (
              <div className="stack">
                <ProposalTable proposals={proposals} now={now} mine={mine} />
                {mine && <Groups book={book} account={account} />}
              </div>
            ),
          },
        ]}
      />
      <MyShares book={book} account={account} now={now} />
      <Profile book={book} account={account} visitor={visitor} />
    </>
  );
}
