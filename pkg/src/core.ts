// The calls of the core, and what keeps them going.
import { type InitOutput, __wbg_reset_state, initSync } from "../wasm/prefect_taskrun_wasm.js";
import { forget } from "./names.js";

/** The core. Its calls answer with the place of what they have to say, or with 0 where the present is no instant. */
export type Core = InitOutput;

let core: Core | undefined;

/** Makes the core of its code. */
export function instantiate(module: WebAssembly.Module | BufferSource): void {
  core = initSync({ module });
}

/** Whether the core is made. */
export function isInstantiated(): boolean {
  return core !== undefined;
}

/** Whether the last call came to its end. */
let isWhole = true;

/** The core. One that broke off in a call is in pieces, and is made anew. */
function whole(): Core {
  if (core === undefined) {
    throw new Error("prefect-taskrun/slim: `init()` comes before anything else");
  }
  // Not at once: what broke off may have been for want of stack.
  if (!isWhole) {
    __wbg_reset_state();
    // It has its code.
    core = initSync(undefined as never);
    text = words = all = NOTHING;
    isWhole = true;
  }
  return core;
}

/** Makes a call of the core. */
export function call<T>(make: (core: Core) => T): T {
  const core = whole();
  isWhole = false;
  const made = make(core);
  isWhole = true;
  return made;
}

const NOTHING: Uint8Array & Uint32Array = new Uint8Array() as never;
const USUAL_ROOM = 1 << 13;
const MOST_ROOM = 1 << 17;

// What the core has room for, and its memory: they are of no length where the core's memory has grown since.
let text: Uint8Array = NOTHING;
let words: Uint32Array = NOTHING;
let all: Uint32Array = NOTHING;

/** The core's memory. */
export function memory(): Uint32Array {
  if (all.length === 0) {
    all = new Uint32Array(whole().memory.buffer);
  }
  return all;
}

/** Room for so many bytes of text, in which what is there stays. */
export function roomForText(bytes: number): Uint8Array {
  whole();
  if (text.length <= bytes) {
    const size = Math.max(bytes + 1, USUAL_ROOM);
    const place = call((core) => core.room_for_text(size)) >>> 0;
    text = new Uint8Array(whole().memory.buffer, place, size);
  }
  return text;
}

/** Writes words down for the core, at a place. */
export function putWords(from: ArrayLike<number>, at: number): void {
  whole();
  const end = at + from.length;
  if (words.length <= end) {
    const size = Math.max(end + 1, USUAL_ROOM);
    const place = call((core) => core.room_for_words(size)) >>> 0;
    words = new Uint32Array(whole().memory.buffer, place, size);
  }
  words.set(from, at);
}

/** Gives back what no usual call needs. */
export function tidy(answered = 0): void {
  asked = "";
  forget();
  if (text.length > MOST_ROOM || words.length > MOST_ROOM || answered > MOST_ROOM) {
    call((core) => {
      core.room_for_text(0);
      core.room_for_words(0);
    });
    text = words = NOTHING;
  }
}

/** How much of what stands in the room counts: how many bytes, and how many words, of which a JSON text has none. */
export interface Asked {
  text: number;
  words: number;
  /** What all of the text was put from, where the answer's texts may be parts of it. */
  source: string | Uint8Array;
}

/** A call, and how many words of context there are. */
type Ask = (core: Core, text: number, words: number, given: number) => number;

/** Calls the core with what `put` writes down, in a context. */
export function ask(put: () => Asked, given: readonly number[], make: Ask): number {
  forget();
  const { text, words, source } = put();
  if (given.length > 0) {
    putWords(given, words);
  }
  asked = source;
  return call((core) => make(core, text, words, given.length));
}

let asked: string | Uint8Array = "";

/** What was asked about last. */
export function source(): string | Uint8Array {
  return asked;
}

/** A body that no one can read. */
export const UNREADABLE = Uint8Array.of(0xff);

/** Asks the same, or with a payload that no one can read if the first is too much for the core. */
export function askOfAny(put: () => Asked, given: readonly number[], make: Ask, putUnreadable = unreadable): number {
  try {
    return ask(put, given, make);
  } catch (error) {
    // The host may have failed, not the core: a worker has no randomness before a request comes.
    if (!isTooMuch(error)) {
      throw error;
    }
    return ask(putUnreadable, given, make);
  }
}

function unreadable(): Asked {
  roomForText(1).set(UNREADABLE);
  return { text: 1, words: 0, source: "" };
}

/** Whether it says that memory or the stack has an end. */
function isTooMuch(error: unknown): boolean {
  // Firefox has a name of its own for the stack's end.
  return error instanceof RangeError || error instanceof WebAssembly.RuntimeError || (error as Error).name === "InternalError";
}
