// Bundles the package's entries, the wasm inlined, and writes the types for `require`.
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");

for (const [format, outfile] of [["esm", "index.js"], ["cjs", "index.cjs"]]) {
  await build({
    entryPoints: [join(root, "src/index.ts")],
    bundle: true,
    minify: true,
    lineLimit: 400,
    format,
    platform: "neutral",
    target: "es2022",
    loader: { ".wasm": "binary" },
    // Only the loading of a file by its address uses it, and nothing here does.
    define: { "import.meta.url": "undefined" },
    outfile: join(dist, outfile),
  });
}

// The core's own calls are nobody's but ours.
rmSync(join(dist, "wasm.d.ts"));

for (const file of readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".d.ts"))) {
  const types = readFileSync(join(dist, file), "utf8");
  writeFileSync(join(dist, file.replace(/\.d\.ts$/, ".d.cts")), types.replaceAll('.js"', '.cjs"'));
}
