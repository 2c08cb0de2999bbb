// The created run by the same rules, for peers that validate alone.

const TERMINAL = new Set(["COMPLETED", "FAILED", "CANCELLED", "CRASHED"]);

function uuid7(millis) {
  const hex = crypto.randomUUID();
  const time = millis.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(15)}`;
}

/** The JSON text of the run that is created of a validated payload. */
export function created(create) {
  const millis = Date.now();
  const now = new Date(millis).toISOString();
  const id = create.id ?? crypto.randomUUID();
  const { type, name, message, data, state_details } = create.state ?? { type: "PENDING", name: null, message: null, data: null, state_details: {} };
  const scheduled = type === "SCHEDULED" ? (state_details.scheduled_time ?? now) : null;
  const expected = scheduled ?? now;
  const ended = TERMINAL.has(type) ? now : null;
  const started = type === "RUNNING" ? now : ended;
  const state_id = uuid7(millis);
  const state_name = name ?? type[0] + type.slice(1).toLowerCase();
  return JSON.stringify({
    id,
    created: now,
    updated: now,
    name: create.name,
    flow_run_id: create.flow_run_id,
    task_key: create.task_key,
    dynamic_key: create.dynamic_key,
    cache_key: create.cache_key,
    cache_expiration: create.cache_expiration,
    task_version: create.task_version,
    empirical_policy: create.empirical_policy,
    tags: create.tags,
    labels: create.flow_run_id === null ? (create.labels ?? {}) : { "prefect.flow-run.id": create.flow_run_id, ...create.labels },
    state_id,
    task_inputs: create.task_inputs,
    state_type: type,
    state_name,
    run_count: type === "RUNNING" ? 1 : 0,
    flow_run_run_count: 0,
    expected_start_time: expected,
    next_scheduled_start_time: scheduled,
    start_time: started,
    end_time: ended,
    total_run_time: 0,
    estimated_run_time: 0,
    estimated_start_time_delta: started === null ? Math.max(0, (millis - Date.parse(expected)) / 1000) : 0,
    state: {
      id: state_id,
      type,
      name: state_name,
      timestamp: now,
      message,
      data,
      state_details: { ...state_details, flow_run_id: create.flow_run_id, task_run_id: id, scheduled_time: scheduled },
    },
  });
}
