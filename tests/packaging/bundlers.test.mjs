// Vite, webpack and esbuild: each builds a page with the default entry and one with `/slim`, with no plugin.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { SLIM_POLICY, closeBrowser, html, outcome, visit } from "./pages.mjs";
import { ANSWERS, project } from "./project.mjs";

const made = new Map();

/** The project of a bundler, made once. */
function bundler(name) {
  if (!made.has(name)) {
    made.set(name, project(name));
  }
  return made.get(name);
}

after(async () => {
  await closeBrowser();
  for (const promised of made.values()) {
    await (await promised).clean();
  }
});

for (const program of ["main", "slim"]) {
  test(`Vite builds a page of ${program}.js`, async () => {
    const { folder, run, write } = await bundler("vite");
    await write("index.html", html(`/${program}.js`));
    await run("vite", "build", "--logLevel", "warn", "--outDir", `out-${program}`);
    assert.deepEqual(await visit(join(folder, `out-${program}`), "index.html", SLIM_POLICY), ANSWERS);
  });
}

for (const program of ["main.js", "main.cjs", "slim.js"]) {
  test(`webpack builds a page of ${program}`, async () => {
    const { folder, run, write } = await bundler("webpack");
    await write(`out-${program}/index.html`, html("out.js"));
    await run("node", "build.mjs", `./${program}`, join(folder, `out-${program}`));
    assert.deepEqual(await visit(join(folder, `out-${program}`), "index.html", SLIM_POLICY), ANSWERS);
  });
}

test("Vite serves a page while it is worked on", async () => {
  const { folder, write } = await bundler("vite");
  await write("main.html", html("/main.js"));
  await write("slim.html", html("/slim.js"));
  const { createServer } = await import(join(folder, "node_modules/vite/dist/node/index.js"));
  const server = await createServer({ root: folder, logLevel: "error", server: { host: "127.0.0.1", port: 0 } });
  try {
    await server.listen();
    const address = `http://127.0.0.1:${server.httpServer.address().port}`;
    assert.deepEqual(await outcome(`${address}/main.html`), ANSWERS);
    assert.deepEqual(await outcome(`${address}/slim.html`), ANSWERS);
  } finally {
    await server.close();
  }
});

for (const [program, ...flags] of [["main.js"], ["main.cjs"], ["slim-file.js", "--loader:.wasm=file"]]) {
  test(`esbuild builds a page of ${program}`, async () => {
    const { folder, run, write } = await bundler("esbuild");
    await write(`out-${program}/index.html`, html("out.js"));
    await run("esbuild", program, "--bundle", "--minify", "--format=esm", `--outfile=out-${program}/out.js`, "--log-level=warning", ...flags);
    assert.deepEqual(await visit(join(folder, `out-${program}`), "index.html", SLIM_POLICY), ANSWERS);
  });
}

test("esbuild makes a script of slim-script.js that is no module", async () => {
  const { run } = await bundler("esbuild");
  await run("esbuild", "slim-script.js", "--bundle", "--platform=node", "--format=cjs", "--outfile=slim-script.cjs", "--log-level=warning");
  assert.match(await run("node", "slim-script.cjs"), /^prefect-taskrun\/slim: a script without an address of its own has to give init a source\ntrue\n$/);
});
