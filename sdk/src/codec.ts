import { type Address, getAddress, type Hex, isAddress } from "viem";

/** What JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Data from outside is not what it should be. The message says where, what was expected and what was found. */
export class ParseError extends Error {
  override readonly name = "ParseError";

  /** Where in the data, such as `proposal.terms.collateral[0].token`. */
  readonly path: string;
  /** What is expected there. */
  readonly expected: string;
  /** What was found there. */
  readonly found: unknown;

  constructor(path: string, expected: string, found: unknown) {
    super(`${path} must be ${expected}; it is ${describe(found)}.`);
    this.path = path;
    this.expected = expected;
    this.found = found;
  }
}

function describe(found: unknown): string {
  if (found === undefined) return "missing";
  const text = typeof found === "bigint" ? `${found}` : (JSON.stringify(found) ?? typeof found);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** One way between a value and its canonical JSON. */
export interface Codec<T> {
  /** @throws ParseError */
  parse(value: unknown, path: string): T;
  write(value: T): Json;
}

/** A non-negative whole number in decimal digits, of at most `bits` bits. */
export function uint(bits = 256): Codec<bigint> {
  const limit = 1n << BigInt(bits);
  return {
    parse(value, path) {
      const number = typeof value === "string" && /^(0|[1-9][0-9]{0,77})$/.test(value) ? BigInt(value) : limit;
      if (number >= limit) throw new ParseError(path, `a string of decimal digits below 2^${bits}, such as "1000"`, value);
      return number;
    },
    write: (value) => value.toString(),
  };
}

/** A JSON number that is whole and not negative. */
export const whole: Codec<number> = {
  parse(value, path) {
    if (!Number.isSafeInteger(value) || (value as number) < 0) throw new ParseError(path, "a whole number, not negative", value);
    return value as number;
  },
  write: (value) => value,
};

export const text: Codec<string> = {
  parse(value, path) {
    if (typeof value !== "string") throw new ParseError(path, "a text", value);
    return value;
  },
  write: (value) => value,
};

/** An address with a right checksum, or wholly in lower or upper case. Comes out with its checksum. */
export const address: Codec<Address> = {
  parse(value, path) {
    const hex = typeof value === "string" && /^0[xX][0-9a-fA-F]{40}$/.test(value) ? `0x${value.slice(2)}` : "";
    const digits = hex.slice(2);
    const uniform = digits === digits.toLowerCase() || digits === digits.toUpperCase();
    if (hex === "") throw new ParseError(path, "an address: 0x and 40 hexadecimal digits", value);
    if (!uniform && !isAddress(hex)) throw new ParseError(path, "an address with a right checksum (a character may be mistyped)", value);
    return getAddress(hex.toLowerCase());
  },
  write: (value) => getAddress(value),
};

/** Bytes in hexadecimal: exactly `length` of them, or at most `most`. Comes out in lower case. */
export function bytes({ length, most = length }: { readonly length?: number; readonly most?: number }): Codec<Hex> {
  const size = length === undefined ? `at most ${most} bytes` : `${length} bytes`;
  return {
    parse(value, path) {
      const ok = typeof value === "string" && /^0x([0-9a-fA-F]{2})*$/.test(value);
      const count = ok ? value.length / 2 - 1 : -1;
      if (!ok || (length !== undefined && count !== length) || (most !== undefined && count > most)) {
        throw new ParseError(path, `0x and ${size} in hexadecimal`, value);
      }
      return value.toLowerCase() as Hex;
    },
    write: (value) => value.toLowerCase(),
  };
}

export const bytes32 = bytes({ length: 32 });

/** One of the names of a const object of numbers. */
export function oneOf<T extends number>(names: Readonly<Record<string, T>>): Codec<T> {
  const known = Object.keys(names);
  return {
    parse(value, path) {
      const number = typeof value === "string" && Object.hasOwn(names, value) ? names[value] : undefined;
      if (number === undefined) throw new ParseError(path, `one of ${known.join(", ")}`, value);
      return number;
    },
    write(value) {
      const name = known.find((it) => names[it] === value);
      if (name === undefined) throw new ParseError("value", `one of the numbers of ${known.join(", ")}`, value);
      return name;
    },
  };
}

/** A list of at most `most` items. */
export function list<T>(item: Codec<T>, most: number): Codec<readonly T[]> {
  return {
    parse(value, path) {
      if (!Array.isArray(value) || value.length > most) throw new ParseError(path, `a list of at most ${most} items`, value);
      return value.map((it, i) => item.parse(it, `${path}[${i}]`));
    },
    write: (value) => value.map((it) => item.write(it)),
  };
}

/** What may be absent, as `null`. */
export function nullable<T>(item: Codec<T>): Codec<T | null> {
  return {
    parse: (value, path) => (value === null || value === undefined ? null : item.parse(value, path)),
    write: (value) => (value === null ? null : item.write(value)),
  };
}

type Fields<T extends object> = { readonly [K in keyof T]-?: Codec<T[K]> };

/** An object of exactly these fields, written in this order. */
export function record<T extends object>(fields: Fields<T>): Codec<T> {
  const { parse, write } = excerpt(fields);
  return {
    parse(value, path) {
      const extra = isObject(value) ? Object.keys(value).find((key) => !Object.hasOwn(fields, key)) : undefined;
      if (extra !== undefined)
        throw new ParseError(`${path}.${extra}`, "absent, since nothing here has that name", Reflect.get(value as object, extra));
      return parse(value, path);
    },
    write,
  };
}

/** Of an object whose writer may say more, these fields. */
export function excerpt<T extends object>(fields: Fields<T>): Codec<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  return {
    parse(value, path) {
      if (!isObject(value)) throw new ParseError(path, `an object with the fields ${names.join(", ")}`, value);
      const parsed = names.map((name) => [name, fields[name].parse(Reflect.get(value, name), `${path}.${name}`)]);
      return Object.fromEntries(parsed) as T;
    },
    write: (value) => Object.fromEntries(names.map((name) => [name, fields[name].write(value[name])])),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads JSON text. @throws ParseError where it is none, or longer than `most` characters. */
export function parseJson<T>(codec: Codec<T>, json: string, path: string, most = 65_536): T {
  if (json.length > most) throw new ParseError(path, `JSON of at most ${most} characters`, `${json.length} characters`);
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ParseError(path, "JSON", json);
  }
  return codec.parse(value, path);
}

/** The canonical JSON text of a value: fields in their order, no blanks. */
export function toJson<T>(codec: Codec<T>, value: T): string {
  return JSON.stringify(codec.write(value));
}
