// No code of ours can panic: where it could, the compiler would leave in the wasm which file and line to blame.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const files = ["src/", "bindings/wasm/src/"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true }).map((name) => folder + name.replaceAll("\\", "/")),
);
const ofCompiler = new URL("target/wasm/wasm32-unknown-unknown/wasm/prefect_taskrun_wasm.wasm", root);
const skip = !existsSync(ofCompiler) && "what the compiler made is not here: the package was built elsewhere";
const compiled = skip ? "" : readFileSync(ofCompiler, "latin1");
const shipped = readFileSync(new URL("prefect_taskrun.wasm", import.meta.resolve("prefect-taskrun")), "latin1");
const A_FILE = /\/src\/[a-z_/]+\.rs/;

test("the compiler blames no file of ours", { skip }, () => {
  // A file of another package has a whole path.
  const blamed = files.filter((name) => name.endsWith(".rs") && new RegExp(`(^|[^/])${name}`).test(compiled));
  assert.deepEqual(blamed, []);
});

test("other packages' files are found, so that ours would be", { skip }, () => {
  assert.match(compiled, A_FILE);
});

test("what is shipped names no file at all", () => {
  assert.doesNotMatch(shipped, A_FILE);
});
