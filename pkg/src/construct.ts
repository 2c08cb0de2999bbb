import { result, unwrap } from "./answer.js";
import type { State } from "./generated/models.js";
import { bytes } from "./model.js";
import { type Options, surroundings } from "./options.js";
import { construct as coreConstruct } from "./wasm.js";

/**
 * The state that the constructor of a number makes.
 *
 * @internal
 */
export function construct(constructor: number, args: object, options: Options | undefined): State {
  return unwrap(result<State>(coreConstruct(constructor, bytes(JSON.stringify(args)), surroundings(options))));
}
