// `prefect-taskrun/form` on a plain form, in headless Chromium.
import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskRunCreate } from "prefect-taskrun";
import { eventually } from "./chromium.mjs";
import { site } from "./site.mjs";

const UUID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

const page = `<!doctype html><form>
  <label>Task key <input name="task_key"></label>
  <label>Dynamic key <input name="dynamic_key"></label>
  <label>Flow run <input name="flow_run_id" aria-describedby="hint"></label><span id="hint">A UUID</span>
  <label>Expires <input name="cache_expiration" type="datetime-local" step="1"></label>
  <label>Type <select name="state.type"><option value="">None</option><option>PENDING</option><option>SCHEDULED</option></select></label>
  <label>State's name <input name="state.name"></label>
  <fieldset><legend>Cache</legend>
    <label><input type="radio" name="state.state_details.refresh_cache" value="true">Refresh</label>
    <label><input type="radio" name="state.state_details.refresh_cache" value="perhaps">Perhaps</label>
  </fieldset>
  <label>Deferred <input type="checkbox" name="state.state_details.deferred"></label>
  <label>Data <textarea name="state.data" data-json></textarea></label>
  <label>Retries <input type="number" name="empirical_policy.retries"></label>
  <label>Delay <input name="empirical_policy.retry_delay" data-json="or-text"></label>
  <label>Jitter <input type="number" step="any" name="empirical_policy.retry_jitter_factor"></label>
  <label>Tags <select name="tags[]" multiple><option>etl</option><option>nightly</option></select></label>
  <label>Urgent <input type="checkbox" name="tags[]" value="urgent"></label>
  <div data-rows="labels">
    <template><p data-row>
      <input aria-label="Key" name="labels[].key"> <input aria-label="Value" name="labels[].value" data-json="or-text">
      <button type="button" data-remove>Remove</button>
    </p></template>
    <button type="button" data-add>Add a label</button>
  </div>
  <div data-rows="task_inputs">
    <template><div data-row>
      <input aria-label="Input" name="task_inputs[].key">
      <div data-rows="task_inputs[].value">
        <template><p data-row>
          <select aria-label="Kind" name="task_inputs[].value[].input_type"><option>task_run<option>parameter</select>
          <input aria-label="Id" name="task_inputs[].value[].id"> <input aria-label="Name" name="task_inputs[].value[].name">
        </p></template>
        <button type="button" data-add>Add a source</button>
      </div>
    </div></template>
    <button type="button" data-add>Add an input</button>
  </div>
  <input type="hidden" name="task_version">
  <details><summary>More</summary><label>Run <input name="id"></label> <em data-issue="id"></em></details>
  <input name="csrf" data-ignore value="1"><input name="name" disabled value="a">
  <button>Create</button><button type="reset">Reset</button>
</form><label>Cache key <input name="cache_key" form="f"></label>
<script type="module">
  import { TaskRunCreate } from "/index.js";
  import { bindForm } from "/form.js";
  const form = document.querySelector("form");
  form.id = "f";
  window.calls = [];
  const call = (name) => ({ payload, data, issues }) => window.calls.push([name, { payload, data, issues }]);
  const options = { now: "2026-01-02T03:04:05Z", seed: 42 };
  window.bind = (more) => {
    window.bound = bindForm(form, { model: TaskRunCreate, onValid: call("valid"), onInvalid: call("invalid"), options, ...more });
  };
  window.bind({ onChange: call("change") });
</script>`;

const open = site({ "/": page });

function onPage(name, options, run) {
  test(name, () => {
    return open("/", options, async (tab) => {
      await eventually(tab, () => "bound" in window);
      await run(tab);
    });
  });
}

const payload = (tab) => tab.evaluate(() => window.bound.payload());
const body = (tab) => tab.evaluate(() => window.bound.body());
const calls = (tab) => tab.evaluate(() => window.calls);
const validity = (control) => control.evaluate((control) => control.validationMessage);

/** What stands by a control: the words that describe it. */
function told(control) {
  return control.evaluate((control) => {
    const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
    return ids.map((id) => document.getElementById(id).textContent);
  });
}

/** The words that the model itself has for a payload's issue. */
function words(payload, path) {
  const { error } = TaskRunCreate.safeParse(payload);
  return error.issues.filter((issue) => issue.path.join(".") === path).map(({ msg }) => msg);
}

onPage("an untouched form says nothing and shows nothing", {}, async (tab) => {
  assert.deepEqual(await payload(tab), {});
  assert.equal(await tab.locator("[aria-invalid]").count(), 0);
  assert.equal(await tab.locator("[data-issue]:visible").count(), 0);
});

onPage("a bad field is told of as it is typed, until it is mended", {}, async (tab) => {
  const control = tab.getByLabel("Flow run");
  await control.pressSequentially("3c90");
  const [message] = words({ task_key: "a", dynamic_key: "b", flow_run_id: "3c90" }, "flow_run_id");
  assert.deepEqual(await told(control), ["A UUID", message]);
  assert.equal(await validity(control), message);
  assert.equal(await control.getAttribute("aria-invalid"), "true");
  assert.ok(await tab.getByText(message).isVisible());
  await control.fill(UUID);
  assert.deepEqual(await told(control), ["A UUID"]);
  assert.equal(await validity(control), "");
  assert.equal(await control.getAttribute("aria-invalid"), null);
  assert.ok(!(await tab.getByText(message).isVisible()));
  // No one has been to the others.
  assert.equal(await tab.locator("[aria-invalid]").count(), 0);
});

