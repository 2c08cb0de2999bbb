// The model as a schema of the form's own values: its rows are entries of the payload, and what is empty is not there.
import { TaskRunCreate } from "prefect-taskrun";

/** What the source of an input is called: an id, a name, or a type. */
export const SOURCES = { task_run: "id", flow_run: "id", parameter: "name", constant: "type" };

export const EMPTY = {
  task_key: "",
  dynamic_key: "",
  name: "",
  flow_run_id: "",
  state: { type: "", message: "", state_details: { scheduled_time: "" } },
  empirical_policy: { retries: "", retry_delay: "", retry_jitter_factor: "" },
  tags: [],
  labels: [],
  task_inputs: [],
};

/** The payload that the form's values are. */
export function payloadOf({ tags, labels, task_inputs, ...fields }) {
  return filled({
    ...fields,
    tags: tags.map(({ tag }) => tag).filter(Boolean),
    labels: Object.fromEntries(labels.filter(isWhole).map(({ key, value }) => [key, value])),
    task_inputs: Object.fromEntries(
      task_inputs.filter(isWhole).map(({ key, input_type, value }) => [key, [{ input_type, [SOURCES[input_type]]: value }]]),
    ),
  });
}

function filled(value) {
  if (typeof value !== "object" || Array.isArray(value)) {
    return value === "" || value?.length === 0 ? undefined : value;
  }
  const members = Object.entries(value).map(([name, member]) => [name, filled(member)]);
  const there = members.filter(([, member]) => member !== undefined);
  return there.length > 0 ? Object.fromEntries(there) : undefined;
}

const isWhole = ({ key, value }) => key !== "" && value !== "";

/** A Standard Schema, for `standardSchemaResolver`. */
export const schema = {
  "~standard": {
    ...TaskRunCreate["~standard"],
    validate(values) {
      const result = TaskRunCreate["~standard"].validate(payloadOf(values) ?? {});
      const issues = [...(result.issues ?? []).flatMap((issue) => placed(issue, values)), ...halfRows(values)];
      return issues.length > 0 ? { issues: joined(issues) } : result;
    },
  },
};

/** One issue for each value: React Hook Form shows no more. */
function joined(issues) {
  const places = Map.groupBy(issues, ({ path }) => path.join("."));
  return Array.from(places.values(), (found) => {
    const messages = new Set(found.map(({ message }) => message));
    return { path: found[0].path, message: [...messages].join("\n") };
  });
}

/** An issue where the form has its value. */
function placed({ path, message }, values) {
  const [field, key, , part] = path;
  if (field !== "labels" && field !== "task_inputs") {
    return [{ path, message }];
  }
  const index = values[field].findIndex((row) => row.key === key);
  // Of an input that may be four things, what is wrong with the one that it is.
  const isOther = field === "task_inputs" && part !== SOURCES[values[field][index].input_type];
  return isOther ? [] : [{ path: [field, index, "value"], message }];
}

/** An entry has a key and a value, or neither. */
function halfRows(values) {
  return ["labels", "task_inputs"].flatMap((field) =>
    values[field].flatMap(({ key, value }, index) =>
      (key === "") === (value === "") ? [] : [{ path: [field, index, key === "" ? "key" : "value"], message: "Field required" }],
    ),
  );
}
