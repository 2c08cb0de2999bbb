import taskrun = require("prefect-taskrun");
import slim = require("prefect-taskrun/slim");

const ready: Promise<void> = slim.init();
const key: string = taskrun.TaskRunCreate.parseJson("{}").task_key;
// @ts-expect-error: a number is no text
const number: number = key;

export = { key, number, ready };
