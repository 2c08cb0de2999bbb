// Each contender as one would ship it: bundled, minified.
import { fileURLToPath } from "node:url";
import standalone from "ajv/dist/standalone/index.js";
import { build } from "esbuild";
import { make } from "./ajv_peer.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));

/** The name of each contender, and the file that is it. */
export const CONTENDERS = {
  "prefect-taskrun": "prefect-taskrun",
  "prefect-taskrun, everything": "everything",
  "prefect-taskrun/slim": "slim",
  "ajv": "ajv",
  "ajv, compiled ahead": "ajv-ahead",
  "zod": "zod",
  "valibot": "valibot",
};

/** The code that ajv makes ahead, with which it needs no `eval`. */
const ahead = {
  name: "ajv-ahead",
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^ajv:ahead$/ }, () => ({ path: "ahead", namespace: "ahead" }));
    onLoad({ filter: /./, namespace: "ahead" }, () => {
      const [ajv, validate] = make({ useDefaults: true, allErrors: true, code: { source: true, esm: true, lines: false } });
      return { contents: standalone.default(ajv, validate), resolveDir: here };
    });
  },
};

/** The script of a contender, for a page (`browser`) or for Node (`node`). */
export async function bundle(name, platform) {
  const { outputFiles } = await build({
    entryPoints: [`${here}contenders/${CONTENDERS[name]}.mjs`],
    bundle: true,
    minify: true,
    format: "esm",
    platform,
    target: "es2022",
    plugins: [ahead],
    write: false,
    logLevel: "error",
  });
  return outputFiles[0].contents;
}
