// Every model is what `@standard-schema/spec` says a Standard Schema and a Standard JSON Schema is; tsc checks it.
import type { StandardJSONSchemaV1, StandardSchemaV1 } from "@standard-schema/spec";
import * as taskrun from "prefect-taskrun";

/** A type that is both, with what it takes and gives. */
type Standard<Input, Output> = StandardSchemaV1<Input, Output> & StandardJSONSchemaV1<Input, Output>;

export const models: readonly [
  Standard<taskrun.TaskRunCreateInput, taskrun.TaskRunCreate>,
  Standard<taskrun.TaskRunUpdateInput, taskrun.TaskRunUpdate>,
  Standard<taskrun.StateCreateInput, taskrun.StateCreate>,
  Standard<taskrun.StateInput, taskrun.State>,
  Standard<taskrun.TaskRunInput, taskrun.TaskRun>,
] = [taskrun.TaskRunCreate, taskrun.TaskRunUpdate, taskrun.StateCreate, taskrun.State, taskrun.TaskRun];

/** Whether two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Model = typeof taskrun.TaskRunCreate;

export const takes: Same<StandardSchemaV1.InferInput<Model>, taskrun.TaskRunCreateInput> = true;
export const gives: Same<StandardSchemaV1.InferOutput<Model>, taskrun.TaskRunCreate> = true;
// @ts-expect-error: what is given may lack what comes out
export const confused: Same<StandardSchemaV1.InferInput<Model>, taskrun.TaskRunCreate> = true;
// @ts-expect-error: a task run is no state
export const mistaken: StandardSchemaV1<taskrun.StateInput, taskrun.State> = taskrun.TaskRun;

/** What libraries of forms and of tools ask of a schema: superforms of both types, the Model Context Protocol of an answer. */
type Records = StandardSchemaV1<Record<string, unknown>, Record<string, unknown>>;
export const records: Records["~standard"]["types"][] = models.map((model) => model["~standard"].types);

// No model answers later, so that whoever asks need not wait.
export const { issues } = taskrun.TaskRunCreate["~standard"].validate({});
