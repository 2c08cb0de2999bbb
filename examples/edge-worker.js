// An edge worker that answers `POST /api/task_runs/` as a Prefect server does: workerd, Deno (`deno serve`) and Bun run it.
import { respond } from "prefect-taskrun";

export default {
  async fetch(request) {
    if (request.method !== "POST" || new URL(request.url).pathname !== "/api/task_runs/") {
      return Response.json({ detail: "Not Found" }, { status: 404 });
    }
    const body = new Uint8Array(await request.arrayBuffer());
    const [apiVersion, contentType] = ["x-prefect-api-version", "content-type"].map((name) => request.headers.get(name));
    const answer = respond(body, { apiVersion, contentType });
    return new Response(answer.body, { status: answer.status, headers: { "content-type": "application/json" } });
  },
};
