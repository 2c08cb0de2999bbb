// Bundles the package's entries, each with the core's code as its hosts take it, and writes the types for `require`.
import { copyFileSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { pack } from "./pack.mjs";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const core = join(root, "wasm/prefect_taskrun_wasm_bg.wasm");

/** The core's code as a string of the script. */
const code = {
  name: "code",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /_bg\.wasm\?/ }, ({ path }) => ({ path: core, suffix: path.slice(path.indexOf("?")), namespace: "code" }));
    onLoad({ filter: /./, namespace: "code" }, ({ suffix }) => {
      const bytes = readFileSync(core);
      return { contents: suffix === "?plain" ? pack(bytes) : bytes.toString("base64"), loader: "text" };
    });
  },
};

const entries = [
  ["default", "index", ["esm", "cjs"]],
  ["node", "node", ["esm", "cjs"]],
  ["workerd", "workerd", ["esm"]],
  ["unwasm", "unwasm", ["esm"]],
  ["slim", "slim", ["esm"]],
  ["slim-node", "slim-node", ["esm", "cjs"]],
  ["form", "form", ["esm", "cjs"]],
];

for (const [entry, name, formats] of entries) {
  for (const format of formats) {
    await build({
      entryPoints: [join(root, `src/entries/${entry}.ts`)],
      bundle: true,
      minifyIdentifiers: true,
      minifySyntax: true,
      // With the white space go the comments that tell a page's bundler which models it may leave out.
      minifyWhitespace: name === "form",
      format,
      platform: "neutral",
      target: "es2022",
      external: ["node:*", "./prefect_taskrun.wasm*"],
      plugins: [code],
      // Only where it is needed: a page's bundler has no `node:url`.
      ...(format === "cjs" && name === "slim-node" && {
        banner: { js: "const import_meta_url = require('node:url').pathToFileURL(__filename).href;" },
        define: { "import.meta.url": "import_meta_url" },
      }),
      outfile: join(dist, `${name}.${format === "cjs" ? "cjs" : "js"}`),
    });
  }
}

copyFileSync(core, join(dist, "prefect_taskrun.wasm"));

// What stands in no `index.d.ts` or `slim.d.ts` is nobody's but ours.
const types = readdirSync(dist, { recursive: true }).filter((file) => file.endsWith(".d.ts"));
for (const file of types) {
  const text = readFileSync(join(dist, file), "utf8");
  writeFileSync(join(dist, file.replace(/\.d\.ts$/, ".d.cts")), text.replaceAll('.js"', '.cjs"'));
}
