// The same models for valibot, as one would write them.
import * as v from "valibot";

const isUuid = v.pipe(v.string(), v.uuid());
const uuid = v.optional(v.nullable(isUuid), null);
const time = v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null);
const text = v.optional(v.nullable(v.string()), null);
const integer = v.pipe(v.number(), v.integer());

const StateDetails = v.object({
  flow_run_id: uuid,
  task_run_id: uuid,
  child_flow_run_id: uuid,
  scheduled_time: time,
  cache_key: text,
  cache_expiration: time,
  deferred: v.optional(v.nullable(v.boolean()), false),
  untrackable_result: v.optional(v.boolean(), false),
  pause_timeout: time,
  pause_reschedule: v.optional(v.boolean(), false),
  pause_key: text,
  run_input_keyset: v.optional(v.nullable(v.record(v.string(), v.string())), null),
  refresh_cache: v.optional(v.nullable(v.boolean()), null),
  retriable: v.optional(v.nullable(v.boolean()), null),
  transition_id: uuid,
  task_parameters_id: uuid,
  traceparent: text,
  deployment_concurrency_lease_id: uuid,
});

const StateCreate = v.strictObject({
  type: v.picklist(["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING"]),
  name: text,
  message: text,
  data: v.optional(v.unknown(), null),
  state_details: v.optional(StateDetails, {}),
});

const TaskRunPolicy = v.object({
  max_retries: v.optional(integer, 0),
  retry_delay_seconds: v.optional(v.number(), 0),
  retries: v.optional(v.nullable(integer), null),
  retry_delay: v.optional(v.nullable(v.union([v.number(), v.pipe(v.array(v.number()), v.maxLength(50))])), null),
  retry_jitter_factor: v.optional(v.nullable(v.pipe(v.number(), v.minValue(0))), null),
});

const TaskInput = v.variant("input_type", [
  v.object({ input_type: v.literal("task_run"), id: isUuid }),
  v.object({ input_type: v.literal("flow_run"), id: isUuid }),
  v.object({ input_type: v.literal("parameter"), name: v.string() }),
  v.object({ input_type: v.literal("constant"), type: v.string() }),
]);

export const TaskRunCreate = v.strictObject({
  id: uuid,
  state: v.optional(v.nullable(StateCreate), null),
  name: text,
  flow_run_id: uuid,
  task_key: v.string(),
  dynamic_key: v.string(),
  cache_key: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(2000))), null),
  cache_expiration: time,
  task_version: text,
  empirical_policy: v.optional(TaskRunPolicy, {}),
  tags: v.optional(v.array(v.string()), []),
  labels: v.optional(v.nullable(v.record(v.string(), v.union([v.boolean(), v.number(), v.string()]))), {}),
  task_inputs: v.optional(v.record(v.string(), v.array(TaskInput)), {}),
});