onPage("a bad form tells of all, and moves to the first", {}, async (tab) => {
  await tab.getByLabel("Dynamic key").fill("0");
  await tab.getByLabel("Jitter").fill("-1");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal(await tab.evaluate(() => document.activeElement.name), "task_key");
  assert.deepEqual(await told(tab.getByLabel("Task key")), ["Field required"]);
  const jitter = words({ empirical_policy: { retry_jitter_factor: -1 } }, "empirical_policy.retry_jitter_factor");
  assert.deepEqual(await told(tab.getByLabel("Jitter")), jitter);
  const [name, { issues, payload }] = (await calls(tab)).at(-1);
  assert.equal(name, "invalid");
  assert.deepEqual(issues.map(({ type, path }) => [type, path.join(".")]), [
    ["missing", "task_key"],
    ["value_error", "empirical_policy.retry_jitter_factor"],
  ]);
  assert.deepEqual(payload, { dynamic_key: "0", empirical_policy: { retry_jitter_factor: -1 } });
});

onPage("a good form hands over its payload and the model", {}, async (tab) => {
  await tab.getByLabel("Task key").fill("load");
  await tab.getByLabel("Dynamic key").fill("0");
  await tab.getByLabel("Type").selectOption("SCHEDULED");
  await tab.getByLabel("Deferred").check();
  await tab.getByLabel("Data").fill('{"rows": [1, 2.50]}');
  await tab.getByLabel("Retries").fill("0");
  await tab.getByLabel("Delay").fill("[1, 2.5]");
  await tab.getByLabel("Tags").selectOption(["nightly"]);
  await tab.getByLabel("Urgent").check();
  await tab.getByLabel("Cache key").fill("k");
  await tab.getByRole("button", { name: "Create" }).click();
  const expected = {
    task_key: "load",
    dynamic_key: "0",
    state: { type: "SCHEDULED", state_details: { deferred: true }, data: { rows: [1, 2.5] } },
    empirical_policy: { retries: 0, retry_delay: [1, 2.5] },
    tags: ["nightly", "urgent"],
    cache_key: "k",
  };
  const [name, result] = (await calls(tab)).at(-1);
  assert.equal(name, "valid");
  assert.deepEqual(result.payload, expected);
  assert.deepEqual(result.data, TaskRunCreate.parse(expected, { now: "2026-01-02T03:04:05Z", seed: 42 }));
});

onPage("what one field says may be wrong with another", {}, async (tab) => {
  await tab.getByLabel("Task key").fill("load");
  await tab.getByLabel("Dynamic key").fill("0");
  await tab.getByLabel("State's name").fill("Mine");
  await tab.getByRole("button", { name: "Create" }).click();
  const type = tab.getByLabel("Type");
  assert.deepEqual(await told(type), ["Field required"]);
  assert.equal(await tab.evaluate(() => document.activeElement.name), "state.type");
  await tab.getByLabel("State's name").fill("");
  assert.deepEqual(await told(type), []);
});

onPage("numbers keep their digits, and labels what they are", {}, async (tab) => {
  const add = tab.getByRole("button", { name: "Add a label" });
  const values = ["42", "1.0", "9007199254740993", "true", "prod", '"42"', "__proto__"];
  for (const [index, value] of values.entries()) {
    await add.click();
    assert.equal(await tab.evaluate(() => document.activeElement.name), "labels[].key");
    await tab.keyboard.type(index === 6 ? "__proto__" : `k${index}`);
    await tab.keyboard.press("Tab");
    await tab.keyboard.type(value);
  }
  await tab.getByLabel("Retries").fill("99999999999999999999");
  assert.equal(
    await body(tab),
    '{"empirical_policy":{"retries":99999999999999999999},"labels":{"k0":42,"k1":1.0,"k2":9007199254740993,"k3":true,' +
      '"k4":"prod","k5":"42","__proto__":"__proto__"}}',
  );
  const { labels, empirical_policy } = await payload(tab);
  assert.equal(labels.k2, 9007199254740993n);
  assert.equal(empirical_policy.retries, 99999999999999999999n);
  await tab.evaluate(() => window.bound.fill(window.bound.payload()));
  assert.match(await body(tab), /"retries":99999999999999999999.*"k2":9007199254740993/);
});

onPage("rows come and go", {}, async (tab) => {
  const add = tab.getByRole("button", { name: "Add a label" });
  const keys = tab.getByLabel("Key", { exact: true });
  const values = tab.getByLabel("Value");
  await add.click();
  await add.click();
  await add.click();
  for (const [index, key] of ["a", "b"].entries()) {
    await keys.nth(index).fill(key);
    await values.nth(index).fill(`${index}`);
  }
  assert.deepEqual((await payload(tab)).labels, { a: 0, b: 1 });
  await tab.getByRole("button", { name: "Remove" }).first().click();
  assert.deepEqual((await payload(tab)).labels, { b: 1 });
  assert.deepEqual((await calls(tab)).at(-1)[1].payload.labels, { b: 1 });
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Remove");
  // A row of the page's own making.
  await tab.evaluate(() => {
    const row = document.querySelector("[data-rows=labels] > [data-row]").cloneNode(true);
    row.querySelectorAll("input").forEach((input) => (input.value = "c"));
    document.querySelector("[data-rows=labels]").prepend(row);
  });
  assert.deepEqual((await payload(tab)).labels, { c: "c", b: 1 });
});

