// Pages and all other hosts: the core's code stands in the script itself, and is made ready as that is loaded.
import code from "../../wasm/prefect_taskrun_wasm_bg.wasm?plain";
import { instantiate } from "../core.js";
import { unpack } from "../unpack.js";

instantiate(unpack(code));

export * from "../index.js";
