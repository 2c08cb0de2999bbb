// What nobody means well, in a page: it has less of a stack than Node has.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BODIES, OBJECTS } from "../hostile.mjs";
import { eventually } from "./chromium.mjs";
import { site } from "./site.mjs";

const page = `<!doctype html><script type="module">
  import * as taskrun from "/index.js";
  import * as hostile from "/hostile.mjs";
  Object.assign(window, { taskrun, hostile });
</script>`;
const open = site({ "/": page, "/hostile.mjs": new URL("../hostile.mjs", import.meta.url) });

test("every body and every object is answered", async () => {
  await open("/", {}, async (tab) => {
    tab.setDefaultTimeout(0);
    await eventually(tab, () => "hostile" in window);
    for (const [name, [, status]] of Object.entries(BODIES)) {
      assert.equal(await tab.evaluate((name) => hostile.ask(taskrun, hostile.BODIES[name][0]()), name), status, name);
    }
    for (const [name, [, count]] of Object.entries(OBJECTS)) {
      assert.equal(await tab.evaluate((name) => hostile.countIssues(taskrun, hostile.OBJECTS[name][0]()), name), count, name);
    }
    assert.deepEqual(await tab.evaluate("hostile.spoil(taskrun)"), [201, 400, 422]);
  });
});
