// The example of an edge worker, asked as a worker's host asks it.
import assert from "node:assert/strict";
import { test } from "node:test";
import worker from "../../examples/edge-worker.js";

const ask = (path, init) => worker.fetch(new Request(`https://worker.example${path}`, init));
const post = (body, headers) => {
  return ask("/api/task_runs/", { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
};

test("a run is created", async () => {
  const answer = await post('{"task_key": "load", "dynamic_key": "0"}');
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("content-type"), "application/json");
  assert.equal((await answer.json()).state_type, "PENDING");
});

test("a payload or a version is refused as the server refuses it", async () => {
  const refused = await post('{"task_key": "load"}');
  assert.equal(refused.status, 422);
  assert.deepEqual((await refused.json()).exception_detail[0].loc, ["body", "dynamic_key"]);
  // What a request says of a string, unless it is told otherwise.
  const ofText = await ask("/api/task_runs/", { method: "POST", body: '{"task_key": "load", "dynamic_key": "0"}' });
  assert.equal(ofText.status, 422);
  assert.equal((await ofText.json()).exception_detail[0].type, "model_attributes_type");
  assert.equal((await post("{}", { "x-prefect-api-version": "0.1" })).status, 400);
});

test("nothing else is there", async () => {
  assert.equal((await ask("/api/task_runs/")).status, 404);
  assert.equal((await ask("/api/flow_runs/", { method: "POST", body: "{}" })).status, 404);
});
