// What forms are made of: the fields, and the verdict on each alone.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as taskrun from "prefect-taskrun";
import { asValue, at, options, recording } from "./recorded.mjs";

const { TaskRunCreate } = taskrun;
const schemas = JSON.parse(readFileSync(new URL("../conformance/schemas.json", import.meta.url)));

/** The fields of a model, and those within them that stand at a place of their own. */
function flat(fields) {
  return fields.flatMap((field) => [field, ...(field.kind === "object" ? flat(field.fields) : [])]);
}

/** A schema without what refers to another, or allows null. */
function bare(schema, { $defs }) {
  if (schema.$ref !== undefined) {
    return $defs[schema.$ref.split("/").at(-1)];
  }
  const some = schema.anyOf?.filter(({ type }) => type !== "null");
  return some?.length === 1 ? bare(some[0], { $defs }) : schema;
}

const KINDS = { uuid: ["string", "uuid"], datetime: ["string", "date-time"], duration: ["number"], choice: ["string"], list: ["array"], map: ["object"], any: [undefined], union: [undefined] };

function compare(fields, schema, whole) {
  const { properties, required = [] } = schema;
  assert.deepEqual(fields.map(({ name }) => name), Object.keys(properties));
  for (const field of fields) {
    const property = properties[field.name];
    const type = bare(property, whole);
    const where = `${field.path}: ${JSON.stringify(property)}`;
    const isAnswered = field.required || !("default" in field) || field.path === "created" || field.path === "updated";
    assert.ok(required.includes(field.name) ? isAnswered : !field.required, where);
    const isNullable = JSON.stringify(property.anyOf ?? "").includes('"null"') || field.kind === "any";
    assert.equal(field.nullable, isNullable, where);
    assert.deepEqual([type.type, type.format].filter(Boolean), (KINDS[field.kind] ?? [field.kind]).filter(Boolean), where);
    assert.equal(field.deprecated, property.deprecated ?? false);
    assert.deepEqual(field.example, property.examples?.[0]);
    assert.ok(field.description.length > 0 && (property.description ?? field.description) === field.description, where);
    if ("title" in property) {
      assert.equal(field.label, property.title);
    }
    if ("default" in property) {
      assert.deepEqual(field.default, property.default, where);
    }
    if (field.kind === "choice") {
      assert.deepEqual(field.choices, type.enum ?? [type.const]);
    }
    if (field.kind === "object") {
      compare(field.fields, type, whole);
    }
    if (field.kind === "union") {
      assert.equal(field.members.length, type.anyOf.filter(({ type }) => type !== "null").length);
    }
  }
}

for (const [model, schema] of Object.entries(schemas)) {
  test(`the fields of ${model} are those of Prefect's schema`, () => {
    compare(taskrun[model].fields, schema, schema);
  });
}

test("a field says where it stands, and since when", () => {
  const { fields } = TaskRunCreate;
  assert.equal(TaskRunCreate.fields, fields);
  const paths = new Map(flat(fields).map((field) => [field.path, field]));
  assert.deepEqual([...paths.keys()].slice(0, 3), ["id", "state", "state.type"]);
  assert.equal(paths.get("labels").since, "3.1.5");
  assert.equal(paths.get("task_key").since, "3.0.0");
  assert.equal(paths.get("state.state_details.traceparent").since, "3.1.9");
  assert.deepEqual(paths.get("empirical_policy.retry_delay").members.map(({ name, since }) => [name, since]), [
    ["int", "3.0.0"],
    ["float", "3.4.4"],
    ["list[int]", "3.0.0"],
    ["list[float]", "3.4.4"],
  ]);
  const input = paths.get("task_inputs").values.items;
  assert.deepEqual(input.members.map(({ fields }) => fields[0].path), Array(4).fill("task_inputs.*.*.input_type"));
  assert.deepEqual(input.members.map(({ fields }) => fields[0].default), ["task_run", "flow_run", "parameter", "constant"]);
});

test("what an absent field counts as is what a payload without it has", () => {
  const [parsed, nothing] = [TaskRunCreate.parse({ task_key: "a", dynamic_key: "b" }), {}];
  for (const field of TaskRunCreate.fields) {
    if ("default" in field) {
      assert.deepEqual(parsed[field.name], field.default);
    } else {
      assert.ok(field.required || field.name === "name", field.name);
      assert.equal(field.required, TaskRunCreate.checkField(field.path, nothing[field.name]).length > 0);
    }
  }
});

/** What is told of an issue. */
const told = ({ type, loc, msg, ctx }) => ({ type, loc, msg, ...(ctx && { ctx }) });

