// Answers each body of a JSON list on standard input, a line each: the status and the body.
//
//   node answers.mjs NOW SEED <bodies.json
import { readFileSync } from "node:fs";
import { respond } from "prefect-taskrun";

const [now, seed] = process.argv.slice(2);

for (const body of JSON.parse(readFileSync(0, "utf8"))) {
  const answer = respond(body, { now, seed: BigInt(seed) });
  console.log(answer.status, answer.body);
}
