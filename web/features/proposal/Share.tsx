"use client";

import { letterJson, letterToFragment, type ProposalLetter, proposalId } from "@parley/sdk";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/Button.tsx";
import { CopyButton } from "@/components/ui/CopyButton.tsx";
import { More } from "@/components/ui/More.tsx";
import { MOST_IN_CODE, QrCode } from "@/components/ui/QrCode.tsx";
import { Sheet } from "@/components/ui/Sheet.tsx";
import { download } from "@/lib/download.ts";
import { Announce } from "./Announce.tsx";
import css from "./Share.module.css";

/** Hands a signed proposal to a file of the browser's. */
const save = (letter: ProposalLetter) =>
  download(`parley-${proposalId(letter, letter.proposal).slice(2, 10)}.json`, letterJson(letter), "application/json");

/** A signed proposal as a link, a code for cameras, and a file: the whole of it is in each, and no server knows of it. */
export function Share({ letter }: { readonly letter: ProposalLetter }) {
  const [shown, setShown] = useState(false);
  const link = useMemo(() => `${window.location.origin}/letter/#${letterToFragment(letter)}`, [letter]);
  return (
    <Sheet title="Hand it on">
      <p className="soft small">
        The link holds the whole proposal with its signature: whoever has it can accept. It asks no server but the one this page came from,
        which doesn't see what stands behind the #.
      </p>
      <div className="row">
        <CopyButton text={link} what="link to this proposal" label="Copy the link" />
        <Button small onClick={() => save(letter)}>
          Save as a file
        </Button>
        <Button small aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide the code" : "Show a QR code"}
        </Button>
      </div>
      <Announce letter={letter} />
      {shown &&
        (link.length > MOST_IN_CODE ? (
          <p className="soft">This link is too long for a code that cameras can read. Send the link or the file.</p>
        ) : (
          <div className={css.code}>
            <QrCode text={link} label="Code of the link to this proposal" />
          </div>
        ))}
      <More summary="The link itself">
        <p className={css.link}>{link}</p>
      </More>
    </Sheet>
  );
}
