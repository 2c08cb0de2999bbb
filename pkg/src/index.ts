/**
 * Validate and create Prefect task runs exactly as a Prefect server does, without one.
 *
 * A page with a content security policy has to allow WebAssembly, with `'wasm-unsafe-eval'` in `script-src`; no `eval`.
 *
 * @module prefect-taskrun
 */
export type { SafeParseResult } from "./answer.js";
export type { CheckFieldOptions, FieldPath } from "./check-field.js";
export * from "./endpoint.js";
export { type ErrorDetails, type Issue, type Span, ValidationError } from "./error.js";
export type { Field, FieldType, UnionMember } from "./fields.js";
export * from "./generated/models.js";
export * from "./generated/states.js";
export type { DumpOptions, Model } from "./model.js";
export type { Context, JsonOptions, Options } from "./options.js";
export type { JSONSchema, JSONSchemaOptions, StandardResult, StandardSchema } from "./standard.js";
export { type Support, supportedVersions } from "./versions.js";
