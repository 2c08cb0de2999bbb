// Bundles the package's entries, the wasm inlined, and copies the types for `require`.
import { copyFileSync, readdirSync } from "node:fs";
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

for (const file of readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".d.ts"))) {
  copyFileSync(join(dist, file), join(dist, file.replace(/\.d\.ts$/, ".d.cts")));
}
