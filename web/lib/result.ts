/** What a parser makes of outside text: a value, or a sentence that says what to do. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const bad = (error: string): Result<never> => ({ ok: false, error });
