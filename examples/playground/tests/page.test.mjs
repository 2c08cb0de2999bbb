import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { after, test } from "node:test";
import { promisify } from "node:util";
import { deflateRawSync } from "node:zlib";
import { eventually } from "../../../tests/browser/chromium.mjs";
import { answer, drop, editorText, paste, ready, site } from "./site.mjs";

/** The part of a link that holds a payload. */
function linkOf(text) {
  return `#payload=${deflateRawSync(text).toString("base64url")}`;
}

const TRICKY = `{"task_key": "it's \\"é\\" 🦆 \\\\ $HOME \`x\`", "dynamic_key": "b", "labels": {"t": true, "f": 1.0, "n": null}, "tags": []}`;

// Whatever the tests did: no page asked for anything but its own files.
after(() => {
  const foreign = site.requests.filter((url) => !url.startsWith(site.url) && !/^(data|blob):/.test(url));
  assert.deepEqual(foreign, []);
  assert.deepEqual(site.problems, []);
});

test("nothing is asked for once the page is there", async () => {
  const page = await site.open();
  const before = site.requests.length;
  await page.selectOption("#example", "Broken");
  await paste(page, '{"task_key": "secret", "dynamic_key": "b"}');
  for (const tab of ["curl", "python", "javascript", "answer"]) {
    await page.click(`#tab-${tab}`);
  }
  await page.click("#tab-form");
  await page.click("text=Create task run");
  assert.deepEqual(site.requests.slice(before), []);
  const refused = await page.evaluate(() => fetch("http://127.0.0.1:9/").then(() => "sent", (error) => error.name));
  assert.equal(refused, "TypeError");
  assert.match(site.problems.splice(0).join("\n"), /Content Security Policy/);
});

test("each example is what it is called", async () => {
  const page = await site.open();
  const seen = {};
  for (const example of ["Minimal", "Scheduled", "Retrying", "Deferred", "Broken"]) {
    await page.selectOption("#example", example);
    seen[example] = [(await answer(page)).status.slice(0, 3), await page.locator("#summary .badge").allTextContents()];
  }
  assert.deepEqual(seen, {
    Minimal: ["201", ["Pending"]],
    Scheduled: ["201", ["Scheduled"]],
    Retrying: ["201", ["Retrying"]],
    Deferred: ["201", ["Scheduled"]],
    Broken: ["422", []],
  });
});

test("the page says which releases take the payload", async () => {
  const page = await site.open();
  await page.selectOption("#example", "Scheduled");
  assert.match(await page.textContent(".releases"), /Accepted by Prefect 3\.1\.5 and newer\..*labels/);
  await page.selectOption("#example", "Minimal");
  assert.match(await page.textContent(".releases"), /^Every release/);
  await page.selectOption("#example", "Broken");
  assert.match(await page.textContent(".releases"), /^No release/);
  await paste(page, '{"task_key": "a", "dynamic_key": "b", "state": {"type": "PENDING", "state_details": {"traceparent": 1}}}');
  assert.match(await page.textContent(".releases"), /^Accepted by releases of Prefect before 3\.1\.9, and by none since\.$/);
});

test("a link holds the payload", async () => {
  const page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await paste(page, TRICKY);
  await page.click("#share");
  await eventually(page, () => location.hash !== "");
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#payload=[\w-]+$/);
  assert.equal(link, await page.evaluate(() => location.href));
  const other = await site.open({ hash: new URL(link).hash });
  assert.equal(await editorText(other), TRICKY);
  // Another payload is no longer that of the address.
  await other.click("#tab-form");
  await other.fill("[name=task_key]", "x");
  await eventually(other, () => location.hash === "");
});

test("a link leaves one's own draft alone until its payload is changed", async () => {
  const page = await site.open();
  const open = async (address) => {
    await page.goto("about:blank");
    await page.goto(address);
    await ready(page);
    return page.inputValue("[name=task_key]");
  };
  await page.fill("[name=task_key]", "theirs");
  await page.click("#share");
  await eventually(page, () => location.hash !== "");
  const link = page.url();

  await page.fill("[name=task_key]", "mine");
  assert.equal(await open(link), "theirs");
  assert.equal(await open(site.url), "mine");
  // In the page that holds the draft, too.
  await page.fill("[name=task_key]", "mine, still");
  await page.evaluate((link) => (location.href = link), link);
  await eventually(page, () => document.querySelector("[name=task_key]").value === "theirs");
  assert.equal(await open(site.url), "mine, still");

  await open(link);
  await page.fill("[name=task_key]", "theirs, changed");
  assert.equal(await open(site.url), "theirs, changed");
});

test("a damaged link is told of", async () => {
  const page = await site.open({ hash: "#payload=AAAA" });
  assert.match(await page.textContent("#toast.shown"), /damaged/);
});

test("a link holds no more than a file may", async () => {
  const most = JSON.stringify({ task_key: "", dynamic_key: "b" });
  const payload = (size) => most.replace('""', `"${"x".repeat(size - most.length)}"`);
  const page = await site.open({ hash: linkOf(payload(5_000_001)) });
  assert.match(await page.textContent("#toast.shown"), /too large/);
  await page.evaluate((hash) => (location.hash = hash), linkOf(payload(5_000_000)));
  await eventually(page, () => document.querySelector("#example").value === "");
  assert.equal(await page.textContent("#summary .status"), "201 Created");
});

