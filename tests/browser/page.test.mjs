// The npm package in a page, in headless Chromium: a plain module, no bundler, no `init()`.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { eventually, start } from "./chromium.mjs";
import { respond } from "prefect-taskrun";

const page = `<!doctype html><script type="module">
  import * as taskrun from "/index.js";
  window.taskrun = taskrun;
</script>`;

const example = await readFile(new URL("../../examples/task_run.json", import.meta.url), "utf8");
const entry = await readFile(new URL("./index.js", import.meta.resolve("prefect-taskrun")));

let server;
let browser;
let tab;

before(async () => {
  server = createServer((request, response) => {
    const script = request.url === "/index.js";
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? entry : page);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await start();
  tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await eventually(tab, () => "taskrun" in window);
});

after(async () => {
  await browser?.close();
  server?.close();
});

test("a payload is validated and a run created", async () => {
  const run = await tab.evaluate((body) => {
    const { TaskRunCreate, createTaskRun } = window.taskrun;
    return createTaskRun(TaskRunCreate.parseJson(body));
  }, example);
  assert.equal(run.state_type, "SCHEDULED");
  assert.equal(run.state_id, run.state.id);
});

test("errors come as values", async () => {
  const issues = await tab.evaluate(() => window.taskrun.TaskRunCreate.safeParseJson('{"task_key": 42}').error.issues);
  assert.deepEqual(issues.map((issue) => issue.type), ["string_type", "missing"]);
});

test("a page gives the bytes that Node gives", async () => {
  const bodies = JSON.parse(await readFile(new URL("../bodies.json", import.meta.url), "utf8"));
  const seed = 42;
  const now = "2026-01-02T03:04:05.678901Z";
  const answers = await tab.evaluate(
    ([bodies, options]) => bodies.map((body) => window.taskrun.respond(body, options)),
    [bodies, { now, seed }],
  );
  assert.deepEqual(answers, bodies.map((body) => respond(body, { now, seed })));
});

test("bytes may be shared, or be resized", async () => {
  const names = await tab.evaluate((body) => {
    const bytes = new TextEncoder().encode(body);
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    return [buffer, new ArrayBuffer(bytes.length, { maxByteLength: bytes.length })].map((buffer) => {
      const view = new Uint8Array(buffer, 0, bytes.length);
      view.set(bytes);
      return window.taskrun.TaskRunCreate.parseJson(view).name;
    });
  }, JSON.stringify({ task_key: "a", dynamic_key: "b", name: "no short name at all" }));
  assert.deepEqual(names, ["no short name at all", "no short name at all"]);
});

test("depth does not overflow the page's stack", async () => {
  const statuses = await tab.evaluate(() => {
    const open = "[".repeat(9000);
    const deep = `{"task_key":"a","dynamic_key":"b","state":{"type":"PENDING","data":${open}${"]".repeat(9000)}}}`;
    return [window.taskrun.respond(deep).status, window.taskrun.respond("[".repeat(100_000)).status];
  });
  assert.deepEqual(statuses, [201, 400]);
});