onPage("a row has a key of its own and a value, or neither", {}, async (tab) => {
  const add = tab.getByRole("button", { name: "Add a label" });
  const keys = tab.getByLabel("Key", { exact: true });
  const values = tab.getByLabel("Value");
  for (const _ of [1, 2, 3, 4]) await add.click();
  await keys.nth(0).fill("a");
  await keys.nth(1).fill("b");
  await values.nth(1).fill("1");
  await keys.nth(2).fill("b");
  await values.nth(2).fill("2");
  assert.deepEqual(await told(keys.nth(2)), ["Another row has this key"]);
  await values.nth(3).fill("3");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.deepEqual(await told(values.nth(0)), ["Field required"]);
  assert.deepEqual(await told(keys.nth(3)), ["Field required"]);
  const [name, { issues }] = (await calls(tab)).at(-1);
  assert.equal(name, "invalid");
  assert.deepEqual(issues.map(({ type, path }) => [type, path.join(".")]), [
    ["missing", "task_key"],
    ["missing", "dynamic_key"],
    ["missing", "labels.a"],
    ["duplicate_key", "labels.b"],
    ["missing", "labels[].key"],
  ]);
});

onPage("rows within rows", {}, async (tab) => {
  await tab.getByRole("button", { name: "Add an input" }).click();
  await tab.getByLabel("Input").fill("data");
  assert.deepEqual(await payload(tab), { task_inputs: { data: [] } });
  await tab.getByRole("button", { name: "Add a source" }).click();
  await tab.getByLabel("Id").fill("3c90");
  assert.deepEqual(await payload(tab), { task_inputs: { data: [{ input_type: "task_run", id: "3c90" }] } });
  const lines = words({ task_inputs: { data: [{ input_type: "task_run", id: "3c90" }] } }, "task_inputs.data.0.id");
  assert.deepEqual(await told(tab.getByLabel("Id")), [[...new Set(lines)].join("\n")]);
  // Of the other kinds that an input may be there is nothing to tell, though a server lists what each of them lacks.
  await tab.getByRole("button", { name: "Create" }).click();
  assert.deepEqual(await told(tab.getByLabel("Kind")), []);
  assert.equal(await tab.getByRole("alert").count(), 0);
  const { issues } = (await calls(tab)).at(-1)[1];
  const { error } = TaskRunCreate.safeParse({ task_inputs: { data: [{ input_type: "task_run", id: "3c90" }] } });
  assert.deepEqual(issues.map(({ loc, msg }) => [loc, msg]), error.issues.map(({ loc, msg }) => [loc, msg]));
});

onPage("messages stand where the page has a place for them", {}, async (tab) => {
  const control = tab.getByLabel("Run", { exact: true });
  await tab.evaluate(() => window.bound.fill({ task_key: "a", dynamic_key: "b", id: "3c90" }));
  assert.ok(!(await control.isVisible()));
  await tab.getByRole("button", { name: "Create" }).click();
  assert.ok(await control.isVisible());
  assert.equal(await tab.evaluate(() => document.activeElement.name), "id");
  const [message] = words({ task_key: "a", dynamic_key: "b", id: "3c90" }, "id");
  assert.equal(await tab.locator("em").textContent(), message);
  assert.deepEqual(await told(control), [message]);
});

onPage("what is wrong with a hidden control stands in the summary", {}, async (tab) => {
  await tab.evaluate(() => window.bound.fill({ task_key: "a", dynamic_key: "b", task_version: 1 }));
  await tab.getByRole("button", { name: "Create" }).click();
  const [message] = words({ task_key: "a", dynamic_key: "b", task_version: 1 }, "task_version");
  assert.equal(await tab.getByRole("alert").textContent(), `task_version: ${message}`);
});

onPage("what is no JSON and what is no number are told of", {}, async (tab) => {
  const data = tab.getByLabel("Data");
  await data.fill('{"a": }');
  assert.match((await told(data))[0], /^Invalid JSON: /);
  const retries = tab.getByLabel("Retries");
  await retries.pressSequentially("1e");
  assert.equal((await told(retries)).length, 1);
  assert.notEqual((await told(retries))[0], "");
  const result = await tab.evaluate(() => window.bound.result());
  assert.equal(result.success, false);
  assert.deepEqual(result.issues.map(({ type, path }) => [type, path.join(".")]).slice(2), [
    ["json_invalid", "state.data"],
    ["control", "empirical_policy.retries"],
  ]);
  await data.fill("");
  await retries.fill("1");
  assert.deepEqual([await told(data), await told(retries)], [[], []]);
});

onPage("an issue within a control's JSON says where", {}, async (tab) => {
  const delay = tab.getByLabel("Delay");
  await delay.fill("[1, true, {}]");
  const [text] = await told(delay);
  assert.match(text, /^\[2\]: Input should be a valid integer$/m);
});

