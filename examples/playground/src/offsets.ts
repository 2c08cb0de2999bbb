// From offsets in a text's UTF-8, as the core tells them, to those in a JavaScript string.

/** How many bytes are walked at most for one of them. */
const STEP = 1024;

/** A function that turns byte offsets into places of the string, in any order. */
export function placesOf(text: string): (byte: number) => number {
  /** The first character of each step: what is before it in bytes, and its place. */
  const marks: (readonly [bytes: number, place: number])[] = [];

  function walk(bytes: number, place: number, end: number, isMarked = false): number {
    while (place < text.length && bytes < end) {
      if (isMarked && bytes >= marks.length * STEP) {
        marks.push([bytes, place]);
      }
      const code = text.codePointAt(place) as number;
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      place += code < 0x10000 ? 1 : 2;
    }
    return place;
  }

  return (byte) => {
    if (marks.length === 0) {
      walk(0, 0, Infinity, true);
    }
    const [bytes, place] = marks[Math.min(Math.floor(byte / STEP), marks.length - 1)] ?? [0, 0];
    return walk(bytes, place, byte);
  };
}
