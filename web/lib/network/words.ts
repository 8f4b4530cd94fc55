import type { Conversation, Ending, LinkedPeer } from "@parley/network";

/** Peer ids are long and begin alike: their end tells them apart. */
export const shortPeer = (id: string): string => `…${id.slice(-8)}`;

/** How one is connected with a peer. */
export function pathWords({ path, through }: LinkedPeer): string {
  if (path === "direct") return "Direct";
  return through ? `Relayed by ${shortPeer(through)}` : "Relayed";
}

const endings: Readonly<Record<Ending, string>> = {
  closed: "You ended it.",
  left: "The other side ended it.",
  unreachable: "The other side's peer can't be reached.",
  lost: "The connection broke.",
  misbehaved: "The other side does not keep to the protocol.",
  gone: "The other side closed the connection.",
  declined: "The other side did not take the call.",
  late: "The other side did not answer in time.",
  malformed: "The other side does not keep to the protocol.",
  ownWallet: "The other side uses the same wallet.",
  otherWallet: "The other side uses another wallet than the one that was called.",
  expired: "The other side's proof has expired. Call again, and compare the clocks.",
  notYet: "The other side's clock is ahead of yours. Set the clocks and call again.",
  badSignature: "The other side could not prove that the wallet is its own.",
  unverified: "The chain could not be asked about the other side's wallet. Try again.",
  notSigned: "Your wallet did not sign. Call again, and confirm in the wallet.",
};

/** Where a talk stands, in words. */
export function talkWords({ state, direction, path }: Conversation): string {
  switch (state.status) {
    case "reaching":
      return "Looking for the other side…";
    case "signing":
      return "Check your wallet: it proves to the other side that it is yours.";
    case "calling":
      return "Waiting for the other side to answer…";
    case "ringing":
      return "Calls you. Its wallet is proven.";
    case "open":
      return `Both wallets are proven. ${path === "relayed" ? "Encrypted, through a relay." : "Encrypted, straight from browser to browser."}`;
    case "over":
      return `${direction === "incoming" ? "The call" : "Your call"} is over. ${endings[state.because]}`;
  }
}
