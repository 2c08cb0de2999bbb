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

/** The payload that the form's values, all of them texts, are. */
export function payloadOf({ state, empirical_policy, tags: rows, labels, task_inputs, ...fields }) {
  const tags = rows.map(({ tag }) => tag).filter(Boolean);
  const given = filled({
    ...fields,
    state: filled({ ...state, state_details: filled({ scheduled_time: toInstant(state.state_details?.scheduled_time) }) }),
    empirical_policy: filled({ ...empirical_policy, retry_delay: orText(empirical_policy.retry_delay) }),
    tags: tags.length > 0 ? tags : undefined,
    labels: entries(labels, ({ value }) => orText(value)),
    task_inputs: entries(task_inputs, ({ input_type, value }) => [{ input_type, [SOURCES[input_type]]: value }]),
  });
  return given ?? {};
}

/** The members of an object that are not empty; nothing, if all are. */
function filled(members) {
  const there = Object.entries(members).filter(([, member]) => member !== undefined && member !== "");
  return there.length > 0 ? Object.fromEntries(there) : undefined;
}

/** A map of the rows that have a key and a value. */
function entries(rows, valueOf) {
  const whole = rows.filter(({ key, value }) => key !== "" && value !== "");
  return whole.length > 0 ? Object.fromEntries(whole.map((row) => [row.key, valueOf(row)])) : undefined;
}

const toInstant = (local) => (local ? new Date(local).toISOString() : "");

/** What a text says as JSON, its integers to the last digit, or else the text. */
function orText(text) {
  try {
    return JSON.parse(text, (_key, value, { source } = {}) => {
      const isLossy = typeof value === "number" && /^-?\d+$/.test(source) && !Number.isSafeInteger(value);
      return isLossy ? BigInt(source) : value;
    });
  } catch {
    return text;
  }
}

/** A Standard Schema, for `standardSchemaResolver`. */
export const schema = {
  "~standard": {
    ...TaskRunCreate["~standard"],
    validate(values) {
      const result = TaskRunCreate["~standard"].validate(payloadOf(values));
      const issues = [...(result.issues ?? []).flatMap((issue) => placed(issue, values)), ...badRows(values)];
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
  const index = values[field].findIndex((row) => row.key === key && row.value !== "");
  // Of an input that may be four things, what is wrong with the one that it is.
  const isOther = field === "task_inputs" && part !== SOURCES[values[field][index].input_type];
  return isOther ? [] : [{ path: [field, index, "value"], message }];
}

/** An entry has a key of its own and a value, or neither. */
function badRows(values) {
  return ["labels", "task_inputs"].flatMap((field) =>
    values[field].flatMap(({ key, value }, index, rows) => {
      if ((key === "") !== (value === "")) {
        return [{ path: [field, index, key === "" ? "key" : "value"], message: "Field required" }];
      }
      const isAgain = key !== "" && rows.findIndex((row) => row.key === key) < index;
      return isAgain ? [{ path: [field, index, "key"], message: "Another row has this key" }] : [];
    }),
  );
}