onPage("radio buttons are one field", {}, async (tab) => {
  const [yes, perhaps] = [tab.getByLabel("Refresh"), tab.getByLabel("Perhaps")];
  await tab.getByLabel("Type").selectOption("PENDING");
  await perhaps.check();
  const [message] = words({ state: { type: "PENDING", state_details: { refresh_cache: "perhaps" } } }, "state.state_details.refresh_cache");
  assert.deepEqual([await told(yes), await told(perhaps)], [[message], [message]]);
  assert.equal(await tab.locator("[data-issue]:visible").count(), 1);
  await yes.check();
  assert.deepEqual([await told(yes), await told(perhaps)], [[], []]);
  assert.equal((await payload(tab)).state.state_details.refresh_cache, "true");
});

/** Adds controls to the form, and binds it anew. */
function insert(tab, html) {
  return tab.evaluate((html) => {
    window.bound.unbind();
    document.querySelector("form").insertAdjacentHTML("afterbegin", html);
    window.bind({ onChange: ({ issues }) => (window.issues = issues) });
  }, html);
}

const bare = { task_key: "a", dynamic_key: "b" };

onPage("what is passed over may stand in the way", {}, async (tab) => {
  await insert(tab, `<label><input type="checkbox" class="x" required> I agree</label><input type="file" name="notes" class="x" required>
    <input class="x" data-ignore required aria-label="Mine"><input class="x" required disabled>`);
  await tab.evaluate((bare) => window.bound.fill(bare), bare);
  const controls = tab.locator(".x");
  const browsers = await controls.evaluateAll((controls) => controls.map(({ validationMessage }) => validationMessage));
  assert.ok(browsers[0] && browsers[1] && browsers[2] && !browsers[3]);
  await tab.getByRole("button", { name: "Create" }).click();
  const [name, { issues, payload: said }] = (await calls(tab)).at(-1);
  assert.equal(name, "invalid");
  assert.deepEqual(said, bare);
  assert.deepEqual(issues.map(({ type, path, msg }) => [type, path, msg]), [
    ["control", [], browsers[0]],
    ["control", ["notes"], browsers[1]],
    ["control", [], browsers[2]],
  ]);
  assert.deepEqual(await told(controls.nth(0)), [browsers[0]]);
  assert.equal(await tab.evaluate(() => document.activeElement.type), "checkbox");
  await controls.nth(0).check();
  assert.deepEqual(await told(controls.nth(0)), []);
  await controls.nth(1).setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
  await controls.nth(2).fill("m");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal((await calls(tab)).at(-1)[0], "valid");
});

onPage("a reset that is cancelled changes nothing", {}, async (tab) => {
  await tab.evaluate(() => window.bound.fill({ labels: { a: 1 }, nope: 1, cache_expiration: "2026-07-01T12:00:00.123456Z" }));
  const before = await body(tab);
  const count = (await calls(tab)).length;
  const cancel = () => tab.evaluate(() => window.addEventListener("reset", (event) => event.preventDefault(), { once: true }));
  await cancel();
  await tab.getByRole("button", { name: "Reset" }).click();
  assert.equal(await body(tab), before);
  await cancel();
  await tab.evaluate(() => document.querySelector("form").reset());
  assert.equal(await body(tab), before);
  assert.equal((await calls(tab)).length, count);
  // One that is not is felt at once, even by those who cancel another.
  await cancel();
  const after = await tab.evaluate(() => {
    const form = document.querySelector("form");
    const bodies = [];
    form.addEventListener("reset", () => bodies.push(window.bound.body()), { once: true });
    form.reset();
    bodies.push(window.bound.body());
    form.reset();
    bodies.push(window.bound.body());
    form.addEventListener("reset", (event) => event.preventDefault(), { once: true });
    window.bound.fill({ nope: 2 });
    form.reset();
    bodies.push(window.bound.body());
    return bodies;
  });
  assert.deepEqual(after, [before, before, "{}", '{"nope":2}']);
});

onPage("a reset brings back the rows that were there, as they were", {}, async (tab) => {
  const row = (key) => `<p data-row><input name="labels[].key" value="${key}"><select name="labels[].value"><option>1<option selected>2</select>
    <button type="button" data-remove>Remove ${key}</button></p>`;
  await insert(tab, `<div data-rows="labels" id="own">${row("x")} ${row("y")}${row("z")}<template>${row("")}</template></div>`);
  const at = (await body(tab));
  assert.equal(at, '{"labels":{"x":"2","y":"2","z":"2"}}');
  await tab.locator("#own input").first().fill("other");
  await tab.locator("#own select").first().selectOption("1");
  for (const key of ["x", "y"]) await tab.getByRole("button", { name: `Remove ${key}` }).click();
  assert.equal(await body(tab), '{"labels":{"z":"2"}}');
  await tab.evaluate(() => document.querySelector("form").reset());
  assert.equal(await body(tab), at);
  await tab.evaluate(() => window.bound.fill({ labels: { n: "1", m: "1" } }));
  await tab.evaluate(() => document.querySelector("form").reset());
  assert.equal(await body(tab), at);
});

onPage("a form that was reset and unbound is heard of no more", {}, async (tab) => {
  const count = (await calls(tab)).length;
  await tab.evaluate(async () => {
    document.querySelector("form").reset();
    window.bound.unbind();
    await new Promise((done) => setTimeout(done, 50));
  });
  assert.equal((await calls(tab)).length, count);
});

