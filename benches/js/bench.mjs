// Times and weighs this package beside its peers: `bench.mjs [FILE]` prints three tables, and writes them as JSON too.
import { readFileSync, writeFileSync } from "node:fs";
import { coldStarts } from "./cold.mjs";
import { sizes } from "./size.mjs";
import { times } from "./times.mjs";

const OURS = "prefect-taskrun";

function versions() {
  const version = (name) => JSON.parse(readFileSync(new URL(`node_modules/${name}/package.json`, import.meta.url), "utf8")).version;
  return ["ajv", "zod", "valibot"].map((name) => `${name} ${version(name)}`).join(", ");
}

function table(rows, unit, title) {
  console.log(`\n| work | contender | median, ${title} | ours / theirs (80% of rounds) |\n|---|---|--:|--:|`);
  for (const { work, contender, ratio, ratio_low, ratio_high, ...row } of rows) {
    const shown = contender === OURS ? "" : `${ratio.toFixed(2)} (${ratio_low.toFixed(2)}–${ratio_high.toFixed(2)})`;
    console.log(`| ${work} | ${contender} | ${row[unit].toFixed(1)} | ${shown} |`);
  }
}

console.log(`Node ${process.versions.node}, ${versions()}`);

const result = { times: times(), sizes: await sizes(), cold: await coldStarts() };

table(result.times, "microseconds", "µs");
table(result.cold, "milliseconds", "ms");
console.log("\n| a page with | script, KB | and wasm, KB | brotli, KB |\n|---|--:|--:|--:|");
for (const { page, script, wasm, brotli } of result.sizes) {
  console.log(`| ${page} | ${(script / 1000).toFixed(1)} | ${wasm ? (wasm / 1000).toFixed(1) : ""} | ${(brotli / 1000).toFixed(1)} |`);
}

const [file] = process.argv.slice(2);
if (file) {
  writeFileSync(file, JSON.stringify(result, null, 1));
}
