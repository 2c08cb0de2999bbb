// The built playground under a path of its own, in headless Chromium with no other network.
import { resolve } from "node:path";
import { after, before } from "node:test";
import { start } from "../../../tests/browser/chromium.mjs";
import { serve } from "../serve.mjs";

const folder = resolve(import.meta.dirname, "../../../dist/playground");
const base = "/some/path/";

let server;
let browser;
let stopped = false;
const contexts = [];

export const site = {
  /** Where the playground is. */
  url: "",
  /** What any page of this file asked for, its workers' requests included. */
  requests: [],
  /** What any page complained of. */
  problems: [],

  /** Opens the playground in a context of its own; with no service worker, unless it is asked for. */
  async open({ hash = "", ...options } = {}) {
    const context = await browser.newContext({ serviceWorkers: "block", timezoneId: "Europe/Berlin", locale: "en-GB", viewport: { width: 1280, height: 900 }, ...options });
    contexts.push(context);
    context.on("request", (request) => site.requests.push(request.url()));
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on("pageerror", (error) => site.problems.push(error.message));
    page.on("console", (message) => isProblem(message) && site.problems.push(message.text()));
    await page.goto(site.url + hash);
    await ready(page);
    return page;
  },

  /** Lets no page reach the server any more. */
  async stop() {
    stopped = true;
    await new Promise((closed) => server.close(closed) && server.closeAllConnections());
  },
};

/**
 * Whether a page complains of itself, and not of what the tests keep from it: the worker, and the icon, for which the browser
 * asks when it likes, also of a page that was opened before the server stopped.
 */
function isProblem(message) {
  if (stopped && /\/icon-\w+\.svg$/.test(message.location().url)) {
    return false;
  }
  return ["error", "warning"].includes(message.type()) && !message.text().endsWith("registration blocked by Playwright");
}

before(async () => {
  server = await serve(folder, { base });
  site.url = `http://127.0.0.1:${server.address().port}${base}`;
  browser = await start();
});

after(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

export async function ready(page) {
  await page.waitForSelector("body[data-ready]");
}

/** The answer as the page shows it. */
export async function answer(page) {
  await page.click("#tab-answer");
  return { status: await page.textContent("#summary .status"), body: JSON.parse(await page.textContent("#code")) };
}

/** The text in the editor. */
export async function editorText(page) {
  await page.click("#tab-json");
  return page.evaluate(() => document.querySelector(".cm-content").cmTile.view.state.doc.toString());
}

/** Puts a text into the editor in place of all that is there, as a paste does. */
export async function paste(page, text) {
  await page.click("#tab-json");
  await page.click(".cm-content");
  await page.keyboard.press("Control+A");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }, text);
}

/** Drops a file onto the page. */
export async function drop(page, name, content) {
  const dataTransfer = await page.evaluateHandle(([name, content]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([content], name, { type: "application/json" }));
    return transfer;
  }, [name, content]);
  await page.dispatchEvent("#payload", "dragover", { dataTransfer });
  await page.dispatchEvent("#payload", "drop", { dataTransfer });
}
