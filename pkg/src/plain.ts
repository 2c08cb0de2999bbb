// The plain road. A value that is its own answer, as most are that programs send, need not go to the core: it is copied here.
// Only the core says what is right, and what is wrong. What is told here is merely where its answer would be the value itself
// and the defaults: too little of that costs time, and too much is a bug, for which the tests compare the two.

import { result, unwrap } from "./answer.js";
import { ask, isInstantiated } from "./core.js";
import { MOST_LEVELS } from "./generated/flat.js";
import type { StateCreate, StateType } from "./generated/models.js";
import { string } from "./read.js";
import { type Members, isUsual, timeOf } from "./write.js";

// Not what a program puts in its place.
const { parse } = JSON;

/** Anything that is not plainly its own answer. */
const OTHER = Symbol();

const FEW_LEVELS = 100;
const MOST_VALUES = 2 ** 20;

// Each digit by itself: hosts take twice the time where they have to count.
const hex = (digits: number): string => "[\\da-f]".repeat(digits);
const UUID = new RegExp(`^${[8, 4, 4, 4, 12].map(hex).join("-")}$`);

const DAY = /(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])/;
const CLOCK = /(?:[01]\d|2[0-3]):[0-5]\d/;
const MICROS = /(?:\.(?!000000)\d\d\d\d\d\d)?/;
/** A time as Prefect itself would write it. */
const TIME = new RegExp(
  `^(?!0000)\\d\\d\\d\\d-(?:${DAY.source})T${CLOCK.source}:[0-5]\\d${MICROS.source}(?:Z|[+-](?!00:00)${CLOCK.source})$`,
);

// One walk's state, as in `write.ts`.
let levels = 0;
let values = 0;
/** Whether no one else has the value, so that lists and maps are usual ones and may stay what they are. */
let isOurs = false;

/** What makes a model of a value that is its own answer; throws of any other. */
export type Plain<T> = (value: unknown) => T;

/** A value that is not its own answer lets others pass unseen: the next such one twice as many, and never more than so many. */
const MOST_UNSEEN = 63;

/** The road for a model's payloads. */
export class PlainRoad<T> {
  readonly #make: Plain<T>;
  /** How many pass unseen at a time, and how many are left of them. */
  #unseen = 0;
  #left = 0;

  constructor(make: Plain<T>) {
    this.#make = make;
  }

  /** The answer to a value that is its own; of any other, nothing. */
  answer(value: unknown): T | undefined {
    return this.#isDue() ? this.#tell(plainly(this.#make, value, false)) : undefined;
  }

  /** The answer to a JSON body that is its own; of any other, nothing. */
  answerJson(body: string): T | undefined {
    return this.#isDue() ? this.#tell(plainlyOfText(this.#make, body)) : undefined;
  }

  // Where few values are their own answers, to look at each would only take time. And no value must seem to need no core.
  #isDue(): boolean {
    if (this.#left > 0) {
      this.#left--;
      return false;
    }
    return isInstantiated();
  }

  #tell(answer: T | undefined): T | undefined {
    this.#unseen = answer === undefined ? Math.min(2 * this.#unseen + 1, MOST_UNSEEN) : 0;
    this.#left = this.#unseen;
    return answer;
  }
}

/**
 * The answer to a value that is its own, and no one else's if it is fresh; of any other, nothing.
 *
 * @internal
 */
export function plainly<T>(make: Plain<T>, value: unknown, isFresh: boolean): T | undefined {
  for (const _name in Object.prototype) {
    // Every object seems to have members that it has not.
    return undefined;
  }
  // A getter may start another walk in the midst of one.
  const outer = { levels, values, isOurs };
  levels = values = 0;
  isOurs = isFresh;
  try {
    return make(value);
  } catch {
    // Whatever it is, a getter's error say: the core tells it better.
    return undefined;
  } finally {
    ({ levels, values, isOurs } = outer);
  }
}

/**
 * The answer to a JSON body that is its own; of any other, nothing.
 *
 * @internal
 */
export function plainlyOfText<T>(make: Plain<T>, body: string): T | undefined {
  let value: unknown;
  try {
    value = isPlainText(body) ? parse(body) : undefined;
  } catch {
    return undefined;
  }
  return value === undefined ? undefined : plainly(make, value, true);
}

/** What `JSON.parse` makes of a text takes many times its memory, and where that ends so does the host. */
const MOST_CHARACTERS = 2 ** 20;
/** More digits in an integer Python does not read. */
const MOST_DIGITS = 4_300;
const DIGITS = /\d{32}/y;

/** Whether no member that another of the same name hides, of which `JSON.parse` does not tell, can be wrong. */
function isPlainText(body: string): boolean {
  if (body.length > MOST_CHARACTERS || !body.isWellFormed() || body.includes("\\ud") || body.includes("\\uD")) {
    return false;
  }
  // An integer with more digits would fill one of these places.
  for (let at = MOST_DIGITS / 2; at < body.length; at += MOST_DIGITS / 2) {
    DIGITS.lastIndex = at;
    if (DIGITS.test(body)) {
      return false;
    }
  }
  return body.length < 2 * MOST_LEVELS || opened(body) < MOST_LEVELS;
}

