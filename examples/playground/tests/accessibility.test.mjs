import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { eventually } from "../../../tests/browser/chromium.mjs";
import { editorText, paste, site } from "./site.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds in a part of a page as it is. */
async function found(page, part = "html", rules) {
  const options = { resultTypes: ["violations"], ...(rules && { runOnly: { type: "rule", values: rules } }) };
  const { violations } = await page.evaluate(([part, options]) => window.axe.run(part, options), [part, options]);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ""}`).join("; ")}`);
}

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const screens = { desktop: {}, phone, dark: { colorScheme: "dark" }, "dark phone": { ...phone, colorScheme: "dark" } };

for (const [screen, options] of Object.entries(screens)) {
  test(`axe finds nothing: ${screen}`, async () => {
    const page = await site.open(options);
    await page.evaluate(axe);
    // What is dark differs in colours alone.
    const rules = options.colorScheme === "dark" ? ["color-contrast"] : undefined;
    const seen = {};
    const look = async (view, part) => (seen[view] = await found(page, part, rules));
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    await look("form");
    await page.selectOption("#example", "Broken");
    await look("form with errors", "#payload");
    await page.click("#tab-json");
    await look("JSON with errors");
    await paste(page, "{");
    await look("no JSON");
    await page.selectOption("#example", "Retrying");
    await look("JSON", "#payload");
    await page.click(".cm-content");
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.type('"');
    await page.waitForSelector(".cm-completionInfo");
    await look("what is offered");
    await page.keyboard.press("Escape");
    if (options.isMobile) {
      await page.click("[data-show=result]");
    }
    for (const tab of ["curl", "python", "javascript"]) {
      await page.click(`#tab-${tab}`);
      await look(tab, "#result");
    }
    assert.deepEqual(Object.entries(seen).filter(([, violations]) => violations.length > 0), []);
  });
}

test("each state's badge can be read, and told from the others", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const page = await site.open({ colorScheme });
    await page.evaluate(axe);
    await page.selectOption("#example", "Minimal");
    const types = await page.$$eval('[name="state.type"] option', (all) => all.map(({ value }) => value).filter(Boolean));
    assert.ok(types.length >= 9);
    const colours = new Set();
    const badges = [];
    for (const type of types) {
      await page.selectOption('[name="state.type"]', type);
      const [colour, badge] = await page.$eval("#summary .badge", (badge) => [getComputedStyle(badge).backgroundColor, badge.outerHTML]);
      colours.add(colour);
      badges.push(badge);
    }
    assert.equal(colours.size, types.length);
    await page.evaluate((badges) => (document.querySelector("#summary").innerHTML = badges.join("")), badges);
    assert.deepEqual(await found(page, "#summary", ["color-contrast"]), []);
  }
});

