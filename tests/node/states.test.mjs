// State constructors, and what the server knows beside a payload.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as taskrun from "prefect-taskrun";
import { recording } from "./recorded.mjs";

const { Paused, Scheduled, Suspended, TaskRunCreate, ValidationError, createTaskRun, isFinal, respond, toStateCreate } = taskrun;
const now = "2026-01-02T03:04:05.678901Z";
const options = { now, seed: 42 };
const minimal = '{"task_key": "load", "dynamic_key": "0", "flow_run_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}';

test("a constructor makes a state now, and the server takes it", () => {
  const state = Scheduled({ scheduled_time: "2027-01-01T00:00:00Z", message: "wait" }, options);
  assert.equal(state.timestamp, now);
  assert.equal(state.id.at(14), "7");
  assert.equal(state.state_details.scheduled_time, "2027-01-01T00:00:00Z");
  const create = TaskRunCreate.parseJson(JSON.stringify({ ...JSON.parse(minimal), state: toStateCreate(state) }), options);
  assert.equal(createTaskRun(create, options).expected_start_time, "2027-01-01T00:00:00Z");
  assert.equal(isFinal(state), false);
});

test("a pause told twice is refused in Prefect's words", () => {
  const twice = { timeout_seconds: 60, pause_expiration_time: now };
  const words = "Value error, Cannot supply both a pause_expiration_time and timeout_seconds";
  assert.throws(() => Paused(twice), (error) => error instanceof ValidationError && error.issues[0].msg === words);
  const paused = Suspended({ timeout_seconds: 60 }, options);
  assert.equal(paused.state_details.pause_timeout, "2026-01-02T03:05:05.678901Z");
  assert.equal(paused.name, "Suspended");
});

test("a run takes over its flow run's labels, and is answered again as it is", () => {
  const flowRun = { labels: { team: "data" }, run_count: 3, name: "any" };
  const created = respond(minimal, { ...options, flowRun });
  assert.equal(created.status, 201);
  const run = JSON.parse(created.body);
  assert.deepEqual(run.labels, { team: "data", "prefect.flow-run.id": run.flow_run_id });
  const later = respond(minimal, { now: "2026-01-02T03:05:05.678901Z", existing: run });
  assert.equal(later.status, 200);
  assert.deepEqual(JSON.parse(later.body), { ...run, estimated_start_time_delta: 60 });
  assert.throws(() => respond(minimal, { flowRun: { run_count: "many" } }), ValidationError);
});

test("a version that the server does not speak is refused", () => {
  assert.equal(respond(minimal, { apiVersion: "0.8.4" }).status, 201);
  assert.equal(respond(minimal, { apiVersion: "0.1.0" }).status, 400);
  assert.equal(respond("{", { apiVersion: "0.1.0" }).status, 422);
});

// Recorded calls of Prefect's own constructors: tests/conformance/calls.py makes them.
const calls = recording("calls.jsonl.gz").map((line) => JSON.parse(line));

/** What comes of a call, in the recording's form. */
function outcome(name, args) {
  try {
    const state = taskrun[name](args, { now: "2099-01-02T03:04:05.678901Z", seed: 0 });
    return { state: "id" in args ? state : { ...state, id: "00000000-0000-7000-8000-000000000000" } };
  } catch (error) {
    assert.ok(error instanceof ValidationError, error.stack);
    const [{ type, loc, ctx }] = error.issues;
    if (type === "multiple_argument_values" || (type === "value_error" && loc.length === 0)) {
      return { raises: ctx?.error ?? loc[0] };
    }
    return { errors: [error.title, error.issues.map(({ type, loc, msg, ctx }) => ({ type, loc, msg, ...(ctx && { ctx }) }))] };
  }
}

/** The same of what is recorded; of an argument that is told twice, its name. */
function expected({ prefect, checked = prefect }) {
  if ("raises" in checked) {
    const [type, words] = checked.raises;
    return { raises: type === "TypeError" ? /'(\w+)'$/.exec(words)[1] : words };
  }
  return "state" in checked ? { state: JSON.parse(checked.state) } : checked;
}

test("every call of a constructor has its outcome", () => {
  // What JSON cannot say stands in an object of one key.
  const isMeant = (value) => Object.keys(value ?? {}).some((key) => key.startsWith("$"));
  const sayable = calls.filter(([, args]) => !Object.values(args).some(isMeant));
  assert.ok(sayable.length > 1500, `only ${sayable.length} calls`);
  for (const [name, args, verdicts] of sayable) {
    assert.deepEqual(outcome(name, args), expected(verdicts), `${name}(${JSON.stringify(args)})`);
  }
});

test("a state says what it is", () => {
  for (const name of ["Scheduled", "Pending", "Running", "Completed", "Failed", "Cancelled", "Cancelling", "Crashed", "Paused"]) {
    const state = taskrun[name]();
    const questions = Object.keys(taskrun).filter((key) => /^is[A-Z]/.test(key) && taskrun[key](state));
    const isFinal = ["Completed", "Failed", "Cancelled", "Crashed"].includes(name);
    assert.deepEqual(questions.sort(), [`is${name}`, ...(isFinal ? ["isFinal"] : [])].sort());
  }
});

test("what the API told may be its JSON text", () => {
  const now = "2026-01-02T03:04:05.678901Z";
  const labels = '{"whole": 1.0, "large": 123456789012345678901, "huge": 1e400}';
  const told = respond(`{${minimal.slice(1, -1)}, "labels": ${labels}}`, { now, seed: 1n });
  const again = { now, existing: told.body };
  assert.deepEqual(respond(minimal, again), { ...told, status: 200 });
  const run = createTaskRun(JSON.parse(minimal), again);
  assert.deepEqual(run.labels, { "prefect.flow-run.id": run.flow_run_id, whole: 1, large: 123456789012345678901n, huge: Number.NaN });
  const fresh = respond(minimal, { now, seed: 1n, flowRun: `{"labels": ${labels.replace("1e400", "1")}, "run_count": 3}` });
  assert.match(fresh.body, /"whole":1\.0,"large":123456789012345678901,"huge":1,/);
  for (const ask of [(known) => respond(minimal, known), (known) => createTaskRun(JSON.parse(minimal), known)]) {
    assert.throws(() => ask({ existing: '{"id": [1, NaN]}' }), (error) => {
      const { loc, input } = error.issues[0];
      return error instanceof ValidationError && String(loc) === "id" && String(input) === "1,NaN";
    });
    assert.throws(() => ask({ flowRun: "{" }), (error) => error.issues[0].type === "json_invalid");
  }
});
