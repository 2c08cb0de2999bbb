/**
 * The same as `prefect-taskrun`, with the core's code in a file of its own that is compiled as it comes and cached: wait
 * for `init()` before anything else. A content security policy has to allow that file too, in `connect-src`.
 *
 * @module prefect-taskrun/slim
 */
import { beside, ready } from "./ready.js";

export * from "./index.js";

// Not all of these have a type in every project: one for Node is without the `DOM`. And to that a module is any object.
/**
 * Where the core's code comes from: an address, be it a text, a `URL` or a `Request`; a `Response`; its bytes, an
 * `ArrayBuffer` or a view of one; or the `WebAssembly.Module` itself.
 */
export type Source = string | object;

/**
 * Makes the core ready, once. Its code comes from `source`, by default from the file `prefect_taskrun.wasm` beside the
 * script. Vite and webpack put it there; where a bundler does not, as esbuild and Rollup, copy the package's own there or
 * give its address. A script that knows no address of its own always has to give a source: a bundle that is no ES module,
 * an inlined worker, a script on Cloudflare. What failed may be tried again.
 */
export function init(source?: Source | PromiseLike<Source>): Promise<void> {
  return ready(() => source ?? beside());
}
