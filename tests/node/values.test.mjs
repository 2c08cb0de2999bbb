// What becomes of JavaScript's values, of which JSON has no word for many.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { inspect } from "node:util";
import { createContext, runInContext } from "node:vm";
import { State, StateCreate, TaskRun, TaskRunCreate, ValidationError, createTaskRun, respond } from "prefect-taskrun";

const options = { now: "2026-01-02T03:04:05.678901Z", seed: 42 };
const minimal = { task_key: "load", dynamic_key: "0" };
const parse = (fields) => TaskRunCreate.parse({ ...minimal, ...fields }, options);

/** What is wrong with a payload: each issue as its path, type and message. */
function wrong(payload, model = TaskRunCreate) {
  const result = model.safeParse(payload, options);
  assert.equal(result.success, false);
  return result.error.issues.map(({ path, type, msg }) => [path.join("."), type, msg]);
}

/** The one thing that is wrong with a field's value. */
function fault(fields) {
  const found = wrong({ ...minimal, ...fields });
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0];
}

/** The one thing that is wrong with a value where anything may stand. */
function faultOfData(data) {
  const found = wrong({ type: "COMPLETED", data }, StateCreate);
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0];
}

const NO_JSON = "input was not a valid JSON value";
const NO_TEXT = "Input should be a valid string";
const NO_UNICODE = "Input should be a valid string, unable to parse raw data as a unicode string";
const CYCLE = "Recursion error - cyclic reference detected";
const NO_OBJECT = "Input should be a valid dictionary or object to extract fields from";

test("undefined is absent", () => {
  assert.equal(parse({ name: undefined, cache_key: undefined, unknown: undefined }).cache_key, null);
  assert.deepEqual(wrong({ task_key: undefined, dynamic_key: "0" }), [["task_key", "missing", "Field required"]]);
  assert.deepEqual(wrong(undefined), [["", "model_attributes_type", NO_OBJECT]]);
  // JSON has null for it in a list.
  assert.deepEqual(fault({ tags: ["a", undefined] }), ["tags.1", "string_type", NO_TEXT]);
  assert.deepEqual(StateCreate.parse({ type: "COMPLETED", data: [undefined, { a: undefined }] }).data, [null, {}]);
});

test("a Date is a datetime, and nothing else", () => {
  const date = new Date("2026-01-02T03:04:05.678Z");
  assert.equal(parse({ cache_expiration: date }).cache_expiration, "2026-01-02T03:04:05.678000Z");
  assert.equal(parse({ cache_expiration: new Date(0) }).cache_expiration, "1970-01-01T00:00:00Z");
  assert.equal(parse({ cache_expiration: new Date(-1) }).cache_expiration, "1969-12-31T23:59:59.999000Z");
  assert.deepEqual(fault({ task_key: date }), ["task_key", "string_type", NO_TEXT]);
  assert.deepEqual(
    wrong({ ...minimal, labels: { a: date } }).map(([path, type]) => [path, type]),
    ["bool_type", "int_type", "float_type", "string_type"].map((type) => ["labels.a", type]),
  );
  assert.deepEqual(StateCreate.parse({ type: "COMPLETED", data: { at: date } }).data, { at: "2026-01-02T03:04:05.678000Z" });
});

test("a Date that Python has no datetime for is an issue", () => {
  const words = "Input should be a valid datetime";
  for (const date of [new Date(Number.NaN), new Date(8.64e15), new Date("-000001-01-01T00:00:00Z")]) {
    assert.deepEqual(fault({ cache_expiration: date }), ["cache_expiration", "datetime_type", words]);
  }
  assert.equal(parse({ cache_expiration: new Date("9999-12-31T23:59:59.999Z") }).cache_expiration, "9999-12-31T23:59:59.999000Z");
  assert.equal(parse({ cache_expiration: new Date("0001-01-01T00:00:00Z") }).cache_expiration, "0001-01-01T00:00:00Z");
});

