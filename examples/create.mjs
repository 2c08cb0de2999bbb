// Prints the answer of a Prefect server to a request to create a task run.
//
//   node create.mjs NOW SEED FILE
import { readFileSync } from "node:fs";
import { respond } from "prefect-taskrun";

const [now, seed, file] = process.argv.slice(2);
if (file === undefined) {
  console.error("usage: node create.mjs NOW SEED FILE");
  process.exit(2);
}

console.log(respond(readFileSync(file), { now, seed: BigInt(seed) }).body);
