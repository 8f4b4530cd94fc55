"use client";

import { type Book, explain, fillOf, formatAmount, fullPayment, standingOf, type TokenInfo } from "@parley/sdk";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Address, type Hex, isAddressEqual } from "viem";
import { useClient, useConnectors } from "wagmi";
import { useDeployed } from "@/components/shell/NetworkGate.tsx";
import { AssetList } from "@/components/terms/AssetList.tsx";
import { TokenAmount } from "@/components/terms/TokenAmount.tsx";
import { announce } from "@/components/ui/announce.ts";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Empty, Failed, Notice, Skeleton } from "@/components/ui/States.tsx";
import { useOwnedIds } from "@/lib/chain/means.ts";
import { type Erc20, useToken } from "@/lib/chain/token.ts";
import { useNowFrom } from "@/lib/chain/useBlock.ts";
import { CHAIN } from "@/lib/chain/useRefresh.ts";
import { useTravel } from "@/lib/chain/useTravel.ts";
import { reader } from "@/lib/data/reader.ts";
import { useBegin } from "@/lib/flow/FlowProvider.tsx";
import { drawFlow, drawStep, readNextDraw } from "@/lib/flow/faucet.ts";
import { withFreeGroup } from "@/lib/flow/freeGroup.ts";
import { acceptFlow, postFlow } from "@/lib/flow/proposalFlows.ts";
import { repayFlow } from "@/lib/flow/repay.ts";
import { isOpen } from "@/lib/loans.ts";
import { testWallets } from "@/lib/wallet/testWallets.ts";
import { useWallet } from "@/lib/wallet/useWallet.ts";
import { Holdings } from "./Holdings.tsx";
import { type Step, Steps } from "./Steps.tsx";
import css from "./Story.module.css";
import { type Cast, castOf, requestOf, type Stage, stageOf, WEEK } from "./story.ts";

const [borrower, lender] = testWallets;
const WHOLE_PRINCIPAL = 500n;

/** Whether the borrower has drawn today and holds an NFT: then the story can begin. */
function useOutfit(cast: Cast, now: bigint) {
  const client = useClient();
  const ids = useOwnedIds(cast.borrower, cast.art.address);
  const next = useQuery({
    queryKey: [CHAIN, client?.chain.id, "nextDraw", cast.credit.address, cast.borrower],
    queryFn: async () => {
      if (!client) throw new Error("No network is chosen.");
      return readNextDraw(client, cast.credit, cast.borrower);
    },
    enabled: client !== undefined,
    structuralSharing: false,
  });
  const newest = ids.data?.at(-1);
  return {
    error: ids.error ?? next.error,
    newest,
    ready: next.data === undefined || ids.data === undefined ? undefined : next.data > now && newest !== undefined,
  };
}

/** Number of the step that is to be done, from 0. */
function currentStep(stage: Stage, ready: boolean, account: Address | undefined): number {
  const is = (who: Address | undefined) => account !== undefined && who !== undefined && isAddressEqual(account, who);
  switch (stage.name) {
    case "begin":
      return is(borrower?.address) ? (ready ? 2 : 1) : 0;
    case "posted":
      return is(lender?.address) ? 4 : 3;
    case "open":
      return is(borrower?.address) ? (stage.aged ? 7 : 6) : 5;
    case "closed":
      return 8;
  }
}

