// A site of a few files and the package, for the tests of one file, in headless Chromium.
import { after, before } from "node:test";
import { launch, serve } from "./chromium.mjs";

const PACKAGE = {
  "/index.js": new URL("./index.js", import.meta.resolve("prefect-taskrun")),
  "/slim.js": new URL("./slim.js", import.meta.resolve("prefect-taskrun")),
  "/prefect_taskrun.wasm": new URL(import.meta.resolve("prefect-taskrun/prefect_taskrun.wasm")),
  "/form.js": new URL(import.meta.resolve("prefect-taskrun/form")),
};

/** Serves files by their paths, while the tests of the file run; gives back what opens one of them in a context of its own. */
export function site(files) {
  const all = { ...PACKAGE, ...files };
  let server;
  let browser;

  before(async () => {
    server = await serve((path) => all[path]);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  return (path, options, run) => browser.onPage(server.origin + path, options, run);
}
