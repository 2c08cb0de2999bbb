import { TaskRunCreate } from "prefect-taskrun";

export const validate = (text) => TaskRunCreate.safeParseJson(text).success;
