// Bytes in a script: as base64 they would compress a quarter worse, since there no byte is a character of its own. So most
// bytes are one: each that is a plain character of a frequent byte stands for itself, and others for what is left.

const FIRST = 0x20;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** So many characters are bytes; the two after them begin a pair. */
const ALONE = 91;

/** The bytes that `pack` of `scripts/pack.mjs` has made a text of: first which byte each character is, in hexadecimal. */
export function unpack(text: string): Uint8Array<ArrayBuffer> {
  const places = new Uint8Array(128);
  const bytes = Array.from({ length: ALONE }, (_, place) => parseInt(text.slice(2 * place, 2 * place + 2), 16));
  for (let code = FIRST, place = 0; code < 127; code++) {
    if (code !== QUOTE && code !== BACKSLASH) {
      places[code] = place++;
    }
  }
  // In pairs are all others, in order.
  for (let byte = 0; byte < 256; byte++) {
    if (bytes.indexOf(byte) < 0) {
      bytes.push(byte);
    }
  }
  const unpacked = new Uint8Array(text.length);
  let size = 0;
  for (let at = 2 * ALONE; at < text.length; at++) {
    let place = places[text.charCodeAt(at)] as number;
    if (place >= ALONE) {
      place += (place - ALONE) * (ALONE - 1) + (places[text.charCodeAt(++at)] as number);
    }
    unpacked[size++] = bytes[place] as number;
  }
  return unpacked.subarray(0, size);
}
