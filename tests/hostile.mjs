// Bodies and objects that nobody means well with, and what each must be answered, for Node and for a page alike.

const body = (fields) => `{"task_key": "a", "dynamic_key": "b", ${fields}}`;
const state = (data) => body(`"state": {"type": "COMPLETED", "data": ${data}}`);
const nested = (open, levels, close) => open.repeat(levels) + "1" + close.repeat(levels);
const many = (count, item) => Array.from({ length: count }, (_, index) => item(index)).join();
const digits = "9".repeat(1_000_000);

// Where the core's table for repeated keys puts a key: 32 bits of FNV-1a.
function slot(key) {
  const mask = (1n << 64n) - 1n;
  let hash = 0xcbf29ce484222325n;
  for (const character of key) hash = ((hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n) & mask;
  return Number(BigInt.asUintN(32, hash ^ (hash >> 32n))) >>> 1;
}

function meetingKeys(count) {
  const keys = [];
  const slots = 2 ** Math.ceil(Math.log2(count * 2));
  for (let next = 0; keys.length < count; next++) {
    if (slot(`${next}`) % slots < slots / 16) keys.push(`${next}`);
  }
  return keys;
}

/** Each body by a name, with the status of its answer. */
export const BODIES = {
  "lists, 100,000 deep": [() => nested("[", 100_000, "]"), 400],
  "objects, 100,000 deep": [() => nested('{"a":', 100_000, "}"), 400],
  "lists that never end": [() => "[".repeat(100_000), 400],
  "lists as deep as may be": [() => nested("[", 9_990, "]"), 422],
  "data as deep as may be": [() => state(nested("[", 9_992, "]")), 201],
  "data of objects as deep as may be": [() => state(nested('{"a":', 9_992, "}")), 201],
  "data, 100,000 deep": [() => state(nested("[", 100_000, "]")), 400],
  "a deep label": [() => body(`"labels": {"a": ${nested('{"a":', 9_000, "}")}}`), 422],
  "deep tags": [() => body(`"tags": ${nested("[", 9_000, "]")}`), 422],
  "a deep unknown field": [() => body(`"b": ${nested('[{"":', 4_000, "}]")}`), 422],
  "one key 50,000 times": [() => body(`"labels": {${many(50_000, (i) => `"k": ${i}`)}}`), 201],
  "50,000 keys": [() => body(`"labels": {${many(50_000, (i) => `"k${i}": ${i}`)}}`), 201],
  "20,000 keys that meet in a table": [() => body(`"labels": {${meetingKeys(20_000).map((key) => `"${key}": 1`)}}`), 201],
  "20,000 unknown fields": [() => body(many(20_000, (i) => `"k${i}": 0`)), 422],
  "a huge exponent": [() => body('"labels": {"a": 1e999999999}'), 201],
  "a million digits": [() => body(`"labels": {"a": ${digits}}`), 400],
  "a million digits behind the point": [() => body(`"labels": {"a": 0.${digits}}`), 201],
  "a million digits in the exponent": [() => body(`"labels": {"a": 1e${digits}}`), 201],
  "a million digits as a text": [() => body(`"empirical_policy": {"retries": "${digits}", "retry_delay": "0.${digits}"}`), 422],
  "floats of many digits": [() => body(`"labels": {${many(300, (i) => `"a${i}": 1.${"7".repeat(800)}e-${i % 300}`)}}`), 201],
  "combining characters": [() => body(`"task_version": "e${"\u0301".repeat(500_000)}"`), 201],
  "escapes": [() => body(`"task_version": "${"\\u0301".repeat(500_000)}"`), 201],
  "a million errors": [() => body(`"tags": [${many(1_000_000, () => "0")}]`), 422],
  "100 MB": [() => body(`"tags": ["${"x".repeat(100_000_000)}"]`), 201],
};

/** Asks a body of a package's every function, and returns the status. */
export function ask({ TaskRunCreate, respond }, text) {
  const { status } = respond(text, { now: "2026-01-02T03:04:05Z", seed: 1 });
  const { success, error } = TaskRunCreate.safeParseJson(text, { now: "2026-01-02T03:04:05Z", seed: 1, spans: true });
  const valid = TaskRunCreate.checkJson(text);
  if (success !== (status === 201) || valid !== success || success === Boolean(error?.issues.length)) {
    throw new Error(`${status}, but ${success} and ${valid}`);
  }
  return status;
}

const SMALL = String.raw`{"task_key": "é", "dynamic_key": "\u00e9\ud83d\ude00", "state": {"type": "SCHEDULED", "data": [1.5, {"a": null}]}, "labels": {"a": true}, "tags": ["b"]}`;

/** A body cut at every byte and with every byte flipped; the statuses that there were. */
export function spoil(taskrun) {
  const bytes = new TextEncoder().encode(SMALL);
  const statuses = new Set();
  for (let at = 0; at < bytes.length; at++) {
    statuses.add(ask(taskrun, bytes.slice(0, at)));
    for (let bit = 0; bit < 8; bit++) {
      const flipped = bytes.slice();
      flipped[at] ^= 1 << bit;
      statuses.add(ask(taskrun, flipped));
    }
  }
  return [...statuses].sort();
}

/** Objects of the host, each with how many issues it must have. */
export const OBJECTS = {
  "100,000 functions in data": [() => ({ data: Array.from({ length: 100_000 }, () => () => 1) }), 100_000],
  "100,000 members that are functions": [
    () => ({ data: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, () => 1])) }),
    100_000,
  ],
  "an object 100,000 deep": [
    () => {
      let data = 1;
      for (let level = 0; level < 100_000; level++) data = level % 2 ? { data } : [data];
      return { data };
    },
    1,
  ],
  "200,000 symbols in data, and a message that is none": [() => ({ message: 1, data: new Array(200_000).fill(Symbol("s")) }), 200_001],
};

export function countIssues({ StateCreate }, object) {
  return StateCreate.safeParse({ type: "COMPLETED", ...object }).error?.issues.length ?? 0;
}
