// The recorded verdicts of a real Prefect 3.9.1: tests/conformance/record.py makes them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import * as taskrun from "prefect-taskrun";

const corpus = gunzipSync(readFileSync(new URL("../conformance/corpus.jsonl.gz", import.meta.url)));
const cases = corpus.toString().trimEnd().split("\n").map((line) => JSON.parse(line));

// What the reference has in place of the present and of a made-up name.
const options = { now: "2099-01-02T03:04:05.678901Z", seed: 0 };
const slug = taskrun.TaskRunUpdate.parseJson("{}", options).name;

function verdict(model, body) {
  const result = taskrun[model].safeParseJson(body, options);
  if (result.success) {
    return { ok: JSON.stringify(result.data).replaceAll(`"${slug}"`, '"oracle-slug"') };
  }
  const [first] = result.error.issues;
  if (first.type !== "json_invalid") {
    return { errors: result.error.toJSON() };
  }
  if (first.ctx.error === "There was an error parsing the body") {
    return { unreadable: true };
  }
  if (first.ctx.error === "Invalid \\uXXXX escape: a lone surrogate") {
    return { surrogate: true };
  }
  return { json: [first.ctx.error, ...first.loc] };
}

test("every recorded verdict is ours", () => {
  assert.ok(cases.length > 3000);
  for (const { model, body, ...expected } of cases) {
    if ("ok" in expected) {
      // As JavaScript's numbers hold it.
      expected.ok = JSON.stringify(JSON.parse(expected.ok));
      // Which fields were given is known to Python and Rust alone.
      delete expected.set;
    }
    const ours = verdict(model, Buffer.from(body, "base64"));
    assert.equal(JSON.stringify(ours), JSON.stringify(expected), body);
  }
});
