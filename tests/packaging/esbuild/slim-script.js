// A script that is no module, and so does not know where the core's code is, is told so; and where the code came from is asked once.
import { readFileSync } from "node:fs";
import { TaskRunCreate, init } from "prefect-taskrun/slim";

init()
  .catch((error) => console.log(error.message))
  .then(() => init(readFileSync("node_modules/prefect-taskrun/dist/prefect_taskrun.wasm")))
  .then(() => init())
  .then(() => console.log(TaskRunCreate.checkJson('{"task_key": "load", "dynamic_key": "0"}')));
