// The core, instantiated as the module is loaded: small enough that every current browser allows it.
import { initSync } from "../wasm/prefect_taskrun_wasm.js";
import module from "../wasm/prefect_taskrun_wasm_bg.wasm";

initSync({ module });

export { Model, Surroundings, construct, create, parse_json, respond, unix_micros } from "../wasm/prefect_taskrun_wasm.js";
