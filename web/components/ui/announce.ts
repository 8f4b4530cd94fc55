/** Something that happened, for the corner of the screen and for screen readers. */
export interface Announcement {
  readonly key: number;
  readonly text: string;
  readonly tone: "plain" | "bad";
}

type Listener = (announcement: Announcement) => void;
const listeners = new Set<Listener>();
let key = 0;

/** Tells the person something in passing. What needs an answer belongs into a dialog. */
export function announce(text: string, tone: Announcement["tone"] = "plain"): void {
  key += 1;
  for (const listener of listeners) listener({ key, text, tone });
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
