// The names in a value that is written down, by where they stand in the text: what the answer takes from there is then the
// caller's own string, which the host knows as a name already. To look up other strings takes longer than to make them.

/** Beyond so many characters no name is kept, nor more names than that. */
const MOST_CHARACTERS = 1 << 15;

const names: string[] = [];
const starts: number[] = [];
/** Which name begins at each place, if `starts` says so too: nothing need be cleared. */
const places = new Uint16Array(MOST_CHARACTERS);
let size = 0;

/** Keeps a name that begins at a place. */
export function keep(name: string, start: number): void {
  if (start < MOST_CHARACTERS && size < MOST_CHARACTERS) {
    places[start] = size;
    starts[size] = start;
    names[size++] = name;
  }
}

/** The name of a length that was kept for a place. */
export function kept(start: number, length: number): string | undefined {
  if (start < MOST_CHARACTERS) {
    const place = places[start] as number;
    if (place < size && starts[place] === start) {
      const name = names[place] as string;
      return name.length === length ? name : undefined;
    }
  }
  return undefined;
}

/** Lets go of all names. */
export function forget(): void {
  names.fill("", 0, size);
  size = 0;
}