onPage("a submit that is not for the model is left alone", {}, async (tab) => {
  await insert(tab, `<button formmethod="dialog">Cancel</button><button formnovalidate>Draft</button>`);
  const count = (await calls(tab)).length;
  await tab.evaluate(() => {
    const form = document.querySelector("form");
    const dialog = document.createElement("dialog");
    form.before(dialog);
    dialog.append(form);
    dialog.showModal();
  });
  await tab.getByRole("button", { name: "Cancel" }).click();
  assert.ok(!(await tab.evaluate(() => document.querySelector("dialog").open)));
  await tab.evaluate(() => document.querySelector("dialog").show());
  await tab.evaluate(() => {
    window.addEventListener("submit", (event) => ((window.cancelled = event.defaultPrevented), event.preventDefault()), { once: true });
  });
  await tab.getByRole("button", { name: "Draft" }).click();
  assert.equal(await tab.evaluate(() => window.cancelled), false);
  // One that was cancelled before it came here.
  await tab.evaluate(() => window.addEventListener("submit", (event) => event.preventDefault(), { once: true, capture: true }));
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal((await calls(tab)).length, count);
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal((await calls(tab)).at(-1)[0], "invalid");
});

onPage("an option that cannot be chosen says nothing", {}, async (tab) => {
  await insert(tab, `<select name="name"><option disabled selected>Choose a name<option>a</select>
    <select name="tags[]" multiple><option disabled selected>None<optgroup disabled><option selected>Old</optgroup><option selected>New</select>`);
  assert.deepEqual(await payload(tab), { tags: ["New"] });
  const given = { name: "Choose a name", tags: ["Old"] };
  await tab.evaluate((given) => window.bound.fill(given), given);
  assert.deepEqual(await payload(tab), given);
  await tab.locator("select[name=name]").selectOption("a");
  assert.equal((await payload(tab)).name, "a");
});

onPage("a disabled control is held to what it was filled with until it is enabled", {}, async (tab) => {
  await insert(tab, `<fieldset class="off" disabled><input type="checkbox" name="tags[]" value="a"><input name="empirical_policy.max_retries">
    <label><input type="radio" name="cache_key" value="r"></label></fieldset><input type="radio" name="cache_key" value="s" class="on">`);
  const given = { ...bare, name: "hidden", tags: ["a"], empirical_policy: { max_retries: 1 }, cache_key: "r" };
  await tab.evaluate((given) => window.bound.fill(given), given);
  assert.deepEqual(await payload(tab), given);
  const enable = (enabled) => tab.evaluate((enabled) => {
    document.querySelectorAll(".off, [name=name]").forEach((element) => (element.disabled = !enabled));
  }, enabled);
  await enable(true);
  assert.deepEqual(await payload(tab), given);
  const name = tab.locator("form > input[name=name]");
  assert.equal(await name.inputValue(), "hidden");
  await name.fill("");
  await tab.locator("[value=a][type=checkbox]").uncheck();
  await tab.locator(".on").check();
  assert.deepEqual(await payload(tab), { ...bare, empirical_policy: { max_retries: 1 }, cache_key: "s" });
  await enable(false);
  assert.deepEqual(await payload(tab), { ...bare, cache_key: "s" });
  // What is wrong with it no one can mend there.
  await tab.evaluate((bare) => window.bound.fill({ ...bare, empirical_policy: { max_retries: "x" } }), bare);
  await tab.getByRole("button", { name: "Create" }).click();
  assert.match(await tab.getByRole("alert").textContent(), /^empirical_policy.max_retries: /);
});

onPage("what a new control says takes the place of what no control said", {}, async (tab) => {
  await tab.evaluate((bare) => {
    window.bound.fill({ ...bare, labels: { "my.key": 1, other: 2 }, flow_run_name: "x" });
    document.querySelector("form").insertAdjacentHTML("afterbegin", '<input name="flow_run_name" class="new">');
  }, bare);
  assert.equal((await payload(tab)).flow_run_name, "x");
  await tab.locator(".new").fill("y");
  assert.equal((await payload(tab)).flow_run_name, "y");
  await tab.locator(".new").fill("");
  assert.equal("flow_run_name" in (await payload(tab)), false);
  // A row's key says nothing of what else its entry has.
  const inputs = { data: [{ input_type: "parameter", name: "p", more: 1 }, { input_type: "constant", type: "int" }] };
  await tab.evaluate((task_inputs) => window.bound.fill({ task_inputs }), inputs);
  assert.deepEqual(await payload(tab), { task_inputs: inputs });
  await tab.getByLabel("Name", { exact: true }).first().fill("q");
  inputs.data[0].name = "q";
  assert.deepEqual(await payload(tab), { task_inputs: inputs });
});

onPage("what is wrong where no one sees it stands in the summary, too", {}, async (tab) => {
  await insert(tab, `<div hidden><input name="task_version" required></div>`);
  await tab.evaluate((bare) => window.bound.fill({ ...bare, id: "3c90" }), bare);
  await tab.getByRole("button", { name: "Create" }).click();
  // What is folded away is opened instead.
  assert.equal(await tab.evaluate(() => document.activeElement.name), "id");
  const alert = tab.getByRole("alert");
  const required = await tab.evaluate(() => Object.assign(document.createElement("input"), { required: true }).validationMessage);
  assert.equal(await alert.textContent(), `task_version: ${required}`);
  await tab.getByLabel("Run", { exact: true }).fill(UUID);
  await tab.getByRole("button", { name: "Create" }).click();
  assert.ok(await alert.evaluate((alert) => alert === document.activeElement));
  await tab.evaluate(() => (document.querySelector("[hidden]").hidden = false));
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal(await alert.count(), 0);
});

