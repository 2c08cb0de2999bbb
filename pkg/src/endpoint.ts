import { result, unwrap } from "./answer.js";
import { UNREADABLE, ask, askOfAny } from "./core.js";
import type { TaskRun, TaskRunCreateInput, TaskRunInput } from "./generated/models.js";
import { type Options, surroundings } from "./options.js";
import { string, value } from "./read.js";
import { putBody, putText } from "./text.js";
import { valuesOf, write } from "./write.js";

/** A parent flow run as the API gives it. */
export interface FlowRun {
  /** Labels that each of its task runs gets too. */
  labels?: Readonly<Record<string, unknown>> | null | undefined;
  /** The number of times it has been executed. */
  run_count?: number | bigint | undefined;
  /** All else is passed over. */
  [field: string]: unknown;
}

/** What the server knows beside the payload. */
export interface Known {
  /** The parent flow run as the API gives it; only its `labels` and `run_count` are read. */
  flowRun?: FlowRun | null | undefined;
  /** A task run that is there already; it counts if it has the payload's flow run, task key and dynamic key. */
  existing?: TaskRunInput | null | undefined;
}

/**
 * The task run that a Prefect server would answer a payload with: a new one, or the one that is there already. Throws a
 * `ValidationError` with everything that is wrong with the payload, the flow run or the existing run.
 */
export function createTaskRun(payload: TaskRunCreateInput, options?: Options & Known): TaskRun {
  const { now, given } = surroundings(options);
  const values = [payload, options?.flowRun, options?.existing];
  const answer = ask(
    () => write(values),
    given,
    (core, text, words, given) => core.create(text, words, given, now),
  );
  return unwrap(result(answer, () => value() as TaskRun, { values: () => valuesOf(values) }));
}

/** What the endpoint `POST /api/task_runs/` answers. */
export interface Response {
  /** The HTTP status. */
  status: number;
  /** The JSON body. */
  body: string;
}

/** A request to the endpoint, beside its body. */
export interface RespondOptions extends Options, Known {
  /** The request's header `x-prefect-api-version`. */
  apiVersion?: string | null | undefined;
}

/**
 * Answers a request to create a task run: with the run, or with what is wrong with the request. Throws a
 * `ValidationError` with everything that is wrong with the flow run or the existing run.
 */
export function respond(body: string | Uint8Array, options?: RespondOptions): Response {
  const { now, given } = surroundings(options);
  const version = options?.apiVersion ?? undefined;
  const known = [options?.flowRun, options?.existing];
  let [bytes, header] = [0, -1];
  const put = (body: string | Uint8Array) => {
    const { text, words } = write(known);
    bytes = putBody(body, text);
    header = version === undefined ? -1 : putText(String(version), text + bytes);
    return { text: text + bytes + Math.max(header, 0), words, source: "" };
  };
  const answer = askOfAny(
    () => put(body),
    given,
    (core, text, words, given) => core.respond(text, words, given, now, bytes, header),
    () => put(UNREADABLE),
  );
  return unwrap(result(answer, (status) => ({ status, body: string() }), { values: () => valuesOf(known) }));
}
