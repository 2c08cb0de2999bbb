import type { SafeParseResult } from "./answer.js";
import type { Issue } from "./error.js";
import type { Definition, Kind } from "./fields.js";
import type { Options } from "./options.js";
import { withoutHalves } from "./text.js";

/** The way to a field: its names joined by dots, `state.type` or `tags.0` say, or each for itself: `["labels", "a.b"]`. */
export type FieldPath = string | readonly (string | number)[];

/** How a field's value is checked. */
export interface CheckFieldOptions extends Options {
  /**
   * The payload that the field is part of, where others have a say in it: which kind of task input an `input_type` makes
   * of it depends on what else is there, and `max_retries` stands for `retries` that are 0 or null. By default the field is
   * all that there is.
   */
  payload?: unknown;
}

/** How many items there may be before one that is checked. */
const MOST_ITEMS = 1 << 16;

/**
 * The issues that a payload has where one of a model's fields has a value.
 *
 * @internal
 */
export function issuesOfField(
  fields: readonly Definition[],
  path: FieldPath,
  value: unknown,
  within: unknown,
  parse: (payload: unknown) => SafeParseResult<unknown>,
): Issue[] {
  const way = typeof path === "string" ? path.split(".") : path.map(String);
  const lists = listsOn(way, { kind: "object", fields });
  if (way.length === 0 || lists === undefined) {
    throw new RangeError(`there is no field ${way.join(".")}`);
  }
  const result = parse(holding(within, way, lists, value));
  const issues = result.success ? [] : result.error.issues;
  const whole = way.map(withoutHalves);
  return issues.filter((issue) => whole.every((step, index) => step === String(issue.path[index])));
}

/** Of what each step is a part: of a list, or of an object. Nothing, if the way leads nowhere. */
function listsOn(way: readonly string[], of: Kind): boolean[] | undefined {
  const [step, ...rest] = way;
  if (step === undefined) {
    return [];
  }
  const isIndex = /^(0|[1-9]\d*)$/.test(step) && Number(step) < MOST_ITEMS;
  const on = (isList: boolean, part: Kind | undefined): boolean[] | undefined => {
    // The server may have something to say of a field that it does not know.
    const after = listsOn(rest, part ?? { kind: "any" });
    return after && [isList, ...after];
  };
  switch (of.kind) {
    case "object":
      return on(false, of.fields?.find(({ name }) => name === step));
    case "map":
      return on(false, of.values);
    case "list":
      return isIndex ? on(true, of.items) : undefined;
    case "any":
      return on(isIndex, undefined);
    case "union":
      return of.members?.map((member) => listsOn(way, member)).find((lists) => lists !== undefined);
    default:
      return undefined;
  }
}

/** What is like `around`, but has a value at the end of a way. */
function holding(around: unknown, way: readonly string[], lists: readonly boolean[], value: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) {
    return value;
  }
  const isObject = typeof around === "object" && around !== null;
  const part = holding(isObject ? memberOf(around, step) : undefined, rest, lists.slice(1), value);
  if (lists[0]) {
    const items: unknown[] = Array.isArray(around) ? [...around] : [];
    // A list has no gaps.
    while (items.length < Number(step)) {
      items.push(part);
    }
    items[Number(step)] = part;
    return items;
  }
  // A getter is asked when the payload is read, and the whole may be frozen.
  const members = isObject ? Object.getOwnPropertyDescriptors(around) : {};
  return Object.defineProperties({}, Object.defineProperty(members, step, member(member(part))));
}

/** What defines a member with a value. */
function member(value: unknown): PropertyDescriptor {
  return { value, enumerable: true, configurable: true, writable: true };
}

/** What an object has of a name itself, if it can say. */
function memberOf(object: object, name: string): unknown {
  try {
    return Object.hasOwn(object, name) ? (object as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}
