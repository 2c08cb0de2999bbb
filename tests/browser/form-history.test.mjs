// `prefect-taskrun/form` on a page that is left and come back to, in headless Chromium.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./chromium.mjs";
import { site } from "./site.mjs";

const page = `<!doctype html>
<form><input name="task_key"> <input name="dynamic_key" value="0"> <select name="state.type"><option><option>PENDING</select></form>
<a href="/away">Away</a>
<script type="module">
  import { TaskRunCreate } from "/index.js";
  import { bindForm } from "/form.js";
  window.calls = [];
  const onChange = ({ payload }) => window.calls.push(payload);
  window.bound = bindForm(document.querySelector("form"), { model: TaskRunCreate, onValid() {}, onChange });
  if (location.search) {
    window.bound.unbind();
  }
  addEventListener("pageshow", () => setTimeout(() => (window.isShown = true)));
</script>`;

const open = site({ "/": page, "/away": "<!doctype html>" });

const calls = (tab) => eventually(tab, () => window.isShown && window.calls);

/** Types into the form, and comes back to it from another page. */
async function leave(tab) {
  await tab.locator("[name=task_key]").fill("k");
  await tab.locator("select").selectOption("PENDING");
  await tab.getByRole("link").click();
  await tab.waitForURL("**/away");
  await tab.goBack();
}

test("a page that is there is no change", () => {
  return open("/", {}, async (tab) => assert.deepEqual(await calls(tab), []));
});

test("what the browser gives back is told, once", () => {
  return open("/", {}, async (tab) => {
    await leave(tab);
    assert.deepEqual(await calls(tab), [{ task_key: "k", dynamic_key: "0", state: { type: "PENDING" } }]);
    assert.equal(await tab.locator("[aria-invalid]").count(), 0);
  });
});

test("a form that was left alone is told of nothing", () => {
  return open("/?unbound", {}, async (tab) => {
    await leave(tab);
    assert.deepEqual(await calls(tab), []);
  });
});
