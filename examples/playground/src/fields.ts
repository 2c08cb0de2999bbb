// What the package knows of the payload's fields.
import { type Field, TaskRunCreate } from "prefect-taskrun";

/** What the field at a path is for, or else the one that it is part of. */
export function describe(path: readonly (string | number)[]): string | undefined {
  let fields: readonly Field[] = TaskRunCreate.fields;
  let found: Field | undefined;
  for (const step of path) {
    const field = fields.find(({ name }) => name === step);
    if (field === undefined) {
      break;
    }
    found = field;
    fields = field.kind === "object" ? field.fields : [];
  }
  return found?.description;
}