onPage("a row's control in no row says nothing", {}, async (tab) => {
  await insert(tab, `<input name="labels[].key" value="a"><input name="labels[].value" value="b"><input name="tags[].x" value="c">`);
  assert.deepEqual(await payload(tab), {});
});

onPage("a control outside the form has its words where the page has a place for them", {}, async (tab) => {
  await tab.evaluate(() => {
    document.body.insertAdjacentHTML("beforeend", '<input name="parent_id" form="f" required><em data-issue="parent_id" id="place"></em>');
    window.bound.validate();
  });
  assert.notEqual(await tab.locator("#place").textContent(), "");
  assert.equal(await tab.locator("[name=parent_id]").getAttribute("aria-describedby"), "place");
});

onPage("the last row that goes leaves the focus with what adds one", {}, async (tab) => {
  await tab.evaluate(() => {
    const add = document.querySelector("[data-rows=task_inputs] > [data-add]");
    const around = document.createElement("p");
    add.replaceWith(around);
    around.append(add);
    const row = document.querySelector("[data-rows=task_inputs] > template").content.firstElementChild;
    row.insertAdjacentHTML("beforeend", '<button type="button" data-remove>Away</button>');
  });
  await tab.getByRole("button", { name: "Add an input" }).click();
  await tab.getByRole("button", { name: "Add an input" }).click();
  for (const _ of [1, 2]) await tab.getByRole("button", { name: "Away" }).last().click();
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), "Add an input");
});

onPage("what the page itself says of a control holds until it takes it back", {}, async (tab) => {
  await tab.evaluate((bare) => window.bound.fill({ ...bare, flow_run_id: "3c90" }), bare);
  const taken = (name, words) => tab.evaluate(([name, words]) => document.querySelector(`[name=${name}]`).setCustomValidity(words), [name, words]);
  await taken("task_key", "taken");
  await taken("flow_run_id", "gone");
  const issues = await tab.evaluate(() => window.bound.validate().issues);
  assert.deepEqual(issues.map(({ type, path }) => [type, path]), [["uuid_parsing", ["flow_run_id"]], ["control", ["task_key"]]]);
  const [key, run] = [tab.getByLabel("Task key"), tab.getByLabel("Flow run")];
  assert.deepEqual(await told(key), ["taken"]);
  await tab.getByRole("button", { name: "Create" }).click();
  await run.fill(UUID);
  assert.deepEqual([await validity(key), await validity(run)], ["taken", "gone"]);
  assert.deepEqual([await told(key), await told(run)], [["taken"], ["A UUID", "gone"]]);
  await taken("task_key", "");
  await taken("flow_run_id", "");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.equal((await calls(tab)).at(-1)[0], "valid");
});

onPage("an element of the page's making is a control with what it has", {}, async (tab) => {
  await tab.evaluate(() => {
    customElements.define("x-bare", class extends HTMLElement {
      static formAssociated = true;
      inner = this.attachInternals();
      get name() { return this.getAttribute("name"); }
      get value() { return this.getAttribute("value"); }
      get validity() { return this.inner.validity; }
      get validationMessage() { return this.inner.validationMessage; }
      connectedCallback() { this.inner.setValidity({ customError: this.hasAttribute("wrong") }, "not so", this); this.tabIndex = 0; }
    });
    customElements.define("x-least", class extends HTMLElement { static formAssociated = true; name = "cache_key"; value = "k"; });
  });
  await insert(tab, `<x-bare name="flow_run_id" value="3c90" wrong></x-bare><x-bare name="name"></x-bare><x-least></x-least>`);
  const { payload, issues } = await tab.evaluate(() => window.bound.validate());
  assert.deepEqual(payload, { flow_run_id: "3c90", cache_key: "k" });
  assert.ok(issues.some(({ type, path }) => type === "uuid_parsing" && path[0] === "flow_run_id"));
  assert.equal((await told(tab.locator("[wrong]"))).length, 1);
  await tab.evaluate(() => document.querySelector("[wrong]").setAttribute("value", ""));
  const now = await tab.evaluate(() => window.bound.validate().issues);
  assert.deepEqual(now.filter(({ type }) => type === "control").map(({ msg, path }) => [msg, path]), [["not so", ["flow_run_id"]]]);
});

onPage("a control's name may hold anything", {}, async (tab) => {
  const names = ['labels[say "hi"]', "labels[a\\b]", "labels[two\nlines\u2028]", "labels[']", "labels[ ]"];
  await insert(tab, names.map((name) => `<input class="odd" name="${name.replaceAll('"', "&quot;")}" data-json value="[]">`).join(""));
  const controls = tab.locator(".odd");
  const [message] = await tab.evaluate(() => window.bound.validate().issues.filter(({ path }) => path[0] === "labels").map(({ msg }) => msg));
  for (let index = 0; index < names.length; index++) {
    const [text] = await told(controls.nth(index));
    assert.ok(text.startsWith(message), names[index]);
  }
  // Rows look for the key among controls of a name.
  await insert(tab, `<p data-row><input name='task_inputs["\\][].key' value="k"><input name='task_inputs["\\][].value' value="v"></p>`);
  assert.deepEqual((await payload(tab)).task_inputs, { '"\\': { k: "v" } });
});

