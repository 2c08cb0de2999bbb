import { TaskRunCreate, init } from "prefect-taskrun/slim";

export async function validate(text) {
  await init();
  return TaskRunCreate.safeParseJson(text).success;
}
