import * as taskrun from "prefect-taskrun";

export const validate = (text) => taskrun.TaskRunCreate.safeParseJson(text).success;
globalThis.taskrun = taskrun;
