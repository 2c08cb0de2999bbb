// The npm package, imported by its name as its users do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import {
  State,
  StateCreate,
  TaskRun,
  TaskRunCreate,
  TaskRunUpdate,
  ValidationError,
  createTaskRun,
  respond,
} from "prefect-taskrun";

const example = readFileSync(new URL("../../examples/task_run.json", import.meta.url), "utf8");
const minimal = '{"task_key": "load", "dynamic_key": "0"}';
const now = "2026-01-02T03:04:05.678901Z";
const options = { now, seed: 42 };

test("a validated payload holds what it was given", () => {
  const data = TaskRunCreate.parseJson(example);
  assert.equal(data.state.state_details.deployment_concurrency_lease_id, null);
  delete data.state.state_details.deployment_concurrency_lease_id;
  assert.deepEqual(data, JSON.parse(example));
});

test("a text and its bytes are the same body", () => {
  assert.deepEqual(TaskRunCreate.parseJson(new TextEncoder().encode(example)), TaskRunCreate.parseJson(example));
});

test("a body that is neither text nor bytes is a TypeError", () => {
  for (const body of [undefined, null, 5, {}, [123, 125], new Uint16Array(1), new ArrayBuffer(1)]) {
    for (const ask of [(body) => TaskRunCreate.parseJson(body), (body) => TaskRunCreate.checkJson(body), respond]) {
      assert.throws(() => ask(body), new TypeError("a body is a string or a Uint8Array"));
    }
  }
});

test("errors are values, in pydantic's shape and in Standard Schema's", () => {
  const result = TaskRunCreate.safeParseJson('{"task_key": 42, "id": "z", "labels": {"é": []}}');
  assert.equal(result.success, false);
  assert.ok(result.error instanceof ValidationError && result.error instanceof Error);
  assert.equal(result.error.title, "TaskRunCreate");
  assert.equal(result.error.issues.length, 7);
  const msg = "Input should be a valid UUID, invalid character: found `z` at 0";
  assert.deepEqual(result.error.issues[0], {
    type: "uuid_parsing",
    loc: ["id"],
    msg,
    input: "z",
    ctx: { error: "invalid character: found `z` at 0" },
    path: ["id"],
    message: msg,
  });
  // Pydantic's errors have no context where it says nothing.
  assert.ok(!("ctx" in result.error.issues[1]));
  assert.deepEqual(result.error.issues[3].loc, ["labels", "é", "bool"]);
  assert.deepEqual(result.error.issues[3].path, ["labels", "é"]);
  assert.deepEqual(JSON.parse(JSON.stringify(result.error))[1], {
    type: "string_type",
    loc: ["task_key"],
    msg: "Input should be a valid string",
    input: 42,
  });
  assert.match(result.error.message, /^7 validation errors for TaskRunCreate\nid\n {2}Input should be a valid UUID/);
});

test("what is not JSON is told why", () => {
  const { error } = TaskRunCreate.safeParseJson('{"task_key" 1}');
  assert.match(error.message, /\n12\n {2}JSON decode error: Expecting ':' delimiter \[type=json_invalid\]$/);
});

test("an issue says where it stands when asked", () => {
  const body = '{\n  "täsk": {},\n  "task_key": "é", "dynamic_key": 1, "dynamic_key": [\n2]}';
  const utf8 = Buffer.from(body);
  const { issues } = TaskRunCreate.safeParseJson(body, { spans: true }).error;
  const marked = issues.map(({ span }) => [utf8.subarray(span.start, span.end).toString(), span.line, span.column]);
  assert.deepEqual(marked, [["[\n2]", 3, 53], ['"täsk"', 2, 3]]);
  assert.equal(TaskRunCreate.safeParseJson(body).error.issues[0].span, undefined);
});

test("parseJson throws what safeParseJson gives", () => {
  assert.throws(() => TaskRunCreate.parseJson("{}"), (error) => {
    assert.ok(error instanceof ValidationError);
    assert.deepEqual(error.issues, TaskRunCreate.safeParseJson("{}").error.issues);
    return true;
  });
});

