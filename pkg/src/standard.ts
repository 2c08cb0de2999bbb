// Standard Schema and Standard JSON Schema, version 1: https://standardschema.dev
import type { Issue } from "./error.js";
import { ANSWERED } from "./generated/schemas.js";

/** What Standard Schema asks of a schema, and Standard JSON Schema beside it. */
export interface StandardSchema<Input, Output> {
  /** The version of both standards. */
  readonly version: 1;
  /** Whose schema it is. */
  readonly vendor: "prefect-taskrun";
  /** Validates a value, and never throws. */
  readonly validate: (value: unknown) => StandardResult<Output>;
  /** The schema as JSON Schema. */
  readonly jsonSchema: {
    /** Of what may be given. Throws for a target beside `draft-2020-12` and `draft-07`. */
    readonly input: (options: JSONSchemaOptions) => Record<string, unknown>;
    /** Of what comes out. Throws for a target beside `draft-2020-12` and `draft-07`. */
    readonly output: (options: JSONSchemaOptions) => Record<string, unknown>;
  };
  /** The types, for TypeScript alone. */
  readonly types?: { readonly input: Input; readonly output: Output } | undefined;
}

/** What became of a value. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly Issue[] };

/** Which JSON Schema is asked for. */
export interface JSONSchemaOptions {
  /** The version of JSON Schema. */
  readonly target: "draft-2020-12" | "draft-07" | (string & {});
}

/** A JSON Schema. */
export type JSONSchema = Record<string, unknown>;

const DIALECTS: Record<string, { $schema: string; definitions: string }> = {
  "draft-2020-12": { $schema: "https://json-schema.org/draft/2020-12/schema", definitions: "$defs" },
  "draft-07": { $schema: "http://json-schema.org/draft-07/schema#", definitions: "definitions" },
};

/**
 * A schema in a version of JSON Schema.
 *
 * @internal
 */
export function inDialect(schema: JSONSchema, { target }: JSONSchemaOptions): JSONSchema {
  const dialect = Object.hasOwn(DIALECTS, target) ? DIALECTS[target] : undefined;
  if (dialect === undefined) {
    throw new RangeError(`there is no JSON Schema for ${target}: expected ${Object.keys(DIALECTS).join(" or ")}`);
  }
  const { $schema, definitions } = dialect;
  const text = JSON.stringify(schema).replaceAll('"$defs":', `"${definitions}":`).replaceAll("#/$defs/", `#/${definitions}/`);
  return { $schema, ...(JSON.parse(text) as JSONSchema) };
}

/**
 * The schema of what may be given, which need not have what only an answer always has.
 *
 * @internal
 */
export function ofInput(schema: JSONSchema): JSONSchema {
  return eachModel(schema, ({ title, required }) => {
    return required?.filter((name) => !(ANSWERED[title] ?? []).includes(name));
  });
}

/**
 * The schema of what comes out, in which every field is there.
 *
 * @internal
 */
export function ofOutput(schema: JSONSchema): JSONSchema {
  return eachModel(schema, ({ properties }) => Object.keys(properties));
}

/** What the schema of a model has. */
interface ModelSchema {
  title: string;
  properties: object;
  required?: string[];
}

/** The schema with the fields that each model in it requires. */
function eachModel(schema: JSONSchema, requires: (model: ModelSchema) => string[] | undefined): JSONSchema {
  const whole = (part: unknown): unknown => {
    if ((part as ModelSchema).properties === undefined) {
      return part;
    }
    const { required: _given, ...rest } = part as ModelSchema;
    const required = requires(part as ModelSchema) ?? [];
    return required.length > 0 ? { ...rest, required } : rest;
  };
  const definitions = Object.entries((schema["$defs"] as object | undefined) ?? {});
  const $defs = Object.fromEntries(definitions.map(([name, part]) => [name, whole(part)]));
  return { ...(whole(schema) as JSONSchema), ...(definitions.length > 0 && { $defs }) };
}
