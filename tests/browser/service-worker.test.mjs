// The example of a service worker, in headless Chromium with no network.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { start } from "./chromium.mjs";
import { respond } from "prefect-taskrun";

const files = {
  "/": ["text/html", "<!doctype html>"],
  "/mock-service-worker.js": ["text/javascript", await readFile(new URL("../../examples/mock-service-worker.js", import.meta.url))],
  "/prefect-taskrun.js": ["text/javascript", await readFile(new URL("./index.js", import.meta.resolve("prefect-taskrun")))],
};

let server;
let browser;
let tab;

before(async () => {
  server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(files[request.url] ? 200 : 404, { "content-type": type }).end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await start();
  const context = await browser.newContext();
  tab = await context.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.evaluate(async () => {
    await navigator.serviceWorker.register("/mock-service-worker.js", { type: "module" });
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) {
      await new Promise((changed) => navigator.serviceWorker.addEventListener("controllerchange", changed, { once: true }));
    }
  });
  await new Promise((closed) => server.close(closed) && server.closeAllConnections());
  server = undefined;
  await context.setOffline(true);
});

after(async () => {
  await browser?.close();
  server?.close();
});

function post(body, headers = {}) {
  return tab.evaluate(
    async ([body, headers]) => {
      const answer = await fetch("/api/task_runs/", { method: "POST", body, headers: { "content-type": "application/json", ...headers } });
      return { status: answer.status, body: await answer.text() };
    },
    [body, headers],
  );
}

test("a task run is created offline", async () => {
  const { status, body } = await post('{"task_key": "load", "dynamic_key": "0", "state": {"type": "RUNNING"}}');
  assert.equal(status, 201);
  const run = JSON.parse(body);
  assert.equal(run.run_count, 1);
  assert.equal(run.state.state_details.task_run_id, run.id);
});

test("a task run that is there is answered as it is", async () => {
  const [first, second, other] = [
    await post('{"task_key": "again", "dynamic_key": "0"}'),
    await post('{"task_key": "again", "dynamic_key": "0", "name": "another"}'),
    await post('{"task_key": "again", "dynamic_key": "1"}'),
  ];
  assert.deepEqual([first.status, second.status, other.status], [201, 200, 201]);
  const { estimated_start_time_delta: _, ...run } = JSON.parse(first.body);
  const { estimated_start_time_delta: waited, ...same } = JSON.parse(second.body);
  assert.deepEqual(same, run);
  assert.ok(waited > 0);
});

test("of two that are the same and come at once one is created", async () => {
  const twin = '{"task_key": "load", "dynamic_key": "twin", "flow_run_id": "3c90c3cc-0d44-4b50-8888-8dd25736052a"}';
  const answers = await Promise.all([post(twin), post(twin), post(twin)]);
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 200, 201]);
  assert.equal(new Set(answers.map(({ body }) => JSON.parse(body).id)).size, 1);
});

test("a bad request is refused", async () => {
  for (const headers of [{}, { "x-prefect-api-version": "0.1.0" }, { "content-type": "text/plain" }]) {
    const [apiVersion, contentType] = [headers["x-prefect-api-version"], headers["content-type"]];
    const expected = respond('{"task_key": 1}', { apiVersion, contentType });
    assert.deepEqual(await post('{"task_key": 1}', headers), expected);
  }
});
