// TypeScript finds the types however it resolves modules, and the package's shape is without fault.
import { after, before, test } from "node:test";
import { TARBALL, project } from "./project.mjs";

let typescript;
let checks;
before(async () => {
  typescript = await project("typescript");
  checks = await project("checks");
});
after(async () => {
  await typescript?.clean();
  await checks?.clean();
});

for (const [module, resolution, ...files] of [
  ["node16", "node16", "main.ts", "main.cts"],
  ["nodenext", "nodenext", "main.ts", "main.cts"],
  ["esnext", "bundler", "main.ts"],
]) {
  test(`tsc with moduleResolution ${resolution}`, () =>
    typescript.run("tsc", "--noEmit", "--strict", "--lib", "es2022,dom", "--types", "", "--module", module, "--moduleResolution", resolution, ...files));
}

test("tsc without the DOM", () =>
  typescript.run("tsc", "--noEmit", "--strict", "--skipLibCheck", "false", "--lib", "es2022", "--types", "", "--module", "nodenext", "no-dom.ts"));

test("are the types wrong?", async () => {
  await checks.run("attw", TARBALL, "--no-color", "--exclude-entrypoints", "./prefect_taskrun.wasm");
});

test("publint", async () => {
  await checks.run("publint", "--strict", TARBALL);
});
