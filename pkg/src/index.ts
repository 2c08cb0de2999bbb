/**
 * Validate and create Prefect task runs exactly as a Prefect server does, without one.
 *
 * @packageDocumentation
 */
import type * as models from "./generated/models.js";
import * as schemas from "./generated/schemas.js";
import { Model } from "./model.js";

export type { SafeParseResult } from "./answer.js";
export * from "./endpoint.js";
export { type ErrorDetails, type Issue, type Span, ValidationError } from "./error.js";
export type * from "./generated/models.js";
export * from "./generated/states.js";
export type { DumpOptions, Model } from "./model.js";
export type { JsonOptions, Options } from "./options.js";
export type { JSONSchema, JSONSchemaOptions, StandardResult, StandardSchema } from "./standard.js";

/** Data used by the Prefect REST API to create a task run. */
export type TaskRunCreate = models.TaskRunCreate;
/** Data used by the Prefect REST API to create a task run. */
export const TaskRunCreate: Model<models.TaskRunCreateInput, TaskRunCreate> = /* @__PURE__ */ new Model(0, schemas.TaskRunCreate);

/** Data used by the Prefect REST API to update a task run. */
export type TaskRunUpdate = models.TaskRunUpdate;
/** Data used by the Prefect REST API to update a task run. */
export const TaskRunUpdate: Model<models.TaskRunUpdateInput, TaskRunUpdate> = /* @__PURE__ */ new Model(1, schemas.TaskRunUpdate);

/** Data used by the Prefect REST API to create a new state. */
export type StateCreate = models.StateCreate;
/** Data used by the Prefect REST API to create a new state. */
export const StateCreate: Model<models.StateCreateInput, StateCreate> = /* @__PURE__ */ new Model(2, schemas.StateCreate);

/** Represents the state of a run. */
export type State = models.State;
/** Represents the state of a run. */
export const State: Model<models.StateInput, State> = /* @__PURE__ */ new Model(3, schemas.State);

/** A task run as the API answers with it. */
export type TaskRun = models.TaskRun;
/** A task run as the API answers with it. */
export const TaskRun: Model<models.TaskRunInput, TaskRun> = /* @__PURE__ */ new Model(4, schemas.TaskRun);
