// Node and what is like it: decodes base64 at once.
import code from "../../wasm/prefect_taskrun_wasm_bg.wasm?base64";
import { instantiate } from "../core.js";

instantiate(Buffer.from(code, "base64"));

export * from "../index.js";
