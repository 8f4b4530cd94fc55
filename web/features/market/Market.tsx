"use client";

import type { HeldProposal } from "@parley/network";
import { type Book, filledTerms, formatDuration, judgePosted, type PostedProposal, proposalActions, Side, tokensOf } from "@parley/sdk";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { Suspense, useEffect, useMemo, useState } from "react";
import { type Address, type Hex, isAddressEqual, zeroAddress } from "viem";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { effectiveWords, priceWords, scheduleWords } from "@/components/terms/words.ts";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { StateBadge, type StateName } from "@/components/ui/Badge.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Empty, Skeleton } from "@/components/ui/States.tsx";
import { type Column, Table } from "@/components/ui/Table.tsx";
import { useHoldings } from "@/lib/chain/means.ts";
import { useTokens } from "@/lib/chain/token.ts";
import { useNetwork } from "@/lib/network/store.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Auctions } from "./Auctions.tsx";
import { Filters } from "./Filters.tsx";
import { choose, everything, type Filter, filterQuery, isWithin, type Listing, parseFilter, tokensNamed, tokensTaken } from "./filter.ts";
import css from "./Market.module.css";

const Picture = dynamic(() => import("./Picture.tsx").then((m) => m.Picture), { loading: () => <Skeleton lines={8} /> });

const none: ReadonlyMap<Hex, HeldProposal> = new Map();

type Found = Pick<Listing, "entry" | "verdict" | "held">;

/** An announced proposal in the shape of a posted one: nothing of it is in escrow. */
function announced(held: HeldProposal): Found {
  const { id, letter, verdict } = held;
  const entry = { id, proposal: letter.proposal, left: 0n, used: 0n, cancelled: false, withdrawn: false, loans: [], events: [] };
  return { entry, verdict, held };
}

/** Every announced proposal and every posted one of a book, in this order, the newest of each first, as the visitor finds them. */
function list(book: Book, heard: ReadonlyMap<Hex, HeldProposal>, visitor: Address | undefined): readonly Listing[] {
  const time = ({ events }: PostedProposal) => events[0] ?? { block: 0n, logIndex: 0 };
  const newestFirst = [...book.proposals.values()].toSorted(
    (a, b) => Number(time(b).block - time(a).block) || time(b).logIndex - time(a).logIndex,
  );
  const posted = newestFirst.map((entry): Found => ({ entry, verdict: judgePosted(entry, book.head.time) }));
  const signed = [...heard.values()].filter(({ id }) => !book.proposals.has(id)).toSorted((a, b) => b.since - a.since);
  return [...signed.map(announced), ...posted].map((it) => {
    const { entry, verdict } = it;
    const { proposal, left } = entry;
    const own = visitor !== undefined && isAddressEqual(visitor, proposal.maker);
    const forMe = proposalActions(proposal, verdict, visitor ?? zeroAddress, left).some((it) => it === "fund" || it === "borrow");
    return { ...it, available: verdict.status === "open" && (own || forMe) };
  });
}

/** What one loan may still take of it. */
function mostOf({ entry, verdict }: Listing): bigint {
  return verdict.status === "open" ? verdict.remaining : entry.proposal.terms.principal;
}

/** Where a listing can be looked at, whole. */
function useHrefOf(): (listing: Listing) => string {
  const network = useNetwork();
  return ({ held, entry }) =>
    held && network.status === "on" ? `/letter/#${network.fragmentOf(held.letter)}` : `/proposal/?id=${entry.id}`;
}

function Headline({ listing }: { readonly listing: Listing }) {
  const { entry, held } = listing;
  const hrefOf = useHrefOf();
  const { side, terms, taker } = entry.proposal;
  const most = mostOf(listing);
  const several = side === Side.Offer && entry.proposal.smallestFill < most;
  return (
    <Link href={hrefOf(listing)} className={css.headline}>
      <span className={css.kind}>{side === Side.Request ? "Asks for" : several ? "Lends up to" : "Lends"}</span>
      <span className={css.sum}>
        <TokenAmount token={terms.credit} units={most} />
      </span>
      {held && <span className={css.kind}>signed, not posted</span>}
      {taker !== zeroAddress && <span className={css.kind}>for one account only</span>}
    </Link>
  );
}

/** What is posted has its consent on chain and replaces no loan: only four of the reasons can be. */
function closedState(because: Extract<Listing["verdict"], { status: "dead" }>["because"]): StateName {
  return because === "expired" || because === "cancelled" || because === "withdrawn" ? because : "filled";
}

const DAY = 86_400n;

/** From two days on, hours don't matter to somebody who looks around. */
const inDays = (seconds: bigint) => (seconds < 2n * DAY ? seconds : (seconds / DAY) * DAY);