/** Where an older field may stand for a newer one. */
const FILLED = new Set(["empirical_policy.retries", "empirical_policy.retry_delay"]);

test("the issues of a field are those that a real Prefect found there", () => {
  let [refused, accepted] = [0, 0];
  for (const { model, body, ok, errors } of recording("corpus.jsonl.gz").map((line) => JSON.parse(line))) {
    const payload = (ok ?? errors) && asValue(Buffer.from(body, "base64"));
    if (payload === undefined) {
      continue;
    }
    for (const { path, required } of flat(taskrun[model].fields)) {
      const way = path.split(".");
      const around = at(payload.value, way.slice(0, -1));
      // What is no object has no fields.
      if (typeof around !== "object" || around === null || Array.isArray(around)) {
        continue;
      }
      const value = Object.hasOwn(around, way.at(-1)) ? around[way.at(-1)] : undefined;
      const expected = (errors ?? []).filter(({ loc }) => way.every((step, index) => loc[index] === step));
      const found = (options) => taskrun[model].checkField(path, value, options).map(told);
      const recorded = expected.map(({ input: _input, ...error }) => error);
      assert.deepEqual(found({ ...options, payload: payload.value }), recorded, `${path} in ${JSON.stringify(payload.value)}`);
      if (!FILLED.has(path)) {
        assert.deepEqual(found(options), recorded, `${path} of ${JSON.stringify(payload.value)}`);
      }
      recorded.length > 0 ? refused++ : accepted++;
      assert.ok(!required || value !== undefined || recorded[0].type === "missing");
    }
  }
  assert.ok(refused > 1000 && accepted > 1000, `${refused} and ${accepted}`);
});

test("a part of a field is checked where it stands", () => {
  const check = (path, value, options) => TaskRunCreate.checkField(path, value, options).map(({ type, loc }) => [type, loc]);
  assert.deepEqual(check("tags.2", 5), [["string_type", ["tags", 2]]]);
  assert.deepEqual(check(["tags", 2], "c"), []);
  for (const item of [9, 65535]) {
    assert.deepEqual(check(`tags.${item}`, 5), [["string_type", ["tags", item]]]);
  }
  assert.deepEqual(check(["labels", "a.b"], null).map(([type]) => type), ["bool_type", "int_type", "float_type", "string_type"]);
  assert.deepEqual(check("labels.0", []).at(-1), ["string_type", ["labels", "0", "str"]]);
  assert.deepEqual(check(["labels", "__proto__"], []).length, 4);
  assert.deepEqual(check("empirical_policy.retry_delay.1", "x"), [
    ["int_parsing", ["empirical_policy", "retry_delay", "list[int]", 1]],
    ["float_parsing", ["empirical_policy", "retry_delay", "list[float]", 1]],
  ]);
  assert.deepEqual(check("empirical_policy.retry_delay.1", 0.5), []);
  assert.deepEqual(check("state.state_details", 5), [["model_attributes_type", ["state", "state_details"]]]);
  assert.deepEqual(check("state", {}), [["missing", ["state", "type"]]]);
  assert.deepEqual(check("state", undefined), []);
  assert.deepEqual(check("state.data.a.b", () => 1), [["invalid-json-value", ["state", "data", "a", "b"]]]);
});

test("where others have a say, the payload tells", () => {
  const check = (path, value, payload) => TaskRunCreate.checkField(path, value, { payload }).map(({ type }) => type);
  const payload = { task_inputs: { x: [{ input_type: "task_run", name: "n" }] }, empirical_policy: { max_retries: 3 } };
  assert.deepEqual(check("task_inputs.x.0.input_type", "parameter", payload), []);
  assert.deepEqual(check("task_inputs.x.0.input_type", "constant", payload).length, 3);
  assert.deepEqual(check("empirical_policy.retries", "", payload), []);
  assert.deepEqual(check("empirical_policy.retries", ""), ["int_parsing"]);
  assert.deepEqual(payload.task_inputs.x[0].input_type, "task_run");
  // A field is the one thing that is told of, whatever is wrong around it.
  const broken = { get tags() { throw new Error("boom"); }, state: { type: 5, name: 5 } };
  assert.deepEqual(check("state.name", "n", broken), []);
  assert.deepEqual(check("state.name", 6, broken), ["string_type"]);
  assert.deepEqual(check("state.name", 6, { state: "no object" }), ["string_type"]);
});

