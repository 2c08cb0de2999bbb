// A form with many rows takes work in proportion to them. The work is counted, not timed: how often each block of the
// form's code ran, and what the host's own functions went through for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./chromium.mjs";
import { site } from "./site.mjs";

const page = `<!doctype html><form>
  <input name="task_key"><input name="dynamic_key">
  <div data-rows="labels">
    <template><p data-row>
      <input name="labels[].key"><input name="labels[].value" data-json="or-text"><button type="button" data-remove>Remove</button>
    </p></template>
    <button type="button" data-add>Add</button>
  </div>
  <div data-rows="task_inputs">
    <template><div data-row>
      <input name="task_inputs[].key">
      <div data-rows="task_inputs[].value"><template><p data-row>
        <input name="task_inputs[].value[].input_type"><input name="task_inputs[].value[].id">
      </p></template></div>
    </div></template>
  </div>
  <div data-rows="tags"><template><p data-row><input name="tags[]"></p></template></div>
</form>
<script type="module">
  import { TaskRunCreate } from "/index.js";
  import { bindForm } from "/form.js";
  window.form = document.querySelector("form");
  window.bind = () => (window.bound = bindForm(form, { model: TaskRunCreate, onValid() {} }));
  window.bind();
  window.through = 0;
  const count = (on, name, size) => {
    const native = on[name];
    on[name] = function (...given) {
      const found = native.apply(this, given);
      window.through += size(this, found, given);
      return found;
    };
  };
  count(Element.prototype, "querySelector", (around, found) => {
    const all = Array.from(around.getElementsByTagName("*"));
    return found ? all.findIndex((one) => one === found) + 1 : all.length;
  });
  count(Object, "keys", (_, { length }) => length);
  for (const name of ["indexOf", "includes"]) {
    count(Array.prototype, name, ({ length }) => length);
  }
</script>`;

const open = site({ "/": page });

const keys = { task_key: "a", dynamic_key: "b" };
const labels = `Object.fromEntries(Array.from({ length: count }, (_, at) => ["k" + at, at]))`;
const inputs = `Object.fromEntries(Array.from({ length: count }, (_, at) => ["k" + at, [{ input_type: "parameter", id: "x" }]]))`;
const items = `Array.from({ length: count }, (_, at) => ({ input_type: "parameter", id: "x" }))`;
const fill = (members) => `bound.fill({ ...${JSON.stringify(keys)}, ${members} })`;

for (const [what, prepare, act] of [
  ["is filled with entries", "", fill(`labels: ${labels}`)],
  ["is filled with entries of rows", "", fill(`task_inputs: ${inputs}`)],
  ["is filled with the items of an entry", "", fill(`task_inputs: { a: ${items} }`)],
  ["is filled with items", "", fill(`tags: Array(count).fill("a")`)],
  ["is filled anew", fill(`labels: ${labels}`), fill(`labels: ${labels}`)],
  ["is read", fill(`labels: ${labels}`), "bound.result()"],
  ["is wrong in each row", fill(`task_inputs: ${inputs}, tags: Array(count).fill(1)`), "bound.validate()"],
  ["gets one more row", fill(`labels: ${labels}`), `document.querySelector("[data-add]").click()`],
  ["loses a row", fill(`labels: ${labels}`), `document.querySelector("[data-remove]").click()`],
  [
    "is reset to the rows that it had",
    `${fill(`labels: ${labels}`)}; bound.unbind(); bind(); ${fill(`labels: ${labels}`)}`,
    "form.reset(); bound.result()",
  ],
]) {
  test(`a form that ${what}`, () => open("/", {}, async (tab) => {
    await eventually(tab, () => "through" in window);
    const session = await tab.context().newCDPSession(tab);
    await session.send("Profiler.enable");
    await session.send("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
    /** The work since it was last asked for, and what was put off. */
    const work = async () => {
      await tab.evaluate(() => new Promise((done) => setTimeout(done)));
      const { result } = await session.send("Profiler.takePreciseCoverage");
      const { functions } = result.find(({ url }) => url.endsWith("/form.js")) ?? { functions: [] };
      const ran = functions.flatMap(({ ranges }) => ranges).reduce((sum, { count }) => sum + count, 0);
      return ran + await tab.evaluate(() => window.through);
    };
    const works = [];
    for (const count of [200, 800]) {
      await tab.evaluate(`{ const count = ${count}; bound.fill({}); ${prepare} }`);
      await work();
      await tab.evaluate(`{ const count = ${count}; through = 0; ${act} }`);
      works.push(await work());
    }
    const [few, many] = works;
    // What grows with the square of the rows takes 8 times and more; the host itself counts a little more or less each time.
    assert.ok(few > 200 && many < 6 * few, `${few} steps for 200 rows, ${many} for 800`);
  }));
}
