/**
 * The same as `prefect-taskrun`, with the core's code in a file of its own that is compiled as it comes and cached: wait
 * for `init()` before anything else. A content security policy has to allow that file too, in `connect-src`.
 *
 * @module prefect-taskrun/slim
 */
import { instantiate, isInstantiated } from "./core.js";

export * from "./index.js";

// Not all of these have a type in every project: one for Node is without the `DOM`. And to that a module is any object.
/**
 * Where the core's code comes from: an address, be it a text, a `URL` or a `Request`; a `Response`; its bytes, an
 * `ArrayBuffer` or a view of one; or the `WebAssembly.Module` itself.
 */
export type Source = string | object;

let ready: Promise<void> | undefined;

/**
 * Makes the core ready, once. Its code comes from `source`, by default from the file `prefect_taskrun.wasm` beside the
 * script. Vite and webpack put it there; where a bundler does not, as esbuild and Rollup, copy the package's own there or
 * give its address. What failed may be tried again.
 */
export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  ready ??= load(source).catch((error: unknown) => {
    ready = undefined;
    throw error;
  });
  return ready;
}

async function load(given: Source | PromiseLike<Source> | undefined): Promise<void> {
  const module = await compile((await given) ?? new URL("./prefect_taskrun.wasm", import.meta.url));
  if (!isInstantiated()) {
    instantiate(module);
  }
}

async function compile(source: Source): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) {
    return source;
  }
  if (ArrayBuffer.isView(source) || source instanceof ArrayBuffer) {
    return WebAssembly.compile(source as BufferSource);
  }
  const response = source instanceof Response ? source : await fetch(source as string | URL | Request);
  if (!response.ok) {
    throw new Error(`prefect-taskrun/slim: ${response.status} for ${response.url}`);
  }
  // A server that does not know what a .wasm is cannot stream it.
  const isWasm = response.headers.get("content-type")?.startsWith("application/wasm") ?? false;
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
