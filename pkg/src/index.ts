/**
 * Validate and create Prefect task runs exactly as a Prefect server does, without one.
 *
 * @packageDocumentation
 */
import { answered, result, unwrap } from "./answer.js";
import type * as models from "./generated/models.js";
import * as schemas from "./generated/schemas.js";
import { Model, bytes } from "./model.js";
import { type Options, surroundings } from "./options.js";
import { Model as CoreModel, create, respond as coreRespond } from "./wasm.js";

export type { SafeParseResult } from "./answer.js";
export { type Issue, type Span, ValidationError } from "./error.js";
export type { JsonOptions, Options } from "./options.js";
export type { JSONSchema, Model } from "./model.js";
export type * from "./generated/models.js";
export * from "./generated/states.js";

/** Data used by the Prefect REST API to create a task run. */
export type TaskRunCreate = models.TaskRunCreate;
/** Data used by the Prefect REST API to create a task run. */
export const TaskRunCreate: Model<TaskRunCreate> = new Model(CoreModel.TaskRunCreate, schemas.TaskRunCreate);

/** Data used by the Prefect REST API to update a task run. */
export type TaskRunUpdate = models.TaskRunUpdate;
/** Data used by the Prefect REST API to update a task run. */
export const TaskRunUpdate: Model<TaskRunUpdate> = new Model(CoreModel.TaskRunUpdate, schemas.TaskRunUpdate);

/** Data used by the Prefect REST API to create a new state. */
export type StateCreate = models.StateCreate;
/** Data used by the Prefect REST API to create a new state. */
export const StateCreate: Model<StateCreate> = new Model(CoreModel.StateCreate, schemas.StateCreate);

/** Represents the state of a run. */
export type State = models.State;
/** Represents the state of a run. */
export const State: Model<State> = new Model(CoreModel.State, schemas.State);

/** A task run as the API answers with it. */
export type TaskRun = models.TaskRun;
/** A task run as the API answers with it. */
export const TaskRun: Model<TaskRun> = new Model(CoreModel.TaskRun, schemas.TaskRun);

/** What the server knows beside the payload. */
export interface Known {
  /** The parent flow run as the API gives it; only its `labels` and `run_count` are read. */
  flowRun?: object | undefined;
  /** A task run that is there already; it counts if it has the payload's flow run, task key and dynamic key. */
  existing?: object | undefined;
}

function json(value: object | undefined): Uint8Array | undefined {
  return value === undefined ? undefined : bytes(JSON.stringify(value));
}

/** The task run that a Prefect server would answer a payload with: a new one, or the one that is there already. */
export function createTaskRun(payload: TaskRunCreate, options?: Options & Known): TaskRun {
  const { flowRun, existing } = options ?? {};
  return unwrap(result(create(bytes(JSON.stringify(payload)), surroundings(options), json(flowRun), json(existing))));
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

/** Answers a request to create a task run: with the run, or with what is wrong with the request. */
export function respond(body: string | Uint8Array, options?: RespondOptions): Response {
  const { apiVersion, flowRun, existing } = options ?? {};
  const given = surroundings(options);
  const answer = answered(coreRespond(bytes(body), apiVersion ?? undefined, given, json(flowRun), json(existing)));
  if (answer.startsWith("{")) {
    unwrap(result(answer));
  }
  return { status: Number(answer.slice(0, 3)), body: answer.slice(3) };
}
