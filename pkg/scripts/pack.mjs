// Bytes as plain ASCII for a script, which `src/unpack.ts` takes apart again.
const SHIFT = 40;
const PAIR = 0x7b;
const PAIR_END = 0x23;
const PAIR_ENDS = 57;

// What a script's string has to escape.
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** @param {Uint8Array} bytes */
export function pack(bytes) {
  return Array.from(bytes, (byte) => {
    const code = (byte + SHIFT) & 0xff;
    if (code >= 0x20 && code < PAIR && code !== QUOTE && code !== BACKSLASH) {
      return String.fromCharCode(code);
    }
    const place = (code - PAIR) & 0xff;
    return String.fromCharCode(PAIR + Math.floor(place / PAIR_ENDS), PAIR_END + (place % PAIR_ENDS));
  }).join("");
}
