// The models' JSON Schemas are Prefect's own, which tests/conformance/oracle/schemas.py prints.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as taskrun from "prefect-taskrun";

const recorded = JSON.parse(readFileSync(new URL("../conformance/schemas.json", import.meta.url)));

for (const [model, schema] of Object.entries(recorded)) {
  test(`the schema of ${model} is Prefect's`, () => {
    assert.deepEqual(taskrun[model].toJSONSchema(), schema);
  });
}

test("a schema is the caller's own", () => {
  taskrun.TaskRunUpdate.toJSONSchema().properties.name.type = "number";
  assert.equal(taskrun.TaskRunUpdate.toJSONSchema().properties.name.type, "string");
});
