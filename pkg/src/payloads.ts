// The models that a payload can be.
import * as fields from "./generated/fields.js";
import type * as models from "./generated/models.js";
import * as schemas from "./generated/schemas.js";
import { Model } from "./model.js";

/** Data used by the Prefect REST API to create a task run. */
export type TaskRunCreate = models.TaskRunCreate;
/** Data used by the Prefect REST API to create a task run. */
export const TaskRunCreate: Model<models.TaskRunCreateInput, TaskRunCreate> = /* @__PURE__ */ new Model(0, schemas.TaskRunCreate, fields.TaskRunCreate);

/** Data used by the Prefect REST API to update a task run. */
export type TaskRunUpdate = models.TaskRunUpdate;
/** Data used by the Prefect REST API to update a task run. */
export const TaskRunUpdate: Model<models.TaskRunUpdateInput, TaskRunUpdate> = /* @__PURE__ */ new Model(1, schemas.TaskRunUpdate, fields.TaskRunUpdate);

/** Data used by the Prefect REST API to create a new state. */
export type StateCreate = models.StateCreate;
/** Data used by the Prefect REST API to create a new state. */
export const StateCreate: Model<models.StateCreateInput, StateCreate> = /* @__PURE__ */ new Model(2, schemas.StateCreate, fields.StateCreate);

/** Represents the state of a run. */
export type State = models.State;
/** Represents the state of a run. */
export const State: Model<models.StateInput, State> = /* @__PURE__ */ new Model(3, schemas.State, fields.State);

/** A task run as the API answers with it. */
export type TaskRun = models.TaskRun;
/** A task run as the API answers with it. */
export const TaskRun: Model<models.TaskRunInput, TaskRun> = /* @__PURE__ */ new Model(4, schemas.TaskRun, fields.TaskRun);
