import { type TaskRun, TaskRunCreate, createTaskRun } from "prefect-taskrun";
import { type Source, init } from "prefect-taskrun/slim";

const bytes: Source = new Uint8Array();
const ready: Promise<void> = init(Promise.resolve(bytes));
const run: TaskRun = createTaskRun(TaskRunCreate.parseJson("{}"));
// @ts-expect-error: a number is no code
init(5);

export { ready, run };
