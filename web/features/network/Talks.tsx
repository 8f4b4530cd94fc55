"use client";

import type { Conversation, Entry, Talks as TalksOf } from "@parley/network";
import { formatDateTime, isLetterFor, letterToFragment, type ProposalLetter, proposalId, Side, short } from "@parley/sdk";
import { useSearchParams } from "next/navigation";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { type Address, isAddressEqual } from "viem";
import { ConnectPrompt } from "@/components/shell/ConnectPrompt.tsx";
import { AddressLabel } from "@/components/ui/AddressLabel.tsx";
import { announce } from "@/components/ui/announce.ts";
import { Badge } from "@/components/ui/Badge.tsx";
import { Button } from "@/components/ui/Button.tsx";
import { Field } from "@/components/ui/Field.tsx";
import { Link } from "@/components/ui/Link.tsx";
import { Select } from "@/components/ui/Select.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { TextInput } from "@/components/ui/TextInput.tsx";
import { lettersOf, useLetters } from "@/lib/letters.ts";
import type { NetworkState } from "@/lib/network/store.ts";
import { talkWords } from "@/lib/network/words.ts";
import { parseAddress } from "@/lib/params.ts";
import css from "./Talks.module.css";

type Running = Extract<NetworkState, { readonly status: "on" }>;

const isOver = ({ state }: Conversation) => state.status === "over";

const withheld: Readonly<Record<Extract<Entry, { readonly kind: "withheld" }>["because"], string>> = {
  expired: "A proposal came that has expired.",
  expiresTooLate: "A proposal came that is open for longer than this page believes in.",
  unverified: "A proposal came whose signature could not be checked.",
};

/** Does something that may be refused, and says why if it is. */
async function attempt(act: () => unknown): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    announce(error instanceof Error ? error.message : String(error), "bad");
    return false;
  }
}

function Said({ entry }: { readonly entry: Entry }) {
  const mine = entry.from === "us";
  return (
    <li className={mine ? css.mine : css.theirs}>
      <span className="hidden">{mine ? "You: " : "The other side: "}</span>
      {entry.kind === "text" && (
        <p className={css.text} dir="auto">
          {entry.text}
        </p>
      )}
      {entry.kind === "proposal" && (
        <p>
          <Link href={`/letter/#${letterToFragment(entry.letter)}`}>
            {entry.letter.proposal.side === Side.Offer ? "A signed offer" : "A signed request"}{" "}
            {short(proposalId(entry.letter, entry.letter.proposal))}
          </Link>
        </p>
      )}
      {entry.kind === "withheld" && <p className="soft">{withheld[entry.because]}</p>}
      {mine && !entry.isDelivered && <p className="soft small">On its way…</p>}
    </li>
  );
}

interface OpenTalkProps {
  readonly talks: TalksOf;
  readonly talk: Conversation;
  readonly letters: readonly ProposalLetter[];
}

function OpenTalk({ talks, talk, letters }: OpenTalkProps) {
  const [text, setText] = useState("");
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    if (await attempt(() => talks.send(talk.id, text))) setText("");
  };
  const hand = (id: string) => {
    const letter = letters.find((it) => proposalId(it, it.proposal) === id);
    if (letter) void attempt(() => talks.propose(talk.id, letter));
  };
  return (
    <>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <Field label="Your message" hint="Only the two of you can read it. It is kept nowhere.">
          {(control) => <TextInput {...control} maxLength={2_000} value={text} onChange={setText} />}
        </Field>
        <div className="row">
          <Button type="submit" look="primary" small disabled={text.trim() === ""}>
            Send
          </Button>
          <Button small look="quiet" onClick={() => talks.close(talk.id)}>
            End the talk
          </Button>
        </div>
      </form>
      {letters.length > 0 && (
        <Field label="Hand over something you have signed">
          {(control) => (
            <Select
              {...control}
              value=""
              options={[
                { value: "", label: "Choose…" },
                ...letters.map((it) => {
                  const id = proposalId(it, it.proposal);
                  return { value: id as string, label: `${it.proposal.side === Side.Offer ? "Offer" : "Request"} ${short(id)}` };
                }),
              ]}
              onChange={hand}
            />
          )}
        </Field>
      )}
    </>
  );
}

