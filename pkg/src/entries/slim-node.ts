// Node fetches no files, so that it reads the one beside the script.
import { readFile } from "node:fs/promises";
import { type Source, init as initFrom } from "../slim.js";

export * from "../index.js";

export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  return initFrom(source ?? readFile(new URL("./prefect_taskrun.wasm", import.meta.url)));
}
