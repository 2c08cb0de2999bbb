import assert from "node:assert/strict";
import { test } from "node:test";
import { answer, editorText, paste, site } from "./site.mjs";

/** What is underlined, in the order of the text. */
function underlined(page) {
  return page.$$eval(".cm-lintRange-error", (marks) => marks.map((mark) => mark.textContent));
}

test("each error is underlined at its place", async () => {
  const page = await site.open();
  await paste(page, '{\n  "task_key": "ключ 🦆",\n  "dynamic_key": 1,\n  "née": "é", "id": "not one"\n}');
  assert.deepEqual(await underlined(page), ["1", '"née"', '"not one"']);
  assert.equal(await page.locator(".cm-lint-marker-error").count(), 2);
});

test("what is not there is marked at the object that lacks it, and lists at their beginning", async () => {
  const page = await site.open();
  await paste(page, '{\n  "task_key": "a",\n  "labels": {"x": [\n    1\n  ]}\n}');
  assert.deepEqual(await underlined(page), ["{", "["]);
  const [item] = await page.$$eval("#issue-list li", (all) => all.map((one) => one.textContent));
  assert.match(item, /^dynamic_key.*line 1.*required/i);
});

test("a long payload is judged once the typing pauses, whatever is wrong with it", async () => {
  const page = await site.open();
  const a = Array.from({ length: 5_000 }, (_, at) => ({ input_type: "ключ 🦆", id: at === 0 ? 1 : "3c90c3cc-0d44-4b50-8888-8dd25736052a" }));
  await paste(page, JSON.stringify({ task_key: "a", dynamic_key: "b", task_inputs: { a } }, null, 1));
  await page.waitForFunction(() => document.querySelectorAll("#issue-list li").length === 101);
  assert.match(await page.textContent("#issue-list li:nth-child(100)"), /line \d+/);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("{");
  await page.waitForFunction(() => document.querySelector("#verdict").textContent === "1 error");
});

test("an error is explained where the pointer rests", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "cache_expiration": "soon"}');
  await page.hover(".cm-lintRange-error");
  const tooltip = page.locator(".cm-tooltip-hover");
  await tooltip.waitFor();
  const text = await tooltip.textContent();
  assert.match(text, /cache_expiration/);
  assert.match(text, /Input should be a valid datetime/);
  assert.match(text, /when the cached state should expire/);
});

test("JSON that breaks off is underlined where it does", async () => {
  const page = await site.open();
  await paste(page, '{\n  "né": "🦆",\n  "task_key": oops\n}');
  const [mark] = await page.$$eval(".cm-lintRange-error", (all) => all.map((one) => one.textContent));
  assert.equal(mark[0], "o");
  assert.match(await page.textContent("#issue-list"), /line 3.*Expecting value/);
  assert.equal(await page.textContent("#summary .status"), "422 Unprocessable Entity");

  await page.click("#tab-form");
  assert.equal(await page.getAttribute("#tab-json", "aria-selected"), "true");
  assert.match(await page.textContent("#toast.shown"), /no JSON yet/);
  const caret = await page.evaluate(() => {
    const { state } = document.querySelector(".cm-content").cmTile.view;
    return state.selection.main.from - state.doc.line(3).from;
  });
  assert.equal(caret, '  "task_key": '.length);
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("cm-content")), true);
});

test("an error in the list leads to its place", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Broken");
  await page.click("#tab-json");
  await page.click('#issue-list button:has-text("task_key")');
  await page.keyboard.type('"mended"');
  assert.equal(JSON.parse(await editorText(page)).task_key, "mended");
});

test("a long list of errors ends, and says how many more there are", async () => {
  const page = await site.open();
  await paste(page, JSON.stringify({ task_key: "a", dynamic_key: "b", tags: Array(2000).fill(1) }));
  assert.equal(await page.textContent("#verdict"), "2000 errors");
  assert.equal(await page.locator("#issue-list button").count(), 100);
  assert.equal(await page.textContent("#issue-list li:last-child"), "And 1900 more.");
});

test("numbers that no form holds stay in the editor", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "labels": {"x": NaN}}');
  assert.equal(await page.textContent("#verdict"), "Valid");
  await page.click("#tab-form");
  assert.equal(await page.getAttribute("#tab-json", "aria-selected"), "true");
});

test("the focus stays where it can be reached when the form is refused", async () => {
  const page = await site.open();
  const refused = async () => {
    await page.focus("#tab-json");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await page.getAttribute("#tab-json", "aria-selected"), "true");
    return page.evaluate(() => document.activeElement.id || document.activeElement.className);
  };
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "labels": {"x": NaN}}');
  assert.equal(await refused(), "tab-json");
  await paste(page, '{"task_key": oops}');
  assert.match(await refused(), /cm-content/);
});

test("formatting changes spaces alone", async () => {
  const page = await site.open();
  await paste(page, '{"task_key":"a: {b}","dynamic_key":"\\u00e9","labels":{"f":1.0,"e":{},"l":[]},"tags":["x"]}');
  await page.click("#format");
  assert.equal(await editorText(page), [
    "{",
    '  "task_key": "a: {b}",',
    '  "dynamic_key": "\\u00e9",',
    '  "labels": {',
    '    "f": 1.0,',
    '    "e": {},',
    '    "l": []',
    "  },",
    '  "tags": [',
    '    "x"',
    "  ]",
    "}",
  ].join("\n"));
});

test("ids stay while someone types, until new ones are asked for", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b"}');
  const first = (await answer(page)).body;
  await page.click("#tab-form");
  await page.fill("[name=task_key]", "other");
  const second = (await answer(page)).body;
  assert.deepEqual({ ...second, task_key: "a" }, first);
  await page.click("#new-ids");
  assert.notEqual((await answer(page)).body.id, first.id);
});

test("fields and choices are offered where they fit", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "state": {}}');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  const offered = async () => {
    await page.waitForSelector(".cm-tooltip-autocomplete");
    return page.$$eval(".cm-tooltip-autocomplete .cm-completionLabel", (all) => all.map((one) => one.textContent));
  };
  // CodeMirror takes no choice in the first moment, lest a key be meant for the text.
  const take = async () => {
    await page.waitForTimeout(120);
    await page.keyboard.press("Enter");
  };
  await page.keyboard.type('"');
  assert.deepEqual((await offered()).sort(), ["data", "message", "name", "state_details", "type"]);
  await page.keyboard.type("ty");
  assert.deepEqual(await offered(), ["type"]);
  await take();
  await page.keyboard.type('"SCHED');
  assert.deepEqual(await offered(), ["SCHEDULED"]);
  await take();
  assert.deepEqual(JSON.parse(await editorText(page)).state, { type: "SCHEDULED" });
});

test("no payload is no error of its JSON", async () => {
  const page = await site.open();
  await paste(page, " ");
  assert.match(await page.textContent("#issue-list"), /Expecting value/);
  await page.keyboard.press("Backspace");
  assert.match(await page.textContent("#issue-list"), /The payload is empty/);
  assert.equal((await answer(page)).body.exception_detail[0].type, "missing");
});
