// Whatever comes in, an answer goes out: no exception, no overflow of the stack, and none of it takes long.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as taskrun from "prefect-taskrun";
import { BODIES, OBJECTS, ask, countIssues, spoil } from "../hostile.mjs";

for (const [name, [make, status]] of Object.entries(BODIES)) {
  test(name, () => assert.equal(ask(taskrun, make()), status));
}

for (const [name, [make, count]] of Object.entries(OBJECTS)) {
  test(`${name}, as an object`, () => assert.equal(countIssues(taskrun, make()), count));
}

test("a body cut or flipped at any byte", () => {
  assert.deepEqual(spoil(taskrun), [201, 400, 422]);
});