test("another realm's values are as good", () => {
  const realm = createContext({});
  const payload = runInContext("({task_key: 'load', dynamic_key: '0', tags: ['a'], cache_expiration: new Date(0)})", realm);
  assert.equal(TaskRunCreate.parse(payload).cache_expiration, "1970-01-01T00:00:00Z");
  assert.deepEqual(TaskRunCreate.parse(payload).tags, ["a"]);
  assert.equal(TaskRunCreate.parse(Object.assign(Object.create(null), minimal)).task_key, "load");
});

test("a number is what JSON.stringify makes of it", () => {
  const labels = { whole: 1.0, half: 0.5, zero: -0, most: 2 ** 53 - 1, more: 2 ** 60, least: -(2 ** 31) - 1, huge: 1e21, tiny: 1e-7 };
  const { labels: kept } = TaskRunCreate.parseJson(TaskRunCreate.dumpJson({ ...minimal, labels }));
  assert.equal(
    TaskRunCreate.dumpJson({ ...minimal, labels }, options).match(/"labels":(\{.*?\})/)[1],
    '{"whole":1,"half":0.5,"zero":0,"most":9007199254740991,"more":1152921504606847000,"least":-2147483649,"huge":1e+21,"tiny":1e-7}',
  );
  assert.deepEqual(kept, { ...labels, zero: 0, more: 1152921504606847000n });
  assert.equal(parse({ empirical_policy: { retries: 3.0 } }).empirical_policy.retries, 3);
  const fraction = "Input should be a valid integer, got a number with a fractional part";
  assert.deepEqual(fault({ empirical_policy: { retries: 3.5 } }), ["empirical_policy.retries", "int_from_float", fraction]);
});

test("NaN and the infinities are numbers, as Python has them", () => {
  const labels = { nan: Number.NaN, most: Number.POSITIVE_INFINITY, least: Number.NEGATIVE_INFINITY };
  assert.deepEqual(parse({ labels }).labels, labels);
  assert.deepEqual(TaskRunCreate.parseJson('{"task_key": "a", "dynamic_key": "b", "labels": {"nan": NaN, "most": Infinity, "least": -Infinity}}').labels, labels);
  assert.match(TaskRunCreate.dumpJson({ ...minimal, labels }), /"labels":\{"nan":null,"most":null,"least":null\}/);
  const retries = (retries) => fault({ empirical_policy: { retries } });
  assert.deepEqual(retries(Number.NaN), ["empirical_policy.retries", "finite_number", "Input should be a finite number"]);
  assert.deepEqual(fault({ cache_expiration: Number.NaN }).slice(1), ["datetime_parsing", "Input should be a valid datetime, NaN values not permitted"]);
});

test("a BigInt is an integer, and integers past 2**53 stay exact", () => {
  const most = 123456789012345678901234567890n;
  const policy = parse({ empirical_policy: { retries: most, max_retries: 5n } }).empirical_policy;
  assert.equal(policy.retries, most);
  assert.equal(policy.max_retries, 5);
  const text = `{"task_key":"a","dynamic_key":"b","labels":{"a":${most},"b":-9007199254740993,"c":9007199254740991}}`;
  const data = TaskRunCreate.parseJson(text, options);
  assert.deepEqual(data.labels, { a: most, b: -9007199254740993n, c: 9007199254740991 });
  assert.ok(TaskRunCreate.dumpJson(data, options).includes(`{"a":${most},"b":-9007199254740993,"c":9007199254740991}`));
  assert.deepEqual(createTaskRun(data, options).labels, data.labels);
  assert.equal(fault({ task_key: most })[1], "string_type");
});