test("an error that is thrown says where, and one that is given takes no time for that", () => {
  function program() {
    TaskRunCreate.parse({});
  }
  assert.throws(program, ({ message, stack }) => {
    const [first, second] = stack.slice(`ValidationError: ${message}\n`.length).split("\n");
    return first.includes(".parse ") && second.trim().startsWith("at program ");
  });
  const limit = Error.stackTraceLimit;
  const { error } = TaskRunCreate.safeParse({});
  assert.equal(error.stack, `ValidationError: ${error.message}`);
  assert.equal(Error.stackTraceLimit, limit);
});

test("an Error that no one may change is left as it is", () => {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  Object.defineProperty(Error, "stackTraceLimit", { ...limit, writable: false });
  try {
    assert.equal(TaskRunCreate.safeParse({}).error.issues.length, 2);
    assert.throws(() => TaskRunCreate.parse({}), ({ stack }) => stack.includes(".parse ("));
  } finally {
    Object.defineProperty(Error, "stackTraceLimit", limit);
  }
});

test("an Error of a host that notes no traces is left as it is", () => {
  const { captureStackTrace, stackTraceLimit } = Object.getOwnPropertyDescriptors(Error);
  delete Error.captureStackTrace;
  delete Error.stackTraceLimit;
  try {
    assert.throws(() => TaskRunCreate.parse({}), ValidationError);
    assert.ok(!("stackTraceLimit" in Error));
  } finally {
    Object.defineProperties(Error, { captureStackTrace, stackTraceLimit });
  }
});

test("a model may stand behind a proxy, as frameworks make them", () => {
  const proxied = (of) => {
    return new Proxy(of, {
      get(of, name, receiver) {
        const member = Reflect.get(of, name, receiver);
        return typeof member === "object" && member !== null ? proxied(member) : member;
      },
    });
  };
  const model = proxied(TaskRunCreate);
  const payload = JSON.parse(minimal);
  assert.equal(model.parse(payload).task_key, payload.task_key);
  assert.equal(model.parseJson(minimal).task_key, payload.task_key);
  assert.equal(model.safeParse(payload, { seed: 1 }).success, true);
  assert.equal(model.safeParseJson("1").success, false);
  assert.equal(model.checkJson(minimal), true);
  assert.deepEqual(model.fields, TaskRunCreate.fields);
  assert.deepEqual(model.checkField("task_key", "a"), []);
  assert.equal(model.dumpJson(payload, { seed: 1 }), TaskRunCreate.dumpJson(payload, { seed: 1 }));
  assert.deepEqual(model.toJSONSchema(), TaskRunCreate.toJSONSchema());
  assert.ok("value" in model["~standard"].validate(payload));
});

test("a run is created of a validated payload", () => {
  const run = createTaskRun(TaskRunCreate.parseJson(minimal, options), options);
  assert.equal(run.created, now);
  assert.equal(run.state_type, "PENDING");
  assert.equal(run.state.state_details.task_run_id, run.id);
  assert.deepEqual(JSON.parse(respond(minimal, options).body), run);
  assert.deepEqual(TaskRun.parseJson(JSON.stringify(run)), run);
});

test("every model validates", () => {
  assert.equal(State.parseJson('{"type": "RUNNING"}', options).timestamp, now);
  assert.equal(StateCreate.parseJson('{"type": "CANCELLING"}').name, "Cancelling");
  assert.deepEqual(TaskRunUpdate.parseJson('{"name": "mine"}'), { name: "mine" });
});

test("without options time and randomness are the host's", () => {
  const payload = TaskRunCreate.parseJson(minimal);
  const before = Date.now();
  const runs = Array.from({ length: 1000 }, () => createTaskRun(payload));
  assert.ok(before <= Date.parse(runs[0].created) && Date.parse(runs.at(-1).created) <= Date.now());
  assert.equal(new Set(runs.flatMap((run) => [run.id, run.state.id])).size, 2 * runs.length);
});

test("a Date and its text are the same present", () => {
  const text = "2026-01-02T03:04:05.678Z";
  assert.deepEqual(respond(minimal, { now: new Date(text), seed: 1 }), respond(minimal, { now: text, seed: 1n }));
});

