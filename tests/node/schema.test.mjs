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

for (const model of ["TaskRunCreate", "TaskRunUpdate", "StateCreate"]) {
  test(`what ${model} takes is what Prefect's schema says, in each draft`, () => {
    const { input } = taskrun[model]["~standard"].jsonSchema;
    const { $schema, ...schema } = input({ target: "draft-2020-12" });
    assert.equal($schema, "https://json-schema.org/draft/2020-12/schema");
    assert.deepEqual(schema, recorded[model]);
    const { $schema: older, definitions, ...rest } = input({ target: "draft-07" });
    const { $defs, ...others } = recorded[model];
    assert.equal(older, "http://json-schema.org/draft-07/schema#");
    assert.deepEqual(Object.keys(definitions ?? {}), Object.keys($defs ?? {}));
    assert.deepEqual(JSON.parse(JSON.stringify(rest).replaceAll("#/definitions/", "#/$defs/")), others);
  });
}

test("what comes out has every field, within as well", () => {
  for (const model of Object.keys(recorded)) {
    const { $defs, ...schema } = taskrun[model]["~standard"].jsonSchema.output({ target: "draft-2020-12" });
    for (const { title, properties, required } of [schema, ...Object.values($defs ?? {})].filter(({ properties }) => properties)) {
      assert.deepEqual(required, Object.keys(properties), title);
    }
  }
});

test("a schema is the caller's own", () => {
  taskrun.TaskRunUpdate.toJSONSchema().properties.name.type = "number";
  assert.equal(taskrun.TaskRunUpdate.toJSONSchema().properties.name.type, "string");
});
