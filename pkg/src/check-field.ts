import type { SafeParseResult } from "./answer.js";
import type { Issue } from "./error.js";
import type { Definition, Kind } from "./fields.js";
import type { Options } from "./options.js";
import { define } from "./read.js";
import { withoutHalves } from "./text.js";
import { type Members, inJson } from "./write.js";

/** The way to a field: its names joined by dots, `state.type` or `tags.0` say, or each for itself: `["labels", "a.b"]`. */
export type FieldPath = string | readonly (string | number)[];

/** How a field's value is checked. */
export interface CheckFieldOptions extends Options {
  /**
   * The payload that the field is part of, where others have a say in it: which kind of task input an `input_type` makes
   * of it depends on what else is there, and `max_retries` stands for `retries` that are 0 or null. By default the field is
   * all that there is, as where the payload raises. It is read as `parse` reads it, what `toJSON` says included.
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
  const way = typeof path === "string" ? path.split(".") : Array.isArray(path) ? path.map(String) : [];
  const lists = listsOn(way, { kind: "object", fields });
  if (!lists?.length) {
    throw new RangeError(`there is no field ${way.join(".") || String(path)}`);
  }
  const result = parse(holding(within, way, lists, value));
  const issues = result.success ? [] : result.error.issues;
  const whole = way.map(withoutHalves);
  return issues.filter((issue) => {
    return whole.every((step, index) => index < issue.path.length && step === String(issue.path[index]));
  });
}

/**
 * Of what each step is a part: of a list, true; of an object, false; or of whichever is there. Nothing, if the way leads
 * nowhere.
 */
function listsOn(way: readonly string[], of: Kind): (boolean | undefined)[] | undefined {
  const [step, ...rest] = way;
  if (step === undefined) {
    return [];
  }
  const isIndex = /^(0|[1-9]\d*)$/.test(step) && Number(step) < MOST_ITEMS;
  const on = (isList: boolean | undefined, part: Kind | undefined) => {
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
      return on(isIndex && undefined, undefined);
    case "union":
      return of.members?.map((member) => listsOn(way, member)).find(Boolean);
    default:
      return undefined;
  }
}

/** What is like `around`, but has a value at the end of a way. */
function holding(around: unknown, way: readonly string[], lists: readonly (boolean | undefined)[], value: unknown): unknown {
  const [step, ...rest] = way;
  if (step === undefined) {
    return value;
  }
  let items: unknown[] | undefined;
  let members: PropertyDescriptorMap = {};
  let inner: unknown;
  try {
    const of = inJson(around as Members) as Members;
    if (Array.isArray(of)) {
      // With its gaps: a list that has some is none.
      items = ([] as unknown[]).concat(of);
    } else if (typeof of === "object") {
      // A getter is asked when the payload is read, and the whole may be frozen.
      members = Object.getOwnPropertyDescriptors(of);
    }
    inner = Object.hasOwn(of, step) ? of[step] : undefined;
  } catch {
    // What cannot say what it has has nothing.
  }
  const part = holding(inner, rest, lists.slice(1), value);
  if (lists[0] ?? items) {
    items ??= [];
    while (items.length < Number(step)) {
      items.push(part);
    }
    items[Number(step)] = part;
    return items;
  }
  // The one is made anew, and the other was asked.
  delete members[step];
  delete members["toJSON"];
  return define(Object.defineProperties({}, members) as Members, step, part);
}
