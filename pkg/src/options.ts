import { call, unix_micros } from "./core.js";

/** Time and randomness: all that a result depends on beside the payload. */
export interface Options {
  /** The present: a `Date`, or a text such as `2023-11-07T05:31:56.000001Z`. By default the time of the call. */
  now?: Date | string | undefined;
  /** What ids and names follow from: an integer from 0 to 2**128 - 1. By default 128 random bits for each call. */
  seed?: number | bigint | undefined;
}

/** How a JSON body is validated. */
export interface JsonOptions extends Options {
  /** Whether each issue says where in the body it stands. */
  spans?: boolean | undefined;
}

/**
 * The present in microseconds since 1970.
 *
 * @internal
 */
export function nowMicros(options: Options | undefined): number {
  const now = options?.now;
  const micros = typeof now === "string" ? call(() => unix_micros(now)) : (now?.getTime() ?? Date.now()) * 1000;
  if (micros === undefined || Number.isNaN(micros)) {
    throw new RangeError(`now is no datetime: ${String(now)}`);
  }
  return micros;
}

/**
 * The seed's four words, the lowest first; nothing, if the core is to draw one where it needs one.
 *
 * @internal
 */
export function seedWords(options: Options | undefined): Uint32Array | undefined {
  const seed = options?.seed;
  if (seed === undefined) {
    return undefined;
  }
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seed is no safe integer: ${seed}`);
  }
  const whole = BigInt(seed);
  if (whole < 0n || whole >> 128n) {
    throw new RangeError(`seed is not from 0 to 2**128 - 1: ${seed}`);
  }
  return Uint32Array.from([0n, 32n, 64n, 96n], (place) => Number((whole >> place) & 0xffffffffn));
}