/** How many lists and objects a body may have at most, counted until they are too many. */
function opened(body: string): number {
  let count = 0;
  for (const bracket of ["[", "{"]) {
    for (let at = body.indexOf(bracket); at >= 0 && count < MOST_LEVELS; at = body.indexOf(bracket, at + 1)) {
      count++;
    }
  }
  return count;
}

/** Gives up on a value. */
export function other(): never {
  throw OTHER;
}

/** A name that was given, or else one that the core makes up. */
export function named(name: string | undefined): string {
  const made = () => ask(() => ({ text: 0, words: 0, source: "" }), [], (core) => core.made_up_name());
  return name || unwrap(result(made(), string));
}

/** A value that must be there, or is made anew. */
export function given<T>(value: T | undefined): T {
  return value === undefined ? other() : value;
}

export function text(value: unknown): string {
  return typeof value === "string" && value.isWellFormed() ? value : other();
}

export function uuid(value: unknown): string {
  return typeof value === "string" && UUID.test(value) ? value : other();
}

export function time(value: unknown): string {
  if (typeof value === "string") {
    return TIME.test(value) ? value : written(value);
  }
  return written(new Date(given(timeOf(value))).toISOString());
}

/** A time in the forms of JavaScript's own and of Python's own, as Prefect would write it. */
function written(time: string): string {
  const micros = time.replace(/\+00:00$/, "Z").replace(/\.(\d{3})(?=[Z+-])/, ".$1000").replace(".000000", "");
  return TIME.test(micros) ? micros : other();
}

export function flag(value: unknown): boolean {
  return typeof value === "boolean" ? value : other();
}

export function integer(value: unknown): number {
  return Number.isSafeInteger(value) && !Object.is(value, -0) ? (value as number) : other();
}

export function number(value: unknown): number {
  return Number.isFinite(value) && !Number.isInteger(value) ? (value as number) : integer(value);
}

const MOST_SECONDS = 1e9;

/** A span of time: whole microseconds. */
export function seconds(value: unknown): number {
  const found = number(value);
  return found >= 0 && found < MOST_SECONDS && Math.round(found * 1e6) / 1e6 === found ? found : other();
}

export function literal<T extends string>(value: unknown, text: T): T {
  return value === text ? text : other();
}

export function among<T extends string>(value: unknown, members: ReadonlySet<T>): T {
  return members.has(value as T) ? (value as T) : other();
}

export function zero(value: unknown): void {
  if (value !== 0) {
    other();
  }
}

/** A text or a list of so much at most. */
export function limited<T>(value: T, most: number): T {
  return (value as Partial<ArrayLike<unknown>> | null)?.length! > most ? other() : value;
}

export function notNegative<T>(value: T): T {
  return (value as number) < 0 ? other() : value;
}

/** A state with the name of its type, where it was given none; a time, which a type may want too, is not made up. */
export function settled<T extends StateCreate>(state: T, names: Record<StateType, string>): T {
  state.name ??= names[state.type];
  return state.type === "SCHEDULED" && state.state_details.scheduled_time === null ? other() : state;
}

/** An object that holds nothing but its members. */
export function members(value: unknown): Members {
  const isMembers =
    typeof value === "object" && value !== null && !Array.isArray(value) && (isOurs || isUsual(value as Members));
  return isMembers ? (value as Members) : other();
}

export function map<T>(value: unknown, make: Plain<T>): Record<string, T> {
  const of = members(value);
  const made = isOurs ? of : {};
  for (const key in of) {
    const member = of[key];
    if (member !== undefined) {
      name(key);
      const value = make(member);
      if (made !== of || value !== member) {
        made[key] = value;
      }
    }
  }
  return made as Record<string, T>;
}

function name(key: string): void {
  count();
  if (key === "__proto__" || !key.isWellFormed()) {
    other();
  }
}

export function list<T>(value: unknown, make: Plain<T>): T[] {
  if (!Array.isArray(value) || !(isOurs || isUsual(value as unknown as Members))) {
    return other();
  }
  const made: unknown[] = isOurs ? value : [];
  for (let index = 0; index < value.length; index++) {
    count();
    const item: unknown = value[index];
    const its = make(item);
    if (made !== value || its !== item) {
      made[index] = its;
    }
  }
  return made as T[];
}

function count(): void {
  if (++values > MOST_VALUES) {
    other();
  }
}

export function anything(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return text(value);
    case "number":
      return number(value);
    case "boolean":
      return value;
    default:
      return value === null ? null : within(value);
  }
}

function within(value: unknown): unknown {
  if (++levels > FEW_LEVELS) {
    other();
  }
  const made = Array.isArray(value) ? list(value, anything) : map(value, anything);
  levels--;
  return made;
}
