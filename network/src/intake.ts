import type { Domain } from "@parley/sdk";
import type { Hex } from "viem";
import type { Chain, Findings } from "./chain.ts";
import type { Clock } from "./clock.ts";
import { judgeFindings } from "./judge.ts";
import {
  ASIDE_TRIES,
  ASKED_AT_ONCE,
  DOUBTFUL_RATE,
  FORMS_AT_ONCE,
  LISTED_IDS_PER_MESSAGE,
  LISTED_RATE,
  MAKER_RATE,
  MOST_ASIDE,
  MOST_ASIDE_PER_PEER,
  MOST_PENDING_BYTES,
  MOST_RATED_MAKERS,
  MOST_RATED_PEERS,
  MOST_REFUSED,
  PEER_RATE,
  REFUSED_FOR,
  TASKS_AT_ONCE,
  UNBACKED_RATE,
  WALLET_RATE,
  WASTE_COST,
} from "./limits.ts";
import type { PeerId } from "./link.ts";
import type { Refusal } from "./peer.ts";
import { Buckets } from "./rates.ts";
import type { Form, Refused, Sound } from "./screen.ts";
import type { Store } from "./store.ts";

/** Checks the form of letters, here or in a worker; see `screenForm`. */
export type Screen = (raws: readonly Uint8Array[], domain: Domain, now: bigint) => Promise<readonly Form[]>;

/** What became of a letter from another peer. `aside`: it may be judged later. */
export type Outcome = ({ readonly status: "accepted" | "known" | "aside" } | Refused) & {
  /** The proposal's, if the letter was sound. */
  readonly id?: Hex;
};

export interface IntakeOptions {
  readonly domain: Domain;
  readonly chain: Chain;
  readonly store: Store;
  readonly clock: Clock;
  readonly screen: Screen;
  /** Unix time, as the chain counts it. */
  readonly now: () => bigint;
  /** Whether a maker gives something of known worth. */
  readonly isBacked: (form: Sound) => boolean;
  /** Told after a letter was taken. */
  readonly onAccepted: (id: Hex) => void;
}

interface Pending {
  readonly raw: Uint8Array;
  readonly isAsked: boolean;
  readonly settle: (outcome: Outcome) => void;
}

interface Asking extends Pending {
  readonly form: Sound;
}

/** What one peer has sent and is not judged yet. */
interface Lane {
  readonly from: PeerId;
  readonly fresh: Pending[];
  readonly sound: Asking[];
  bytes: number;
  /** Tasks of checking under way. */
  screening: number;
  isAsking: boolean;
}

interface Aside {
  readonly from: PeerId;
  readonly form: Sound;
  readonly isAsked: boolean;
  readonly tries: number;
}

/** Refusals of what may well be good. */
export const OVERRUNS: ReadonlySet<Refusal> = new Set(["tooMany", "storeFull", "notChecked"]);

/** The key of the one bucket for everybody. */
const ALL = "";

const refused = (because: Refusal, isFault = false): Refused => ({ status: "refused", because, isFault });

