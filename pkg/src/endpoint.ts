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
  // No interface has members of `unknown`, but each has those of `any`.
  /** All else is passed over. */
  [field: string]: any;
}

/** What the server knows beside the payload. */
export interface Known {
  /**
   * The parent flow run as the API gives it, or the JSON text of it, which has its numbers to the last digit; only its
   * `labels` and `run_count` are read.
   */
  flowRun?: FlowRun | string | null | undefined;
  /**
   * A task run that is there already, or the JSON text of it, an earlier answer's `body` say; it counts if it has the
   * payload's flow run, task key and dynamic key.
   */
  existing?: TaskRunInput | string | null | undefined;
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
  /**
   * The request's header `content-type`; one that has none counts as one of JSON. A body of any other type is a text to the
   * server, and no task run.
   */
  contentType?: string | null | undefined;
}

/** Writes a header down for the core, at a place. Gives its length, a negative one where there is none. */
function putHeader(value: string | null | undefined, at: number): number {
  return value == null ? -1 : putText(String(value), at);
}

/**
 * Answers a request to create a task run: with the run, or with what is wrong with the request. Throws a
 * `ValidationError` with everything that is wrong with the flow run or the existing run.
 */
export function respond(body: string | Uint8Array, options?: RespondOptions): Response {
  const { now, given } = surroundings(options);
  const known = [options?.flowRun, options?.existing];
  let [bytes, version, type] = [0, -1, -1];
  const put = (body: string | Uint8Array) => {
    const { text, words } = write(known);
    bytes = putBody(body, text);
    version = putHeader(options?.apiVersion, text + bytes);
    const before = text + bytes + Math.max(version, 0);
    type = putHeader(options?.contentType, before);
    return { text: before + Math.max(type, 0), words, source: "" };
  };
  const answer = askOfAny(
    () => put(body),
    given,
    (core, text, words, given) => core.respond(text, words, given, now, bytes, version, type),
    () => put(UNREADABLE),
  );
  return unwrap(result(answer, (status) => ({ status, body: string() }), { values: () => valuesOf(known) }));
}