function Play({ book, cast, credit }: { readonly book: Book; readonly cast: Cast; readonly credit: Erc20 }) {
  const now = useNowFrom(book.head.time);
  const [past, setPast] = useState<ReadonlySet<Hex>>(new Set());
  const deployment = useDeployed();
  const client = useClient();
  const wallet = useWallet();
  const connectors = useConnectors();
  const begin = useBegin();
  const travel = useTravel();
  const outfit = useOutfit(cast, now);

  if (outfit.error && outfit.ready === undefined) return <Failed error={outfit.error} />;
  if (outfit.ready === undefined || wallet.settling) return <Skeleton lines={6} />;

  const principal = WHOLE_PRINCIPAL * 10n ** BigInt(credit.decimals);
  const found = stageOf(book, cast, principal, now, past);
  // Who has drawn and minted anew after the last loan is playing again.
  const [lastArt] = found.name === "closed" ? found.request.proposal.terms.collateral : [];
  const isAgain = lastArt !== undefined && outfit.ready && outfit.newest !== undefined && outfit.newest > lastArt.id;
  const stage: Stage = isAgain ? { name: "begin" } : found;
  const entry = stage.name === "open" || stage.name === "closed" ? stage.entry : undefined;
  const request = stage.name === "begin" ? undefined : stage.request;
  const standing = entry && standingOf(entry, now);
  const sum = (units: bigint) => `${formatAmount(units, credit.decimals, 2)} ${credit.symbol}`;
  const tokens = new Map<string, TokenInfo>([
    [credit.address, credit],
    [cast.art.address, { kind: "ERC721", address: cast.art.address, symbol: cast.art.symbol, name: cast.art.symbol, traits: [] }],
  ]);
  const fail = (error: unknown) => announce(explain(error).message, "bad");

  const become = (who: typeof borrower) => {
    const connector = connectors.find(({ id }) => id === who?.id);
    if (connector) wallet.connect(connector).catch(fail);
  };
  const post = async () => {
    if (!client || outfit.newest === undefined) return;
    const draft = requestOf(cast, principal, outfit.newest, now);
    const proposal = await withFreeGroup(reader(client), book, draft, new Set());
    begin(postFlow(deployment, proposal, tokens, () => {}));
  };
  const fund = () => {
    if (!request) return;
    const { steps, ...rest } = acceptFlow(deployment, request.proposal, fillOf(request.proposal), "0x", tokens);
    begin({ ...rest, steps: [{ ...drawStep(cast.credit), hiddenUnlessNeeded: true }, ...steps] });
  };
  const repay = () => {
    if (!entry || !standing || !isOpen(standing)) return;
    begin(
      repayFlow({
        title: "Repay the loan in full",
        deployment,
        agreement: entry.agreement,
        payment: fullPayment(entry.agreement.terms, standing.balance, now),
        tokens,
        inFull: true,
        fromEther: false,
        done: "The loan is repaid, and the NFT is the borrower's again.",
      }),
    );
  };

  const steps: readonly Step[] = [
    {
      title: "Become the borrower",
      words:
        "You will play two people, and each has a wallet of their own. Begin as the borrower with Test wallet 1, which signs at once without asking.",
      action: (
        <Button look="primary" onClick={() => become(borrower)}>
          Use Test wallet 1
        </Button>
      ),
    },
    {
      title: "Get test tokens and an NFT",
      words: "A loan needs something to put up and something to pay interest with. The faucet gives both, and neither is worth anything.",
      action: (
        <Button look="primary" onClick={() => begin(drawFlow([cast.credit, cast.art]))}>
          Draw {cast.credit.symbol} and mint a {cast.art.symbol}
        </Button>
      ),
    },
    {
      title: "Ask for a loan",
      words: `You ask for ${sum(principal)} for 30 days at 12 % a year, and put ${outfit.newest === undefined || request ? "your NFT" : `${cast.art.symbol} #${outfit.newest}`} up as collateral. It goes into the contract's escrow, from which you may take it back until somebody accepts.`,
      action: (
        <Button look="primary" onClick={() => void post().catch(fail)}>
          Post the request
        </Button>
      ),
      result: request && <Link href={`/proposal/?id=${request.id}`}>See the request</Link>,
    },
    {
      title: "Become the lender",
      words: "Now you are the other one, who has money to lend. Test wallet 2 finds the request on the market, as anybody's would.",
      action: (
        <Button look="primary" onClick={() => become(lender)}>
          Use Test wallet 2
        </Button>
      ),
    },
    {
      title: "Fund the request",
      words: `You allow Parley to take exactly ${sum(principal)}, and accept. In one transaction the money goes to the borrower, and a note that owns the loan to you.`,
      action: (
        <Button look="primary" onClick={fund}>
          Fund it
        </Button>
      ),
      result: entry && <Link href={`/loan/?id=${entry.id}`}>See the loan</Link>,
    },
    {
      title: "Become the borrower again",
      words: "The money is in Test wallet 1 now. The NFT stays with the contract, where neither of you can move it.",
      action: (
        <Button look="primary" onClick={() => become(borrower)}>
          Use Test wallet 1
        </Button>
      ),
    },
    {
      title: "Let a week pass",
      words: "Interest accrues with every second of the chain's time. On this chain you needn't wait for it.",
      action: (
        <Button look="primary" busy={travel.isPending} onClick={() => travel.mutate(Number(WEEK), { onError: fail })}>
          Move time forward by a week
        </Button>
      ),
    },
    {
      title: "Repay",
      words:
        standing && isOpen(standing)
          ? `You owe ${sum(standing.owed)} by now: the principal, and the interest so far. Repaid early, the rest of the interest is never owed.`
          : "You pay back the principal, and the interest so far. Repaid early, the rest of the interest is never owed.",
      action: (
        <Button look="primary" onClick={repay}>
          Repay in full
        </Button>
      ),
    },
    {
      title: "The collateral is back",
      words:
        "With the last unit paid, the contract returned the collateral in the same transaction. The note is gone, and nobody owes anybody anything.",
    },
  ];
  const at = currentStep(stage, outfit.ready, wallet.address);

  const art = request?.proposal.terms.collateral[0]?.id ?? (outfit.ready ? outfit.newest : undefined);
  return (
    <>
      <div className={css.story}>
        <Steps steps={steps} at={at} />
        <div className={css.board}>
          <Holdings cast={cast} parley={deployment.address} art={art} isOpen={stage.name === "open"} />
        </div>
      </div>
      {stage.name === "closed" && (
        <Notice tone={stage.entry.status === "repaid" ? "good" : "warn"}>
          {stage.entry.status === "repaid" ? (
            <p>
              That was a whole loan. The lender has <TokenAmount token={credit.address} units={paidOn(stage.entry)} /> back, and the
              borrower:
            </p>
          ) : (
            <p>The lender foreclosed this loan, and has the collateral:</p>
          )}
          <AssetList assets={stage.entry.agreement.terms.collateral} />
          <div className="row">
            <ButtonLink href={`/loan/?id=${stage.entry.id}`}>See the loan</ButtonLink>
            <ButtonLink href="/">To the market</ButtonLink>
            <Button look="quiet" onClick={() => setPast(new Set([...past, stage.request.id]))}>
              Play again
            </Button>
          </div>
        </Notice>
      )}
    </>
  );
}

function paidOn({ events }: Extract<Stage, { readonly name: "closed" }>["entry"]): bigint {
  return events.reduce((sum, it) => (it.eventName === "Repaid" ? sum + it.args.interestPaid + it.args.principalPaid : sum), 0n);
}

/** The guided loan from whatever point the chain says it has reached. */
export function Story({ book }: { readonly book: Book }) {
  const deployment = useDeployed();
  const cast = borrower && lender && castOf(deployment, borrower.address, lender.address);
  const credit = useToken(cast?.credit.address);
  if (!cast)
    return (
      <Empty title="No test tokens here">
        <p>The guide needs a test token and a test NFT, which this deployment lacks. Start afresh with npm start -- --fresh.</p>
      </Empty>
    );
  if (credit.data?.kind === "ERC20") return <Play book={book} cast={cast} credit={credit.data} />;
  return credit.isError ? <Failed error={credit.error} retry={() => void credit.refetch()} /> : <Skeleton lines={6} />;
}
