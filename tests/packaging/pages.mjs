// Pages of a folder, in headless Chromium, under a content security policy.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { eventually, start } from "../browser/chromium.mjs";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };

/** The least that a page must allow: its own scripts, and WebAssembly in them. */
export const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

/** The same for `/slim`, which fetches the core's code. */
export const SLIM_POLICY = `${POLICY}; connect-src 'self'`;

let browser;

export async function closeBrowser() {
  await browser?.close();
}

/** Serves a folder while `use` has its address. */
async function serving(folder, policy, use) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, "http://page").pathname);
    try {
      const body = await readFile(join(folder, path === "/" ? "index.html" : path));
      response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "text/html", "content-security-policy": policy });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  try {
    return await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What the page at an address comes to: its answers, or its first error. */
export async function outcome(address) {
  browser ??= await start();
  const tab = await browser.newPage();
  try {
    const failed = new Promise((fail) => tab.on("pageerror", (error) => fail(String(error))));
    await tab.goto(address);
    return await Promise.race([failed, eventually(tab, () => globalThis.answers)]);
  } finally {
    await tab.close();
  }
}

/** What a page of a folder comes to. */
export function visit(folder, page = "index.html", policy = POLICY) {
  return serving(folder, policy, (address) => outcome(`${address}/${page}`));
}

/** A page of one script. */
export const html = (script) => `<!doctype html><script type="module" src="${script}"></script>`;
