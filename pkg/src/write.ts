// Writes values down for the core, as `src/flat.rs` defines it: three numbers for each value, and one text.
import { type Asked, putWords } from "./core.js";
import * as tag from "./generated/flat.js";
import { forget, keep } from "./names.js";
import { byteLength, putAscii, putText, withoutHalves } from "./text.js";

const FEW_LEVELS = 100;
const MOST_VALUES = 2 ** 25;
const FEW_WORDS = 3 * 1024;

/** What stands for a value that could not be read; why is in `reason`. */
const UNREAD = Symbol();

const float = new Float64Array(1);
const halves = new Uint32Array(float.buffer);

/** The names of fields, each with the numbers of a model and of the field in it; none before a value is written. */
const names = new Map<string, number>();

function learnNames(): void {
  tag.MAKERS.forEach((make, model) => {
    Object.keys(make(() => null)).forEach((name, field) => names.set(name, (model << 8) | field));
  });
}

// One walk's state: module-wide, since reading an object's members is slower than reading these.
let words = new Uint32Array(FEW_WORDS);
let count = 0;
let text = "";
let length = 0;
/** Whether `length` counts the text's bytes, or takes each character for one. */
let exact = false;
let levels: object[] = [];
let reason: unknown;
/** The values in the order of their numbers, where someone asks for them. */
let seen: unknown[] | undefined;
let walking = false;
/** Whether another walk came in between. */
let interrupted = false;
/** Whether every object seems to have members that it has not. */
let haunted = false;

/** Writes a value down for the core, whatever it is. What no text can say is marked for the core to complain of. */
export function write(value: unknown): Asked {
  return apart(() => {
    walk(value, false);
    let bytes = putAscii(text);
    if (bytes === undefined) {
      walk(value, true);
      bytes = putText(text);
    }
    if (interrupted) {
      // What is kept may be the other's.
      forget();
    }
    const size = count;
    putWords(words.subarray(0, size), 0);
    return { text: bytes, words: size, source: text };
  });
}

/** The values in the order of the numbers that `write` gave them. */
export function valuesOf(value: unknown): readonly unknown[] {
  return apart(() => {
    const values: unknown[] = [];
    seen = values;
    walk(value, false);
    return values;
  });
}

/** Gives a walk a state of its own: a getter may start another in the midst of it. */
function apart<T>(walk: () => T): T {
  const outer = walking ? { words, count, text, length, exact, levels, seen } : undefined;
  if (outer !== undefined) {
    words = new Uint32Array(FEW_WORDS);
    levels = [];
  }
  seen = undefined;
  walking = true;
  try {
    return walk();
  } finally {
    text = "";
    seen = undefined;
    walking = false;
    if (words.length > 16 * FEW_WORDS) {
      words = new Uint32Array(FEW_WORDS);
    }
    if (outer !== undefined) {
      ({ words, count, text, length, exact, levels, seen } = outer);
      walking = interrupted = true;
    }
  }
}

function walk(value: unknown, isExact: boolean): void {
  count = 0;
  text = "";
  length = 0;
  exact = isExact;
  levels.length = 0;
  interrupted = false;
  haunted = false;
  if (names.size === 0) {
    learnNames();
  }
  for (const _name in Object.prototype) {
    haunted = true;
  }
  try {
    anything(value);
  } catch (error) {
    // Neither the memory nor the stack is endless.
    back({ count: 0, text: "", length: 0 });
    note(value);
    raised(error);
  }
}

/** Keeps the value that is written next, or was written at a place, for those who ask for it by its number. */
function note(value: unknown, at = count): void {
  if (seen !== undefined) {
    seen[at / 3] = value;
  }
}

function put(kind: number, a: number, b: number): void {
  if (count + 3 > words.length) {
    grow();
  }
  words[count] = kind;
  words[count + 1] = a;
  words[count + 2] = b;
  count += 3;
}

function grow(): void {
  if (words.length >= 3 * MOST_VALUES) {
    throw new RangeError(`more than ${MOST_VALUES} values`);
  }
  const larger = new Uint32Array(words.length * 2);
  larger.set(words);
  words = larger;
}

function string(kind: number, value: string): void {
  const start = length;
  if (exact) {
    const bytes = byteLength(value);
    if (bytes < 0) {
      kind = kind === tag.TEXT ? tag.SURROGATE : kind;
      value = withoutHalves(value);
    }
    length += Math.abs(bytes);
  } else {
    length += value.length;
  }
  text += value;
  put(kind, start, length);
}

function number(value: number): void {
  if ((value | 0) === value) {
    put(tag.SMALL, value, 0);
  } else if (!Number.isInteger(value) || Number.isSafeInteger(value) || Math.abs(value) >= 1e21) {
    double(tag.DOUBLE, value);
  } else {
    // An integer of which JSON shows the shortest digits.
    string(tag.DIGITS, String(value));
  }
}

function double(kind: number, value: number): void {
  float[0] = value;
  put(kind, halves[0] as number, halves[1] as number);
}

function raised(error: unknown): void {
  let words = "an error that cannot be shown";
  try {
    words = String(error);
  } catch {
    // Then it cannot.
  }
  string(tag.RAISED, words);
}

