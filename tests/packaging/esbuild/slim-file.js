// The same with the address of the core's code, which a bundler gives.
import { TaskRunCreate, createTaskRun, init } from "prefect-taskrun/slim";
import wasm from "prefect-taskrun/prefect_taskrun.wasm";

await init(new URL(wasm, import.meta.url));

const run = createTaskRun(TaskRunCreate.parseJson('{"task_key": "load", "dynamic_key": "0"}'));
const bad = TaskRunCreate.safeParse({ task_key: 42 });

globalThis.answers = [run.task_key, run.state_type, ...bad.error.issues.map((issue) => issue.type)];
console.log(JSON.stringify(globalThis.answers));
