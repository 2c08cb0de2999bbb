// The documents' pieces of HTML, in headless Chromium.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, serve } from "./chromium.mjs";

const html = async (path) => {
  const text = await readFile(new URL(`../../${path}`, import.meta.url), "utf8");
  return text.match(/^```html\n(.*?)^```/ms)[1];
};
const imports = JSON.stringify({ imports: { "prefect-taskrun": "/index.js", "prefect-taskrun/form": "/form.js" } });
const page = (body) => `<!doctype html><script type="importmap">${imports}</script>${body}`;
const dist = new URL("./", import.meta.resolve("prefect-taskrun"));

let server;
let browser;

before(async () => {
  const files = {
    "/readme": page(`<form><input name="task_key"><input name="dynamic_key"><button>Create</button></form>${await html("README.md")}`),
    "/guide": page(await html("docs/pages/guides/validate-a-form.md")),
    "/index.js": new URL("index.js", dist),
    "/form.js": new URL("form.js", dist),
  };
  server = await serve((path) => files[path]);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

const onPage = (path, run) => () => browser.onPage(server.origin + path, {}, run);

test("the README's form hands over its payload", onPage("/readme", async (tab) => {
  await tab.locator("[name=task_key]").fill("load");
  await tab.getByRole("button").click();
  assert.equal(await tab.evaluate("document.activeElement.name"), "dynamic_key");
  await tab.locator("[name=dynamic_key]").fill("0");
  const logged = tab.waitForEvent("console");
  await tab.getByRole("button").click();
  const [payload] = (await logged).args();
  assert.deepEqual(await payload.jsonValue(), { task_key: "load", dynamic_key: "0" });
}));

test("the guide's form posts its payload", onPage("/guide", async (tab) => {
  await tab.getByLabel("Task key").fill("load");
  await tab.getByLabel("Dynamic key").fill("0");
  await tab.getByLabel("State").selectOption("RUNNING");
  await tab.getByLabel("Retries").fill("2");
  const posted = tab.waitForRequest("**/api/task_runs/");
  await tab.getByRole("button").click();
  const request = await posted;
  assert.equal(request.method(), "POST");
  // A server refuses any other as no JSON.
  assert.equal(await request.headerValue("content-type"), "application/json");
  assert.deepEqual(request.postDataJSON(), {
    task_key: "load",
    dynamic_key: "0",
    state: { type: "RUNNING" },
    empirical_policy: { retries: 2 },
  });
}));
