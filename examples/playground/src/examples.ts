/** Payloads to begin with. */
export const examples: readonly { name: string; text: string }[] = [
  { name: "Minimal", text: json({ task_key: "load", dynamic_key: "0" }) },
  {
    name: "Scheduled",
    text: json({
      name: "nightly-load",
      task_key: "etl.load-orders",
      dynamic_key: "0",
      flow_run_id: "6f0c9d3e-51a7-4c1f-9b6e-2d8f4a7b1c35",
      state: {
        type: "SCHEDULED",
        message: "Waits for the nightly export",
        state_details: { scheduled_time: "2030-01-15T02:30:00+01:00" },
      },
      tags: ["nightly", "orders"],
      labels: { team: "data", priority: 2 },
      task_inputs: {
        orders: [{ input_type: "task_run", id: "0a4be6f2-7c1d-4e5b-8f3a-9d2c6b8e7a10" }],
        day: [{ input_type: "parameter", name: "day" }],
      },
    }),
  },
  {
    name: "Retrying",
    text: json({
      name: "fetch-prices",
      task_key: "prices.fetch",
      dynamic_key: "3",
      state: { type: "RUNNING", name: "Retrying", message: "The exchange did not answer" },
      empirical_policy: { retries: 4, retry_delay: [5, 30, 120, 600], retry_jitter_factor: 0.25 },
      cache_key: "prices-2030-01-15",
      cache_expiration: "2030-01-16T00:00:00Z",
    }),
  },
  {
    name: "Deferred",
    text: json({
      task_key: "mail.send-receipt",
      dynamic_key: "b1946ac92492d2347c6235b4d2611184",
      state: {
        type: "SCHEDULED",
        name: "Scheduled",
        state_details: { deferred: true, task_parameters_id: "c2d9a1f4-3b6e-4d7a-9c8b-5e1f0a2d3c4b" },
      },
      labels: { customer: "acme" },
    }),
  },
  {
    name: "Broken",
    text: json({
      id: "3c90c3cc-0d44-4b50-8888",
      state: { type: "SLEEPING", state_details: { scheduled_time: "tomorrow" } },
      task_key: 42,
      cache_expiration: "2030-02-30T05:31:56Z",
      empirical_policy: { retries: "many", retry_jitter_factor: -1 },
      labels: { team: ["data", "ops"] },
      flavour: "vanilla",
    }),
  },
];

function json(payload: object): string {
  return JSON.stringify(payload, null, 2);
}
