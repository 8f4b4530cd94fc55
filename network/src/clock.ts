/** Time, passed in so that tests and simulations can turn it. */
export interface Clock {
  /** Milliseconds of Unix time. */
  now(): number;
  /** Calls back once, after some milliseconds. @returns what prevents it. */
  after(milliseconds: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, act) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** What `work` gives, or undefined if that takes longer than some milliseconds. */
export async function within<T>(clock: Clock, milliseconds: number, work: Promise<T>): Promise<T | undefined> {
  let cancel = () => {};
  const late = new Promise<undefined>((resolve) => {
    cancel = clock.after(milliseconds, () => resolve(undefined));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}

/** Lets others have their turn between two large pieces of work: a page is drawn, or answers who uses it. */
export const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
