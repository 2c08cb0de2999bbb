// Texts come out as they went in, whatever stands around them and however the body is given.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskRunCreate, createTaskRun } from "prefect-taskrun";

const TEXTS = ["", "plain", "a longer text of more than thirteen letters", 'a "quote"', "a\ttab", "é", "日本", "🎉", "\u0000", "__proto__"];
const labels = Object.fromEntries([...TEXTS.map((text) => [`key ${text}`, text]), ["__proto__", "own"]]);
const data = { list: TEXTS, within: [{ [TEXTS[2]]: TEXTS[2] }] };
const payload = { task_key: "load", dynamic_key: "0", tags: TEXTS, labels, state: { type: "RUNNING", data } };
const ascii = JSON.stringify(payload).replaceAll(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const bodies = {
  "as it is": JSON.stringify(payload),
  "in ASCII": ascii,
  "in ASCII, over many lines": JSON.stringify(JSON.parse(ascii), null, 2).replaceAll(/[^\x00-\x7f]/g, "x"),
  "in ASCII, and long": `${" ".repeat(1 << 17)}${ascii}`,
};

const ways = {
  "a string": (body) => body,
  "bytes": (body) => new TextEncoder().encode(body),
  "a part of a buffer": (body) => new Uint8Array(new TextEncoder().encode(`{"${body}`).buffer).subarray(2),
  "UTF-16": (body) => new Uint8Array(Buffer.from(`\ufeff${body}`, "utf16le")),
  "with a byte order mark": (body) => new TextEncoder().encode(`\ufeff${body}`),
};

for (const [form, body] of Object.entries(bodies)) {
  for (const [name, way] of Object.entries(ways)) {
    test(`a body ${form}, as ${name}`, () => {
      const { tags, labels, state } = TaskRunCreate.parseJson(way(body));
      const due = JSON.parse(body);
      // A set in Prefect, in the order of the body.
      assert.deepEqual({ tags, labels, data: state.data }, { tags: due.tags, labels: due.labels, data: due.state.data });
      assert.deepEqual(Object.keys(labels), Object.keys(due.labels));
    });
  }
}

test("a value", () => {
  for (const given of [payload, JSON.parse(ascii), { ...payload, tags: ["plain"], labels: { plain: "plain" } }]) {
    const parsed = TaskRunCreate.parse(given);
    assert.deepEqual([parsed.tags, parsed.labels, parsed.state.data], [given.tags, given.labels, data]);
    assert.deepEqual(createTaskRun(given).tags, given.tags);
  }
});

test("what is asked meanwhile does not get into an answer", () => {
  const body = JSON.stringify({ task_key: "load", dynamic_key: "0", tags: ["one", "two"] });
  const other = '{"name": "something else, and longer than what stands in the body that was asked about"}';
  const asking = {
    task_key: "load",
    dynamic_key: "0",
    get tags() {
      return TaskRunCreate.parseJson(body).tags;
    },
    labels: { get bad() {
      TaskRunCreate.safeParseJson(other);
      return [];
    } },
  };
  const { error } = TaskRunCreate.safeParse(asking);
  assert.deepEqual(error.issues.map(({ loc, input }) => [loc.slice(0, 2), input])[0], [["labels", "bad"], []]);
  const good = TaskRunCreate.parse({ ...payload, get name() {
    return TaskRunCreate.parseJson(body).tags[1];
  } });
  assert.deepEqual([good.name, good.tags], ["two", TEXTS]);
});
