// Headless Chromium, and pages for it.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import { chromium } from "playwright-core";

const TYPES = { css: "text/css", html: "text/html", js: "text/javascript", mjs: "text/javascript" };

export function start() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"],
  });
}

/** What `find` comes to in a page, once it is true of it. Asked from here: to wait within the page takes an `eval`, which its policy may forbid. */
export async function eventually(tab, find) {
  for (const end = Date.now() + 30_000; Date.now() < end; await setTimeout(10)) {
    const found = await tab.evaluate(find);
    if (found) {
      return found;
    }
  }
  throw new Error(`never came true: ${find}`);
}

/** Starts a browser; each page is asked for in a context of its own, which fails the test if the page does. */
export async function launch() {
  const browser = await start();
  return {
    close: () => browser.close(),
    async onPage(address, options, run) {
      const context = await browser.newContext(options);
      const tab = await context.newPage();
      const errors = [];
      tab.on("pageerror", (error) => errors.push(error));
      try {
        await tab.goto(address);
        await run(tab);
      } catch (error) {
        throw errors[0] ?? error;
      } finally {
        await context.close();
      }
      if (errors.length > 0) {
        throw errors[0];
      }
    },
  };
}

/** Serves what `find` gives for a path: a file's address or its text; nothing is not found. */
export async function serve(find) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    try {
      const found = find(pathname);
      const body = found instanceof URL ? await readFile(found) : found;
      const type = TYPES[(found instanceof URL ? found.pathname : ".html").split(".").at(-1)];
      response.writeHead(body === undefined ? 404 : 200, { "content-type": type ?? "text/plain" }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
