// Reads what the core has written down, as `src/flat.rs` defines it.
import { memory, source, tidy } from "./core.js";
import * as tag from "./generated/flat.js";
import { kept } from "./names.js";

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
let end = 0;
let text = "";
/** What was asked about, of which texts may be parts. */
let asked: string | Uint8Array = "";
let character = 0;
let level = 0;

/** An answer's words come after where its text is, how many bytes that has, and how many words there are. */
const BEFORE = 3;

/** Begins to read the answer at a place. */
export function open(place: number): void {
  words = memory();
  asked = source();
  at = place >>> 2;
  const bytes = words[at + 1] as number;
  text = bytes === 0 ? "" : decoder.decode(new Uint8Array(words.buffer, words[at], bytes));
  at += BEFORE;
  end = at + (words[at - 1] as number);
  character = 0;
  level = 0;
}

/** Takes what is being read out of the core's reach, so that others may call it; gives back what reads on. */
export function apart(): () => void {
  const kept = words.slice(at, end);
  const of = { text, asked };
  return () => {
    words = kept;
    ({ text, asked } = of);
    at = character = level = 0;
  };
}

/** Forgets what was read. */
export function close(): void {
  tidy(text.length);
  words = NO_WORDS;
  text = asked = "";
}

/** The next word. */
export function word(): number {
  return words[at++] as number;
}

/** The next text, of which it is known that it is one. */
export function string(): string {
  return part(text, character, (character += word()));
}

/** The text of a length that begins at a place in what was asked, or else is the next. */
function placed(length: number, start: number): string {
  if (start === tag.END) {
    return part(text, character, (character += length));
  }
  if (typeof asked !== "string") {
    // A copy: browsers decode nothing that is shared or may be resized.
    asked = decoder.decode(new Uint8Array(asked));
  }
  return part(asked, start, start + length);
}

/** The name of an object's member. */
function name(): string {
  const length = word();
  const start = word();
  return kept(start, length) ?? placed(length, start);
}

function part(of: string, start: number, end: number): string {
  const part = of.substring(start, end);
  return of.length > SHORT ? decoder.decode(encoder.encode(part)) : part;
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
      return BigInt(string());
    case tag.MODEL:
      return (tag.MAKERS[word()] as (next: () => unknown) => unknown)(value);
    case tag.LIST:
    case tag.OBJECT:
      if (level < FEW_LEVELS) {
        return kind === tag.LIST ? list() : object();
      }
      at--;
      return container();
    case tag.TEXT:
      return placed(word(), word());
    default:
      return string();
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
  while (words[at] !== tag.END) {
    of.push(value());
  }
  at++;
  level--;
  return of;
}

function object(): Members {
  const of: Members = {};
  level++;
  while (words[at] !== tag.END) {
    set(of, name(), value());
  }
  at++;
  level--;
  return of;
}

/** A list or an object that is being read. */
interface Open {
  of: unknown[] | Members;
  /** The name of an object's member that is due. */
  name: string;
}

/** The next list or object, however deep it is. */
function container(): unknown {
  const open: Open[] = [];
  for (;;) {
    let done = begin(open);
    // What ends may end what it stands in.
    for (let here = open.at(-1); done !== undefined; here = open.at(-1)) {
      if (here === undefined) {
        return done;
      }
      add(here, done);
      done = due(here) ? undefined : open.pop()?.of;
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
  const here: Open = { of: kind === tag.LIST ? [] : {}, name: "" };
  if (!due(here)) {
    return here.of;
  }
  open.push(here);
  return undefined;
}

/** Whether there is another member. */
function due(here: Open): boolean {
  if (words[at] === tag.END) {
    at++;
    return false;
  }
  if (!Array.isArray(here.of)) {
    here.name = name();
  }
  return true;
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
    define(of, name, value);
    return;
  }
  try {
    of[name] = value;
  } catch {
    // No `toString`, say, can be set where `Object.prototype` is frozen.
    define(of, name, value);
  }
}

/** Gives an object a member of any name; gives back the object. */
export function define(of: Members, name: string, value: unknown): Members {
  return Object.defineProperty(of, name, { value, writable: true, enumerable: true, configurable: true });
}