test("an integer of more digits than a server reads is none", () => {
  const words = "Input should be a valid integer";
  const retries = 10n ** 4300n;
  assert.deepEqual(fault({ empirical_policy: { retries } }), ["empirical_policy.retries", "int_type", words]);
  assert.deepEqual(faultOfData([retries]), ["data.0", "invalid-json-value", NO_JSON]);
  assert.equal(parse({ empirical_policy: { retries: retries - 1n } }).empirical_policy.retries, retries - 1n);
});

class Point {
  x = 1;
}

const STRANGE = {
  "a function": () => 1,
  "a symbol": Symbol("s"),
  "a Map": new Map([["a", 1]]),
  "a Set": new Set(["a"]),
  "an instance of a class": new Point(),
  "an error": new Error("e"),
  "a promise": Promise.resolve({}),
  "a regular expression": /a/,
  "bytes": new Uint8Array(3),
  "a boxed string": new String("a"),
  "a boxed number": new Number(1),
  "a boxed boolean": new Boolean(true),
  "a boxed BigInt": Object(1n),
  "a boxed symbol": Object(Symbol("s")),
  "a list with gaps": [, 1],
  "a huge list of gaps": new Array(4294967295),
  "an invalid Date": new Date(Number.NaN),
};

for (const [what, value] of Object.entries(STRANGE)) {
  test(`${what} is an issue wherever it stands`, () => {
    assert.deepEqual(fault({ task_key: value }), ["task_key", "string_type", NO_TEXT]);
    assert.deepEqual(fault({ id: value }).slice(0, 2), ["id", "uuid_type"]);
    assert.deepEqual(fault({ cache_expiration: value }).slice(0, 2), ["cache_expiration", "datetime_type"]);
    assert.deepEqual(fault({ empirical_policy: value }), ["empirical_policy", "model_attributes_type", NO_OBJECT]);
    assert.deepEqual(fault({ empirical_policy: { retries: value } }).slice(0, 2), ["empirical_policy.retries", "int_type"]);
    assert.deepEqual(fault({ tags: value }).slice(0, 2), ["tags", "list_type"]);
    assert.deepEqual(fault({ tags: ["a", value] }), ["tags.1", "string_type", NO_TEXT]);
    assert.deepEqual(fault({ labels: value }).slice(0, 2), ["labels", "dict_type"]);
    assert.deepEqual(fault({ unknown: value }).slice(0, 2), ["unknown", "extra_forbidden"]);
    assert.deepEqual(wrong(value), [["", "model_attributes_type", NO_OBJECT]]);
    assert.deepEqual(faultOfData(value), ["data", "invalid-json-value", NO_JSON]);
    assert.deepEqual(faultOfData({ a: [1, { b: value }] }), ["data.a.1.b", "invalid-json-value", NO_JSON]);
    const { error } = TaskRunCreate.safeParse({ ...minimal, task_key: value });
    assert.ok(Object.is(error.issues[0].input, value));
    assert.equal(JSON.parse(JSON.stringify(error)).length, 1);
    // Where a field is passed over, so is its value.
    assert.equal(parse({ state: { type: "PENDING", state_details: { unknown: value } } }).state.type, "PENDING");
  });
}

test("every issue within data is told", () => {
  const data = [() => 1, { a: new Map(), b: [1] }, "\ud800", { "\udc00": 1 }];
  assert.deepEqual(wrong({ type: "COMPLETED", data }, StateCreate), [
    ["data.0", "invalid-json-value", NO_JSON],
    ["data.1.a", "invalid-json-value", NO_JSON],
    ["data.2", "string_unicode", NO_UNICODE],
    ["data.3.\ufffd", "string_unicode", NO_UNICODE],
  ]);
});

test("a value within itself is an issue where it comes again", () => {
  const data = { a: [1] };
  data.a.push(data);
  assert.deepEqual(faultOfData(data), ["data.a.1", "recursion_loop", CYCLE]);
  const payload = { ...minimal };
  payload.state = payload;
  assert.deepEqual(wrong(payload), [["state", "recursion_loop", CYCLE]]);
  assert.doesNotThrow(() => JSON.stringify(TaskRunCreate.safeParse(payload).error));
  // Twice is not within.
  const twice = { n: 1 };
  assert.deepEqual(StateCreate.parse({ type: "COMPLETED", data: [twice, twice] }).data, [twice, twice]);
});

