import assert from "node:assert/strict";
import { test } from "node:test";
import { TaskRunCreate, respond } from "prefect-taskrun";
import { eventually } from "../../../tests/browser/chromium.mjs";
import { answer, drop, editorText, paste, site } from "./site.mjs";

/** What the package says of a field, in Node. */
function said(payload, field) {
  const { error } = TaskRunCreate.safeParse({ task_key: "a", dynamic_key: "b", ...payload });
  return error.issues.filter((issue) => issue.path.join(".") === field).map((issue) => issue.msg).join("\n");
}

test("a bad UUID is told of by its field, until it is mended", async () => {
  const page = await site.open();
  await page.fill("[name=id]", "3c90c3cc-0d44");
  const message = page.locator('[data-issue="id"]');
  assert.equal(await message.textContent(), said({ id: "3c90c3cc-0d44" }, "id"));
  assert.equal(await page.getAttribute("[name=id]", "aria-invalid"), "true");
  assert.equal(await page.textContent("#verdict"), "1 error");
  assert.match((await answer(page)).status, /^422 /);

  await page.fill("[name=id]", "3c90c3cc-0d44-4b50-8888-8dd25736052a");
  assert.equal(await message.isVisible(), false);
  assert.equal(await page.getAttribute("[name=id]", "aria-invalid"), null);
  assert.equal(await page.textContent("#verdict"), "Valid");
  const { status, body } = await answer(page);
  assert.equal(status, "201 Created");
  assert.equal(body.id, "3c90c3cc-0d44-4b50-8888-8dd25736052a");
});

test("a scheduled state starts when it says, in the user's time zone", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Minimal");
  assert.equal(await page.textContent("#summary .badge"), "Pending");
  await page.selectOption('[name="state.type"]', "SCHEDULED");
  await page.fill('[name="state.state_details.scheduled_time"]', "2031-07-01T12:00:00");
  assert.equal(await page.textContent("#summary .badge"), "Scheduled");
  const { body } = await answer(page);
  assert.equal(Date.parse(body.expected_start_time), Date.parse("2031-07-01T10:00:00Z"));
  assert.equal(body.next_scheduled_start_time, body.expected_start_time);
  assert.match(await page.textContent(".facts"), /Expected start.*1 Jul 2031.*12:00:00/);
});

test("every field of the model has a control", async () => {
  const page = await site.open();
  const names = await page.$$eval("#form [name], #form [data-rows]", (all) => all.map((one) => one.getAttribute("name") ?? one.dataset.rows));
  const paths = (fields) => fields.flatMap((field) => (field.kind === "object" ? paths(field.fields) : field.path));
  for (const path of paths(TaskRunCreate.fields)) {
    assert.ok(names.includes(path), path);
  }
});

test("the form says what the JSON says, and the other way round", async () => {
  const page = await site.open();
  const payload = {
    task_key: "a",
    dynamic_key: "b",
    state: { type: "PAUSED", data: { any: [1, null] }, state_details: { pause_reschedule: true, run_input_keyset: { k: "v" } } },
    empirical_policy: { retries: 2, retry_delay: [1, 2.5] },
    tags: ["x", "y"],
    labels: { whole: 1, text: "1", flag: true },
    task_inputs: { x: [{ input_type: "constant", type: "int" }, { input_type: "parameter", name: "p" }], none: [] },
    unknown: "kept",
  };
  const text = JSON.stringify(payload);
  await paste(page, text);
  await page.click("#tab-form");
  assert.equal(await page.inputValue('[name="empirical_policy.retry_delay"]'), "[1,2.5]");
  assert.deepEqual(await page.$$eval('#form [name="tags[]"]', (all) => all.map(({ value }) => value)), ["x", "y"]);
  // What nobody changes stays as it was written.
  assert.equal(await editorText(page), text);

  await page.click("#tab-form");
  await page.fill("[name=task_key]", "other");
  await page.locator('[name="labels[].value"]').nth(0).fill("two");
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.keyboard.type("z");
  await page.getByRole("button", { name: "Remove value" }).first().click();
  const expected = structuredClone(payload);
  expected.task_key = "other";
  expected.labels.whole = "two";
  expected.tags.push("z");
  expected.task_inputs.x.shift();
  assert.deepEqual(JSON.parse(await editorText(page)), expected);
});

test("a byte order mark before the JSON is no reason for a form to refuse it", async () => {
  const page = await site.open();
  await paste(page, '\uFEFF{"task_key": "marked", "dynamic_key": "b"}');
  assert.equal(await page.textContent("#verdict"), "Valid");
  await page.click("#tab-form");
  assert.equal(await page.inputValue("[name=task_key]"), "marked");
});

test("a number keeps every digit", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "labels": {"big": 12345678901234567890, "float": 1.0}}');
  await page.click("#tab-form");
  await page.fill("[name=task_key]", "c");
  const text = await editorText(page);
  assert.match(text, /"big": 12345678901234567890\b/);
  assert.match(text, /"float": 1\.0\b/);
});

test("an input of another kind has other fields", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Scheduled");
  const kind = page.locator('[name="task_inputs[].value[].input_type"]').nth(0);
  await kind.selectOption("constant");
  await page.locator('[name="task_inputs[].value[].type"]').nth(0).fill("int");
  const { task_inputs } = JSON.parse(await editorText(page));
  assert.deepEqual(task_inputs.orders, [{ input_type: "constant", type: "int" }]);
});

test("an id can be made up", async () => {
  const page = await site.open();
  await page.getByRole("button", { name: "Make up: Id" }).click();
  const id = await page.inputValue("[name=id]");
  assert.match(id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.equal((await answer(page)).body.id, id);
});

test("submitting leads to the first bad field, or to the run", async () => {
  const page = await site.open();
  await drop(page, "empty.json", "{}");
  await eventually(page, () => document.querySelector("[name=task_key]").value === "");
  await page.selectOption("#example", "Minimal");
  await page.fill("[name=dynamic_key]", "");
  await page.fill("[name=cache_key]", "x".repeat(2001));
  await page.click("text=Create task run");
  assert.equal(await page.evaluate(() => document.activeElement.name), "dynamic_key");
  assert.equal(await page.textContent('[data-issue="cache_key"]'), said({ cache_key: "x".repeat(2001) }, "cache_key"));
  await page.keyboard.type("1");
  await page.fill("[name=cache_key]", "");
  await page.click("text=Create task run");
  assert.match(await page.textContent("#toast.shown"), /^201: .+ is created\.$/);
});

test("a payload that is wrong shows each error at its field", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Broken");
  for (const field of ["id", "state.type", "state.state_details.scheduled_time", "task_key", "dynamic_key", "cache_expiration"]) {
    assert.equal(await page.getAttribute(`[name="${field}"]`, "aria-invalid"), "true", field);
  }
  assert.match(await page.textContent("#form [data-issues]"), /^flavour: /);
  await page.click("#verdict");
  assert.equal(await page.evaluate(() => document.activeElement.name), "id");
  const text = await editorText(page);
  assert.deepEqual((await answer(page)).body, JSON.parse(respond(text).body));
});
