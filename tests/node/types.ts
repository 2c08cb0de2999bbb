// What the package's types promise; tsc checks it.
import {
  type Field,
  type Integer,
  type Issue,
  type Model,
  type SafeParseResult,
  type State,
  type Support,
  type TaskRun,
  type TaskRunCreateInput,
  Running,
  TaskRunCreate,
  TaskRunUpdate,
  ValidationError,
  createTaskRun,
  isFinal,
  respond,
  supportedVersions,
} from "prefect-taskrun";

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Same<A, B>): void => {};

// What comes out has every field, in its one form.
const payload: TaskRunCreate = TaskRunCreate.parseJson("{}");
const key: string = payload.task_key;
same<typeof payload.cache_expiration, string | null>(true);
same<typeof payload.tags, string[]>(true);
same<typeof payload.empirical_policy.retry_jitter_factor, number | null>(true);
same<Integer, number | bigint>(true);
same<typeof payload.empirical_policy.max_retries, Integer>(true);
// @ts-expect-error: past 2**53 no number holds it
const retries: number = payload.empirical_policy.max_retries;
// @ts-expect-error: a datetime comes out as a text
const expiration: Date | null = payload.cache_expiration;
const kind: "SCHEDULED" | "PENDING" | "RUNNING" | undefined =
  payload.state?.type === "SCHEDULED" || payload.state?.type === "PENDING" ? payload.state.type : undefined;
// @ts-expect-error: a state's type is one of nine
const wrong: TaskRunCreate["state"] = { type: "SLEEPING" };

// What goes in may lack what has a default, and has more than one form.
const input: TaskRunCreateInput = {
  task_key: "load",
  dynamic_key: "0",
  id: undefined,
  cache_expiration: new Date(),
  empirical_policy: { retries: 3n, retry_delay: [1, 2.5] },
  labels: { a: 1, b: 2n, c: "x", d: true } as const,
  tags: ["a"] as const,
  task_inputs: { x: [{ input_type: "parameter", name: "n" }, { id: "3c90c3cc-0d44-4b50-8888-8dd25736052a" }] },
};
// @ts-expect-error: a task run has a dynamic key
const lacking: TaskRunCreateInput = { task_key: "load" };
// @ts-expect-error: there is no such field
const extra: TaskRunCreateInput = { task_key: "load", dynamic_key: "0", retries: 3 };
// @ts-expect-error: what must be given cannot be undefined
const absent: TaskRunCreateInput = { task_key: undefined, dynamic_key: "0" };
// @ts-expect-error: a label is no list
const label: TaskRunCreateInput = { task_key: "load", dynamic_key: "0", labels: { a: [] } };
// What came out may go in again.
const again: TaskRunCreateInput = payload;
// @ts-expect-error: what may go in need not be what comes out
const confused: TaskRunCreate = input;

// A run is made of a payload, and of nothing else.
const run: TaskRun = createTaskRun(input, { now: new Date(), seed: 1n, serverVersion: "3.1.4", flowRun: { run_count: 2, name: "any" } });
interface Parent {
  id: string;
  labels: { team: string };
}
declare const parent: Parent;
const child: TaskRun = createTaskRun(input, { flowRun: parent });
// @ts-expect-error: a count is a number
const uncounted: TaskRun = createTaskRun(input, { flowRun: { run_count: "2" } });
const known: TaskRun = createTaskRun(payload, { existing: run, flowRun: null });
// @ts-expect-error: a text is no payload
createTaskRun("{}");
// @ts-expect-error: a number is no present
createTaskRun(payload, { now: 0 });
// @ts-expect-error: there is no such option
createTaskRun(payload, { context: {} });
const { status, body }: { status: number; body: string } = respond("{}", { apiVersion: null, serverVersion: "3.9.1" });
// @ts-expect-error: a body is a string or bytes
respond({});

// Verdicts tell what they have.
const result: SafeParseResult<TaskRunCreate> = TaskRunCreate.safeParseJson(new Uint8Array(), { spans: true });
// @ts-expect-error: there is data only in success
const data = result.data;
const issues: readonly Issue[] = result.success ? [] : result.error.issues;
const notice: string | undefined = result.notice;
const start: number | undefined = issues[0]?.span?.start;
// @ts-expect-error: only a text has spans
TaskRunCreate.safeParse({}, { spans: true });
// @ts-expect-error: no verdict can be changed
issues[0] = undefined;
const isValid: boolean = TaskRunCreate.checkJson("{}", { serverVersion: "3.2.0" });
// @ts-expect-error: a verdict alone depends on no randomness
TaskRunCreate.checkJson("{}", { seed: 1 });
// @ts-expect-error: a value is not checked as if it were a text
TaskRunCreate.checkJson({});
const support: Support[] = supportedVersions({}, { now: new Date() });
const refusal: ValidationError | null | undefined = support[0]?.error;
// @ts-expect-error: every release is asked
supportedVersions({}, { serverVersion: "3.1.4" });

// A model stands for itself.
const text: string = TaskRunUpdate.dumpJson({ name: "a" }, { indent: 2 });
// @ts-expect-error: a name is a text
TaskRunUpdate.dumpJson({ name: 1 });
same<typeof TaskRunCreate, Model<TaskRunCreateInput, TaskRunCreate>>(true);
// @ts-expect-error: models are the package's own
new Model(0);

// Fields tell what they are by their kind.
const describe = (field: Field): unknown => {
  // @ts-expect-error: not every field has choices
  field.choices;
  switch (field.kind) {
    case "choice":
      return field.choices[0];
    case "list":
      return field.items.kind;
    case "map":
      return field.values.nullable;
    case "union":
      return field.members.map(({ name, since }) => [name, since]);
    case "object":
      return field.fields.map(describe);
    default: {
      // What is left has no parts.
      const plain: "string" | "boolean" | "integer" | "number" | "uuid" | "datetime" | "duration" | "any" = field.kind;
      return [plain, field.path, field.label, field.required, field.default, field.example, field.description];
    }
  }
};
const faults: Issue[] = TaskRunCreate.fields.flatMap(({ path }) => TaskRunCreate.checkField(path, null, { payload: {} }));
TaskRunCreate.checkField(["tags", 0] as const, "a");
// @ts-expect-error: a field is told by its path
TaskRunCreate.checkField(0, "a");

const state: State = Running({ message: null, timestamp: new Date() }, { seed: 1 });
const ends: boolean = isFinal(state);
// @ts-expect-error: a state is constructed as the newest release does it
Running({}, { serverVersion: "3.1.4" });
// @ts-expect-error: a running state has no time to come
Running({ scheduled_time: new Date() });

export { absent, again, body, confused, data, describe, ends, expiration, extra, faults, isValid, key, kind, known, label, lacking };
export { notice, refusal, retries, start, status, text, wrong };
