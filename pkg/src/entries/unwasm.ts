// Nitro, and so Nuxt, in a worker: by its words the module itself, and not what it exports.
import module from "./prefect_taskrun.wasm?module";
import { instantiate } from "../core.js";

instantiate(module);

export * from "../index.js";
