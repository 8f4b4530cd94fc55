/** A figure of another protocol. `steps` are transactions of the same party that finish the job; `claim` is one the lender makes later to be paid. */
export type Figure = { readonly protocol: string; readonly steps: readonly number[]; readonly claim?: number };

/** The jobs of `gas.json`, in their order, and what they are. */
export const JOBS: Readonly<Record<string, string>> = {
  J1: "accept a signed offer, NFT",
  J1r: "the same, later fill of a budget",
  J2: "accept a signed offer, ERC-20",
  J2r: "the same, later fill of a budget",
  J3: "post a request, NFT escrowed",
  J4: "fund it",
  J5: "repay in full, NFT",
  J5e20: "repay in full, ERC-20",
  J6: "take a defaulted NFT",
  J6e20: "take defaulted ERC-20",
  J7: "refinance, borrower calls",
  J7n: "refinance, new lender calls",
  J8: "cancel",
  life: "open and repay, J1 + J5",
};

/** Measured and shown, but not part of `gas.json`. */
export const MORE_JOBS: Readonly<Record<string, string>> = {
  J1w: "J1 from the maker's 225th group on",
  J3e20: "post a request, ERC-20 escrowed",
  J4e20: "fund it",
};

/** What we want to be at or under. */
export const GOALS: Readonly<Record<string, number>> = {
  J1: 126_000,
  J1r: 126_000,
  J2r: 120_000,
  J3: 92_000,
  J4: 95_000,
  J5: 79_000,
  J5e20: 71_000,
  J6: 61_000,
  J7: 115_000,
  J7n: 115_000,
  J8: 28_000,
  life: 205_000,
};

/**
 * A hand-written contract that does only the unavoidable: one slot per loan, one event with all terms, `ecrecover`, the token moves.
 * No note, lock, fee or validation. It escrows nothing at posting, so J3 has no floor.
 */
export const FLOOR: Readonly<Record<string, number>> = {
  J1: 99_236,
  J1r: 99_236,
  J2: 91_110,
  J2r: 91_110,
  J4: 77_692,
  J4e20: 69_347,
  J5: 73_285,
  J5e20: 64_677,
  J6: 55_065,
  J6e20: 46_349,
  J7: 65_487,
  J8: 27_963,
  life: 172_521,
};

const of = (protocol: string, ...steps: readonly number[]): Figure => ({ protocol, steps });

/** Each protocol's code is named in the README. */
export const PEERS: Readonly<Record<string, readonly Figure[]>> = {
  J1: [of("Blend", 145_735), of("Gondi", 168_493), of("PWN", 416_351), of("NFTfi", 458_923), of("Arcade", 580_835)],
  J1r: [of("Blend", 128_647), of("Gondi", 156_526), of("PWN", 400_059)],
  J2: [of("Midnight", 233_744), of("MYSO", 315_230), of("PWN", 406_592)],
  J2r: [of("Midnight", 233_744)],
  J3: [of("Backed", 189_932)],
  J4: [of("Backed", 106_890), of("PWN", 407_851), of("Teller", 689_825)],
  J4e20: [of("Midnight", 228_337), of("MYSO", 276_107), of("PWN", 398_092), of("Teller", 641_450)],
  J5: [
    of("Blend", 81_677),
    of("Gondi", 83_278),
    of("Backed", 95_765),
    of("PWN", 151_196),
    of("NFTfi", 189_559),
    of("Arcade", 210_380),
    of("Teller", 260_197),
  ],
  J5e20: [
    { protocol: "Midnight", steps: [106_155], claim: 78_326 },
    { protocol: "MYSO", steps: [139_558], claim: 56_581 },
    of("PWN", 144_520),
    of("Teller", 251_970),
  ],
  J6: [
    of("Gondi", 63_731),
    of("Backed", 64_120),
    of("Blend", 56_876, 37_672),
    of("PWN", 99_840),
    of("Teller", 144_177),
    of("NFTfi", 149_460),
    of("Arcade", 162_536),
  ],
  J6e20: [of("PWN", 93_164), of("Midnight", 116_249), of("MYSO", 69_017, 56_581), of("Teller", 135_950)],
  J7: [of("Blend", 115_796), of("Gondi", 123_683), of("PWN", 426_373), of("Arcade", 592_391)],
  J7n: [of("Backed", 92_321), of("Blend", 70_305, 37_672), of("Gondi", 108_377)],
  J8: [
    of("NFTfi", 44_063),
    of("Teller", 44_434),
    of("Arcade", 45_631),
    of("Gondi", 46_211),
    of("PWN", 48_246),
    of("Blend", 50_177),
    of("Backed", 62_805),
  ],
  life: [
    of("Blend", 227_412),
    of("Gondi", 251_771),
    of("Backed", 392_587),
    of("PWN", 567_547),
    of("NFTfi", 648_482),
    of("Arcade", 791_215),
    of("Teller", 1_493_413),
  ],
};

export const total = (figure: Figure): number => figure.steps.reduce((sum, step) => sum + step, 0);

/** The cheapest peer at a job, by what the party who does it pays. */
export function best(job: string): Figure | undefined {
  return PEERS[job]?.reduce((a, b) => (total(b) < total(a) ? b : a));
}
