// Where `prefect-taskrun/form` moves the focus, and what a button of a row may be, in headless Chromium.
import assert from "node:assert/strict";
import { test } from "node:test";
import { eventually } from "./chromium.mjs";
import { site } from "./site.mjs";

const page = `<!doctype html>
<script>
  customElements.define("x-text", class extends HTMLElement {
    static formAssociated = true;
    inner = this.attachShadow({ mode: "open", delegatesFocus: true });
    get name() { return this.getAttribute("name"); }
    connectedCallback() { this.inner.innerHTML = "<input>"; }
    get value() { return this.inner.firstChild.value; }
  });
  customElements.define("x-deaf", class extends HTMLElement {
    static formAssociated = true;
    get name() { return this.getAttribute("name"); }
    value = "";
  });
</script>
<form>
  <x-deaf name="task_key"></x-deaf> <input name="dynamic_key">
  <div data-rows="tags">
    <template><p data-row>
      <input type="hidden" name="was" data-ignore> <input name="old" disabled> <x-text name="tags[]"></x-text> <button data-remove>Remove</button>
    </p></template>
    <button data-add>Add</button> <a href="#add" data-add>Another</a>
  </div>
  <button>Create</button>
</form>
<script type="module">
  import { TaskRunCreate } from "/index.js";
  import { bindForm } from "/form.js";
  window.calls = [];
  const call = (name) => () => window.calls.push(name);
  bindForm(document.querySelector("form"), { model: TaskRunCreate, onValid: call("valid"), onInvalid: call("invalid"), onChange: call("change") });
  window.isBound = true;
</script>`;

const open = site({ "/": page });

function onPage(name, run) {
  test(name, () => {
    return open("/", {}, async (tab) => {
      await eventually(tab, () => window.isBound);
      await run(tab);
    });
  });
}

const focused = (tab) => tab.evaluate(() => document.activeElement.getAttribute("name") ?? document.activeElement.textContent);
const calls = (tab) => tab.evaluate(() => window.calls);

onPage("what adds or removes a row does nothing else", async (tab) => {
  await tab.getByRole("button", { name: "Add" }).click();
  await tab.getByRole("link", { name: "Another" }).click();
  assert.equal(await tab.locator("[data-row]").count(), 2);
  await tab.getByRole("button", { name: "Remove" }).first().click();
  assert.equal(await tab.locator("[data-row]").count(), 1);
  assert.deepEqual(await calls(tab), ["change", "change", "change"]);
  const { hash, pathname, search } = new URL(tab.url());
  assert.equal(pathname + search + hash, "/");
});

onPage("a new row's first control that takes the focus has it", async (tab) => {
  await tab.getByRole("button", { name: "Add" }).click();
  assert.equal(await focused(tab), "tags[]");
});

onPage("the focus does not go to a button that is disabled", async (tab) => {
  await tab.getByRole("button", { name: "Add" }).click();
  await tab.evaluate(() => (document.querySelector("button[data-add]").disabled = true));
  await tab.getByRole("button", { name: "Remove" }).click();
  assert.equal(await focused(tab), "Another");
});

onPage("the first wrong control that takes the focus has it", async (tab) => {
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal(await focused(tab), "dynamic_key");
});
