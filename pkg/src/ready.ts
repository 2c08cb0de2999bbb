import { instantiate, isInstantiated } from "./core.js";
import type { Source } from "./slim.js";

let made: Promise<void> | undefined;

/** Makes the core ready, once: where its code comes from is asked no more after that. */
export function ready(find: () => Source | PromiseLike<Source>): Promise<void> {
  made ??= load(find).catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

/** The address of the file beside the script. The words are those that Vite and webpack know it by. */
export function beside(): URL {
  try {
    return new URL("./prefect_taskrun.wasm", import.meta.url);
  } catch (cause) {
    throw new Error("prefect-taskrun/slim: a script without an address of its own has to give init a source", { cause });
  }
}

async function load(find: () => Source | PromiseLike<Source>): Promise<void> {
  const module = await compile(await find());
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
  // A server that does not know what a .wasm is cannot stream it; nor does a host take the type with a charset.
  const isWasm = response.headers.get("content-type") === "application/wasm";
  return isWasm ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}
