// From offsets in a text's UTF-8, as the core tells them, to those in a JavaScript string.

/** A function that turns byte offsets into places of the string; it is the quicker, the more the offsets ascend. */
export function placesOf(text: string): (byte: number) => number {
  let bytes = 0;
  let place = 0;
  return (byte) => {
    if (byte < bytes) {
      bytes = 0;
      place = 0;
    }
    while (bytes < byte && place < text.length) {
      const code = text.codePointAt(place) as number;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      place += code < 0x10000 ? 1 : 2;
    }
    return place;
  };
}
