// From a keystroke to its message. The clock's times are printed, and the page's own work for a key beside them. What is
// asserted leaves room for a machine that others are busy on: that nothing waits for a timer, and that no work explodes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { paste, site } from "./site.mjs";

const KEYS = 80;
/** The most milliseconds of work for a key: some times what it takes. */
const MOST = 50;

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
  const work = await workOf(page, async () => {
    for (let key = 0; key < KEYS; key++) {
      await page.keyboard.press(key % 2 === 0 ? "x" : "Backspace");
    }
  });
  const times = await page.evaluate(() => window.times);
  assert.equal(times.length, KEYS, "each key shows at once");
  return { times: times.sort((one, other) => one - other), work: work / KEYS };
}

/** The milliseconds for which the page's main thread ran, from scripts to layout and drawing. */
async function workOf(page, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const sum = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value;
  const before = await sum();
  await act();
  return ((await sum()) - before) * 1000;
}

function report(what, { times, work }) {
  const [median, most] = [times[Math.floor(times.length / 2)], times[Math.floor(times.length * 0.95)]];
  console.log(
    `${what}: ${median.toFixed(1)} ms from key to message in the median of ${times.length} keys, ${most.toFixed(1)} ms at the ` +
      `95th percentile; ${work.toFixed(1)} ms of work for a key`,
  );
  assert.ok(work < MOST, `${work} ms of work for a key`);
}

test("a message follows its key in the form", async () => {
  const page = await site.open();
  await page.click("[name=id]");
  await page.keyboard.type("3c90c3cc-0d44-4b50-8888-8dd25736052a");
  report("form", await typed(page, '[data-issue="id"]'));
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
  report("editor", await typed(page, "#issue-list"));
});