onPage("radio buttons may have any name", {}, async (tab) => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    await insert(tab, `<input type="radio" name="${name}" value="a"><input type="radio" name="${name}" value="b" checked>`);
    assert.equal(await body(tab), `{"${name}":"b"}`);
    await tab.locator(`[name=${name}]`).evaluateAll((controls) => controls.forEach((control) => control.remove()));
  }
});

onPage("a control's JSON may be as deep as a payload may be", {}, async (tab) => {
  await tab.evaluate(() => window.bound.fill({ task_key: "a", dynamic_key: "b", state: { type: "PENDING" } }));
  const deep = `${"[".repeat(9_000)}12345678901234567890${"]".repeat(9_000)}`;
  await tab.getByLabel("Data").fill(deep);
  const [isValid, number] = await tab.evaluate(() => {
    const { success, payload } = window.bound.result();
    let { data } = payload.state;
    while (Array.isArray(data)) {
      data = data[0];
    }
    return [success, data];
  });
  assert.ok(isValid);
  assert.equal(number, 12345678901234567890n);
  assert.ok((await body(tab)).includes(deep));
});

test("as many issues as one likes are told", { timeout: 60_000 }, () => {
  return open("/", {}, async (tab) => {
    await eventually(tab, () => "bound" in window);
    const count = await tab.evaluate(() => {
      window.bound.fill({ tags: new Array(200_000).fill(1) });
      return window.bound.validate().issues.length;
    });
    assert.equal(count, 200_002);
  });
});

onPage("what no field is to blame for stands in a summary", {}, async (tab) => {
  await tab.evaluate(() => window.bound.fill({ task_key: "a", dynamic_key: "b", nope: 1 }));
  assert.equal(await tab.getByRole("alert").count(), 0);
  await tab.getByRole("button", { name: "Create" }).click();
  const alert = tab.getByRole("alert");
  assert.equal(await alert.textContent(), `nope: ${words({ task_key: "a", dynamic_key: "b", nope: 1 }, "nope")}`);
  assert.ok(await alert.evaluate((alert) => alert === document.activeElement));
  await tab.getByRole("button", { name: "Reset" }).click();
  await eventually(tab, () => window.calls.at(-1)[0] === "change");
  assert.equal(await alert.count(), 0);
  assert.deepEqual(await payload(tab), {});
});

const newYork = { timezoneId: "America/New_York" };
onPage("a local time is an instant, daylight saving included", newYork, async (tab) => {
  const control = tab.getByLabel("Expires");
  for (const [local, instant] of [
    ["2026-03-08T01:59:59", "2026-03-08T06:59:59Z"],
    // A time that clocks skip is as much after the change as it says.
    ["2026-03-08T02:30", "2026-03-08T07:30:00Z"],
    ["2026-03-08T03:00", "2026-03-08T07:00:00Z"],
    // Of a time that is there twice, the first.
    ["2026-11-01T01:30", "2026-11-01T05:30:00Z"],
    ["2026-11-01T02:00", "2026-11-01T07:00:00Z"],
    ["1700-01-01T00:00", "1700-01-01T04:56:02Z"],
  ]) {
    await control.fill(local);
    const { cache_expiration } = await payload(tab);
    const { data } = TaskRunCreate.safeParse({ task_key: "a", dynamic_key: "b", cache_expiration });
    assert.equal(Date.parse(data.cache_expiration), Date.parse(instant), local);
  }
});

onPage("a filled time is shown as clocks show it, and keeps its microseconds", newYork, async (tab) => {
  const control = tab.getByLabel("Expires");
  for (const [given, local] of [
    ["2026-07-01T12:00:00.123456Z", "2026-07-01T08:00:00"],
    ["2026-12-31T23:59:59+05:30", "2026-12-31T13:29:59"],
    ["2026-11-01T06:30:00Z", "2026-11-01T01:30:00"],
    ["2026-07-01 12:00", "2026-07-01T08:00:00"],
    ["tomorrow", ""],
    [1780000000, ""],
  ]) {
    await tab.evaluate((given) => window.bound.fill({ cache_expiration: given }), given);
    assert.equal((await control.inputValue()).replace(/^(.{16})$/, "$1:00").replace(/^:00$/, ""), local);
    assert.deepEqual(await payload(tab), { cache_expiration: given });
  }
  await tab.evaluate(() => window.bound.fill({ cache_expiration: "2026-07-01T12:00:00.123456Z" }));
  await control.fill("2026-07-01T08:00:01");
  assert.equal(Date.parse((await payload(tab)).cache_expiration), Date.parse("2026-07-01T12:00:01Z"));
  await control.fill("2026-07-01T08:00:00");
  assert.equal(Date.parse((await payload(tab)).cache_expiration), Date.parse("2026-07-01T12:00:00Z"));
  assert.doesNotMatch(await body(tab), /123456/);
});

