// What calls leave behind: no memory, and a package that works, whatever happened in them. `CALLS` says how many.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";

const CALLS = Number(process.env.CALLS ?? 20_000);

/** The package's wasm, as its script makes it. */
const instances = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  constructor(module, imports) {
    super(module, imports);
    instances.push(this.exports);
  }
};
const { Running, TaskRunCreate, createTaskRun, respond, supportedVersions } = await import("prefect-taskrun");
after(() => {
  WebAssembly.Instance = Instance;
});

/** How many bytes the wasm has, and how many of JavaScript's values it holds. */
function held() {
  const exports = Object.values(instances.at(-1));
  return {
    bytes: exports.find((value) => value instanceof WebAssembly.Memory).buffer.byteLength,
    values: exports.filter((value) => value instanceof WebAssembly.Table).reduce((sum, table) => sum + table.length, 0),
  };
}

const example = readFileSync(new URL("../../examples/task_run.json", import.meta.url), "utf8");
const payload = JSON.parse(example);
const big = JSON.stringify({ ...payload, tags: Array.from({ length: 20_000 }, (_, index) => `tag ${index}`) });
const run = createTaskRun(payload);
const broken = {
  ...payload,
  labels: {
    get a() {
      throw new Error("boom");
    },
  },
};

/** Of each what a thousand calls have several of. */
const CALLED = [
  () => TaskRunCreate.parse(payload),
  () => TaskRunCreate.parseJson(example),
  // With a seed a value that is its own answer comes to the core too.
  () => TaskRunCreate.parse(payload, { seed: 1 }),
  () => TaskRunCreate.parseJson(example, { seed: 1 }),
  () => TaskRunCreate.checkJson(example),
  () => TaskRunCreate.safeParseJson('{"task_key": 42, "labels": {"é": null}}', { spans: true }).error.issues,
  () => TaskRunCreate.safeParseJson("{").error,
  () => TaskRunCreate.safeParse({ ...payload, tags: [1, () => 1, "\ud800"] }).error,
  () => TaskRunCreate.safeParse(broken).error.toJSON(),
  () => TaskRunCreate.safeParse(payload, { serverVersion: "3.1.4" }).error,
  () => assert.throws(() => TaskRunCreate.parse(payload, { serverVersion: "?" }), RangeError),
  () => TaskRunCreate.checkField("state.type", "SLEEPING"),
  () => TaskRunCreate.dumpJson(payload, { indent: 2 }),
  () => createTaskRun(payload, { existing: run, flowRun: { labels: { a: 1n } } }),
  () => respond(example, { apiVersion: "0.8.4", seed: 1 }),
  () => respond("{}"),
  () => Running({ message: "é" }),
  () => assert.throws(() => Running({ timestamp: "then" })),
  () => supportedVersions('{"labels": {}}').length,
];
const RARE = [
  () => TaskRunCreate.parseJson(big, { seed: 1 }).tags.length,
  () => TaskRunCreate.checkJson(new Uint8Array(500_000).fill(0x5b)),
  () => TaskRunCreate.safeParseJson(`{"tags": [${"0,".repeat(20_000)}0]}`).error.issues.length,
  () => TaskRunCreate.safeParse({ ...payload, tags: new Array(20_000).fill(null) }).error.issues.length,
];

test(`${CALLS} calls, good and bad, take no more memory than a thousand`, () => {
  let [first, rare] = [undefined, 0];
  for (let call = 0; call < CALLS; call++) {
    CALLED[call % CALLED.length]();
    // Rare, since each takes as long as hundreds of others.
    if (call % 200 === 0 && rare < 40) {
      RARE[rare++ % RARE.length]();
    }
    if (call === 999) {
      first = held();
    }
  }
  assert.ok(rare > RARE.length);
  assert.equal(instances.length, 1, "no call broke off");
  assert.deepEqual(held(), first);
});

/** Fails unless all is as it should be. */
function works() {
  const options = { now: "2026-01-02T03:04:05Z", seed: 42 };
  assert.deepEqual(JSON.parse(respond(example, options).body), createTaskRun(payload, options));
  assert.deepEqual(TaskRunCreate.safeParse({ task_key: 1 }).error.issues.map(({ type }) => type), ["string_type", "missing"]);
}

