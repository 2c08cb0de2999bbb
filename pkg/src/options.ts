import { call } from "./core.js";
import { close, open, string, word } from "./read.js";
import { putText } from "./text.js";

/** Time and randomness: what is made up follows from them alone. */
export interface Context {
  /** The present: a `Date`, or a text such as `2023-11-07T05:31:56.000001Z`. By default the time of the call. */
  now?: Date | string | undefined;
  /** What ids and names follow from: an integer from 0 to 2**128 - 1. By default 128 random bits for each call. */
  seed?: number | bigint | undefined;
}

/** How a payload is validated. */
export interface Options extends Context {
  /**
   * The release of Prefect whose rules hold, `3.1.4` say; by default the newest. One that is newer than those known takes
   * the newest rules, of which a result tells in its `notice`. One before 3.0.0, or anything else, is a `RangeError`.
   */
  serverVersion?: string | undefined;
}

/** How a JSON body is validated. */
export interface JsonOptions extends Options {
  /** Whether each issue says where in the body it stands. */
  spans?: boolean | undefined;
}

/**
 * What the core is told of its surroundings.
 *
 * @internal
 */
export interface Surroundings {
  /** The present in milliseconds since 1970. */
  now: number;
  /** The microseconds past them, a seed of four words, the lowest first, and a release of three numbers: seed and release may be absent. */
  given: readonly number[];
  /** What whoever gave the release must know. */
  notice: string;
}

/**
 * Whether nothing is given, even where there are options: who wraps a call passes them always.
 *
 * @internal
 */
export function isDefault(options: Options | undefined): boolean {
  return options?.now === undefined && options?.seed === undefined && options?.serverVersion === undefined;
}

/** @internal */
export function surroundings(options: Options | undefined): Surroundings {
  const [now, micros] = instantOf(options?.now);
  const seed = options?.seed === undefined ? [] : seedWords(options.seed);
  if (options?.serverVersion === undefined) {
    return { now, given: micros === 0 && seed.length === 0 ? [] : [micros, ...seed], notice: "" };
  }
  const { numbers, notice } = releaseOf(options.serverVersion);
  return { now, given: [micros, ...seed, ...numbers], notice };
}

/** Milliseconds since 1970, and the microseconds past them. */
function instantOf(now: Date | string | undefined): [millis: number, micros: number] {
  const instant: [number, number] = typeof now === "string" ? readInstant(now) : [now == null ? Date.now() : timeOf(now), 0];
  if (Number.isNaN(instant[0])) {
    throw new RangeError(`now is no datetime: ${String(now)}`);
  }
  return instant;
}

/** The milliseconds of a date of any realm. */
function timeOf(now: Partial<Date>): number {
  return now.getTime?.() ?? NaN;
}

function readInstant(text: string): [millis: number, micros: number] {
  const bytes = putText(text);
  return call((core) => [core.unix_millis(bytes), core.micros_past(bytes)]);
}

function seedWords(seed: number | bigint): number[] {
  if (typeof seed !== "bigint" && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seed is no safe integer and no bigint: ${String(seed)}`);
  }
  const whole = BigInt(seed);
  if (whole < 0n || whole >> 128n) {
    throw new RangeError(`seed is not from 0 to 2**128 - 1: ${seed}`);
  }
  return [0n, 32n, 64n, 96n].map((place) => Number((whole >> place) & 0xffffffffn));
}

/** A release of Prefect: its three numbers, and what whoever asks for it must know. */
interface Release {
  name: string;
  numbers: number[];
  notice: string;
}

/** The release that was asked for last: most ask for the same again. */
let last: Release = { name: "", numbers: [], notice: "" };

function releaseOf(name: string): Release {
  if (name !== last.name || name === "") {
    const bytes = putText(String(name));
    open(call((core) => core.release(bytes)));
    try {
      if (word() !== 0) {
        throw new RangeError(string());
      }
      last = { name, numbers: [word(), word(), word()], notice: string() };
    } finally {
      close();
    }
  }
  return last;
}
