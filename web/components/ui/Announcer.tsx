"use client";

import { useEffect, useState } from "react";
import css from "./Announcer.module.css";
import { type Announcement, onAnnouncement } from "./announce.ts";

/** Where announcements are shown and read out. Mounted once. */
export function Announcer() {
  const [shown, setShown] = useState<Announcement>();
  useEffect(() => onAnnouncement(setShown), []);
  useEffect(() => {
    if (!shown) return;
    const timer = setTimeout(() => setShown(undefined), 6_000);
    return () => clearTimeout(timer);
  }, [shown]);
  return (
    <div role="status" aria-live="polite" className={css.region}>
      {shown && (
        <p key={shown.key} className={css[shown.tone]}>
          {shown.text}
        </p>
      )}
    </div>
  );
}
