// A page must not grow unnoticed: `benches/js/budget.json` says how many bytes it may take, compressed by brotli.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { size } from "../../benches/js/size.mjs";

const budget = JSON.parse(readFileSync(new URL("../../benches/js/budget.json", import.meta.url), "utf8"));

for (const [page, most] of Object.entries(budget)) {
  test(`a page with ${page} takes at most ${most} bytes`, async () => {
    const { brotli } = await size(page);
    assert.ok(brotli <= most, `it takes ${brotli}`);
  });
}
