// The same models for ajv, as one would write them who wants them fast: strict, compiled, with real dates and UUIDs.
import { Ajv } from "ajv";
import formats from "ajv-formats";

const uuid = { type: "string", format: "uuid" };
const time = { type: "string", format: "date-time" };
const text = { type: "string" };
const optional = (schema, rest) => ({ ...schema, type: [schema.type, "null"], default: null, ...rest });
const flag = (value) => ({ type: "boolean", default: value });
const member = (input_type, properties) => ({
  type: "object",
  required: ["input_type", ...Object.keys(properties)],
  properties: { input_type: { const: input_type }, ...properties },
});

const stateDetails = {
  type: "object",
  default: {},
  properties: {
    flow_run_id: optional(uuid),
    task_run_id: optional(uuid),
    child_flow_run_id: optional(uuid),
    scheduled_time: optional(time),
    cache_key: optional(text),
    cache_expiration: optional(time),
    deferred: optional(flag(), { default: false }),
    untrackable_result: flag(false),
    pause_timeout: optional(time),
    pause_reschedule: flag(false),
    pause_key: optional(text),
    run_input_keyset: optional({ type: "object", additionalProperties: text }),
    refresh_cache: optional({ type: "boolean" }),
    retriable: optional({ type: "boolean" }),
    transition_id: optional(uuid),
    task_parameters_id: optional(uuid),
    traceparent: optional(text),
    deployment_concurrency_lease_id: optional(uuid),
  },
};

const state = {
  type: "object",
  required: ["type"],
  additionalProperties: false,
  properties: {
    type: { enum: ["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING"] },
    name: optional(text),
    message: optional(text),
    data: { default: null },
    state_details: stateDetails,
  },
};

const policy = {
  type: "object",
  default: {},
  properties: {
    max_retries: { type: "integer", default: 0 },
    retry_delay_seconds: { type: "number", default: 0 },
    retries: optional({ type: "integer" }),
    retry_delay: { type: ["number", "array", "null"], items: { type: "number" }, maxItems: 50, default: null },
    retry_jitter_factor: optional({ type: "number", minimum: 0 }),
  },
};

const schema = {
  type: "object",
  required: ["task_key", "dynamic_key"],
  additionalProperties: false,
  properties: {
    id: optional(uuid),
    state: optional(state),
    name: optional(text),
    flow_run_id: optional(uuid),
    task_key: text,
    dynamic_key: text,
    cache_key: optional({ type: "string", maxLength: 2000 }),
    cache_expiration: optional(time),
    task_version: optional(text),
    empirical_policy: policy,
    tags: { type: "array", items: text, default: [] },
    labels: { type: ["object", "null"], additionalProperties: { type: ["boolean", "number", "string"] }, default: {} },
    task_inputs: {
      type: "object",
      default: {},
      additionalProperties: {
        type: "array",
        items: {
          type: "object",
          required: ["input_type"],
          discriminator: { propertyName: "input_type" },
          oneOf: [
            member("task_run", { id: uuid }),
            member("flow_run", { id: uuid }),
            member("parameter", { name: text }),
            member("constant", { type: text }),
          ],
        },
      },
    },
  },
};

/** An ajv, and the validator that it makes. */
export function make(options) {
  const ajv = formats.default(new Ajv({ discriminator: true, allowUnionTypes: true, ...options }));
  return [ajv, ajv.compile(schema)];
}

/** A validator: fills in defaults as it goes, or else gives the verdict alone; all errors, or the first. */
export function compile(options) {
  return make(options)[1];
}

/** The validator for a program that validates and fills in, made as it is loaded. */
export const validate = compile({ useDefaults: true, allErrors: true });
