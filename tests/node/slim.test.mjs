// `prefect-taskrun/slim`, and where it takes the core's code from: each time from a script that is not ready yet.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (name) => readFileSync(new URL(import.meta.resolve(name)));
const script = encodeURIComponent(read("prefect-taskrun/slim"));
const code = read("prefect-taskrun/prefect_taskrun.wasm");

let count = 0;

/** The package as a script that is in no file. */
const inlined = () => import(`data:text/javascript,${script}//${count++}`);

function isReady({ TaskRunCreate }) {
  assert.ok(TaskRunCreate.checkJson('{"task_key": "load", "dynamic_key": "0"}'));
}

test("a script that knows of no file beside it is told to give a source, and may", async () => {
  const slim = await inlined();
  await assert.rejects(slim.init(), /^Error: prefect-taskrun\/slim: a script without an address of its own has to give init a source$/);
  await slim.init(code);
  isReady(slim);
});

for (const type of ["application/wasm", "application/wasm; charset=utf-8", "Application/Wasm", "application/wasm-bytes", "text/html", undefined]) {
  test(`a server may call the code ${type}`, async () => {
    const slim = await inlined();
    await slim.init(new Response(code, { headers: type === undefined ? {} : { "content-type": type } }));
    isReady(slim);
  });
}
