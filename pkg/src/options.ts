import { Surroundings, unix_micros } from "./wasm.js";

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
 * What the core is given of a call's options.
 *
 * @internal
 */
export function surroundings(options: Options | undefined): Surroundings {
  const [a = 0, b = 0, c = 0, d = 0] = seedParts(options?.seed);
  return new Surroundings(nowMicros(options?.now), a, b, c, d);
}

function nowMicros(now: Date | string | undefined): number {
  const micros = typeof now === "string" ? unix_micros(now) : (now?.getTime() ?? Date.now()) * 1000;
  if (micros === undefined || Number.isNaN(micros)) {
    throw new RangeError(`now is no datetime: ${String(now)}`);
  }
  return micros;
}

function seedParts(seed: number | bigint | undefined): Uint32Array | number[] {
  if (seed === undefined) {
    return crypto.getRandomValues(new Uint32Array(4));
  }
  if (typeof seed === "number" && !Number.isSafeInteger(seed)) {
    throw new RangeError(`seed is no safe integer: ${seed}`);
  }
  const whole = BigInt(seed);
  if (whole < 0n || whole >> 128n) {
    throw new RangeError(`seed is not from 0 to 2**128 - 1: ${seed}`);
  }
  return [0n, 32n, 64n, 96n].map((place) => Number((whole >> place) & 0xffffffffn));
}