test("a getter that throws is an issue at its place, and the rest is looked at", () => {
  const boom = (name) => ({
    get [name]() {
      throw new TypeError("boom");
    },
  });
  const words = "Error extracting attribute: TypeError: boom";
  const payload = Object.defineProperties({ dynamic_key: 1 }, Object.getOwnPropertyDescriptors(boom("task_key")));
  assert.deepEqual(wrong(payload), [
    ["task_key", "get_attribute_error", words],
    ["dynamic_key", "string_type", NO_TEXT],
  ]);
  assert.deepEqual(fault({ labels: boom("a") }), ["labels.a", "get_attribute_error", words]);
  assert.deepEqual(faultOfData({ deep: [boom("a")] }), ["data.deep.0.a", "get_attribute_error", words]);
  assert.equal(TaskRunCreate.safeParse(payload).error.issues[0].ctx.error, "TypeError: boom");
  assert.doesNotThrow(() => JSON.stringify(TaskRunCreate.safeParse(payload).error));
});

test("what is thrown may be anything", () => {
  const nasty = { toString() { throw new Error("no"); } };
  for (const [thrown, shown] of [["words", "words"], [undefined, "undefined"], [Symbol("s"), "Symbol(s)"], [nasty, "an error that cannot be shown"], ["\ud800é", "\ufffdé"]]) {
    const labels = { get a() { throw thrown; } };
    assert.equal(fault({ labels })[2], `Error extracting attribute: ${shown}`);
  }
});

test("a proxy is what it says it is", () => {
  assert.equal(TaskRunCreate.parse(new Proxy({ ...minimal, tags: new Proxy(["a"], {}) }, {})).tags[0], "a");
  const trap = (name) => new Proxy({ a: 1 }, { [name]() { throw new Error(name); } });
  for (const name of ["ownKeys", "getPrototypeOf", "getOwnPropertyDescriptor"]) {
    assert.deepEqual(fault({ labels: trap(name) }), ["labels", "get_attribute_error", `Error extracting attribute: Error: ${name}`]);
  }
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  assert.equal(fault({ labels: proxy })[1], "get_attribute_error");
  assert.equal(wrong(proxy)[0][1], "get_attribute_error");
  const get = trap("get");
  assert.equal(fault({ labels: get })[1], "get_attribute_error");
  const endless = new Proxy({}, { get: (_target, key) => (key === "toJSON" ? undefined : endlessly()), ownKeys: () => ["a"], getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }) });
  const endlessly = () => new Proxy(endless, {});
  assert.equal(faultOfData(endless)[1], "recursion_loop");
});

