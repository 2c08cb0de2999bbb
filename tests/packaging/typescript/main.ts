import { type TaskRun, TaskRunCreate, createTaskRun } from "prefect-taskrun";
import { bindForm } from "prefect-taskrun/form";
import { init } from "prefect-taskrun/slim";

const ready: Promise<void> = init();
const run: TaskRun = createTaskRun(TaskRunCreate.parseJson("{}"));
const key: string = run.task_key;
// @ts-expect-error: a number is no text
const number: number = run.task_key;

export { bindForm, key, number, ready, run };