const full = {
  task_key: "load",
  dynamic_key: "0",
  flow_run_id: UUID,
  cache_expiration: null,
  cache_key: "k",
  state: { type: "SCHEDULED", name: "Mine", data: { rows: [1, 2] }, state_details: { deferred: false, refresh_cache: true } },
  empirical_policy: { retries: "3", retry_delay: [1, 2.5], retry_jitter_factor: 0.5, max_retries: 1 },
  tags: ["nightly", "other", "urgent"],
  labels: { a: 1, b: "1", c: true, d: "x", "": "no key" },
  task_inputs: { data: [{ input_type: "task_run", id: UUID }, { input_type: "parameter", name: "p" }], none: [] },
  task_version: "1",
  name: "a name",
  unknown: { deep: [{}] },
};
onPage("a form that was filled says what it was filled with", {}, async (tab) => {
  for (const given of [full, { state: 1, labels: [], tags: {}, empirical_policy: [[]] }, {}, { task_key: 1, tags: [1, null] }]) {
    await tab.evaluate((given) => window.bound.fill(given), given);
    assert.deepEqual(await payload(tab), given);
    assert.deepEqual((await calls(tab)).at(-1)[0], "change");
  }
  await tab.evaluate((text) => window.bound.fill(text), JSON.stringify(full));
  assert.deepEqual(await payload(tab), full);
  const { issues } = await tab.evaluate(() => window.bound.result());
  assert.deepEqual(issues.map(({ path }) => path.join(".")), ["unknown"]);
  assert.equal(await tab.getByLabel("Key", { exact: true }).nth(0).inputValue(), "a");
  assert.equal(await tab.getByLabel("Value").nth(1).inputValue(), '"1"');
  assert.equal(await tab.getByLabel("Name", { exact: true }).nth(1).inputValue(), "p");
  assert.equal(await tab.getByLabel("Data").inputValue(), '{"rows":[1,2]}');
  // What is edited is no longer what it was.
  await tab.getByLabel("Flow run").fill("");
  await tab.getByLabel("Deferred").check();
  const { flow_run_id: _, ...rest } = full;
  assert.deepEqual(await payload(tab), {
    ...rest,
    state: { ...full.state, state_details: { deferred: true, refresh_cache: true } },
  });
});

onPage("what is no payload fills no form", {}, async (tab) => {
  await tab.getByLabel("Task key").fill("load");
  for (const [given, name] of [["{", "SyntaxError"], ["1", "TypeError"], [[], "TypeError"], [null, "TypeError"]]) {
    const thrown = await tab.evaluate((given) => {
      try {
        window.bound.fill(given);
      } catch (error) {
        return error.name;
      }
    }, given);
    assert.equal(thrown, name);
  }
  assert.deepEqual(await payload(tab), { task_key: "load" });
});

onPage("a form may be checked when a field is left, and in other words", {}, async (tab) => {
  await tab.evaluate(() => {
    window.bound.unbind();
    window.bind({ checkOn: "change", message: ({ type }) => `<${type}>` });
  });
  const control = tab.getByLabel("Flow run");
  await control.pressSequentially("3c90");
  assert.deepEqual(await told(control), ["A UUID"]);
  await tab.keyboard.press("Tab");
  assert.deepEqual(await told(control), ["A UUID", "<uuid_parsing>"]);
  await control.fill(UUID);
  assert.deepEqual(await told(control), ["A UUID"]);
});

onPage("a form that is unbound is as it was", {}, async (tab) => {
  const html = () => tab.evaluate(() => document.querySelector("form").outerHTML);
  const before = await tab.evaluate(() => {
    window.bound.unbind();
    const { outerHTML } = document.querySelector("form");
    window.bind();
    return outerHTML;
  });
  await tab.getByLabel("Flow run").fill("3c90");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.notEqual(await html(), before);
  const count = (await calls(tab)).length;
  await tab.evaluate(() => window.bound.unbind());
  assert.equal(await html(), before);
  assert.equal(await validity(tab.getByLabel("Flow run")), "");
  await tab.getByLabel("Flow run").fill("3");
  assert.equal((await calls(tab)).length, count);
});

onPage("a message's id is no one else's", {}, async (tab) => {
  const told = await tab.evaluate(async () => {
    const [{ TaskRunCreate }, copy] = await Promise.all([import("/index.js"), import("/form.js?copy")]);
    document.body.insertAdjacentHTML("beforeend", `<form id="other"><input name="id" value="3"></form>`);
    copy.bindForm(document.querySelector("#other"), { model: TaskRunCreate, onValid() {} }).validate();
    window.bound.validate();
    return Array.from(document.querySelectorAll("[id^=prefect-taskrun-issue]"), ({ id }) => id);
  });
  assert.ok(told.length > 2);
  assert.equal(new Set(told).size, told.length);
});

onPage("a model of `prefect-taskrun/slim` will do", {}, async (tab) => {
  await tab.evaluate(async () => {
    const { TaskRunCreate, init } = await import("/slim.js");
    await init();
    window.bound.unbind();
    window.bind({ model: TaskRunCreate });
  });
  await tab.getByLabel("Task key").fill("load");
  await tab.getByRole("button", { name: "Create" }).click();
  assert.deepEqual(await told(tab.getByLabel("Dynamic key")), ["Field required"]);
});
