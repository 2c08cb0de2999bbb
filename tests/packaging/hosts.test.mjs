// Hosts beside Node and browsers: Deno, Bun and workerd.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ANSWERS, project } from "./project.mjs";

/** The program in the package for this platform, which npm chose; what else would fetch it is not run. */
function binary(folder, scope, path) {
  const scoped = join(folder, "node_modules", scope);
  const [platform] = readdirSync(scoped).filter((name) => !name.endsWith("-musl"));
  return join(scoped, platform, path);
}

for (const [name, scope, path, ...args] of [
  ["deno", "@deno", "deno", "run", "--allow-read", "--no-config", "--node-modules-dir=manual"],
  ["bun", "@oven", "bin/bun", "run"],
]) {
  describe(name, () => {
    let host;
    before(async () => {
      host = await project(name);
    });
    after(() => host?.clean());

    for (const program of ["main.js", "slim.js"]) {
      test(`runs ${program}`, async () => {
        const printed = await host.run(binary(host.folder, scope, path), ...args, program);
        assert.deepEqual(JSON.parse(printed), ANSWERS);
      });
    }
  });
}

// A bundler that knows of unwasm, as Nitro's, gives the module itself only if it is asked for by a `?module`.
for (const [conditions, file] of [
  ["workerd", "./prefect_taskrun.wasm"],
  ["workerd,unwasm", "./prefect_taskrun.wasm?module"],
]) {
  test(`workerd runs main.js, bundled for ${conditions}`, async () => {
    const host = await project("workerd");
    try {
      await host.run("esbuild", "worker.js", "--bundle", "--format=esm", `--conditions=${conditions}`, "--loader:.wasm=copy", "--asset-names=[name]", "--outdir=dist");
      assert.ok((await readFile(join(host.folder, "dist/worker.js"), "utf8")).includes(`from "${file}"`));
      await host.run(binary(host.folder, "@cloudflare", "bin/workerd"), "test", "worker.capnp");
    } finally {
      await host.clean();
    }
  });
}
