import { type SafeParseResult, result, unwrap } from "./answer.js";
import { type Options, surroundings } from "./options.js";
import { type Model as CoreModel, parse_json } from "./wasm.js";

const encoder = new TextEncoder();

/**
 * The bytes of a body.
 *
 * @internal
 */
export function bytes(body: string | Uint8Array): Uint8Array {
  return typeof body === "string" ? encoder.encode(body) : body;
}

/** A model of the API: validates payloads as the server does. */
export class Model<Output> {
  readonly #model: CoreModel;

  /** @internal */
  constructor(model: CoreModel) {
    this.#model = model;
  }

  /** Validates a JSON body. Throws a `ValidationError` with everything that is wrong with it. */
  parseJson(body: string | Uint8Array, options?: Options): Output {
    return unwrap(this.safeParseJson(body, options));
  }

  /** Validates a JSON body, and gives what is wrong with it as a value. */
  safeParseJson(body: string | Uint8Array, options?: Options): SafeParseResult<Output> {
    return result(parse_json(this.#model, bytes(body), surroundings(options)));
  }
}