function columns(now: bigint): readonly Column<Listing>[] {
  return [
    { key: "what", label: "Proposal", names: true, cell: (it) => <Headline listing={it} /> },
    {
      key: "collateral",
      label: "Against",
      cell: (it) => <AssetList assets={filledTerms(it.entry.proposal.terms, mostOf(it)).collateral} most={2} />,
    },
    {
      key: "rate",
      label: "Price",
      cell: ({ entry: { proposal } }) => (
        <span className={css.two}>
          {priceWords(proposal.terms)}
          <span>{effectiveWords(proposal.terms)} effective</span>
        </span>
      ),
    },
    {
      key: "time",
      label: "Time",
      cell: ({ entry: { proposal } }) => (
        <span className={css.two}>
          {formatDuration(proposal.terms.durationSeconds)}
          <span>{scheduleWords(proposal.terms)}</span>
        </span>
      ),
    },
    { key: "maker", label: "From", cell: ({ entry: { proposal } }) => <AddressLabel address={proposal.maker} copy={false} /> },
    {
      key: "expiry",
      label: "Open",
      figures: true,
      cell: ({ entry: { proposal }, verdict, available }) =>
        verdict.status === "dead" ? (
          <StateBadge state={closedState(verdict.because)} />
        ) : available ? (
          <span className="soft">{`for ${formatDuration(inDays(proposal.expiry - now))}`}</span>
        ) : (
          <span className="soft">Not to you</span>
        ),
    },
  ];
}

/** Listings at a time. */
const PAGE = 50;
/** Listings whose tokens are asked for their names: anybody can announce something in a token of his own. */
const MOST_NAMED = 200;

function Listings({ book }: { readonly book: Book }) {
  const query = useSearchParams();
  const [filter, setFilter] = useState(() => parseFilter(query));
  // The filter is kept here as well as in the address, which the router follows with a delay: a fast typist would lose letters to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `query` says that the address changed, as by a link; the address itself is newer.
  useEffect(() => setFilter(parseFilter(new URLSearchParams(window.location.search))), [query]);
  const { address: visitor } = useWallet();
  const network = useNetwork();
  const heard = network.status === "on" ? network.proposals : none;
  const listings = useMemo(() => list(book, heard, visitor), [book, heard, visitor]);
  const taken = useMemo(() => tokensTaken(listings.filter((it) => it.available)), [listings]);
  const holdings = useHoldings(visitor, taken, filter.held);
  const addresses = useMemo(() => [...new Set([...tokensOf(book), ...tokensNamed(listings.slice(0, MOST_NAMED))])], [book, listings]);
  const tokens = useTokens(addresses);
  const [most, setMost] = useState(PAGE);
  const [drawn, setDrawn] = useState(false);
  const hrefOf = useHrefOf();
  const shownColumns = useMemo(() => columns(book.head.time), [book.head.time]);

  const change = (part: Partial<Filter>) => {
    const next = { ...filter, ...part };
    setFilter(next);
    setMost(PAGE);
    const text = filterQuery(next);
    window.history.replaceState(null, "", text === "" ? window.location.pathname : `?${text}`);
  };

  if (listings.length === 0)
    return (
      <Empty title="Nothing is on the market yet">
        <p>Be the first: ask for a loan against something you have, or offer one out of what you can spare.</p>
        <ButtonLink href="/post/" look="primary">
          Post a request or offer
        </ButtonLink>
      </Empty>
    );

  const credits = [...new Set(listings.map(({ entry }) => entry.proposal.terms.credit))].map((address) => {
    const about = tokens.get(address);
    return { address, symbol: about && "symbol" in about ? about.symbol : address };
  });
  const passing = choose(listings, filter, tokens);
  const shown = filter.held && holdings.data ? passing.filter((it) => isWithin(it, holdings.data)) : passing;
  const closed = choose(listings, { ...filter, closed: true }, tokens).filter((it) => !it.available).length;
  const count = shown.length - (filter.closed ? closed : 0);
  return (
    <>
      <Filters filter={filter} credits={credits} onChange={change} />
      <div className={css.count}>
        <p role="status">
          {count} open {count === 1 ? "proposal" : "proposals"}
        </p>
        {visitor && (
          <Button look="quiet" small aria-pressed={filter.held} onClick={() => change({ held: !filter.held })}>
            {filter.held ? (holdings.data ? "Show all" : "Looking into your wallet…") : "Only what I hold the other side of"}
          </Button>
        )}
        <Button look="quiet" small aria-pressed={drawn} onClick={() => setDrawn(!drawn)}>
          {drawn ? "Show as a list" : "Show as a picture"}
        </Button>
        {closed > 0 && (
          <Button look="quiet" small aria-pressed={filter.closed} onClick={() => change({ closed: !filter.closed })}>
            {filter.closed ? "Hide" : "Show"} {closed} that can't be accepted
          </Button>
        )}
      </div>
      {shown.length === 0 ? (
        <Empty title="Nothing like that is open">
          <p>Look for something else, or post what you are looking for.</p>
          <div className="row">
            <Button onClick={() => change(everything)}>Show everything</Button>
            <ButtonLink href="/post/" look="primary">
              Post a request or offer
            </ButtonLink>
          </div>
        </Empty>
      ) : drawn ? (
        <Picture listings={shown} tokens={tokens} hrefOf={hrefOf} />
      ) : (
        <div className={css.sheet}>
          <Table caption="Requests and offers" rows={shown.slice(0, most)} rowKey={({ entry }) => entry.id} columns={shownColumns} />
          {shown.length > most && <Button onClick={() => setMost(most + PAGE)}>Show {Math.min(PAGE, shown.length - most)} more</Button>}
        </div>
      )}
    </>
  );
}

/** Open requests and offers, posted or announced by peers, with what to look for kept in the page's address. */
export function Market() {
  return (
    <BookGate>
      {(book) => (
        <>
          <Auctions book={book} />
          <Suspense fallback={<Skeleton lines={6} />}>
            <Listings book={book} />
          </Suspense>
        </>
      )}
    </BookGate>
  );
}
