// Node: ESM, `require`, and `/slim`.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { ANSWERS, project } from "./project.mjs";

let node;
before(async () => {
  node = await project("node");
});
after(() => node?.clean());

for (const program of ["main.js", "main.cjs", "slim.js", "slim.cjs"]) {
  test(`Node runs ${program}`, async () => {
    assert.deepEqual(JSON.parse(await node.run("node", program)), ANSWERS);
  });
}

test("Node needs no eval", async () => {
  assert.deepEqual(JSON.parse(await node.run("node", "--disallow-code-generation-from-strings", "main.js")), ANSWERS);
});