test("a payload may be frozen, or have getters", () => {
  const check = (path, value, payload) => TaskRunCreate.checkField(path, value, { payload }).map(({ type }) => type);
  const frozen = Object.freeze({ tags: Object.freeze(["x"]), state: Object.freeze({ type: "RUNNING" }) });
  for (const path of ["task_key", "tags.0", "state.name"]) {
    assert.deepEqual(check(path, 5, frozen), ["string_type"], path);
  }
  assert.deepEqual(check("empirical_policy.retries", 0, { get empirical_policy() { return { max_retries: "x" }; } }), ["int_parsing"]);
  const raising = { get state() { throw new Error("no"); } };
  assert.deepEqual(check("state.name", 5, raising), ["string_type"]);
  assert.deepEqual(check(["labels", "__proto__"], [], Object.freeze({ labels: {} })).length, 4);
});

test("a payload may be anything, and is what its toJSON says", () => {
  const check = (path, value, payload) => TaskRunCreate.checkField(path, value, { payload }).map(({ type, path }) => [type, path]);
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  for (const payload of [proxy, { tags: proxy, state: proxy }, { toJSON() { throw new Error("boom"); } }, null, 5, "ab", new Date(0)]) {
    for (const [path, way] of [["task_key", ["task_key"]], ["tags.1", ["tags", 1]], ["state.name", ["state", "name"]]]) {
      assert.deepEqual(check(path, 5, payload), [["string_type", way]]);
    }
  }
  const given = { max_retries: 3 };
  const retries = (payload) => check("empirical_policy.retries", "", payload);
  assert.deepEqual(retries({ toJSON: () => ({ empirical_policy: given }) }), []);
  assert.deepEqual(retries({ empirical_policy: { toJSON: () => given } }), []);
  assert.deepEqual(retries({ empirical_policy: { max_retries: 3, toJSON() { return this; } } }), []);
  assert.deepEqual(check("task_key", 5, { toJSON: () => ({}) }), [["string_type", ["task_key"]]]);
  const raising = Object.defineProperty(["x"], 0, { get() { throw new Error("boom"); } });
  assert.deepEqual(check("tags.1", 5, { tags: raising }), [["string_type", ["tags", 1]]]);
});

test("a list with gaps is none, however long", () => {
  const tags = new Array(2 ** 32 - 1);
  assert.deepEqual(TaskRunCreate.checkField("tags.0", 5, { payload: { tags } }), []);
  tags[0] = 5;
  const { error } = TaskRunCreate.safeParse({ task_key: "a", dynamic_key: "b", tags });
  assert.deepEqual(error.issues.map(({ path }) => path), [["tags"]]);
});

test("what may be anything is a list where it is one", () => {
  const paths = (data, ...way) => {
    const payload = { state: { type: "PENDING", data } };
    return TaskRunCreate.checkField(["state", "data", ...way], () => 1, { payload }).map(({ path }) => path.slice(2));
  };
  assert.deepEqual(paths({ 0: 1 }, "0"), [["0"]]);
  assert.deepEqual(paths({ a: { 60000: [] } }, "a", "60000"), [["a", "60000"]]);
  assert.deepEqual(paths([1, [2]], 1, "3"), [[1, 3]]);
  assert.deepEqual(paths([1], "a"), [["a"]]);
  assert.deepEqual(paths(undefined, 1), [["1"]]);
});

test("an issue of a whole is none of a part of it", () => {
  assert.deepEqual(TaskRunCreate.checkField("labels.undefined", 1, { serverVersion: "3.1.4" }), []);
  assert.equal(TaskRunCreate.checkField("labels.undefined", []).length, 4);
});

test("a label's key with half a surrogate pair finds its issue", () => {
  assert.ok(TaskRunCreate.checkField("labels.\ud800", {}).length > 0);
});

test("a field that is not there is extra, or there is nowhere to put it", () => {
  assert.equal(TaskRunCreate.checkField("nope", 1)[0].type, "extra_forbidden");
  assert.equal(TaskRunCreate.checkField("state.nope", 1)[0].type, "extra_forbidden");
  // There others are passed over.
  assert.deepEqual(TaskRunCreate.checkField("state.state_details.nope", 1), []);
  for (const path of ["tags.01", "task_key.a", "tags.a", "tags.65536", "tags.99999999999", "empirical_policy.retry_delay.a", [], "tags.*", 5, null, {}]) {
    assert.throws(() => TaskRunCreate.checkField(path, 1), RangeError, String(path));
  }
});

test("a release has its own say on a field", () => {
  const check = (path, value, serverVersion) => TaskRunCreate.checkField(path, value, { serverVersion }).map(({ type }) => type);
  assert.deepEqual(check("labels", {}, "3.1.4"), ["extra_forbidden"]);
  assert.deepEqual(check("labels", {}, "3.1.5"), []);
  assert.deepEqual(check("empirical_policy.retry_delay", 0.5, "3.4.3"), ["int_from_float", "list_type"]);
});
