"use client";

import dynamic from "next/dynamic";
import { useChainId, useSwitchChain } from "wagmi";
import { BookGate } from "@/components/shell/BookGate.tsx";
import { Button, ButtonLink } from "@/components/ui/Button.tsx";
import { Empty, Skeleton } from "@/components/ui/States.tsx";
import { chains, LOCAL_CHAIN_ID } from "@/lib/chains.ts";

const Story = dynamic(() => import("./Story.tsx").then((m) => m.Story), { loading: () => <Skeleton lines={6} /> });

/** The guided first loan, where there are test wallets to play it with. */
export function Start() {
  const chainId = useChainId();
  const switching = useSwitchChain();
  if (chainId === LOCAL_CHAIN_ID) return <BookGate>{(book) => <Story book={book} />}</BookGate>;
  return (
    <Empty title="Only on the local chain">
      <p>
        The guide plays two people with test wallets and moves the time, which no shared network allows. On this one, begin at the market.
      </p>
      <div className="row">
        {chains.some(({ id }) => id === LOCAL_CHAIN_ID) && (
          <Button look="primary" busy={switching.isPending} onClick={() => switching.mutate({ chainId: LOCAL_CHAIN_ID })}>
            Switch to the local chain
          </Button>
        )}
        <ButtonLink href="/">To the market</ButtonLink>
      </div>
    </Empty>
  );
}
