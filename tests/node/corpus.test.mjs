// Every recorded verdict, on the payload's text and on its value.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as taskrun from "prefect-taskrun";
import { asValue, at, options, recording } from "./recorded.mjs";

const lines = recording("corpus.jsonl.gz");
const cases = lines.map((line) => JSON.parse(line));
const slug = taskrun.TaskRunUpdate.parseJson("{}", options).name;

/** A value as JSON, its integers to the last digit. */
function exactly(value) {
  const text = JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? `\u0001${part}` : part));
  return text.replaceAll(/"\\u0001(-?\d+)"/g, "$1").replaceAll(`"${slug}"`, '"oracle-slug"');
}

/** A JSON text as `exactly` writes what it says: floats as JavaScript's numbers hold them. */
function asRead(text) {
  const marked = text.replaceAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) => {
    return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"\\u0001${token}"` : token;
  });
  return JSON.stringify(JSON.parse(marked)).replaceAll(/"\\u0001(-?\d+)"/g, "$1");
}

/** The line's own text of a recorded part, since `JSON.parse` has lost digits of it. */
function recorded(index) {
  const line = lines[index];
  const errors = /"errors": ?(\[.*\])\}$/s.exec(line);
  return errors?.[1];
}

function verdict(result) {
  if (result.success) {
    return { ok: exactly(result.data) };
  }
  const [first] = result.error.issues;
  if (first.type !== "json_invalid") {
    return { errors: exactly(result.error.issues.map(({ type, loc, msg, input, ctx }) => ({ type, loc, msg, input, ctx }))) };
  }
  if (first.ctx.error === "There was an error parsing the body") {
    return { unreadable: true };
  }
  if (first.ctx.error === "Invalid \\uXXXX escape: a lone surrogate") {
    return { surrogate: true };
  }
  return { json: [first.ctx.error, ...first.loc] };
}

function expected(index) {
  // Which fields were given is known to Python and Rust alone.
  const { model: _model, body: _body, set: _set, ...rest } = cases[index];
  if ("ok" in rest) {
    return { ok: asRead(rest.ok) };
  }
  return "errors" in rest ? { errors: asRead(recorded(index)) } : rest;
}

test("every recorded verdict is ours", () => {
  assert.ok(cases.length > 3000);
  cases.forEach(({ model, body }, index) => {
    const text = Buffer.from(body, "base64");
    assert.deepEqual(verdict(taskrun[model].safeParseJson(text, options)), expected(index), text.toString());
    assert.equal(taskrun[model].checkJson(text), "ok" in cases[index], text.toString());
  });
});

/** The fields that an older field fills. */
const OLDER = { retries: "max_retries", retry_delay: "retry_delay_seconds" };

test("a value has the verdict of its JSON text, and each error the very value that it is about", () => {
  let compared = 0;
  cases.forEach(({ model, body, ok, errors }) => {
    const bytes = Buffer.from(body, "base64");
    const given = asValue(bytes);
    if (given === undefined || (ok ?? errors) === undefined) {
      return;
    }
    compared++;
    const result = taskrun[model].safeParse(given.value, options);
    if (ok !== undefined) {
      assert.deepEqual(verdict(result), { ok: asRead(ok) }, bytes.toString());
      return;
    }
    const found = result.error.issues.map(({ type, loc, msg, ctx }) => ({ type, loc, msg, ...(ctx && { ctx }) }));
    assert.deepEqual(found, errors.map(({ input: _input, ...error }) => error), bytes.toString());
    for (const issue of result.error.issues) {
      const path = issue.type === "missing" ? issue.path.slice(0, -1) : issue.path;
      const older = path.map((step) => OLDER[step] ?? step);
      assert.ok([path, older].some((path) => Object.is(issue.input, at(given.value, path))), bytes.toString());
    }
  });
  assert.ok(compared > 1000, `only ${compared} cases`);
});