test("a toJSON method says what an object is in JSON", () => {
  const instant = { toJSON: () => "2026-01-02T03:04:05Z" };
  const { cache_expiration, tags } = parse({ cache_expiration: instant, tags: ["b"] });
  assert.deepEqual([cache_expiration, tags], ["2026-01-02T03:04:05Z", ["b"]]);
  assert.equal(TaskRunCreate.parse({ toJSON: () => ({ ...minimal, id: null }) }).id, null);
  assert.deepEqual(StateCreate.parse({ type: "COMPLETED", data: { toJSON: () => [undefined] } }).data, [null]);
  class Tagged {
    #tags = ["a"];
    toJSON() {
      return { ...minimal, tags: this.#tags };
    }
  }
  assert.deepEqual(TaskRunCreate.parse(new Tagged()).tags, ["a"]);
  assert.equal(fault({ cache_expiration: new URL("http://a.b/") })[1], "datetime_from_date_parsing");
});

test("an error in JSON has inputs as JSON says them, of any realm", () => {
  const shown = (input) => JSON.parse(JSON.stringify(TaskRunCreate.safeParse({ ...minimal, tags: input }).error))[0].input;
  const foreign = runInContext("({ a: [{ b: 1 }], at: new Date(0) })", createContext({}));
  assert.deepEqual(shown(foreign), { a: [{ b: 1 }], at: "1970-01-01T00:00:00.000Z" });
  assert.equal(shown(new Date(0)), "1970-01-01T00:00:00.000Z");
  class Named { toJSON() { return { name: [1n] }; } }
  assert.deepEqual(shown({ of: new Named() }), JSON.parse(JSON.stringify({ of: { name: [typeof JSON.rawJSON === "function" ? 1 : "1"] } })));
  const same = { a: 1, toJSON() { return this; } };
  assert.equal(shown(same).a, 1);
  const within = { a: [undefined] };
  within.within = within;
  assert.deepEqual(shown(within), { a: [null], within: null });
  const endless = { toJSON: () => ({ ...endless }) };
  assert.equal(shown(endless), null);
  assert.equal(shown(new Map()), "[object Map]");
});

test("a toJSON method may be of no use", () => {
  const throws = { toJSON() { throw new Error("boom"); } };
  assert.deepEqual(fault({ task_key: throws }), ["task_key", "get_attribute_error", "Error extracting attribute: Error: boom"]);
  class Same {
    toJSON() {
      return this;
    }
  }
  assert.equal(faultOfData(new Same())[1], "invalid-json-value");
  class Within {
    toJSON() {
      return { within: this };
    }
  }
  assert.deepEqual(faultOfData(new Within()), ["data.within", "recursion_loop", CYCLE]);
  const { error } = TaskRunCreate.safeParse({ ...minimal, task_key: throws });
  assert.equal(error.issues[0].input, throws);
});

test("half a surrogate pair is no text", () => {
  assert.deepEqual(fault({ task_key: "a\ud800" }), ["task_key", "string_unicode", NO_UNICODE]);
  // Nor are a half and a character past all halves, nor two second halves.
  for (const task_key of ["\ud83d\uff01", "\ude00\ude00"]) {
    assert.deepEqual(fault({ task_key }), ["task_key", "string_unicode", NO_UNICODE]);
  }
  assert.equal(parse({ task_key: "😀\ud83d\ude00é" }).task_key, "😀😀é");
  assert.deepEqual(wrong({ "\ud800": 1, ...minimal })[0].slice(1), ["invalid_key", "Keys should be strings"]);
  assert.equal(wrong({ ...minimal, labels: { "\ud800": 1 } })[0][1], "string_unicode");
  // Two halves of different texts are no pair.
  assert.deepEqual(wrong({ task_key: "\ud83d", dynamic_key: "\ude00" }).map(([path]) => path), ["task_key", "dynamic_key"]);
  const { error } = TaskRunCreate.safeParseJson('{"task_key": "\ud800", "dynamic_key": "b"}');
  assert.deepEqual(error.issues[0].ctx, { error: "Invalid \\uXXXX escape: a lone surrogate" });
  const twice = TaskRunCreate.safeParseJson('{"task_key": "\ud800", "dynamic_key": "\ud800"}').error;
  assert.deepEqual(twice.issues[0].ctx, error.issues[0].ctx);
  assert.equal(TaskRunCreate.safeParseJson('{"task_key": "é\ud83d\ude00", "dynamic_key": "b"}').data.task_key, "é😀");
});

test("names that JavaScript holds dear are names", () => {
  const labels = JSON.parse('{"__proto__": 1, "constructor": 2, "toString": "x", "hasOwnProperty": true, "0": 5}');
  const kept = parse({ labels }).labels;
  assert.deepEqual(Object.entries(kept), Object.entries(labels));
  assert.equal(Object.getPrototypeOf(kept), Object.prototype);
  assert.equal(fault(JSON.parse('{"__proto__": 1}')).length, 3);
});

test("names that every object seems to have count for none", () => {
  Object.prototype.unwanted = 1;
  try {
    assert.equal(TaskRunCreate.parse(minimal, options).task_key, "load");
  } finally {
    delete Object.prototype.unwanted;
  }
});

test("what stands deep within is what it is where nothing is deep", () => {
  let data = [null, true, false, 1, 0.5, "é", 2n ** 64n, [], {}, { __proto__: null, a: [2], b: {}, c: "c" }];
  const text = JSON.stringify(data, (_, value) => (typeof value === "bigint" ? undefined : value));
  let body = text;
  for (let level = 0; level < 150; level++) {
    data = level % 2 ? [data, level] : { in: data, level };
    body = level % 2 ? `[${body},${level}]` : `{"in":${body},"level":${level}}`;
  }
  const inner = (of) => {
    for (let level = 149; level >= 0; level--) {
      assert.equal(of[level % 2 ? 1 : "level"], level);
      of = of[level % 2 ? 0 : "in"];
    }
    return of;
  };
  const made = inner(StateCreate.parse({ type: "COMPLETED", data }, { seed: 0 }).data);
  assert.deepEqual(made, [null, true, false, 1, 0.5, "é", 2n ** 64n, [], {}, { a: [2], b: {}, c: "c" }]);
  const read = inner(StateCreate.parseJson(`{"type":"COMPLETED","data":${body}}`, { seed: 0 }).data);
  assert.deepEqual(read, JSON.parse(text));
});

test("depth ends in an answer, as deep as a JSON text may be", () => {
  const nested = (levels) => {
    let value = [];
    for (let level = 1; level < levels; level++) {
      value = level % 2 ? { a: value } : [value];
    }
    return value;
  };
  const deepest = StateCreate.parse({ type: "COMPLETED", data: nested(9993) });
  assert.equal(State.parse({ ...deepest, id: "3c90c3cc-0d44-4b50-8888-8dd25736052a" }).type, "COMPLETED");
  assert.equal(faultOfData(nested(9994))[1], "recursion_loop");
  assert.equal(faultOfData(nested(1_000_000))[1], "recursion_loop");
});

test("more values than there is room for end in an answer", () => {
  let many = ["x".repeat(10)];
  for (let level = 0; level < 12; level++) {
    many = [many, many, many, many, many, many, many, many];
  }
  const [[path, type, msg]] = wrong({ type: "COMPLETED", data: many }, StateCreate);
  assert.deepEqual([path, type], ["", "get_attribute_error"]);
  assert.match(msg, /RangeError: more than 33554432 values/);
});

test("a getter may validate on its own", () => {
  const inner = [];
  const payload = {
    get task_key() {
      inner.push(TaskRunCreate.safeParse({ task_key: 1, dynamic_key: "é" }, options));
      return "outer";
    },
    dynamic_key: "0",
    tags: ["ö"],
  };
  assert.equal(TaskRunCreate.parse(payload, options).task_key, "outer");
  assert.deepEqual(wrong({ ...Object.create(null), get tags() { return [TaskRunCreate.safeParse(minimal).data.task_key, 1]; }, ...minimal }), [["tags.1", "string_type", NO_TEXT]]);
  assert.deepEqual(inner[0].error.issues.map(({ type, input }) => [type, input]), [["string_type", 1]]);
  assert.ok(inner[0].error instanceof ValidationError);
});

test("only an object's own members that can be enumerated count", () => {
  const payload = Object.defineProperty({ ...minimal, [Symbol("s")]: 1 }, "tags", { value: ["hidden"], enumerable: false });
  assert.deepEqual(TaskRunCreate.parse(payload).tags, []);
  // What has fields only by its prototype is an instance of a class, as it were.
  assert.equal(wrong(Object.create(minimal))[0][1], "model_attributes_type");
  assert.equal(wrong(Object.assign(Object.create({ tags: ["a"] }), minimal))[0][1], "model_attributes_type");
});

test("a Date may be of a class of its own, and of few words", () => {
  class Day extends Date {
    toJSON() {
      return "a day";
    }
  }
  assert.equal(parse({ cache_expiration: new Day(0) }).cache_expiration, "1970-01-01T00:00:00Z");
  const unlike = { get [Symbol.toStringTag]() { return "Date"; } };
  assert.equal(fault({ cache_expiration: unlike })[1], "datetime_type");
});

test("an integer past 2**53 in a text is exact to the end, wherever it stands", () => {
  const most = "123456789012345678901234567890";
  const body = `{"task_key":"a","dynamic_key":"b","labels":{"n":${most}},"state":{"type":"COMPLETED","data":{"n":[${most}]}}}`;
  const run = createTaskRun(TaskRunCreate.parseJson(body, options), options);
  assert.deepEqual([run.labels.n, run.state.data.n[0]], [BigInt(most), BigInt(most)]);
  const text = TaskRun.dumpJson(run);
  assert.equal(text.split(most).length, 3);
  assert.equal(text, respond(body, options).body);
  assert.throws(() => JSON.stringify(run), TypeError);
  assert.deepEqual(TaskRun.parseJson(text), run);
});

test("an integer past 2**53 is exact in an error, too", () => {
  const [most, least] = ["123456789012345678901234567890", "-9007199254740993"];
  const { error } = TaskRunCreate.safeParseJson(`{"task_key": ${most}, "dynamic_key": [${least}, 1]}`);
  assert.deepEqual(error.issues.map(({ input }) => input), [BigInt(most), [BigInt(least), 1]]);
  // A host without `JSON.rawJSON` has a text of its digits.
  const shown = typeof JSON.rawJSON === "function" ? [most, `[${least},1]`] : [`"${most}"`, `["${least}",1]`];
  assert.ok(shown.every((digits) => JSON.stringify(error).includes(`"input":${digits}}`)), JSON.stringify(error));
});

test("what is known beside a payload may be anything as well", () => {
  for (const strange of [new Map(), () => 1, 5, "run", [], new Point(), { get labels() { throw new Error("boom"); } }]) {
    assert.throws(() => createTaskRun(minimal, { flowRun: strange }), ValidationError);
    assert.throws(() => respond(JSON.stringify(minimal), { existing: strange }), ValidationError);
  }
  const run = createTaskRun(minimal, { flowRun: { run_count: 2n ** 60n, labels: { at: Number.NaN } }, existing: undefined });
  assert.deepEqual(run.labels, {});
});

test("Object.prototype may be frozen", () => {
  const text = JSON.stringify({ ...minimal, labels: { constructor: "x", toString: 1, a: true } });
  const realm = `
    import { TaskRunCreate } from "prefect-taskrun";
    Object.freeze(Object.prototype);
    process.stdout.write(JSON.stringify(TaskRunCreate.parseJson(process.argv[1]).labels));
  `;
  const told = execFileSync(process.execPath, ["--input-type=module", "--eval", realm, text], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(told), JSON.parse(text).labels);
});

test("Error.prototype may be frozen", () => {
  const realm = `
    Object.freeze(Error.prototype);
    const { TaskRunCreate } = await import("prefect-taskrun");
    process.stdout.write(TaskRunCreate.safeParse(1).error.name);
  `;
  assert.equal(execFileSync(process.execPath, ["--input-type=module", "--eval", realm], { encoding: "utf8" }), "ValidationError");
});

test("an error has its class's name, whatever a bundler calls it", () => {
  assert.equal(ValidationError.name, "ValidationError");
  assert.match(inspect(new ValidationError("a", "b", [])), /^ValidationError: b/);
  assert.equal(Object.assign(new ValidationError("a", "b", []), { name: "Mine" }).name, "Mine");
});
