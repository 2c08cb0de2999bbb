// From a keystroke to its message. The times are printed; what is asserted is that nothing waits for a timer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { paste, site } from "./site.mjs";

const KEYS = 80;

/** Types into what has the focus, and gives the milliseconds from each key to the change that `target` then showed. */
async function typed(page, target) {
  await page.evaluate((target) => {
    window.times = [];
    let start;
    addEventListener("keydown", (event) => (start = event.timeStamp), { capture: true });
    new MutationObserver(() => {
      if (start !== undefined) {
        // With the layout that the change needs.
        document.querySelector(target).getBoundingClientRect();
        window.times.push(performance.now() - start);
        start = undefined;
      }
    }).observe(document.querySelector(target), { childList: true, subtree: true, characterData: true, attributes: true });
  }, target);
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press(key % 2 === 0 ? "x" : "Backspace");
  }
  const times = await page.evaluate(() => window.times);
  assert.equal(times.length, KEYS, "each key shows at once");
  return times.sort((one, other) => one - other);
}

function report(what, times) {
  const [median, most] = [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)]];
  console.log(`${what}: ${median.toFixed(1)} ms in the median, ${most.toFixed(1)} ms at the 95th percentile, of ${times.length} keys`);
}

test("a message follows its key in the form", async () => {
  const page = await site.open();
  await page.click("[name=id]");
  await page.keyboard.type("3c90c3cc-0d44-4b50-8888-8dd25736052a");
  report("form: key to message", await typed(page, '[data-issue="id"]'));
});

test("a message is there when the input event has ended", async () => {
  const page = await site.open();
  const told = await page.evaluate(() => {
    const input = document.querySelector("[name=id]");
    input.value = "bad";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    return [document.querySelector('[data-issue="id"]').textContent, document.querySelector("#verdict").textContent];
  });
  assert.match(told[0], /^Input should be a valid UUID/);
  assert.equal(told[1], "1 error");
});

test("an underline follows its key in the editor", async () => {
  const page = await site.open();
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}');
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowLeft");
  report("editor: key to message", await typed(page, "#issue-list"));
});
