// The examples of a form, plain and with React Hook Form, used as a person would.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { TaskRunCreate } from "prefect-taskrun";
import { eventually, launch, serve } from "./chromium.mjs";

const ROOT = new URL("../../", import.meta.url);
const UUID = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

let server;
let browser;

before(async () => {
  server = await serve((path) => new URL(`.${path.endsWith("/") ? `${path}index.html` : path}`, ROOT));
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const example of ["form", "react-form"]) {
  /** Runs a test on the example, which asks for nothing once it is there. */
  const onExample = (name, options, run) => {
    test(`${example}: ${name}`, async () => {
      await browser.onPage(`${server.origin}/examples/${example}/`, options, async (tab) => {
        await tab.getByLabel("Task key").waitFor();
        const requests = [];
        tab.on("request", (request) => requests.push(request.url()));
        await run(tab);
        assert.deepEqual(requests, []);
      });
    });
  };
  const submit = (tab) => tab.getByRole("button", { name: "Create the task run" }).click();
  const shown = async (tab, id) => JSON.parse(await tab.locator(id).textContent());
  const focused = (tab) => tab.evaluate(() => document.activeElement.getAttribute("name"));

  /** Waits until a control is described by these words, or by none. */
  async function isTold(control, words) {
    await control.and(control.page().locator(words ? "[aria-invalid=true]" : ":not([aria-invalid])")).waitFor();
    const description = await control.evaluate((control) => {
      const ids = control.getAttribute("aria-describedby")?.split(" ") ?? [];
      return ids.map((id) => document.getElementById(id).innerText).join(" ");
    });
    assert.equal(description, words);
  }

  /** The model's own words about a field. */
  function words(payload, path) {
    const { error } = TaskRunCreate.safeParse({ task_key: "a", dynamic_key: "b", ...payload });
    return [...new Set(error.issues.filter((issue) => issue.path.join(".") === path).map(({ msg }) => msg))].join("\n");
  }

  onExample("a bad UUID is told of as it is typed, until it is mended", {}, async (tab) => {
    const flowRun = tab.getByLabel("Flow run");
    await flowRun.pressSequentially("3c90-");
    await isTold(flowRun, words({ flow_run_id: "3c90-" }, "flow_run_id"));
    await flowRun.fill(UUID);
    await isTold(flowRun, "");
  });

  onExample("a bad form hands nothing over, and moves to the first bad field", {}, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Delay").fill("soon");
    await tab.getByRole("button", { name: "Add a label" }).click();
    await tab.getByLabel("Value").fill("1");
    await submit(tab);
    await isTold(tab.getByLabel("Dynamic key"), "Field required");
    await isTold(tab.getByLabel("Delay"), words({ empirical_policy: { retry_delay: "soon" } }, "empirical_policy.retry_delay"));
    await isTold(tab.getByRole("textbox", { name: "Label" }), "Field required");
    assert.equal(await focused(tab), "dynamic_key");
    assert.ok(!(await tab.locator("#result").isVisible()));
  });

  onExample("a good form hands over its payload", {}, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    await tab.getByLabel("Type").selectOption("RUNNING");
    await tab.getByLabel("Delay").fill("[1, 2.5]");
    for (const tag of ["nightly", "etl"]) {
      await tab.getByRole("button", { name: "Add a tag" }).click();
      await tab.keyboard.type(tag);
    }
    const labels = { team: "data", priority: "42", urgent: "true", gone: "1" };
    for (const [key, value] of Object.entries(labels)) {
      await tab.getByRole("button", { name: "Add a label" }).click();
      await tab.getByRole("textbox", { name: "Label" }).last().fill(key);
      await tab.getByLabel("Value").last().fill(value);
    }
    await tab.getByRole("button", { name: "Remove the label" }).last().click();
    await tab.getByRole("button", { name: "Add an input" }).click();
    await tab.getByRole("textbox", { name: "Input" }).fill("orders");
    await tab.getByLabel("Kind").selectOption("parameter");
    await tab.getByLabel("Source").fill("path");
    await submit(tab);
    await tab.locator("#result").waitFor();
    assert.deepEqual(await shown(tab, "#body"), {
      task_key: "load",
      dynamic_key: "0",
      state: { type: "RUNNING" },
      empirical_policy: { retry_delay: [1, 2.5] },
      tags: ["nightly", "etl"],
      labels: { team: "data", priority: 42, urgent: true },
      task_inputs: { orders: [{ input_type: "parameter", name: "path" }] },
    });
    const run = await shown(tab, "#answer");
    assert.deepEqual([run.state_type, run.run_count, run.labels.priority], ["RUNNING", 1, 42]);
    assert.equal(await tab.locator("#state").textContent(), "Running");
    // What is changed is to be submitted anew.
    await tab.getByLabel("Task key").fill("other");
    await tab.locator("#result").waitFor({ state: "hidden" });
  });

  onExample("a start in New York is an instant, daylight saving included", { timezoneId: "America/New_York" }, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    assert.equal(await tab.getByLabel("Starts at").isVisible(), false);
    await tab.getByLabel("Type").selectOption("SCHEDULED");
    for (const [local, scheduled_time] of [
      ["2026-03-08T01:30", "2026-03-08T06:30:00.000Z"],
      ["2026-03-08T03:30", "2026-03-08T07:30:00.000Z"],
      ["2026-11-01T03:30", "2026-11-01T08:30:00.000Z"],
    ]) {
      await tab.getByLabel("Starts at").fill(local);
      await submit(tab);
      await tab.locator("#result").waitFor();
      assert.deepEqual((await shown(tab, "#body")).state, { type: "SCHEDULED", state_details: { scheduled_time } });
      const { state_type, next_scheduled_start_time } = await shown(tab, "#answer");
      assert.deepEqual([state_type, Date.parse(next_scheduled_start_time)], ["SCHEDULED", Date.parse(scheduled_time)]);
    }
  });

  onExample("a row that goes leaves the focus with the next, or with what adds one", {}, async (tab) => {
    const add = tab.getByRole("button", { name: "Add a label" });
    for (const key of ["a", "b"]) {
      await add.click();
      await tab.getByRole("textbox", { name: "Label" }).last().fill(key);
    }
    const remove = tab.getByRole("button", { name: "Remove the label" });
    await remove.first().press("Enter");
    assert.equal(await tab.getByRole("textbox", { name: "Label" }).inputValue(), "b");
    assert.ok(await remove.evaluate((button) => button === document.activeElement));
    await remove.press("Enter");
    assert.equal(await remove.count(), 0);
    assert.ok(await add.evaluate((button) => button === document.activeElement));
  });

  onExample("what is required is said to be so", {}, async (tab) => {
    const required = tab.locator("[aria-required=true]");
    assert.deepEqual(await required.evaluateAll((controls) => controls.map(({ name }) => name)), ["task_key", "dynamic_key"]);
    assert.equal(await tab.getByRole("textbox", { name: "Task key", exact: true }).count(), 1);
  });

  onExample("from right to left a row ends on the left, and code stays as it is", {}, async (tab) => {
    await tab.evaluate(() => (document.dir = "rtl"));
    await tab.getByRole("button", { name: "Add a tag" }).click();
    const [tag, remove] = await Promise.all([tab.getByLabel("Tag", { exact: true }), tab.getByLabel("Remove the tag")].map((part) => part.boundingBox()));
    assert.ok(remove.x + remove.width <= tag.x);
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    await submit(tab);
    assert.equal(await tab.locator("#answer").evaluate((code) => getComputedStyle(code).direction), "ltr");
  });

  onExample("a long name is seen to its end", { viewport: { width: 320, height: 640 } }, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    await tab.getByLabel("Name", { exact: true }).fill("n".repeat(200));
    await submit(tab);
    const { x, width } = await tab.locator("#run").boundingBox();
    assert.ok(x + width <= 320);
  });

  onExample("by keyboard alone, on a phone", { viewport: { width: 375, height: 700 } }, async (tab) => {
    const press = (...keys) => keys.reduce((before, key) => before.then(() => tab.keyboard.press(key)), Promise.resolve());
    const type = (text) => tab.keyboard.type(text);
    await press("Tab");
    await type("load");
    await press("Enter");
    await eventually(tab, () => document.activeElement.getAttribute("name") === "dynamic_key");
    await type("0");
    await isTold(tab.getByLabel("Dynamic key"), "");
    await press("Tab", "Tab", "Tab", "ArrowDown");
    // The start, whose parts and button a browser has tab stops for, and the message.
    await tab.getByLabel("Starts at").waitFor();
    for (let stops = 0; (await tab.evaluate(() => document.activeElement.textContent)) !== "Add a label"; stops++) {
      assert.ok(stops < 20, "there is a way to the labels");
      await press("Tab");
    }
    await press("Enter");
    await type("team");
    await press("Tab");
    await type("data");
    await press("Tab");
    assert.equal(await tab.evaluate(() => document.activeElement.ariaLabel), "Remove the label");
    await press("Shift+Tab", "Enter");
    await tab.locator("#result").waitFor();
    const { labels, state } = await shown(tab, "#body");
    assert.deepEqual([labels, state.type], [{ team: "data" }, "SCHEDULED"]);
    assert.equal(await tab.evaluate(() => document.activeElement.localName), "h2");
    const { scrollWidth, clientWidth } = await tab.evaluate(() => document.documentElement);
    assert.equal(scrollWidth, clientWidth);
  });

  onExample("every digit of an integer is kept", {}, async (tab) => {
    const large = "9007199254740993";
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    await tab.getByLabel("Retries").fill(large);
    await tab.getByRole("button", { name: "Add a label" }).click();
    await tab.getByRole("textbox", { name: "Label" }).fill("a");
    await tab.getByLabel("Value").fill(large);
    await submit(tab);
    await tab.locator("#result").waitFor();
    assert.match(await tab.locator("#body").textContent(), new RegExp(`"retries": "?${large}"?[^]*"a": ${large}`));
    assert.match(await tab.locator("#answer").textContent(), new RegExp(`"retries": ${large}[^]*"a": ${large}`));
  });

  onExample("what is empty JSON is a value", {}, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    await tab.getByLabel("Delay").fill("null");
    for (const [key, value] of ["null", "{}", "[]"].entries()) {
      await tab.getByRole("button", { name: "Add a label" }).click();
      await tab.getByRole("textbox", { name: "Label" }).last().fill(`${key}`);
      await tab.getByLabel("Value").last().fill(value);
    }
    await submit(tab);
    const labels = { 0: null, 1: {}, 2: [] };
    for (const key of Object.keys(labels)) {
      await isTold(tab.getByLabel("Value").nth(key), words({ labels }, `labels.${key}`));
    }
    // Of the row that goes, what it says goes; what the others say stays.
    await tab.getByRole("button", { name: "Remove the label" }).first().click();
    assert.deepEqual(await tab.getByLabel("Value").evaluateAll((values) => values.map(({ value }) => value)), ["{}", "[]"]);
    for (const _ of [1, 2]) await tab.getByRole("button", { name: "Remove the label" }).first().click();
    await submit(tab);
    await tab.locator("#result").waitFor();
    assert.deepEqual((await shown(tab, "#body")).empirical_policy, { retry_delay: null });
  });

  onExample("two rows of one key are told of, and what changes takes the result away", {}, async (tab) => {
    await tab.getByLabel("Task key").fill("load");
    await tab.getByLabel("Dynamic key").fill("0");
    for (const _ of [1, 2]) {
      await tab.getByRole("button", { name: "Add a label" }).click();
      await tab.getByRole("textbox", { name: "Label" }).last().fill("a");
      await tab.getByLabel("Value").last().fill("1");
    }
    await submit(tab);
    await isTold(tab.getByRole("textbox", { name: "Label" }).last(), "Another row has this key");
    assert.ok(!(await tab.locator("#result").isVisible()));
    await tab.getByRole("textbox", { name: "Label" }).last().fill("b");
    for (const name of ["Remove the label", "Start over"]) {
      await submit(tab);
      await tab.locator("#result").waitFor();
      await tab.getByRole("button", { name }).first().click();
      await tab.locator("#result").waitFor({ state: "hidden" });
    }
  });

  onExample("to start over", {}, async (tab) => {
    const flowRun = tab.getByLabel("Flow run");
    await flowRun.fill("3c90");
    await tab.getByRole("button", { name: "Add a tag" }).click();
    await submit(tab);
    await tab.getByRole("button", { name: "Start over" }).click();
    await isTold(flowRun, "");
    assert.equal(await flowRun.inputValue(), "");
    assert.equal(await tab.getByLabel("Tag", { exact: true }).count(), 0);
    assert.equal(await tab.locator("[aria-invalid]").count(), 0);
  });
}
