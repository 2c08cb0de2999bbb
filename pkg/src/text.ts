import { roomForText } from "./core.js";

const encoder = new TextEncoder();

/** Writes a text of ASCII alone down for the core, at a place. Says how many bytes it has; nothing, of any other text. */
export function putAscii(text: string, at = 0): number | undefined {
  const room = roomForText(at + text.length);
  const { read, written } = encoder.encodeInto(text, at === 0 ? room : room.subarray(at));
  return read === text.length && written === text.length ? written : undefined;
}

/** Writes any text down for the core, in which another character stands for each half of a surrogate pair. */
export function putText(text: string, at = 0): number {
  return putAscii(text, at) ?? putBytes(encoder.encode(text), at);
}

function putBytes(bytes: Uint8Array, at: number): number {
  roomForText(at + bytes.length).set(bytes, at);
  return bytes.length;
}

/** How many bytes a text has in UTF-8, negated if it holds half a surrogate pair; a half counts three. */
export function byteLength(text: string): number {
  let bytes = text.length;
  let isWhole = true;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) {
      bytes += code > 0x7ff ? 2 : 1;
      if (code >= 0xd800 && code < 0xe000) {
        if (isPair(code, text.charCodeAt(index + 1))) {
          index++;
        } else {
          isWhole = false;
        }
      }
    }
  }
  return isWhole ? bytes : -bytes;
}

function isPair(first: number, second: number): boolean {
  return first < 0xdc00 && second >= 0xdc00 && second < 0xe000;
}

/** A text with another character in place of each half of a surrogate pair. */
export function withoutHalves(text: string): string {
  return text.replace(/\p{Surrogate}/gu, "\ufffd");
}

/** Whether it is bytes, of any realm. */
export function isBytes(body: unknown): body is Uint8Array {
  return ArrayBuffer.isView(body) && (body as Uint8Array).BYTES_PER_ELEMENT === 1;
}

/** Writes a body down for the core. Half a surrogate pair is written as if UTF-8 could hold it, for the core to complain of. */
export function putBody(body: string | Uint8Array, at = 0): number {
  if (typeof body !== "string") {
    if (!isBytes(body)) {
      throw new TypeError("a body is a string or a Uint8Array");
    }
    return putBytes(body, at);
  }
  const ascii = putAscii(body, at);
  if (ascii !== undefined) {
    return ascii;
  }
  const bytes = encoder.encode(body);
  const half = /\p{Surrogate}/gu;
  for (let found = half.exec(body), before = 0, at = 0; found !== null; found = half.exec(body)) {
    at += byteLength(body.slice(before, found.index));
    const code = body.charCodeAt(found.index);
    bytes.set([0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)], at);
    at += 3;
    before = found.index + 1;
  }
  return putBytes(bytes, at);
}
