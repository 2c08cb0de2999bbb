// The plain road, on which a value that is its own answer never comes to the core: what it answers, the core would.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import * as taskrun from "prefect-taskrun";
import { recording } from "./recorded.mjs";

const source = fileURLToPath(new URL("../../pkg/src/", import.meta.url));
const { outputFiles } = await build({
  stdin: {
    contents: `
      export * from "./plain.js";
      export * as makers from "./generated/plain.js";
      export { instantiate } from "./core.js";
    `,
    resolveDir: source,
  },
  bundle: true,
  format: "esm",
  write: false,
});
const { instantiate, makers, plainly, plainlyOfText } = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`
);
instantiate(readFileSync(new URL(import.meta.resolve("prefect-taskrun/prefect_taskrun.wasm"))));

/** Two presents and two seeds: what the plain road answers depends on neither. */
const CONTEXTS = [{ now: "2026-01-02T03:04:05.678901Z", seed: 0 }, { now: "2031-02-03T04:05:06Z", seed: 1 }];
const MODELS = ["TaskRunCreate", "TaskRunUpdate", "StateCreate", "State", "TaskRun"];

const count = { plain: 0, other: 0 };

/** Holds an answer of the plain road against the core's. */
function compare(model, answer, ask, show) {
  if (answer === undefined) {
    count.other++;
    return;
  }
  count.plain++;
  const found = CONTEXTS.map((context) => ask(taskrun[model], context));
  found.forEach(({ success, error }) => assert.ok(success, `${model}: ${show()} is wrong: ${error?.message}`));
  const isMadeUp = found[0].data.name !== found[1].data.name;
  if (isMadeUp) {
    assert.match(answer.name, /^[a-z]+-[a-z]+$/);
  }
  for (const { data } of found) {
    const due = isMadeUp ? { ...data, name: answer.name } : data;
    assert.deepStrictEqual(answer, due, show());
    // The order of members too.
    assert.equal(JSON.stringify(answer), JSON.stringify(due));
  }
}

function compareText(model, text) {
  const answer = plainlyOfText(makers[model], text);
  compare(model, answer, (of, context) => of.safeParseJson(text, context), () => text.slice(0, 3000));
  // The core has such a road for verdicts.
  const { success } = taskrun[model].safeParseJson(text, CONTEXTS[0]);
  assert.equal(taskrun[model].checkJson(text), success, text.slice(0, 3000));
}

function compareValue(model, value, show) {
  compare(model, plainly(makers[model], value, false), (of, context) => of.safeParse(value, context), show);
}

/** What came of it since the last time. */
function counted() {
  const { plain, other } = count;
  count.plain = count.other = 0;
  return { plain, other };
}

const id = "cd613e30-d8f1-4adf-91b7-584a2265b1f5";
const state_details = {
  flow_run_id: id, task_run_id: null, child_flow_run_id: id, scheduled_time: "2026-03-14T09:26:53.589793Z", cache_key: "a",
  cache_expiration: "2026-03-15T00:00:00Z", deferred: false, untrackable_result: true, pause_timeout: null,
  pause_reschedule: false,
  pause_key: "b", run_input_keyset: { response: "c" }, refresh_cache: true, retriable: null, transition_id: id,
  task_parameters_id: id, traceparent: "d", deployment_concurrency_lease_id: id,
};
const state = { type: "SCHEDULED", name: "Late", message: "e", data: { a: [1, 0.5, "f", null, true, { b: [] }] }, state_details };
const empirical_policy = { max_retries: 0, retry_delay_seconds: 0, retries: 5, retry_delay: [1, 2.5], retry_jitter_factor: 0.5 };
const create = {
  id, state, name: "g", flow_run_id: id, task_key: "h", dynamic_key: "i", cache_key: "j",
  cache_expiration: "2026-03-15T00:00:00+01:00",
  task_version: "k", empirical_policy, tags: ["l", "m"], labels: { n: "o", p: 0.25, q: 2, r: true },
  task_inputs: {
    s: [{ input_type: "task_run", id }, { input_type: "flow_run", id }],
    t: [{ input_type: "parameter", name: "u" }, { input_type: "constant", type: "v" }],
  },
};
const run = {
  ...create, state: { ...state, id, timestamp: "2026-03-14T09:26:53Z" }, created: "2026-03-14T09:26:53Z", updated: null, state_id: id,
  state_type: "SCHEDULED", state_name: "w", run_count: 1, flow_run_run_count: 0, expected_start_time: "2026-03-14T09:26:53.000001Z",
  next_scheduled_start_time: null, start_time: "2026-03-14T09:26:53Z", end_time: null, total_run_time: 1.5, estimated_run_time: 0,
  estimated_start_time_delta: 12.345678,
};

/** A payload of each model in which every field is its own answer. */
const PLAIN = { TaskRunCreate: create, TaskRunUpdate: { name: "x" }, StateCreate: state, State: run.state, TaskRun: run };

/** What JSON may have in a value's place. */
const TEXTS = [
  "null", "true", "false", "0", "-0", "-0.0", "0.0", "1", "-1", "1.0", "1.5", "-0.5", "5e-324", "1e-7", "1e3", "1E400",
  "-1e400", "NaN",
  "Infinity", "0.1234567", "1234567.123456", "999999999.999999", "1e9", "0.30000000000000004", "9007199254740991",
  "9007199254740992",
  "9007199254740993", "-9007199254740993", "1e15", "-1e15", "1e16", "1e20", "1e21", "123456789012345678901234567890", "1".repeat(4300),
  "1".repeat(4301), "[]", "{}", "[null]", "[0]", "[1.0]", "[1,2.5]", "[true]", '["1"]', '["a","b","a"]', "[[1]]",
  `[${"1,".repeat(49)}1]`,
  `[${"1,".repeat(50)}1]`, '{"a":null}', '{"a":1}', '{"a":"b"}', '{"a":[]}', '{"b":1,"a":2,"1":3,"0":4}', '{"__proto__":1}',
  '{"a":{"__proto__":{}}}', '{"constructor":"a"}', '{"toString":"a","hasOwnProperty":"b","valueOf":"c"}', '{"toJSON":"a"}',
  '{"\\u0000":"a"}', '{"\\ud800":"a"}', '{"a":"\\ud800"}', '{"a":1,"a":"b"}', '{"a":"\\ud800","a":"b"}',
  '{"\ud83d\ude00":"\ud83d\ude00"}',
  `{"a":${"1".repeat(4301)},"a":1}`, `{"type":"unpersisted"}`, "[".repeat(99) + "]".repeat(99), "[".repeat(101) + "]".repeat(101),
  '{"a":'.repeat(100) + "1" + "}".repeat(100), '""', '" "', '"a"', '"A"', '"1"', '"true"', '"null"', '"\\u0000"',
  '"\\ud83d\\ude00"', '"\\ud83d"',
  '"\\uDE00"', '"\\ud7ff"', '"\ud83d\ude00"', '"\u00e9"', '"\u2028"', '"\ufeff"', '"\\/"', JSON.stringify("a".repeat(2000)),
  JSON.stringify("a".repeat(2001)), JSON.stringify("\u{1f600}".repeat(1001)), JSON.stringify("\u{1f600}".repeat(2000)),
  // UUIDs
  `"${id}"`, `"${id.toUpperCase()}"`, `"${id.replaceAll("-", "")}"`, `"{${id}}"`, `"urn:uuid:${id}"`, `" ${id}"`, `"${id}\\n"`,
  `"${id.slice(1)}"`, '"00000000-0000-0000-0000-000000000000"', '"ffffffff-ffff-ffff-ffff-ffffffffffff"',
  // the members of enumerations and unions
  '"SCHEDULED"', '"COMPLETED"', '"PENDING"', '"pending"', '"RUNNING\\n"', '"LATE"', '"task_run"', '"flow_run"',
  '"parameter"', '"constant"',
  `[{"input_type":"task_run","id":"${id}"}]`, `[{"id":"${id}"}]`, `[{"id":"${id}","input_type":"flow_run"}]`, '[{"name":"a"}]',
  '[{"input_type":"constant","type":"a","id":1}]', '[{"input_type":"parameter","name":"a"},{"input_type":"parameter"}]',
  `{"a":[{"input_type":"task_run","id":"${id}"}]}`, `{"a":[{"input_type":"task_run","name":"b"}]}`,
  // states and policies
  '{"type":"PENDING"}', '{"type":"PENDING","name":"a"}', '{"type":"SCHEDULED","name":"a"}', '{"name":"a"}',
  '{"type":"SCHEDULED","name":"a","state_details":{"scheduled_time":null}}', '{"type":"RUNNING","name":"","state_details":{}}',
  '{"type":"SCHEDULED","name":"a","state_details":{"scheduled_time":"2026-03-14T09:26:53Z"}}', '{"max_retries":1}',
  '{"max_retries":0}',
  '{"max_retries":1,"retries":2}', '{"retry_delay_seconds":0.5}', '{"retry_delay_seconds":-1,"retry_delay":3}',
  '{"max_retries":null}',
  '{"retry_jitter_factor":-0.1}', '{"retry_jitter_factor":0}', '{"scheduled_time":"2026-03-14T09:26:53Z"}',
];

const DATES = ["0000-01-01", "0001-01-01", "1582-10-10", "1900-02-29", "2000-02-29", "2024-02-29", "2026-02-28", "2026-02-29", "2026-04-30",
  "2026-04-31", "2026-12-31", "2026-00-10", "2026-13-10", "2026-01-00", "2026-01-32", "9999-12-31", "10000-01-01", "26-01-01"];
const CLOCKS = ["00:00:00", "23:59:59", "24:00:00", "12:60:00", "12:00:60", "12:00", "09:26:53.589793", "09:26:53.000000", "09:26:53.589",
  "09:26:53.000", "09:26:53.5", "09:26:53.5897930", "09:26:53.0000001", "09:26:53.000001", "09:26:53.", "09:26:53.100000", "09:26:53,589"];
const OFFSETS = ["Z", "z", "", "+00:00", "-00:00", "+01:00", "-01:30", "+0100", "+14:00", "+15:00", "+23:59", "-23:59", "+24:00", "+00:01", " Z", "+01",
  "Z\\n"];

/** Every way to write a time, good and bad, as JSON. */
const TIMES = DATES.flatMap((date) =>
  CLOCKS.flatMap((clock) => OFFSETS.map((offset) => `"${date}T${clock}${offset}"`)),
).concat('"2026-01-01"', '"2026-01-01 00:00:00Z"', '"2026-01-01t00:00:00Z"', '"0001-01-01T00:00:00+01:00"', '"9999-12-31T23:59:59-01:00"');

/** The ways to all values within one. */
function* ways(value, way = []) {
  yield way;
  if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      yield* ways(member, [...way, Array.isArray(value) ? Number(key) : key]);
    }
  }
}

const MARK = "\u0001here\u0001";

/** A value with another one at the end of a way. */
function withAt(value, [step, ...rest], other) {
  if (step === undefined) {
    return other;
  }
  const copy = Array.isArray(value) ? [...value] : { ...value };
  copy[step] = withAt(value[step], rest, other);
  return copy;
}

test("the plain payloads are", () => {
  for (const model of MODELS) {
    compareText(model, JSON.stringify(PLAIN[model]));
    compareValue(model, PLAIN[model], () => model);
  }
  assert.deepEqual(counted(), { plain: 10, other: 0 });
});

test("a state without a name has that of its type", () => {
  const types = taskrun.StateCreate.fields.find(({ name }) => name === "type").choices;
  for (const type of types) {
    compareValue("TaskRunCreate", { ...create, state: { type } }, () => type);
    compareText("StateCreate", JSON.stringify({ state_details, name: null, type }));
    compareText("State", JSON.stringify({ ...run.state, type, name: null }));
    compareText("StateCreate", JSON.stringify({ type, name: "" }));
  }
  // One that is scheduled wants a time, which is made up.
  assert.deepEqual(counted(), { plain: 4 * types.length - 2, other: 2 });
});

test("whatever JSON has in a value's place", () => {
  for (const model of MODELS) {
    for (const way of ways(PLAIN[model])) {
      const [before, after] = JSON.stringify(withAt(PLAIN[model], way, MARK)).split(JSON.stringify(MARK));
      for (const text of TEXTS) {
        compareText(model, before + text + after);
      }
      if (after.startsWith("}") || after.startsWith(",")) {
        compareText(model, `${before}null,"unknown":1${after}`);
      }
    }
  }
  const { plain, other } = counted();
  assert.ok(plain > 2000 && other > 5000, `${plain} were plain, ${other} were not`);
});

test("however a time is written", () => {
  const [before, after] = JSON.stringify({ ...create, cache_expiration: MARK }).split(JSON.stringify(MARK));
  for (const time of TIMES) {
    compareText("TaskRunCreate", before + time + after);
  }
  const { plain, other } = counted();
  assert.ok(plain > 300 && other > 2000, `${plain} were plain, ${other} were not`);
});

/** What a member may have that another of the same name hides; JSON.parse does not tell of it. */
const HIDDEN = [
  "1",
  "null",
  '"\\ud800"',
  '"\\uD800"',
  '"\ud800"',
  "1".repeat(4301),
  "[".repeat(10_000) + "]".repeat(10_000),
  '{"a":'.repeat(10_000) + "1" + "}".repeat(10_000),
];

test("a field that is absent, undefined or given twice, and fields in another order", () => {
  for (const model of MODELS) {
    for (const way of ways(PLAIN[model])) {
      const name = way.at(-1);
      if (typeof name !== "string") {
        continue;
      }
      const of = way.slice(0, -1).reduce((part, step) => part[step], PLAIN[model]);
      const { [name]: value, ...others } = of;
      const at = way.slice(0, -1);
      for (const changed of [others, { ...others, [name]: value }, { [name]: value, ...others }, { ...others, [name]: undefined }]) {
        compareValue(model, withAt(PLAIN[model], at, changed), () => JSON.stringify(changed));
        compareText(model, JSON.stringify(withAt(PLAIN[model], at, changed)));
      }
      const [before, after] = JSON.stringify(withAt(PLAIN[model], at, MARK)).split(JSON.stringify(MARK));
      for (const hidden of HIDDEN) {
        compareText(model, before + JSON.stringify(of).replace("{", `{${JSON.stringify(name)}:${hidden},`) + after);
      }
    }
  }
  const { plain, other } = counted();
  assert.ok(plain > 300 && other > 300, `${plain} were plain, ${other} were not`);
});

class Own {
  constructor(value) {
    Object.assign(this, value);
  }
}

/** What JavaScript may have in a value's place. */
function strange(value) {
  const isObject = typeof value === "object" && value !== null;
  const members = isObject && !Array.isArray(value) ? value : { a: value };
  const hidden = (name, found) => Object.defineProperty({ ...members }, name, { value: found, enumerable: false });
  return [
    undefined, NaN, Infinity, -0, 0n, 5n, 2n ** 64n, Symbol("a"), () => value, function named() {}, new Date(0),
    new Date("2026-01-02T03:04:05.678Z"),
    new Date(NaN), new Date(8.64e15), new Date(-1), new (class extends Date {})(0), Object.create(Date.prototype),
    Object.assign(new Date(0), { toJSON: () => "a" }), Object.assign(new Date(0), { [Symbol.toStringTag]: "Other" }),
    new Map(), new Map([["a", 1]]), new Set(["a"]), /a/, new Error("a"), new Uint8Array(2), Object("a"), Object(1), Object(true),
    Promise.resolve(1), new WeakMap(), new Own(members), Object.create(members), Object.create({ name: "a", id: "b" }),
    Object.assign(Object.create(null), members), Object.freeze({ ...members }), new Proxy({ ...members }, {}),
    new Proxy([value], {}),
    new Proxy({ ...members }, { get: () => { throw new Error("no"); } }), new Proxy({ ...members }, { ownKeys: () => [] }),
    { get a() { throw new Error("no"); } }, { get name() { return "a"; } }, { ...members, get name() { return "b"; } },
    { ...members, [Symbol("a")]: 1 }, { ...members, unknown: undefined }, hidden("hidden", 1), hidden("name", "b"), hidden("id", id), hidden("toJSON", () => "a"),
    { toJSON: () => value }, { ...members, toJSON: () => value }, { ...members, toJSON: "a" }, { toJSON: () => undefined },
    [value], [value, value], [, value], [undefined], Object.assign([value], { extra: 1 }), Object.assign([value], { toJSON: () => value }),
    Object.setPrototypeOf([value], null), Object.setPrototypeOf([value], Own.prototype),
    new (class extends Array {})(), "\ud800", "a\udc00", "\ud83d\ude00",
    { "\ud800": "a" }, { a: "\udfff" }, 2 ** 53, 2 ** 53 - 1, -(2 ** 53), 1e21, 1e300, 5e-324, Number.MAX_VALUE,
    0.1 + 0.2, JSON.parse('{"__proto__":1}'),
  ];
}

test("whatever JavaScript has in a value's place", () => {
  for (const model of MODELS) {
    for (const way of ways(PLAIN[model])) {
      const value = way.reduce((part, step) => part[step], PLAIN[model]);
      strange(value).forEach((other, index) => {
        compareValue(model, withAt(PLAIN[model], way, other), () => `${way.join(".")}: ${index}`);
      });
    }
  }
  const { plain, other } = counted();
  assert.ok(plain > 1000 && other > 5000, `${plain} were plain, ${other} were not`);
});

test("a value within itself, the same value many times, and one that is too deep", () => {
  const within = [];
  within.push({ within });
  let many = [1, 2];
  for (let level = 0; level < 40; level++) {
    many = [many, many];
  }
  const nested = (levels) => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  for (const data of [within, many, nested(101), nested(5000)]) {
    assert.equal(plainly(makers.StateCreate, { ...state, data }, false), undefined);
  }
  const same = { a: 1 };
  for (const data of [[same, same], nested(100)]) {
    compareValue("StateCreate", { ...state, data }, () => JSON.stringify(data));
  }
  assert.deepEqual(counted(), { plain: 2, other: 0 });
});

test("what is answered is no one else's", () => {
  const payload = structuredClone(create);
  const { data } = taskrun.TaskRunCreate.safeParse(payload);
  for (const way of ways(payload)) {
    const [given, made] = [payload, data].map((root) => way.reduce((part, step) => part[step], root));
    assert.ok(typeof given !== "object" || given === null || given !== made, way.join("."));
  }
  assert.deepEqual(payload, create);
  const minimal = { name: "a", task_key: "b", dynamic_key: "c" };
  const [one, other] = [taskrun.TaskRunCreate.parse(minimal), taskrun.TaskRunCreate.parse(minimal)];
  for (const name of ["empirical_policy", "tags", "labels", "task_inputs"]) {
    assert.notEqual(one[name], other[name], name);
  }
});

test("what is asked meanwhile changes nothing", () => {
  const labels = { a: 1 };
  const payload = {
    get id() {
      return plainlyOfText(makers.TaskRunCreate, JSON.stringify(create)).id;
    },
    name: "a",
    task_key: "b",
    dynamic_key: "c",
    labels,
  };
  const answer = plainly(makers.TaskRunCreate, payload, false);
  assert.deepEqual([answer.id, answer.labels], [id, labels]);
  assert.notEqual(answer.labels, labels);
});

test("no payload does without `init()`", async () => {
  const slim = await import("prefect-taskrun/slim");
  for (const parse of [() => slim.TaskRunCreate.parse(create), () => slim.TaskRunCreate.parseJson(JSON.stringify(create))]) {
    assert.throws(parse, /`init\(\)` comes before anything else/);
  }
});

test("options in which nothing is given are none", () => {
  // The core reads a text beyond ASCII twice.
  const reads = (options) => {
    let count = 0;
    taskrun.TaskRunCreate.parse({ ...few, get task_key() { count++; return "ä"; } }, options);
    return count;
  };
  const few = { name: "a", dynamic_key: "c" };
  const none = [undefined, {}, { now: undefined, seed: undefined, serverVersion: undefined }, { spans: true }, null];
  assert.deepEqual(none.map(reads), [1, 1, 1, 1, 1]);
  assert.deepEqual([{ now: new Date(0) }, { seed: 1 }, { serverVersion: "3.9.1" }].map(reads), [2, 2, 2]);
  for (const bad of [{ seed: null }, { now: "no" }, { serverVersion: null }]) {
    assert.throws(() => taskrun.TaskRunCreate.parse(create, bad), RangeError);
    assert.throws(() => taskrun.TaskRunCreate.parseJson(JSON.stringify(create), bad), RangeError);
  }
});

test("another JSON.parse is not asked", () => {
  const { parse } = JSON;
  const body = JSON.stringify(create);
  JSON.parse = () => ({ ...create, name: "not mine" });
  try {
    assert.equal(taskrun.TaskRunCreate.parseJson(body).name, create.name);
  } finally {
    JSON.parse = parse;
  }
});

test("payloads of which few are plain", () => {
  const other = { ...create, id: id.toUpperCase() };
  for (let call = 0; call < 500; call++) {
    const payload = call % 7 === 0 || call > 300 ? create : other;
    assert.equal(JSON.stringify(taskrun.TaskRunCreate.parse(payload)), JSON.stringify(create));
    assert.equal(JSON.stringify(taskrun.TaskRunCreate.parseJson(JSON.stringify(payload))), JSON.stringify(create));
  }
});

test("where objects seem to have what they have not", () => {
  const few = { name: "a", task_key: "b", dynamic_key: "c" };
  const payloads = [create, few, { ...few, unknown: 1 }, { ...few, task_inputs: { a: [{ id }] } }];
  for (const [of, name, property] of [
    [Object.prototype, "cache_key", { value: "not mine", enumerable: true }],
    [Object.prototype, "cache_key", { value: "not mine", enumerable: false }],
    [Object.prototype, "input_type", { value: "task_run", enumerable: false }],
    [Object.prototype, "toJSON", { value: () => "not mine", enumerable: false }],
    [Array.prototype, "toJSON", { value: () => "not mine", enumerable: false }],
  ]) {
    const texts = payloads.map((payload) => JSON.stringify(payload));
    Object.defineProperty(of, name, { ...property, configurable: true });
    try {
      payloads.forEach((payload) => compareValue("TaskRunCreate", payload, () => name));
      texts.forEach((text) => compareText("TaskRunCreate", text));
    } finally {
      delete of[name];
    }
  }
  const { plain, other } = counted();
  assert.ok(plain > 5 && other > 5, `${plain} were plain, ${other} were not`);
});

test("every recorded body", () => {
  for (const line of recording("corpus.jsonl.gz")) {
    const { model, body } = JSON.parse(line);
    const text = Buffer.from(body, "base64").toString();
    compareText(model, text);
    let value;
    try {
      value = JSON.parse(text);
    } catch {
      continue;
    }
    compareValue(model, value, () => text);
  }
  const { plain, other } = counted();
  assert.ok(plain > 20 && other > 3000, `${plain} were plain, ${other} were not`);
});

test("large bodies", () => {
  for (const digits of [2000, 4300, 4301, 5000]) {
    for (const before of [0, 1, 31, 2117, 2118, 2119, 2149, 2150, 2151, 4299, 9000]) {
      const hidden = `{"tags":["${"a".repeat(before)}"],"cache_key":${"1".repeat(digits)},`;
      compareText("TaskRunCreate", hidden + JSON.stringify(create).slice(1));
      compareText("TaskRunCreate", hidden.replace(":1", ":-1") + JSON.stringify(create).slice(1));
    }
  }
  for (const length of [2 ** 20 - 2000, 2 ** 20]) {
    compareText("TaskRunCreate", JSON.stringify({ ...create, task_key: "a".repeat(length) }));
  }
  for (const levels of [5_000, 9_990, 9_991, 9_992, 9_993, 9_994, 9_995, 9_996]) {
    const [open, close] = ["[".repeat(levels), "]".repeat(levels)];
    compareText("TaskRunCreate", `{"tags":${open}${close},${JSON.stringify(create).slice(1)}`);
  }
  const { plain, other } = counted();
  assert.ok(plain > 10 && other > 20, `${plain} were plain, ${other} were not`);
});
