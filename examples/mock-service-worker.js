// A service worker that answers `POST /api/task_runs/` as a Prefect server does, offline, and remembers the task runs.
//
//   navigator.serviceWorker.register("/mock-service-worker.js", { type: "module" })
//
// The package's module is served beside it; a bundler would take "prefect-taskrun" instead.
import { respond } from "./prefect-taskrun.js";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "POST" && new URL(url).pathname === "/api/task_runs/") {
    // One after the other: of two that come at once the second is to find what the first made.
    event.respondWith(navigator.locks.request("task runs", () => create(event.request)));
  }
});

async function create(request) {
  const body = new Uint8Array(await request.arrayBuffer());
  const [apiVersion, contentType] = ["x-prefect-api-version", "content-type"].map((name) => request.headers.get(name));
  let answer = respond(body, { apiVersion, contentType });
  if (answer.status === 201) {
    const { flow_run_id, task_key, dynamic_key } = JSON.parse(answer.body);
    const taskRuns = await caches.open("task runs");
    const keys = `/api/task_runs/?${new URLSearchParams({ flow_run_id, task_key, dynamic_key })}`;
    const known = await taskRuns.match(keys);
    if (known) {
      answer = respond(body, { apiVersion, contentType, existing: await known.text() });
    } else {
      await taskRuns.put(keys, new Response(answer.body));
    }
  }
  return new Response(answer.body, { status: answer.status, headers: { "content-type": "application/json" } });
}
