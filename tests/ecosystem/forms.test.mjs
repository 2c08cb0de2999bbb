// Forms of libraries that take any Standard Schema or JSON Schema, filled in by hand in headless Chromium.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { start } from "../browser/chromium.mjs";

const schemas = JSON.parse(readFileSync(new URL("../conformance/schemas.json", import.meta.url)));

let server;
let browser;
let tab;

before(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("./forms.tsx", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    jsx: "automatic",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  server = createServer((request, response) => {
    const isScript = request.url === "/forms.js";
    response.setHeader("content-type", isScript ? "text/javascript" : "text/html");
    response.end(isScript ? outputFiles[0].text : '<!doctype html><body></body><script type="module" src="/forms.js"></script>');
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  browser = await start();
  tab = await browser.newPage();
  tab.setDefaultTimeout(20_000);
  tab.on("pageerror", (error) => assert.fail(error));
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  await tab.locator("#schema-form").waitFor();
});

after(async () => {
  await browser?.close();
  server?.close();
});

for (const id of ["hook-form", "tanstack-form"]) {
  test(`${id} tells what is wrong where it is wrong, and creates what is right`, async () => {
    const form = tab.locator(`#${id}`);
    const message = (index, words) => form.locator("em").nth(index).filter({ hasText: words }).waitFor({ state: "attached" });
    await form.locator('[name="flow_run_id"]').fill("z");
    await message(0, "Input should be a valid UUID, invalid character: found `z` at 0");
    await form.locator('[name="empirical_policy.retries"]').fill("many");
    await message(1, "Input should be a valid integer, unable to parse string as an integer");
    await form.locator("button").click();
    assert.equal(await form.locator("output").textContent(), "");
    await form.locator('[name="flow_run_id"]').fill("");
    await message(0, /^$/);
    await form.locator('[name="empirical_policy.retries"]').fill("3");
    await message(1, /^$/);
    await form.locator("button").click();
    await form.locator("output", { hasText: "PENDING: " }).waitFor();
  });
}

test("a JSON Schema form has a control for every field, and what it makes is valid", async () => {
  const form = tab.locator("#schema-form");
  const labels = (await form.locator("label, legend").allTextContents()).map((label) => label.replace(/\*$| \(deprecated\)$/, ""));
  const { properties, $defs } = schemas.TaskRunCreate;
  const titles = [properties, $defs.TaskRunPolicy.properties].flatMap(Object.values).map(({ title }) => title);
  assert.ok(titles.length > 15);
  assert.deepEqual(titles.filter((title) => title !== undefined && !labels.includes(title)), []);
  await form.locator("#root_task_key").fill("extract");
  await form.locator("#root_empirical_policy_max_retries").fill("2");
  await form.locator('button[type="submit"]').click();
  await form.locator("output", { hasText: "PENDING: extract" }).waitFor();
});
