// What the package knows of the payload's fields.
import { type Field, type FieldType, TaskRunCreate } from "prefect-taskrun";

/** Each type that the value at a path may have; of the payload itself there is one, an object. */
export function typesAt(path: readonly (string | number)[]): FieldType[] {
  let types: FieldType[] = [{ kind: "object", nullable: false, fields: TaskRunCreate.fields }];
  for (const step of path) {
    types = types.flatMap((type) => partsOf(type, step));
  }
  return types.flatMap((type): readonly FieldType[] => (type.kind === "union" ? type.members : [type]));
}

function partsOf(type: FieldType, step: string | number): FieldType[] {
  switch (type.kind) {
    case "object":
      return type.fields.filter(({ name }) => name === step);
    case "map":
      return [type.values];
    case "list":
      return [type.items];
    case "union":
      return type.members.flatMap((member) => partsOf(member, step));
    default:
      return [];
  }
}

/** What the field at a path is for, or else the one that it is part of. */
export function describe(path: readonly (string | number)[]): string | undefined {
  for (let length = path.length; length > 0; length--) {
    const [field] = typesAt(path.slice(0, length)).filter((type): type is Field => "description" in type);
    if (field) {
      return field.description;
    }
  }
  return undefined;
}
