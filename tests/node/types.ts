// What the package's types promise; tsc checks it.
import { type Issue, type TaskRun, TaskRunCreate, type TaskRunCreateInput, createTaskRun } from "prefect-taskrun";
import { type BoundForm, bindForm } from "prefect-taskrun/form";

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

declare const form: HTMLFormElement;
const bound: BoundForm<TaskRunCreateInput, TaskRunCreate> = bindForm(form, {
  model: TaskRunCreate,
  onValid({ payload, body, data }, { submitter }) {
    const given: TaskRunCreateInput = payload;
    const key: string = body + data.task_key;
    void [given, key, submitter];
  },
  onInvalid: ({ issues }) => issues.map(({ path }) => path),
});
// @ts-expect-error: a model is asked for
bindForm(form, { onValid() {} });

export { bound, data, expiration, issues, key, kind, run, wrong };