// Bytes as plain ASCII for a script, which `src/unpack.ts` takes apart again.

/** The characters that a script's string need not escape. */
const PLAIN = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index)).filter((one) => !/["\\]/.test(one));

/** @param {Uint8Array} bytes */
export function pack(bytes) {
  const counts = new Uint32Array(256);
  bytes.forEach((byte) => counts[byte]++);
  const byCount = Array.from(counts.keys()).sort((one, other) => counts[other] - counts[one]);
  const alone = PLAIN.slice(0, -2);
  const common = byCount.slice(0, alone.length);
  // What the bytes are as characters, a compressor knows best from the texts among them.
  const free = new Set(alone);
  const code = new Map();
  const place = (byte, character) => free.delete(character) && code.set(byte, character);
  const isPlaced = common.filter((byte) => place(byte, String.fromCharCode(byte)));
  const others = common.filter((byte) => !isPlaced.includes(byte)).sort((one, other) => one - other);
  others.forEach((byte) => place(byte, free.values().next().value));
  const rest = byCount.filter((byte) => !code.has(byte)).sort((one, other) => one - other);
  rest.forEach((byte, index) => code.set(byte, PLAIN[alone.length + Math.floor(index / alone.length)] + PLAIN[index % alone.length]));
  const table = alone.map((character) => [...code].find(([, of]) => of === character)[0].toString(16).padStart(2, "0"));
  return table.join("") + Array.from(bytes, (byte) => code.get(byte)).join("");
}