/**
 * Judges what other peers send. Each has a lane of its own, so that nobody waits behind what somebody else has sent. First the form, which
 * costs no call; then the chain, for many letters at once.
 */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #lanes = new Map<PeerId, Lane>();
  readonly #peers: Buckets;
  readonly #doubtful: Buckets;
  readonly #wallets: Buckets;
  readonly #makers: Buckets;
  readonly #unbacked: Buckets;
  readonly #listed: Buckets;
  /** By sender and id, so that nobody's forgery takes the place of the right letter. */
  readonly #aside = new Map<string, Aside>();
  readonly #refused = new Map<Hex, number>();
  /** Whether the chain could not be asked when it was last tried. */
  isBlind = false;
  chainFailures = 0;

  constructor(options: IntakeOptions) {
    const { clock } = options;
    this.#options = options;
    this.#peers = new Buckets(clock, PEER_RATE, MOST_RATED_PEERS);
    this.#doubtful = new Buckets(clock, DOUBTFUL_RATE, MOST_RATED_PEERS);
    this.#wallets = new Buckets(clock, WALLET_RATE, MOST_RATED_PEERS);
    this.#makers = new Buckets(clock, MAKER_RATE, MOST_RATED_MAKERS);
    this.#unbacked = new Buckets(clock, UNBACKED_RATE, 1);
    this.#listed = new Buckets(clock, LISTED_RATE, 1);
  }

  /** How many are kept aside. */
  get waiting(): number {
    return this.#aside.size;
  }

  /** Whether there is no use in asking a neighbour for a proposal: it is here, or was refused a short while ago. */
  isKnown(id: Hex): boolean {
    const until = this.#refused.get(id);
    if (until !== undefined && until <= this.#options.clock.now()) this.#refused.delete(id);
    return this.#options.store.get(id) !== undefined || this.#refused.has(id);
  }

  /**
   * Judges a letter from another peer, and takes it into the store if it is good.
   * @param isAsked Whether this peer asked for it: then it came no faster than that, and no rate counts it.
   */
  take(raw: Uint8Array, from: PeerId, isAsked = false): Promise<Outcome> {
    if (!isAsked && !this.#peers.take(from)) return Promise.resolve(refused("tooMany"));
    const lane = this.#laneOf(from);
    if (lane.bytes + raw.length > MOST_PENDING_BYTES) return Promise.resolve(refused("tooMany"));
    lane.bytes += raw.length;
    const outcome = new Promise<Outcome>((resolve) => {
      const settle = (it: Outcome) => {
        lane.bytes -= raw.length;
        resolve(it);
      };
      // A part of a larger message would be kept, and handed to a worker, with all of it.
      lane.fresh.push({ raw: raw.slice(), isAsked, settle });
    });
    void this.#screen(lane);
    return outcome;
  }

  /** Tries again what was kept aside. To be called when the chain has moved on, or may answer again. */
  async retry(): Promise<void> {
    if (this.#aside.size === 0) return;
    const waiting = [...this.#aside.values()];
    for (let i = 0; i < waiting.length; i += ASKED_AT_ONCE) {
      const batch = waiting.slice(i, i + ASKED_AT_ONCE);
      const answers = await this.ask(batch.map((it) => it.form));
      if (answers === undefined) return;
      for (const [at, it] of batch.entries()) {
        this.#aside.delete(keyOf(it));
        const outcome = this.#judge({ ...it, tries: it.tries + 1 }, answers[at]);
        if (outcome.status === "accepted") this.#options.onAccepted(it.form.id);
      }
    }
  }

  /** Asks the chain about letters; undefined where it cannot be asked. */
  async ask(forms: readonly Sound[]): Promise<readonly (Findings | undefined)[] | undefined> {
    try {
      const inquiries = forms.map(({ id, letter, isSigned }) => ({ id, proposal: letter.proposal, signature: letter.signature, isSigned }));
      const answers = await this.#options.chain.ask(inquiries);
      this.isBlind = false;
      return answers;
    } catch {
      this.isBlind = true;
      this.chainFailures++;
      return undefined;
    }
  }

  async #screen(lane: Lane): Promise<void> {
    if (lane.screening >= TASKS_AT_ONCE) return;
    lane.screening++;
    // What comes in one go is checked in few tasks.
    await undefined;
    const { screen, domain, now } = this.#options;
    while (lane.fresh.length > 0) {
      const batch = lane.fresh.splice(0, FORMS_AT_ONCE);
      const raws = batch.map((it) => it.raw);
      const forms = await screen(raws, domain, now()).catch(() => []);
      for (const [i, it] of batch.entries()) {
        const form = forms[i] ?? refused("notChecked");
        if (form.status === "sound") this.#line(lane, { ...it, form });
        else {
          if (!it.isAsked) this.#charge(this.#peers, lane.from, form);
          it.settle(form);
        }
      }
      void this.#ask(lane);
    }
    lane.screening--;
    this.#close(lane);
  }

  /** Puts a sound letter in line for the chain, if it can still be taken. */
  #line(lane: Lane, asking: Asking): void {
    const { store, isBacked } = this.#options;
    const { form, settle } = asking;
    this.#peers.charge(lane.from, listedIn(form) / LISTED_IDS_PER_MESSAGE);
    const backed = isBacked(form);
    const full = store.refuses({ form, isBacked: backed, isOwn: false });
    const mayBeTaken = asking.isAsked || (this.#mayHaveTurn(form, backed) && (!this.#isDoubtful(form) || this.#doubtful.take(lane.from)));
    if (store.get(form.id) !== undefined) settle({ status: "known", id: form.id });
    else if (full !== undefined) settle(this.#overrun(form, full));
    else if (!mayBeTaken || (!form.isSigned && !this.#wallets.take(lane.from))) settle({ ...refused("tooMany"), id: form.id });
    else lane.sound.push(asking);
  }

  async #ask(lane: Lane): Promise<void> {
    if (lane.isAsking) return;
    lane.isAsking = true;
    while (lane.sound.length > 0) {
      const batch = lane.sound.splice(0, ASKED_AT_ONCE);
      const answers = this.isBlind ? undefined : await this.ask(batch.map((it) => it.form));
      for (const [i, it] of batch.entries()) {
        const letter = { form: it.form, isAsked: it.isAsked, from: lane.from, tries: 0 };
        const outcome = answers === undefined ? this.#keep(letter) : this.#judge(letter, answers[i]);
        if (!it.isAsked) this.#charge(this.#isDoubtful(it.form) ? this.#doubtful : this.#peers, lane.from, outcome);
        it.settle(outcome);
        if (outcome.status === "accepted") this.#options.onAccepted(it.form.id);
      }
    }
    lane.isAsking = false;
    this.#close(lane);
  }

  #judge(letter: Aside, findings: Findings | undefined): Outcome {
    const { store, clock, isBacked } = this.#options;
    const { form, isAsked } = letter;
    const { id } = form;
    if (findings === undefined) return this.#keep(letter);
    const judged = judgeFindings(form, findings);
    if (judged.status === "refused") {
      if (findings.facts.signature === "valid") this.#remember(id);
      return { ...judged, id };
    }
    const { verdict } = judged;
    if (verdict.status !== "open") return this.#keep(letter);
    if (store.get(id) !== undefined) return { status: "known", id };
    const backed = isBacked(form);
    if (!isAsked && !this.#takeTurn(form, backed)) return { ...refused("tooMany"), id };
    const now = clock.now();
    const entry = { form, verdict, since: now, checkedAt: now, isOwn: false, isBacked: backed, hiddenSince: undefined, unanswered: 0 };
    const full = store.admit(entry);
    return full === undefined ? { status: "accepted", id } : this.#overrun(form, full);
  }

  /** Whether a new proposal is within what its maker, everybody without means, and everybody with lists may add. */
  #mayHaveTurn(form: Sound, isBacked: boolean): boolean {
    const { maker } = form.letter.proposal;
    return this.#makers.has(maker) && (isBacked || this.#unbacked.has(ALL)) && this.#listed.has(ALL, listedIn(form));
  }

  /** The same for one that is good, and counts. */
  #takeTurn(form: Sound, isBacked: boolean): boolean {
    if (!this.#mayHaveTurn(form, isBacked)) return false;
    this.#makers.charge(form.letter.proposal.maker, 1);
    this.#listed.charge(ALL, listedIn(form));
    if (!isBacked) this.#unbacked.charge(ALL, 1);
    return true;
  }

  /** Keeps a letter aside that may be good a little later. */
  #keep(letter: Aside): Outcome {
    const { id } = letter.form;
    const isBlind = this.isBlind;
    if (letter.tries >= ASIDE_TRIES) {
      this.#remember(id);
      return { ...refused("cannotPerform"), id };
    }
    const count = [...this.#aside.values()].filter((it) => it.from === letter.from).length;
    if (this.#aside.size >= MOST_ASIDE || count >= MOST_ASIDE_PER_PEER) return { ...refused(isBlind ? "notChecked" : "cannotPerform"), id };
    this.#aside.set(keyOf(letter), letter);
    return { status: "aside", id };
  }

  /** What its own key signed is the letter that there is: it need not be fetched again as long as there is no room for it. */
  #overrun(form: Sound, because: "tooMany" | "storeFull"): Outcome {
    if (form.isSigned) this.#remember(form.id);
    return { ...refused(because), id: form.id };
  }

  #remember(id: Hex): void {
    this.#refused.set(id, this.#options.clock.now() + REFUSED_FOR);
    for (const oldest of this.#refused.keys()) {
      if (this.#refused.size <= MOST_REFUSED) break;
      this.#refused.delete(oldest);
    }
  }

  /** Makes a neighbour pay for what came to nothing. */
  #charge(rate: Buckets, from: PeerId, outcome: Outcome): void {
    const isWaste = outcome.status === "refused" ? !OVERRUNS.has(outcome.because) : outcome.status === "aside" && !this.isBlind;
    if (isWaste) rate.charge(from, WASTE_COST);
  }

  /** Whether it may be up to a stranger's contract if it is good. */
  #isDoubtful(form: Sound): boolean {
    return !form.isSigned || !this.#options.isBacked(form);
  }

  #laneOf(from: PeerId): Lane {
    const known = this.#lanes.get(from);
    if (known !== undefined) return known;
    const lane: Lane = { from, fresh: [], sound: [], bytes: 0, screening: 0, isAsking: false };
    this.#lanes.set(from, lane);
    return lane;
  }

  #close(lane: Lane): void {
    if (lane.screening === 0 && !lane.isAsking && lane.fresh.length === 0 && lane.sound.length === 0) this.#lanes.delete(lane.from);
  }
}

function keyOf({ from, form }: Aside): string {
  return `${from}/${form.id}`;
}

function listedIn({ letter }: Sound): number {
  return letter.lists.reduce((sum, ids) => sum + ids.length, 0);
}
