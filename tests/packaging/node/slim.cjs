// The same with the core's code in a file of its own, from a program that requires.
const { readFileSync } = require("node:fs");
const { TaskRunCreate, createTaskRun, init } = require("prefect-taskrun/slim");

init(readFileSync(require.resolve("prefect-taskrun/prefect_taskrun.wasm"))).then(() => {
  const run = createTaskRun(TaskRunCreate.parseJson('{"task_key": "load", "dynamic_key": "0"}'));
  const bad = TaskRunCreate.safeParse({ task_key: 42 });
  console.log(JSON.stringify([run.task_key, run.state_type, ...bad.error.issues.map((issue) => issue.type)]));
});
