// Workers may run no code that is made from bytes: their bundlers give the module itself.
import module from "./prefect_taskrun.wasm";
import { instantiate } from "../core.js";

instantiate(module);

export * from "../index.js";
