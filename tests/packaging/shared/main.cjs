// What every project does with the package.
const { TaskRunCreate, createTaskRun } = require("prefect-taskrun");

const run = createTaskRun(TaskRunCreate.parseJson('{"task_key": "load", "dynamic_key": "0"}'));
const bad = TaskRunCreate.safeParse({ task_key: 42 });

globalThis.answers = [run.task_key, run.state_type, ...bad.error.issues.map((issue) => issue.type)];
console.log(JSON.stringify(globalThis.answers));
