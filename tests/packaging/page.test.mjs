// A plain page, with no bundler; and the least that its content security policy must allow.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { POLICY, SLIM_POLICY, closeBrowser, html, visit } from "./pages.mjs";
import { ANSWERS, project } from "./project.mjs";

let page;
before(async () => {
  page = await project("page");
  for (const [name, entry] of [["main", "index"], ["slim", "slim"]]) {
    const program = await readFile(join(page.folder, `${name}.js`), "utf8");
    await page.write(`${name}.js`, program.replace(/"prefect-taskrun.*"/, `"./node_modules/prefect-taskrun/dist/${entry}.js"`));
    await page.write(`${name}.html`, html(`${name}.js`));
  }
});
after(async () => {
  await closeBrowser();
  await page?.clean();
});

test("a page imports the package under a policy that forbids eval", async () => {
  assert.deepEqual(await visit(page.folder, "main.html", POLICY), ANSWERS);
  assert.match(await visit(page.folder, "eval.html", POLICY), /EvalError/);
});

test("a page fetches the core's code", async () => {
  assert.deepEqual(await visit(page.folder, "slim.html", SLIM_POLICY), ANSWERS);
});

test("no page can do with less", async () => {
  const less = POLICY.replace(" 'wasm-unsafe-eval'", "");
  assert.match(await visit(page.folder, "main.html", less), /CompileError: .*Content Security Policy/i);
  assert.match(await visit(page.folder, "slim.html", POLICY), /TypeError: Failed to fetch/);
});
