// Reads what the core has written down, as `src/flat.rs` defines it.
import * as tag from "./generated/flat.js";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/** So deep lists and objects are read by recursion, which is the quickest. */
const FEW_LEVELS = 100;

const NO_WORDS = new Uint32Array();

/** Strings are parts of the whole text and keep it alive, which only a short one is worth. */
const SHORT = 1 << 16;

// What is read: module-wide, since reading an object's members is slower than reading these.
let words: Uint32Array = NO_WORDS;
let at = 0;
let text = "";
let place = 0;
let level = 0;

/** Where an answer's first word stands, after how many words and how many bytes of text there are; the text comes last. */
export const FIRST = 2;

/** Begins to read an answer. */
export function open(answer: Uint32Array): void {
  const [size = 0, bytes = 0] = answer;
  words = answer;
  at = FIRST;
  text = decoder.decode(new Uint8Array(answer.buffer, 4 * (FIRST + size), bytes));
  place = 0;
  level = 0;
}

/** Forgets what was read. */
export function close(): void {
  words = NO_WORDS;
  text = "";
}

/** The next word. */
export function word(): number {
  return words[at++] as number;
}

function take(): string {
  const start = place;
  place += word();
  const part = text.substring(start, place);
  return text.length > SHORT ? decoder.decode(encoder.encode(part)) : part;
}

/** The next value. */
export function value(): unknown {
  const kind = word();
  switch (kind) {
    case tag.NULL:
      return null;
    case tag.TRUE:
      return true;
    case tag.FALSE:
      return false;
    case tag.SMALL:
      return word() | 0;
    case tag.DOUBLE:
      halves[0] = word();
      halves[1] = word();
      return float[0];
    case tag.DIGITS:
      return BigInt(take());
    case tag.MODEL:
      return (tag.MAKERS[word()] as (next: () => unknown) => unknown)(value);
    case tag.LIST:
    case tag.OBJECT:
      if (level < FEW_LEVELS) {
        return kind === tag.LIST ? list() : object();
      }
      at--;
      return container();
    default:
      return take();
  }
}

/** Adds the next step on the way to an error; false if it is none in the payload. */
export function step(way: (string | number)[]): boolean {
  const isMember = words[at] === tag.MEMBER;
  way.push(value() as string | number);
  return !isMember;
}

type Members = Record<string, unknown>;

function list(): unknown[] {
  const of: unknown[] = [];
  level++;
  for (let left = word(); left > 0; left--) {
    of.push(value());
  }
  level--;
  return of;
}

function object(): Members {
  const of: Members = {};
  level++;
  for (let left = word(); left > 0; left--) {
    const name = take();
    set(of, name, value());
  }
  level--;
  return of;
}

/** A list or an object that is being read. */
interface Open {
  of: unknown[] | Members;
  /** The name of an object's member that is due. */
  name: string;
  /** How many members are left. */
  left: number;
}

/** The next list or object, however deep it is. */
function container(): unknown {
  const open: Open[] = [];
  for (;;) {
    let done = begin(open);
    // What ends may end what it stands in.
    while (done !== undefined) {
      const here = open.at(-1);
      if (here === undefined) {
        return done;
      }
      add(here, done);
      here.left--;
      if (here.left > 0) {
        due(here);
        break;
      }
      done = here.of;
      open.pop();
    }
  }
}

/** The next value, or nothing where it is opened to be filled. */
function begin(open: Open[]): unknown {
  const kind = words[at];
  if (kind !== tag.LIST && kind !== tag.OBJECT) {
    return value();
  }
  at++;
  const here: Open = { of: kind === tag.LIST ? [] : {}, name: "", left: word() };
  if (here.left === 0) {
    return here.of;
  }
  due(here);
  open.push(here);
  return undefined;
}

function due(here: Open): void {
  if (!Array.isArray(here.of)) {
    here.name = take();
  }
}

function add(here: Open, value: unknown): void {
  if (Array.isArray(here.of)) {
    here.of.push(value);
  } else {
    set(here.of, here.name, value);
  }
}

function set(of: Members, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(of, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    of[name] = value;
  }
}