test("all can be done by keyboard", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Minimal");
  await page.evaluate(() => document.activeElement.blur());
  const focused = () =>
    page.evaluate(() => {
      const { id, name, tagName, className } = document.activeElement;
      return id || name || `${tagName}.${className}`;
    });
  const press = async (...keys) => {
    for (const key of keys) {
      await page.keyboard.press(key);
    }
    const outline = await page.evaluate(() => {
      const editor = document.activeElement.closest("#editor");
      return (editor ? getComputedStyle(editor, "::after") : getComputedStyle(document.activeElement)).outlineStyle;
    });
    assert.notEqual(outline, "none", `${await focused()} shows the focus`);
    return focused();
  };

  const order = [];
  for (let step = 0; step < 6; step++) {
    order.push(await press("Tab"));
  }
  assert.deepEqual(order, ["example", "open", "share", "theme", "tab-form", "field-task_key"]);

  // Into the editor, where Tab indents, until Escape lets go of it.
  await press("Shift+Tab");
  assert.equal(await press("ArrowRight"), "tab-json");
  await press("Tab");
  assert.match(await press("Tab"), /cm-content/);
  await press("Control+Home", "Tab");
  assert.match(await focused(), /cm-content/);
  assert.equal((await page.evaluate(() => document.querySelector(".cm-content").cmTile.view.state.doc.toString())).startsWith("  {"), true);
  await press("Control+A");
  await page.keyboard.insertText('{"task_key": 1}');
  await press("Escape");
  const next = await press("Tab");
  assert.doesNotMatch(next, /cm-content/);
  // To an error's place, and on to mend it.
  await press("Enter");
  assert.match(await focused(), /cm-content/);
  await page.keyboard.type('"a"');
  assert.equal(await editorText(page), '{"task_key": "a"}');

  // Back to the form, and submit.
  await page.focus("#tab-json");
  await press("ArrowLeft");
  await page.focus("[name=dynamic_key]");
  await page.keyboard.type("7");
  await press("Enter");
  assert.match(await page.textContent("#toast.shown"), /^201/);

  // The result's tabs, and its text.
  await page.focus("#tab-answer");
  assert.equal(await press("End"), "tab-javascript");
  assert.match(await page.textContent("#code"), /^const response/);
  assert.equal(await press("Home"), "tab-answer");
  assert.equal(await press("Tab"), "copy");
  assert.equal(await press("Tab"), "code-panel");
});

test("what has the focus is never behind the form's foot, nor behind the sides", async () => {
  for (const viewport of [{ width: 400, height: 640 }, { width: 1280, height: 500 }]) {
    const page = await site.open({ viewport });
    await page.selectOption("#example", "Broken");
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const covered = [];
    for (const [key, first] of [["Tab", "#tab-form"], ["Shift+Tab", "#form [type=submit]"]]) {
      await page.focus(first);
      for (let step = 0; step < 60; step++) {
        await page.keyboard.press(key);
        const behind = await page.evaluate(() => {
          const edges = (element) => element.getBoundingClientRect();
          const { activeElement: focused } = document;
          const isField = focused.closest("#form") && !focused.closest(".form-foot");
          const isBelow = edges(focused).top >= edges(document.querySelector(".form-foot")).top;
          const isAbove = edges(focused).bottom <= edges(document.querySelector(".sides")).bottom;
          return isField && (isBelow || isAbove) ? `${focused.name} ${focused.title}` : undefined;
        });
        covered.push(...(behind === undefined ? [] : [behind]));
      }
    }
    assert.deepEqual(covered, []);
  }
});

test("the form's foot leaves the form in sight, however much it says", async () => {
  const payload = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`${index}`.repeat(60), 1]));
  for (const viewport of [{ width: 320, height: 640 }, { width: 1280, height: 900 }, { width: 320, height: 256 }]) {
    const page = await site.open({ viewport });
    await paste(page, JSON.stringify(payload));
    await page.click("#tab-form");
    await page.click("text=Create task run");
    await eventually(page, () => document.querySelector("[data-issues]").textContent !== "");
    const [foot, position] = await page.locator(".form-foot").evaluate((foot) => [foot.offsetHeight, getComputedStyle(foot).position]);
    assert.ok(position === "static" || foot < viewport.height / 2, `${foot} of ${viewport.height}`);
    // What is longer can be scrolled by keyboard.
    await page.focus("[name=task_key]");
    await page.focus("#form [type=submit]");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "told");
  }
});

test("what is selected can be told where the system has the colours", async () => {
  const page = await site.open({ forcedColors: "active", viewport: { width: 390, height: 844 } });
  const colour = (element) => page.$eval(element, (one) => getComputedStyle(one).backgroundColor);
  assert.notEqual(await colour("#tab-form"), await colour("#tab-json"));
  assert.notEqual(await colour("[data-show=payload]"), await colour("[data-show=result]"));
  await page.click("[data-show=result]");
  assert.notEqual(await colour("#tab-answer"), await colour("#tab-curl"));
});