function anything(value: unknown): void {
  note(value);
  switch (typeof value) {
    case "string":
      string(tag.TEXT, value);
      break;
    case "number":
      number(value);
      break;
    case "boolean":
      put(value ? tag.TRUE : tag.FALSE, 0, 0);
      break;
    case "bigint":
      string(tag.DIGITS, value.toString());
      break;
    case "undefined":
      put(tag.NULL, 0, 0);
      break;
    case "object":
      if (value === null) {
        put(tag.NULL, 0, 0);
      } else {
        object(value as Members);
      }
      break;
    default:
      if (value === UNREAD) {
        raised(reason);
      } else {
        put(tag.STRANGE, 0, 0);
      }
  }
}

/** An object by what its members are called. */
export type Members = Record<string, unknown>;

/** Writes an object that is like most, at once; any other with care. */
function object(value: Members): void {
  const before = { count, text, length };
  const level = levels.length;
  let within = false;
  try {
    if (!haunted && level < FEW_LEVELS && !levels.includes(value) && isUsual(value)) {
      levels.push(value);
      if (Array.isArray(value)) {
        put(tag.LIST, 0, 0);
        for (let index = 0; index < value.length; index++) {
          const item: unknown = value[index];
          if (item === undefined && !(index in value)) {
            throw UNREAD;
          }
          within = true;
          anything(item);
          within = false;
        }
      } else {
        put(tag.OBJECT, 0, 0);
        for (const key in value) {
          const member = value[key];
          if (member !== undefined) {
            within = true;
            name(key);
            anything(member);
            within = false;
          }
        }
      }
      levels.pop();
      words[before.count + 1] = count / 3;
      return;
    }
  } catch (error) {
    if (within) {
      throw error;
    }
  }
  back(before);
  levels.length = level;
  carefully(value);
}

/** Whether an object is a list or a plain object of this realm. */
export function isUsual(value: Members): boolean {
  if (typeof value["toJSON"] === "function") {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}

function name(key: string): void {
  note(key);
  const numbers = names.get(key);
  if (numbers === undefined) {
    keep(key, length);
    string(tag.TEXT, key);
  } else {
    put(tag.NAME, numbers >> 8, numbers & 0xff);
  }
}

/** A list or an object that is being written. */
interface Open {
  of: Members;
  /** The names of an object's members; a list has none. */
  keys: readonly string[] | undefined;
  size: number;
  next: number;
  /** What was written before it. */
  before: Before;
}

interface Before {
  count: number;
  text: string;
  length: number;
}

/** Writes an object that may be nested deeply, may raise, and may be what JSON does not know. */
function carefully(root: Members): void {
  const open: Open[] = [];
  enter(root, open);
  for (let here = open.at(-1); here !== undefined; here = open.at(-1)) {
    if (here.next === here.size) {
      words[here.before.count + 1] = count / 3;
      leave(open);
      continue;
    }
    const key = here.keys?.[here.next] ?? here.next;
    here.next++;
    let member: unknown;
    let isThere = true;
    try {
      member = here.of[key];
      isThere = member !== undefined || (here.keys === undefined && key in here.of);
    } catch (error) {
      reason = error;
      member = UNREAD;
    }
    if (!isThere) {
      if (here.keys === undefined) {
        // A list with gaps is none.
        back(here.before);
        put(tag.STRANGE, 0, 0);
        leave(open);
      }
      continue;
    }
    if (typeof key === "string") {
      name(key);
    }
    if (typeof member === "object" && member !== null) {
      enter(member as Members, open);
    } else {
      anything(member);
    }
  }
}

function leave(open: Open[]): void {
  open.pop();
  levels.pop();
}

function back(before: Before): void {
  ({ count, text, length } = before);
}

/** Writes an object, or opens it for its members to be written. */
function enter(value: Members, open: Open[]): void {
  const before = { count, text, length };
  note(value);
  if (levels.length >= tag.MOST_LEVELS || levels.includes(value)) {
    put(tag.CYCLE, 0, 0);
    return;
  }
  try {
    const time = timeOf(value);
    if (time !== undefined) {
      instant(time);
      return;
    }
    const json = inJson(value);
    if (typeof json !== "object" || json === null) {
      anything(json);
      note(value, before.count);
      return;
    }
    const of = json as Members;
    if (!Array.isArray(of) && !isPlain(of)) {
      put(tag.STRANGE, 0, 0);
      return;
    }
    const keys = Array.isArray(of) ? undefined : Object.keys(of);
    const size = keys?.length ?? (of as unknown as unknown[]).length;
    put(keys === undefined ? tag.LIST : tag.OBJECT, 0, 0);
    open.push({ of, keys, size, next: 0, before });
    levels.push(value);
  } catch (error) {
    back(before);
    raised(error);
  }
}

/** What goes for an object: what it says of itself in JSON, as with `JSON.stringify`. */
export function inJson(value: Members): unknown {
  return typeof value["toJSON"] === "function" ? value["toJSON"]("") : value;
}

/** Whether an object is no instance of a class, in any realm. */
export function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Each realm has an `Object.prototype` of its own.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The milliseconds of a date of any realm; of anything else nothing. */
export function timeOf(value: unknown): number | undefined {
  if (Object.prototype.toString.call(value) !== "[object Date]") {
    return undefined;
  }
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

function instant(time: number): void {
  if (Number.isNaN(time)) {
    put(tag.STRANGE, 0, 0);
  } else {
    double(tag.INSTANT, time);
  }
}
