// No code of ours can panic: where it could, the compiler would leave in the wasm which file and line to blame.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const files = ["src/", "bindings/wasm/src/"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true }).map((name) => folder + name.replaceAll("\\", "/")),
);
const wasm = readFileSync(new URL("prefect_taskrun.wasm", import.meta.resolve("prefect-taskrun")), "latin1");

test("the wasm blames no file of ours", () => {
  // A file of another package has a whole path.
  const blamed = files.filter((name) => name.endsWith(".rs") && new RegExp(`(^|[^/])${name}`).test(wasm));
  assert.deepEqual(blamed, []);
});

test("other packages' files are found, so that ours would be", () => {
  assert.match(wasm, /\/src\/[a-z_/]+\.rs/);
});
