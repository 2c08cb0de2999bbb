// The calls of the core, and what keeps them going.
import { __wbg_reset_state, initSync } from "../wasm/prefect_taskrun_wasm.js";

export { check, construct, create, dump, release, respond, unix_micros, validate } from "../wasm/prefect_taskrun_wasm.js";

/** What the core answers: nothing, where the present is no instant. */
export type Answer = Uint32Array | undefined;

let isReady = false;

/** Makes the core of its code. */
export function instantiate(module: WebAssembly.Module | BufferSource): void {
  initSync({ module });
  isReady = true;
}

/** Whether the core is made. */
export function isInstantiated(): boolean {
  return isReady;
}

/** Whether the last call came to its end. */
let isWhole = true;

/** Makes a call of the core. One that breaks off leaves it in pieces, so that it is made anew for the next. */
export function call<T>(make: () => T): T {
  if (!isReady) {
    throw new Error("prefect-taskrun/slim: `init()` comes before anything else");
  }
  // Not at once: what broke off may have been for want of stack.
  if (!isWhole) {
    __wbg_reset_state();
  }
  isWhole = false;
  const made = make();
  isWhole = true;
  return made;
}

/** A body that no one can read. */
const UNREADABLE = Uint8Array.of(0xff);

/** A payload as it crosses: a value's words and its text, or a JSON body. */
export interface Payload {
  words?: Uint32Array | undefined;
  text: Uint8Array;
}

/** Calls the core with a payload, or with one that it refuses if the first is too much for it. */
export function callWith<T>(payload: Payload, make: (text: Uint8Array, words: Uint32Array | undefined) => T): T {
  try {
    return call(() => make(payload.text, payload.words));
  } catch (error) {
    // The host may have failed, not the core: a worker has no randomness before a request comes.
    if (!isTooMuch(error)) {
      throw error;
    }
    return call(() => make(UNREADABLE, undefined));
  }
}

/** Whether it says that memory or the stack has an end. */
function isTooMuch(error: unknown): boolean {
  // Firefox has a name of its own for the stack's end.
  return error instanceof RangeError || error instanceof WebAssembly.RuntimeError || (error as Error).name === "InternalError";
}
