// `prefect-taskrun/form` where there is no page: a server that renders one imports it too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import * as form from "prefect-taskrun/form";

test("it is there for `import` and for `require`", () => {
  assert.deepEqual(Object.keys(form), ["bindForm"]);
  assert.deepEqual(Object.keys(createRequire(import.meta.url)("prefect-taskrun/form")), ["bindForm"]);
});

test("it is small, and has no core of its own", () => {
  const code = readFileSync(new URL(import.meta.resolve("prefect-taskrun/form")));
  assert.ok(brotliCompressSync(code).length < 5 * 1024);
  assert.doesNotMatch(String(code), /WebAssembly|^import/);
});
