import { type SafeParseResult, result, unwrap } from "./answer.js";
import { type CheckFieldOptions, type FieldPath, issuesOfField } from "./check-field.js";
import { askOfAny, tidy } from "./core.js";
import type { Issue } from "./error.js";
import { type Definition, type Field, fieldsOf } from "./fields.js";
import { type JsonOptions, type Options, isDefault, surroundings } from "./options.js";
import { type Plain, PlainRoad } from "./plain.js";
import { string, value } from "./read.js";
import { type JSONSchema, type StandardSchema, inDialect, ofInput, ofOutput } from "./standard.js";
import { putBody } from "./text.js";
import { valuesOf, write } from "./write.js";

/** How a model is written as JSON. */
export interface DumpOptions extends Options {
  /** So many spaces a level, up to 100; by default all stands on one line. */
  indent?: number | undefined;
}

/** What a model is made of. */
interface Own<Output> {
  readonly model: number;
  readonly schema: JSONSchema;
  readonly definitions: readonly Definition[];
  readonly plain: PlainRoad<Output>;
  fields: readonly Field[] | undefined;
}

/** A model of the API: validates payloads as the server does. */
export class Model<Input, Output> {
  /** What a model holds: by a closure, since a proxy around it, as Vue makes one, has no private members. */
  private readonly own: () => Own<Output>;
  /** What makes the model a Standard Schema and a Standard JSON Schema. */
  readonly "~standard": StandardSchema<Input, Output>;

  /** @internal */
  constructor(model: number, schema: JSONSchema, definitions: readonly Definition[], plain: Plain<Output>) {
    const own: Own<Output> = { model, schema, definitions, plain: new PlainRoad(plain), fields: undefined };
    this.own = () => own;
    this["~standard"] = {
      version: 1,
      vendor: "prefect-taskrun",
      validate: (value) => {
        const found = this.safeParse(value);
        return found.success ? { value: found.data } : { issues: found.error.issues };
      },
      jsonSchema: {
        input: (options) => inDialect(ofInput(schema), options),
        output: (options) => inDialect(ofOutput(schema), options),
      },
    };
  }

  /**
   * Validates a value. Throws a `ValidationError` with everything that is wrong with it.
   *
   * What JSON has means what it means there. Beyond that:
   * - `undefined` is absent; in a list it is null, as for `JSON.stringify`.
   * - A `Date` is a datetime, a `bigint` an integer; NaN and the infinities are floats, as in Python.
   * - An object with a method `toJSON` is what that gives.
   * - A `Map`, a `Set`, any other instance of a class, a function, a symbol, a list with gaps: each is an issue where it
   *   stands, unless the server passes the field over. So is a value within itself, and one that a getter or a proxy
   *   throws instead of giving it.
   * - Only an object's own members count, those with texts as names that can be enumerated.
   */
  parse(value: unknown, options?: Options): Output {
    return unwrap(this.safeParse(value, options));
  }

  /**
   * Validates a value as `parse` does, and gives what is wrong with it as a value: an error whose `stack` tells nothing of
   * where, which takes hosts long.
   */
  safeParse(payload: unknown, options?: Options): SafeParseResult<Output> {
    if (isDefault(options)) {
      const data = this.own().plain.answer(payload);
      if (data !== undefined) {
        return { success: true, data };
      }
    }
    const { now, given, notice } = surroundings(options);
    const answer = askOfAny(
      () => write(payload),
      given,
      (core, text, words, given) => core.validate(text, words, given, now, this.own().model, 0),
    );
    return result(answer, () => value() as Output, { values: () => valuesOf(payload), notice });
  }

  /**
   * Validates a JSON body. Throws a `ValidationError` with everything that is wrong with it.
   *
   * An integer past 2**53, which no number holds, comes out as a `bigint`, wherever it stands: also in what may be anything.
   */
  parseJson(body: string | Uint8Array, options?: JsonOptions): Output {
    return unwrap(this.safeParseJson(body, options));
  }

  /** Validates a JSON body as `parseJson` does, and gives what is wrong with it as a value. */
  safeParseJson(body: string | Uint8Array, options?: JsonOptions): SafeParseResult<Output> {
    if (isDefault(options) && typeof body === "string") {
      const data = this.own().plain.answerJson(body);
      if (data !== undefined) {
        return { success: true, data };
      }
    }
    const { now, given, notice } = surroundings(options);
    const spans = options?.spans ?? false;
    const answer = askOfAny(
      () => ({ text: putBody(body), words: 0, source: body }),
      given,
      (core, text, words, given) => core.validate(text, words, given, now, this.own().model, Number(spans)),
    );
    return result(answer, () => value() as Output, { spans, notice });
  }

  /** Whether a JSON body is valid: the verdict alone, and the quickest way to it. */
  checkJson(body: string | Uint8Array, options?: Pick<Options, "serverVersion">): boolean {
    const given = options?.serverVersion === undefined ? [] : surroundings(options).given;
    const verdict = askOfAny(
      () => ({ text: putBody(body), words: 0, source: body }),
      given,
      (core, text, words, given) => core.check(text, words, given, this.own().model),
    );
    tidy();
    return verdict === 1;
  }

  /** The fields in order, each with all that a form has to know of it. */
  get fields(): readonly Field[] {
    const own = this.own();
    return (own.fields ??= fieldsOf(own.definitions));
  }

  /**
   * What is wrong with the value of one field, `state.type` say, and nothing else: the very issues that a payload with the
   * value has there. `undefined` is no value: a field that must be given is then `missing`. What the objects around the
   * field lack is not told, nor is it needed. A path that leads nowhere is a `RangeError`, as is the number of an item past
   * 65,535. In data that may be anything, a number is that of an item where the payload has a list, or else a key.
   */
  checkField(path: FieldPath, value: unknown, options?: CheckFieldOptions): Issue[] {
    return issuesOfField(this.own().definitions, path, value, options?.payload, (payload) => this.safeParse(payload, options));
  }

  /**
   * A value as the JSON text that Prefect itself would write: integers to the last digit, of which `JSON.stringify` refuses
   * those that are a `bigint`; floats as floats, NaN and the infinities as null. Throws a `ValidationError` with everything
   * that is wrong with the value.
   *
   * A label that is a whole float, `1.0`, is an integer to JavaScript and is written as one; `respond` keeps it as it came.
   */
  dumpJson(payload: Input, options?: DumpOptions): string {
    const { now, given } = surroundings(options);
    const indent = spaces(options?.indent);
    const answer = askOfAny(
      () => write(payload),
      given,
      (core, text, words, given) => core.dump(text, words, given, now, this.own().model, indent),
    );
    return unwrap(result(answer, string, { values: () => valuesOf(payload) }));
  }

  /** The model's JSON Schema, as pydantic writes it; a task run's as the server answers with it. */
  toJSONSchema(): JSONSchema {
    return structuredClone(this.own().schema);
  }
}

const MOST_SPACES = 100;

/** So many spaces, or -1 where all stands on one line. */
function spaces(indent: number | undefined): number {
  if (indent !== undefined && !(Number.isInteger(indent) && indent >= 0 && indent <= MOST_SPACES)) {
    throw new RangeError(`indent is not from 0 to ${MOST_SPACES}: ${String(indent)}`);
  }
  return indent ?? -1;
}
