// Node fetches no files, so that it reads the one beside the script.
import { readFile } from "node:fs/promises";
import { beside, ready } from "../ready.js";
import type { Source } from "../slim.js";

export * from "../index.js";

export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  return ready(() => source ?? readFile(beside()));
}
