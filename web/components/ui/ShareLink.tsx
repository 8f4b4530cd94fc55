"use client";

import { type ReactNode, useState } from "react";
import { download } from "@/lib/download.ts";
import { Button } from "./Button.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { More } from "./More.tsx";
import { MOST_IN_CODE, QrCode } from "./QrCode.tsx";
import css from "./ShareLink.module.css";
import { Sheet } from "./Sheet.tsx";

interface ShareLinkProps {
  /** What is handed on: `proposal`. */
  readonly what: string;
  readonly link: string;
  /** Name and text of the file that holds the same. */
  readonly file: { readonly name: string; readonly json: string };
  /** What whoever has it can do. */
  readonly lead: string;
  /** Other ways to hand it on. */
  readonly children?: ReactNode;
}

/** Something signed as a link, a code for cameras, and a file: the whole of it is in each, and no server knows of it. */
export function ShareLink({ what, link, file, lead, children }: ShareLinkProps) {
  const [shown, setShown] = useState(false);
  return (
    <Sheet title="Hand it on">
      <p className="soft small">{lead} It asks no server but the one this page came from, which doesn't see what stands behind the #.</p>
      <div className="row">
        <CopyButton text={link} what={`link to this ${what}`} label="Copy the link" />
        <Button small onClick={() => download(file.name, file.json, "application/json")}>
          Save as a file
        </Button>
        <Button small aria-expanded={shown} onClick={() => setShown(!shown)}>
          {shown ? "Hide the code" : "Show a QR code"}
        </Button>
      </div>
      {children}
      {shown &&
        (link.length > MOST_IN_CODE ? (
          <p className="soft">This link is too long for a code that cameras can read. Send the link or the file.</p>
        ) : (
          <div className={css.code}>
            <QrCode text={link} label={`Code of the link to this ${what}`} />
          </div>
        ))}
      <More summary="The link itself">
        <p className={css.link}>{link}</p>
      </More>
    </Sheet>
  );
}
