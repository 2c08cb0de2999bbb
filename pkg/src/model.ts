import { type SafeParseResult, result, unwrap } from "./answer.js";
import { callWith, check, dump, validate } from "./core.js";
import type { Issue } from "./error.js";
import { type JsonOptions, type Options, nowMicros, seedWords } from "./options.js";
import { value } from "./read.js";
import { type JSONSchema, type StandardSchema, inDialect, ofOutput } from "./standard.js";
import { bodyBytes } from "./text.js";
import { valuesOf, write } from "./write.js";

/** How a model is written as JSON. */
export interface DumpOptions extends Options {
  /** So many spaces a level; by default all stands on one line. */
  indent?: number | undefined;
}

/** A model of the API: validates payloads as the server does. */
export class Model<Input, Output> {
  readonly #model: number;
  readonly #schema: JSONSchema;
  /** What makes the model a Standard Schema and a Standard JSON Schema. */
  readonly "~standard": StandardSchema<Input, Output>;

  /** @internal */
  constructor(model: number, schema: JSONSchema) {
    this.#model = model;
    this.#schema = schema;
    this["~standard"] = {
      version: 1,
      vendor: "prefect-taskrun",
      validate: (value) => {
        const found = this.safeParse(value);
        return found.success ? { value: found.data } : { issues: found.error.issues };
      },
      jsonSchema: {
        input: (options) => inDialect(this.#schema, options),
        output: (options) => inDialect(ofOutput(this.#schema), options),
      },
    };
  }

  /** Validates a value. Throws a `ValidationError` with everything that is wrong with it. */
  parse(value: unknown, options?: Options): Output {
    return unwrap(this.safeParse(value, options));
  }

  /** Validates a value, and gives what is wrong with it as a value. */
  safeParse(payload: unknown, options?: Options): SafeParseResult<Output> {
    const now = nowMicros(options);
    const seed = seedWords(options);
    const answer = callWith(write(payload), (text, words) => validate(this.#model, text, words, now, seed, false));
    return result(answer, () => value() as Output, { values: () => valuesOf(payload) });
  }

  /** Validates a JSON body. Throws a `ValidationError` with everything that is wrong with it. */
  parseJson(body: string | Uint8Array, options?: JsonOptions): Output {
    return unwrap(this.safeParseJson(body, options));
  }

  /** Validates a JSON body, and gives what is wrong with it as a value. */
  safeParseJson(body: string | Uint8Array, options?: JsonOptions): SafeParseResult<Output> {
    const now = nowMicros(options);
    const seed = seedWords(options);
    const spans = options?.spans ?? false;
    const payload = { text: bodyBytes(body) };
    const answer = callWith(payload, (text, words) => validate(this.#model, text, words, now, seed, spans));
    return result(answer, () => value() as Output, { spans });
  }

  /** Whether a JSON body is valid: the verdict alone, and the quickest way to it. */
  checkJson(body: string | Uint8Array): boolean {
    return callWith({ text: bodyBytes(body) }, (text) => check(this.#model, text)) ?? false;
  }

  /**
   * A value as the JSON text that Prefect itself would write: integers to the last digit, floats as floats. Throws a
   * `ValidationError` with everything that is wrong with the value.
   */
  dumpJson(payload: Input, options?: DumpOptions): string {
    const now = nowMicros(options);
    const seed = seedWords(options);
    const indent = options?.indent;
    const answer = callWith(write(payload), (text, words) => dump(this.#model, text, words, now, seed, indent));
    return unwrap(result(answer, () => value() as string, { values: () => valuesOf(payload) }));
  }

  /** The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it. */
  toJSONSchema(): JSONSchema {
    return structuredClone(this.#schema);
  }
}

export type { Issue };