test("a file can be dropped, onto the editor too", async () => {
  const page = await site.open();
  await drop(page, "run.json", '{"task_key": "dropped", "dynamic_key": "1"}');
  // A page reads a file when it can.
  await eventually(page, () => document.querySelector("[name=task_key]").value === "dropped");
  assert.equal(await page.inputValue("[name=task_key]"), "dropped");
  await drop(page, "list.json", "[1]");
  await eventually(page, () => document.querySelector("#tab-json").ariaSelected === "true");
  assert.equal(await page.getAttribute("#tab-json", "aria-selected"), "true");
  assert.equal(await editorText(page), "[1]");
});

test("a file can be opened", async () => {
  const page = await site.open();
  await page.setInputFiles("#file", { name: "run.json", mimeType: "application/json", buffer: Buffer.from('{"task_key": "opened"}') });
  await eventually(page, () => document.querySelector("[name=task_key]").value === "opened");
});

test("a payload can be pasted beside the controls", async () => {
  const page = await site.open();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", '{"task_key": "pasted"}');
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  assert.equal(await page.inputValue("[name=task_key]"), "pasted");
});

test("snippets send the payload, and are copied", async () => {
  const page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
  const got = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    got.push([request.method, request.url, request.headers["content-type"], JSON.parse(Buffer.concat(chunks).toString())]);
    response.writeHead(201, { "content-type": "application/json" }).end("{}");
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const snippet = async (tab) => {
    await page.click(`#tab-${tab}`);
    await page.click("#copy");
    await eventually(page, () => document.querySelector("#copy").textContent.includes("Copied"));
    const text = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(text, await page.textContent("#code"));
    return text.replaceAll("127.0.0.1:4200", `127.0.0.1:${server.address().port}`);
  };
  try {
    await paste(page, TRICKY);
    const run = promisify(execFile);
    await run("bash", ["-c", await snippet("curl")]);
    await run("node", ["--input-type=module", "-e", await snippet("javascript")]);
    // httpx may not be there: what it is given is.
    const python = (await snippet("python")).replace("import httpx", `
class httpx:
    def post(url, json):
        import json as codec, urllib.request as web
        request = web.Request(url, codec.dumps(json).encode(), {"content-type": "application/json"})
        with web.urlopen(request) as answer:
            class response: status_code = answer.status; json = lambda: None
            return response`);
    await run("python3", ["-c", python]);
    const expected = ["POST", "/api/task_runs/", "application/json", JSON.parse(TRICKY)];
    assert.deepEqual(got, [expected, expected, expected]);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test("a long result ends, and is copied as a whole", async () => {
  const page = await site.open({ permissions: ["clipboard-read", "clipboard-write"] });
  await paste(page, JSON.stringify({ task_key: "x".repeat(300_000), dynamic_key: "b" }));
  await page.click("#tab-curl");
  assert.match(await page.textContent("#code"), /x\nAnd 100\d\d\d more characters: Copy takes them, too\.$/);
  await page.click("#copy");
  await eventually(page, () => document.querySelector("#copy").textContent.includes("Copied"));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /x{300000}/);
});

test("a theme that was chosen stays", async () => {
  const page = await site.open({ colorScheme: "light" });
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await colour();
  await page.click("#theme");
  const dark = await colour();
  assert.notEqual(dark, light);
  await page.reload();
  await ready(page);
  assert.equal(await colour(), dark);
  assert.equal(await page.getAttribute("#theme", "aria-pressed"), "true");
});

test("on a phone one side is seen at a time", async () => {
  const page = await site.open({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  assert.deepEqual([await page.isVisible("#payload"), await page.isVisible("#result")], [true, false]);
  await page.click("text=Create task run");
  assert.deepEqual([await page.isVisible("#payload"), await page.isVisible("#result")], [false, true]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "summary");
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(overflow, 0);
});

test("the narrowest phone holds the page, however many errors there are", async () => {
  const page = await site.open({ viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true });
  for (const count of [0, 1, 2, 14, 2000]) {
    await paste(page, JSON.stringify({ task_key: "a", dynamic_key: "b", tags: Array(count).fill(1) }));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, `${count} errors`);
  }
});

test("code reads from left to right in a page that does not", async () => {
  const page = await site.open();
  await page.evaluate(() => (document.dir = "rtl"));
  await page.click("#tab-json");
  for (const code of [".cm-content", "#code", ".request"]) {
    assert.equal(await page.locator(code).evaluate((element) => getComputedStyle(element).direction), "ltr", code);
  }
});

// The last, since it stops the server.
test("the page opens offline, as it was left", async () => {
  const page = await site.open({ serviceWorkers: "allow" });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await eventually(page, () => navigator.serviceWorker.controller !== null);
  await page.fill("[name=task_key]", "kept");
  const { url } = site;
  await site.stop();
  await page.context().setOffline(true);
  for (const address of [url, `${url}index.html`, `${url}?from=somewhere`]) {
    await page.goto(address);
    await ready(page);
  }
  assert.equal(await page.inputValue("[name=task_key]"), "kept");
  assert.equal((await answer(page)).body.task_key, "kept");
});
