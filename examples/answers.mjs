// Answers each request on standard input, a line each: the status and the body.
//
// A request is {"body", "api_version", "content_type", "now", "seed", "flow_run", "existing"}: the body with a character for each of its
// bytes; the rest is as `respond` takes it.
import { createInterface } from "node:readline";
import { respond } from "prefect-taskrun";

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const { status, body } = respond(Buffer.from(request.body, "latin1"), {
    apiVersion: request.api_version,
    contentType: request.content_type,
    now: request.now,
    seed: BigInt(request.seed),
    flowRun: request.flow_run,
    existing: request.existing,
  });
  console.log(status, body);
}
