// Takes the picture of the playground that the documents show: `node picture.mjs OUT`.
import { resolve } from "node:path";
import { start } from "../../tests/browser/chromium.mjs";
import { serve } from "./serve.mjs";

const [out = "playground.png"] = process.argv.slice(2);
const server = await serve(resolve(import.meta.dirname, "../../dist/playground"));
const browser = await start();
const page = await browser.newPage({ viewport: { width: 1440, height: 880 }, locale: "en-GB", timezoneId: "Europe/Berlin" });
await page.goto(`http://127.0.0.1:${server.address().port}/`);
await page.waitForSelector("body[data-ready]");
await page.selectOption("#example", "Scheduled");
await page.screenshot({ path: out });
await browser.close();
server.close();
server.closeAllConnections();