test("the present is exact in any year", () => {
  for (const now of ["0001-01-01T00:00:00.000001Z", "1969-12-31T23:59:59.999999Z", "2300-01-02T03:04:05.678901Z", "9999-12-31T23:59:59.999999Z"]) {
    assert.equal(createTaskRun(JSON.parse(minimal), { now, seed: 1 }).created, now);
  }
  for (const now of [new Date(253402300800000), new Date(-62135596800001), new Date(-62167219200001), "0001-01-01T00:00:00+00:01"]) {
    assert.throws(() => createTaskRun(JSON.parse(minimal), { now }), new RangeError("now is out of range"));
    assert.throws(() => respond(minimal, { now }), RangeError);
  }
  const last = "9999-12-31T23:59:59.999Z";
  assert.equal(createTaskRun(JSON.parse(minimal), { now: new Date(last), seed: 1 }).created, last.replace("Z", "000Z"));
});

test("a bad option is a RangeError that says so", () => {
  for (const [bad, words] of [
    [{ now: "tomorrow" }, /now is no datetime: tomorrow/],
    [{ now: new Date(Number.NaN) }, /now is no datetime/],
    [{ seed: -1 }, /seed is not from 0 to 2\*\*128 - 1: -1/],
    [{ seed: 2n ** 128n }, /seed is not from 0/],
    [{ now: 5 }, /now is no datetime: 5/],
    [{ seed: 1.5 }, /seed is no safe integer and no bigint: 1.5/],
    [{ seed: "5" }, /seed is no safe integer and no bigint: 5/],
  ]) {
    assert.throws(() => respond(minimal, bad), (error) => error instanceof RangeError && words.test(error.message));
  }
  const options = { target: "openapi-3.0" };
  const words = "there is no JSON Schema for openapi-3.0: expected draft-2020-12 or draft-07";
  assert.throws(() => TaskRunUpdate["~standard"].jsonSchema.input(options), new RangeError(words));
  for (const indent of [-1, 1.5, NaN, 101, 1e9]) {
    assert.throws(() => TaskRunUpdate.dumpJson({ name: "a" }, { indent }), new RangeError(`indent is not from 0 to 100: ${indent}`));
  }
  assert.equal(TaskRunUpdate.dumpJson({ name: "a" }, { indent: 100 }), `{\n${" ".repeat(100)}"name": "a"\n}`);
});

test("a body of another type is a text", () => {
  for (const contentType of [undefined, null, "application/json; charset=utf-8", "application/merge-patch+json"]) {
    assert.equal(respond(minimal, { contentType }).status, 201);
  }
  for (const contentType of ["", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded"]) {
    const { status, body } = respond(minimal, { contentType, apiVersion: "0.8.4" });
    assert.equal(status, 422);
    assert.equal(JSON.parse(body).request_body, minimal);
  }
});

test("the endpoint answers", () => {
  assert.equal(respond(example).status, 201);
  const { status, body } = respond("{}");
  assert.equal(status, 422);
  assert.deepEqual(JSON.parse(body).exception_detail.map((issue) => issue.loc), [
    ["body", "task_key"],
    ["body", "dynamic_key"],
  ]);
});

test("require gives the same package", () => {
  const required = createRequire(import.meta.url)("prefect-taskrun");
  assert.deepEqual(required.respond(example, options), respond(example, options));
});

test("depth ends in an answer", () => {
  assert.equal(respond("[".repeat(100_000)).status, 400);
  const deep = `{"task_key": "a", "dynamic_key": "b", "state": {"type": "PENDING", "data": ${"[".repeat(9000)}${"]".repeat(9000)}}}`;
  assert.equal(respond(deep).status, 201);
});

test("a hundred megabytes and a million errors end in an answer", () => {
  const tags = JSON.stringify("x".repeat(100_000_000));
  assert.equal(respond(`{"task_key": "a", "dynamic_key": "b", "tags": [${tags}]}`).status, 201);
  const result = TaskRunCreate.safeParseJson(`{"task_key": "a", "dynamic_key": "b", "tags": [${"0,".repeat(999_999)}0]}`);
  assert.equal(result.error.issues.length, 1_000_000);
});
