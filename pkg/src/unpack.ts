// Bytes in a script: as base64 they would compress a quarter worse, since there no byte is a character of its own.

/** It makes most bytes of WebAssembly plain characters. */
const SHIFT = 40;
/** From this character on a character begins a pair. */
const PAIR = 0x7b;
const PAIR_END = 0x23;
const PAIR_ENDS = 57;

/** The bytes that `pack` of `scripts/pack.mjs` has made a text of. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  let size = 0;
  for (let at = 0; at < text.length; at++) {
    let code = text.charCodeAt(at);
    if (code >= PAIR) {
      at++;
      code = PAIR + (code - PAIR) * PAIR_ENDS + text.charCodeAt(at) - PAIR_END;
    }
    bytes[size++] = code - SHIFT;
  }
  return bytes.subarray(0, size);
}
