/** Something typed is not as it must be. The program ends with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** What was asked for cannot be done now, in a sentence that says what to do. The program ends with exit code 1. */
export class Failure extends Error {
  override readonly name = "Failure";
}
