// The same models for zod, as one would write them.
import * as z from "zod";

const uuid = z.uuid().nullable().default(null);
const time = z.iso.datetime({ offset: true }).nullable().default(null);
const text = z.string().nullable().default(null);

const StateDetails = z.object({
  flow_run_id: uuid,
  task_run_id: uuid,
  child_flow_run_id: uuid,
  scheduled_time: time,
  cache_key: text,
  cache_expiration: time,
  deferred: z.boolean().nullable().default(false),
  untrackable_result: z.boolean().default(false),
  pause_timeout: time,
  pause_reschedule: z.boolean().default(false),
  pause_key: text,
  run_input_keyset: z.record(z.string(), z.string()).nullable().default(null),
  refresh_cache: z.boolean().nullable().default(null),
  retriable: z.boolean().nullable().default(null),
  transition_id: uuid,
  task_parameters_id: uuid,
  traceparent: text,
  deployment_concurrency_lease_id: uuid,
});

const StateCreate = z.strictObject({
  type: z.enum(["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING"]),
  name: text,
  message: text,
  data: z.unknown().default(null),
  state_details: StateDetails.prefault({}),
});

const TaskRunPolicy = z.object({
  max_retries: z.int().default(0),
  retry_delay_seconds: z.number().default(0),
  retries: z.int().nullable().default(null),
  retry_delay: z.union([z.number(), z.array(z.number()).max(50)]).nullable().default(null),
  retry_jitter_factor: z.number().min(0).nullable().default(null),
});

const TaskInput = z.discriminatedUnion("input_type", [
  z.object({ input_type: z.literal("task_run"), id: z.uuid() }),
  z.object({ input_type: z.literal("flow_run"), id: z.uuid() }),
  z.object({ input_type: z.literal("parameter"), name: z.string() }),
  z.object({ input_type: z.literal("constant"), type: z.string() }),
]);

export const TaskRunCreate = z.strictObject({
  id: uuid,
  state: StateCreate.nullable().default(null),
  name: text,
  flow_run_id: uuid,
  task_key: z.string(),
  dynamic_key: z.string(),
  cache_key: z.string().max(2000).nullable().default(null),
  cache_expiration: time,
  task_version: text,
  empirical_policy: TaskRunPolicy.prefault({}),
  tags: z.array(z.string()).default([]),
  labels: z.record(z.string(), z.union([z.boolean(), z.number(), z.string()])).nullable().default({}),
  task_inputs: z.record(z.string(), z.array(TaskInput)).default({}),
});
