// What a page has to fetch for each contender.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { CONTENDERS, bundle } from "./bundle.mjs";

function brotli(bytes) {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).length;
}

/** The bytes of a contender's script, of its wasm where that is a file of its own, and of both as a server sends them. */
export async function size(page) {
  const script = await bundle(page, "browser");
  const wasm = page.endsWith("/slim") ? readFileSync(fileURLToPath(import.meta.resolve("prefect-taskrun/prefect_taskrun.wasm"))) : undefined;
  return { page, script: script.length, wasm: wasm?.length ?? 0, brotli: brotli(script) + (wasm ? brotli(wasm) : 0) };
}

export async function sizes() {
  return Promise.all(Object.keys(CONTENDERS).map(size));
}