function Talk({ talks, talk, letters }: OpenTalkProps) {
  const { id, state, wallet, called } = talk;
  const who = wallet ?? called;
  return (
    <section className="stack" aria-label={`Talk with ${who ? short(who) : "somebody"}`}>
      <p className="row">
        {who ? <AddressLabel address={who} /> : <span>Somebody</span>}
        {wallet ? <Badge tone="good">Wallet verified</Badge> : <Badge>Not verified</Badge>}
      </p>
      <p className="soft small" role="status">
        {talkWords(talk)}
      </p>
      {state.status === "ringing" && (
        <>
          <p className="small">
            If you answer, your wallet is asked to sign a proof that it is yours, for this call only. It moves nothing.
          </p>
          <div className="row">
            <Button look="primary" small onClick={() => void attempt(() => talks.accept(id))}>
              Answer
            </Button>
            <Button small onClick={() => void attempt(() => talks.decline(id))}>
              Decline
            </Button>
          </div>
        </>
      )}
      {talk.entries.length > 0 && (
        <ul className={css.said} aria-label="What was said">
          {talk.entries.map((entry) => (
            <Said key={`${entry.from} ${entry.id}`} entry={entry} />
          ))}
        </ul>
      )}
      {state.status === "open" && <OpenTalk talks={talks} talk={talk} letters={letters} />}
      {state.status !== "open" && state.status !== "ringing" && (
        <div>
          <Button small look="quiet" onClick={() => talks.close(id)}>
            {isOver(talk) ? "Forget it" : "Hang up"}
          </Button>
        </div>
      )}
    </section>
  );
}

function Presence({ network, wallet, sign }: { readonly network: Running; readonly wallet: Address; readonly sign: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const { present, presences, until } = network;
  if (present && isAddressEqual(present.wallet, wallet))
    return (
      <div className="stack">
        <p className="small">
          Others can call you until {formatDateTime(BigInt(until))}. Everybody in the network sees that {short(wallet)} is at this browser.
        </p>
        <div>
          <Button small onClick={() => presences.withdraw()}>
            Don't be found any more
          </Button>
        </div>
      </div>
    );
  const tell = async () => {
    setBusy(true);
    await attempt(sign);
    setBusy(false);
  };
  return (
    <div className="stack">
      <p className="small soft">
        Nobody can call you. To be found, sign where you are, for an hour: everybody in the network then sees that {short(wallet)} is at
        this browser.
      </p>
      <div>
        <Button small busy={busy} onClick={() => void tell()}>
          Let others find me
        </Button>
      </div>
    </div>
  );
}

interface TalksProps {
  readonly network: Running;
  readonly account: Address | undefined;
  readonly sign: (account: Address) => Promise<void>;
}

/** Talks with other wallets, each of which is proven to the other. */
export function Talks({ network, account, sign }: TalksProps) {
  const { talks, conversations, presences, peer } = network;
  const named = useSearchParams().get("talk") ?? "";
  const [text, setText] = useState(named);
  const [error, setError] = useState<string>();
  const letters = lettersOf(useLetters(), peer.domain, account ?? "0x0000000000000000000000000000000000000000").filter((it) =>
    isLetterFor(peer.domain, it),
  );
  const field = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (named !== "") field.current?.scrollIntoView({ block: "center" });
  }, [named]);

  if (!account || !talks)
    return (
      <Sheet title="Talk">
        <ConnectPrompt>Talk to another wallet: each proves to the other that it is who it says. Connect yours first.</ConnectPrompt>
      </Sheet>
    );

  const call = async (event: SubmitEvent) => {
    event.preventDefault();
    const read = parseAddress(text.trim());
    if (!read.ok) return setError(read.error);
    if (presences.find(read.value) === undefined)
      return setError("This wallet doesn't want to be found just now, or this browser hasn't heard of it yet.");
    setError(undefined);
    await attempt(() => talks.open({ wallet: read.value }));
  };

  return (
    <Sheet title="Talk">
      <Presence network={network} wallet={account} sign={() => sign(account)} />
      <form ref={field} className="stack" onSubmit={(event) => void call(event)} noValidate>
        <Field
          label="Wallet to talk to"
          hint="Your wallet is asked to prove itself to it, with a signature that holds for this call only."
          error={error}
        >
          {(control) => <TextInput {...control} mono placeholder="0x…" value={text} onChange={setText} />}
        </Field>
        <div>
          <Button type="submit" disabled={text.trim() === ""}>
            Call
          </Button>
        </div>
      </form>
      {conversations.toReversed().map((talk) => (
        <Talk key={talk.id} talks={talks} talk={talk} letters={letters} />
      ))}
    </Sheet>
  );
}
