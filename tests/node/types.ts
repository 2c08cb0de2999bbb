// What the package's types promise; tsc checks it.
import { type Issue, type TaskRun, TaskRunCreate, createTaskRun } from "prefect-taskrun";

const payload: TaskRunCreate = TaskRunCreate.parseJson("{}");
const key: string = payload.task_key;
const expiration: string | null = payload.cache_expiration;
const kind: "SCHEDULED" | "PENDING" | "RUNNING" | undefined =
  payload.state?.type === "SCHEDULED" || payload.state?.type === "PENDING" ? payload.state.type : undefined;
const run: TaskRun = createTaskRun(payload, { now: new Date(), seed: 1n });

const result = TaskRunCreate.safeParseJson(new Uint8Array());
// @ts-expect-error: there is data only in success
const data = result.data;
const issues: readonly Issue[] = result.success ? [] : result.error.issues;
// @ts-expect-error: a state's type is one of nine
const wrong: TaskRunCreate["state"] = { type: "SLEEPING" };

export { data, expiration, issues, key, kind, run, wrong };
