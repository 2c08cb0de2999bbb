// Builds the playground as static files that work under any path: `node build.mjs OUT`.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";

const src = join(import.meta.dirname, "src");
const out = resolve(process.argv[2] ?? "dist");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const common = { bundle: true, minify: true, target: "es2022", legalComments: "none", logLevel: "warning" };
const entries = { main: "main.ts", theme: "early-theme.ts", style: "style/index.css", icon: "icon.svg" };
const built = await build({
  ...common,
  entryPoints: Object.values(entries).map((entry) => join(src, entry)),
  format: "esm",
  conditions: ["browser"],
  loader: { ".svg": "copy" },
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  outdir: out,
  metafile: true,
});

// Each entry under the name that its bytes give it.
let page = await readFile(join(src, "index.html"), "utf8");
for (const [name, entry] of Object.entries(entries)) {
  const [path] = Object.entries(built.metafile.outputs).find(([, output]) => {
    return (output.entryPoint ?? Object.keys(output.inputs)[0])?.endsWith(`src/${entry}`);
  });
  page = page.replaceAll(`{${name}}`, path.split("/").at(-1));
}
await writeFile(join(out, "index.html"), page);

const files = ["./", ...(await readdir(out)).sort()];
const contents = await Promise.all(files.slice(1).map((file) => readFile(join(out, file))));
const version = contents.reduce((hash, bytes) => hash.update(bytes), createHash("sha256")).digest("hex").slice(0, 16);
await build({
  ...common,
  entryPoints: [join(src, "service-worker.ts")],
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
  outfile: join(out, "service-worker.js"),
});
