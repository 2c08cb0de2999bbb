// The names in a value, which come back as the caller's own strings: those of its JSON text are cut out of that.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskRunCreate } from "prefect-taskrun";

const PARTS = ["a", "b", "cc", "dd", "", "name", "state", "0", "__proto__", "toString", "é", "日本", "\u{1f600}", '"', "\n", "z".repeat(300)];

/** Numbers that look drawn by lot, the same in each run. */
function drawing(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** An object of some members, `__proto__` among them. */
function members(names, value) {
  return Object.fromEntries(names.map((name) => [name, value()]));
}

function payload(draw) {
  const one = () => PARTS[draw(PARTS.length)] + PARTS[draw(PARTS.length)];
  const some = (most) => Array.from({ length: draw(most) }, one);
  const data = (depth) => (depth > 3 || draw(3) === 0 ? draw(9) : members(some(4), () => data(depth + 1)));
  return {
    task_key: one(),
    dynamic_key: one(),
    name: "load",
    labels: members(some(draw(9) === 0 ? 60 : 6), draw(2) === 0 ? one : () => draw(99)),
    state: { type: "COMPLETED", data: data(0), state_details: { run_input_keyset: members(some(4), one) } },
    task_inputs: members(some(4), () => [{ input_type: "parameter", name: one() }]),
  };
}

function sameAsItsText(value) {
  assert.deepStrictEqual(TaskRunCreate.parse(value), TaskRunCreate.parseJson(JSON.stringify(value)));
}

test("names of any kind come back", () => {
  const draw = drawing(7);
  for (let left = 5000; left > 0; left--) {
    sameAsItsText(payload(draw));
  }
});

test("names come back where there are many, and past many characters", () => {
  const labels = (count, name) => ({ task_key: "", dynamic_key: "", name: "load", labels: members(Array.from({ length: count }, name), () => 1) });
  for (let count = 1; count < 200_000; count *= 3) {
    sameAsItsText(labels(count, (_, index) => `${index}`.padStart(6, "n")));
    sameAsItsText(labels(count, (_, index) => "n".repeat(index % 50)));
  }
});
