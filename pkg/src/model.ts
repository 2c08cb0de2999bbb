import { type SafeParseResult, result, unwrap } from "./answer.js";
import { type JsonOptions, surroundings } from "./options.js";
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

/** A JSON Schema. */
export type JSONSchema = Record<string, unknown>;

/** A model of the API: validates payloads as the server does. */
export class Model<Output> {
  readonly #model: CoreModel;
  readonly #schema: JSONSchema;

  /** @internal */
  constructor(model: CoreModel, schema: JSONSchema) {
    this.#model = model;
    this.#schema = schema;
  }

  /** The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it. */
  toJSONSchema(): JSONSchema {
    return structuredClone(this.#schema);
  }

  /** Validates a JSON body. Throws a `ValidationError` with everything that is wrong with it. */
  parseJson(body: string | Uint8Array, options?: JsonOptions): Output {
    return unwrap(this.safeParseJson(body, options));
  }

  /** Validates a JSON body, and gives what is wrong with it as a value. */
  safeParseJson(body: string | Uint8Array, options?: JsonOptions): SafeParseResult<Output> {
    return result(parse_json(this.#model, bytes(body), surroundings(options), options?.spans ?? false));
  }
}
