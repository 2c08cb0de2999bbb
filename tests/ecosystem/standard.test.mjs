// Libraries that take any Standard Schema, in Node: servers that validate what is sent to them, and JSON Schema's users.
import assert from "node:assert/strict";
import { test } from "node:test";
import { sValidator } from "@hono/standard-validator";
import { TRPCError, initTRPC } from "@trpc/server";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { Hono } from "hono";
import * as taskrun from "prefect-taskrun";

const { TaskRunCreate, createTaskRun } = taskrun;
const MODELS = ["TaskRunCreate", "TaskRunUpdate", "StateCreate", "State", "TaskRun"];
const minimal = { task_key: "load", dynamic_key: "0" };
const broken = { task_key: 42, tags: ["a", 1], labels: { a: null } };

test("what is wrong is told as the standard says", () => {
  for (const model of MODELS) {
    const { version, vendor, validate } = taskrun[model]["~standard"];
    assert.deepEqual([version, vendor], [1, "prefect-taskrun"]);
    for (const value of [undefined, null, 5, "", [], () => 1, Symbol("s"), new Proxy({}, { ownKeys() { throw 1; } })]) {
      const result = validate(value);
      assert.equal(typeof result.issues[0].message, "string");
      assert.ok(!("value" in result));
    }
  }
  const { issues } = TaskRunCreate["~standard"].validate(broken);
  const told = issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  assert.deepEqual(told.slice(0, 3), [
    "task_key: Input should be a valid string",
    "dynamic_key: Field required",
    "tags.1: Input should be a valid string",
  ]);
  assert.deepEqual(new Set(issues.slice(3).map(({ path }) => path.join("."))), new Set(["labels.a"]));
});

test("tRPC gives a procedure the validated payload, and refuses a bad one", async () => {
  const t = initTRPC.create();
  const router = t.router({
    create: t.procedure.input(TaskRunCreate).output(taskrun.TaskRun).mutation(({ input }) => createTaskRun(input)),
  });
  const caller = t.createCallerFactory(router)({});
  const run = await caller.create(minimal);
  assert.deepEqual([run.state_type, run.task_key], ["PENDING", "load"]);
  await assert.rejects(caller.create(broken), (error) => {
    assert.ok(error instanceof TRPCError && error.code === "BAD_REQUEST");
    assert.deepEqual(error.cause.issues.map(({ message }) => message), TaskRunCreate.safeParse(broken).error.issues.map(({ message }) => message));
    return true;
  });
});

test("Hono answers 400 with the issues, or hands the payload on", async () => {
  const app = new Hono().post("/", sValidator("json", TaskRunCreate), (context) => {
    return context.json(createTaskRun(context.req.valid("json")), 201);
  });
  const ask = (body) => app.request("/", { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
  const created = await ask(minimal);
  assert.deepEqual([created.status, (await created.json()).state_name], [201, "Pending"]);
  const refused = await ask(broken);
  assert.equal(refused.status, 400);
  assert.deepEqual((await refused.json()).error[0].path, ["task_key"]);
});

for (const model of MODELS) {
  test(`the JSON Schema of ${model} is one in each draft`, () => {
    const { input, output } = taskrun[model]["~standard"].jsonSchema;
    const compile = { "draft-2020-12": new Ajv2020(), "draft-07": new Ajv() };
    const payload = { TaskRunCreate: minimal, TaskRunUpdate: {}, StateCreate: { type: "RUNNING" }, State: { type: "RUNNING" }, TaskRun: minimal }[model];
    const data = JSON.parse(JSON.stringify(taskrun[model].parse(payload)));
    for (const [target, ajv] of Object.entries(compile)) {
      addFormats.default(ajv);
      const [given, made] = [input({ target }), output({ target })].map((schema) => ajv.compile(schema));
      assert.ok(ajv.validateSchema(input({ target })) && ajv.validateSchema(output({ target })));
      assert.ok(made(data), JSON.stringify(made.errors));
      assert.ok(!made(payload));
      assert.ok(given(payload), JSON.stringify(given.errors));
      assert.ok(!given([]));
    }
    assert.throws(() => input({ target: "openapi-3.0" }), RangeError);
  });
}