test("a stack that ends in the midst of a call does no harm", () => {
  let [went, ended] = [0, 0];
  for (const call of [() => TaskRunCreate.safeParse(broken), () => TaskRunCreate.parseJson(example), () => respond(example), () => createTaskRun(payload)]) {
    // Each call has a little more stack than the one before.
    let calls = 0;
    const dive = () => {
      try {
        dive();
      } finally {
        if (calls++ < 1000) {
          try {
            call();
            went++;
          } catch (error) {
            assert.ok(error instanceof RangeError, String(error));
            ended++;
          }
        }
      }
    };
    assert.throws(dive, RangeError);
    works();
  }
  assert.ok(went > 10 && ended > 10, `${went} and ${ended}`);
});

/** Makes runs of a payload until the host has no randomness for them: what was drawn before is used first. */
function failForWantOfRandomness(payload) {
  const { getRandomValues } = crypto;
  crypto.getRandomValues = () => {
    throw new Error("no randomness");
  };
  try {
    assert.throws(() => Array.from({ length: 1000 }, () => createTaskRun(payload)), /no randomness/);
  } finally {
    crypto.getRandomValues = getRandomValues;
  }
}

test("randomness that fails does no harm", () => {
  failForWantOfRandomness(payload);
  works();
});

test("memory that ends does no harm", () => {
  const before = instances.length;
  // As much as wasm may have, so that what becomes of it finds no room.
  const endless = new Uint8Array(2 ** 32 - 2 ** 16);
  assert.equal(TaskRunCreate.safeParseJson(endless).success, false);
  assert.equal(TaskRunCreate.checkJson(endless), false);
  assert.ok(instances.length > before);
  works();
});

test("a payload that calls the package while it is read does no harm", () => {
  const inner = [];
  const nested = {
    ...payload,
    get tags() {
      inner.push(respond(example).status, Running().type, TaskRunCreate.checkField("id", 1)[0].type);
      throw new Error("boom");
    },
    labels: { toJSON: () => (inner.push(supportedVersions(payload).length), {}) },
  };
  const { error } = TaskRunCreate.safeParse(nested);
  assert.deepEqual(error.issues.map(({ path }) => path[0]), ["tags"]);
  assert.deepEqual(new Set(inner), new Set([201, "RUNNING", "uuid_type", supportedVersions(payload).length]));
  works();
});

test("a payload keeps its names where another is read in between", () => {
  const labelled = (labels) => ({ ...payload, labels });
  const inner = labelled({ xx: "1", yy: "2", zz: "3" });
  const outer = labelled({
    aa: "1",
    get bb() {
      assert.deepEqual(TaskRunCreate.parse(inner).labels, inner.labels);
      return "2";
    },
    cc: "3",
  });
  assert.deepEqual(TaskRunCreate.parse(outer).labels, { aa: "1", bb: "2", cc: "3" });
  // And where the other does not come to its end.
  const failing = labelled({
    get aa() {
      failForWantOfRandomness(inner);
      return "1";
    },
    bb: "2",
  });
  assert.deepEqual(TaskRunCreate.parse(failing).labels, { aa: "1", bb: "2" });
  assert.deepEqual(TaskRunCreate.parseJson(JSON.stringify(inner)).labels, inner.labels);
});

test("payloads may be larger from call to call", () => {
  for (let size = 1; size < 1 << 18; size *= 4) {
    const tags = Array.from({ length: size }, (_, index) => `tag ${index}`);
    const text = JSON.stringify({ ...payload, tags });
    assert.ok(TaskRunCreate.checkJson(text));
    assert.equal(TaskRunCreate.parseJson(text).tags.at(-1), tags.at(-1));
    assert.equal(TaskRunCreate.parse({ ...payload, tags: [...tags, "é"] }).tags.at(-2), tags.at(-1));
    assert.equal(JSON.parse(respond(text, { flowRun: { labels: { a: tags.join() } } }).body).labels.a, tags.join());
  }
});
