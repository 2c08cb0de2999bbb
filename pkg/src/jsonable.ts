import { type Members, inJson, isPlain } from "./write.js";

const MOST_LEVELS = 1000;

/** JSON's own text in place of a value, in the hosts that have it. */
const { rawJSON } = JSON as { rawJSON?: (text: string) => unknown };

/** A value as JSON can say it, whatever it is: integers to the last digit, and what JSON has no word for as a text. */
export function jsonable(value: unknown, within: readonly unknown[] = []): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "number":
      return value;
    case "bigint":
      return rawJSON?.(String(value)) ?? String(value);
    default:
      break;
  }
  try {
    if (value === null || value === undefined || within.length > MOST_LEVELS || within.includes(value)) {
      return null;
    }
    const around = [...within, value];
    const json = inJson(value as Members);
    if (json !== value) {
      return jsonable(json, around);
    }
    if (Array.isArray(value)) {
      return Object.keys(value).length < value.length ? null : value.map((item) => jsonable(item, around));
    }
    return isPlain(value)
      ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, jsonable(member, around)]))
      : String(value);
  } catch {
    return null;
  }
}
