// What a real Prefect was recorded to say: the scripts in tests/conformance make it.
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** The lines of a recording under tests/conformance. */
export function recording(name) {
  const text = gunzipSync(readFileSync(new URL(`../conformance/${name}`, import.meta.url))).toString();
  return text.trimEnd().split("\n");
}

/** What the reference has in place of the present and of a made-up name. */
export const options = { now: "2099-01-02T03:04:05.678901Z", seed: 0 };

/** What a body says as a value, if JavaScript's own reader understands it as Python's does. */
export function asValue(body) {
  const text = body.toString();
  try {
    let isInOrder = true;
    const value = JSON.parse(text, function (key, part) {
      // JavaScript puts such names first.
      isInOrder &&= Array.isArray(this) || !/^\d+$/.test(key);
      return part;
    });
    const numbers = text.replaceAll(/"(?:[^"\\]|\\.)*"/g, "").match(/-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g) ?? [];
    return isInOrder && numbers.every((token) => JSON.stringify(Number(token)) === token) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** What stands at the end of a way through a value. */
export function at(value, path) {
  return path.reduce((part, step) => part?.[step], value);
}
