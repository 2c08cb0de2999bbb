// The same form by three libraries, of which each has the package validate what is filled in.
import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import Form from "@rjsf/core";
import type { RJSFSchema } from "@rjsf/utils";
import validator from "@rjsf/validator-ajv8";
import { useForm as useTanStackForm } from "@tanstack/react-form";
import { TaskRunCreate, type TaskRunCreateInput, createTaskRun } from "prefect-taskrun";
import { type ReactNode, useState } from "react";
import { createRoot } from "react-dom/client";
import { useForm } from "react-hook-form";

const defaults: TaskRunCreateInput = { task_key: "", dynamic_key: "0", flow_run_id: null, tags: ["etl"] };

/** An empty control says nothing. */
const orNull = (text: string): string | null => (text === "" ? null : text);

function Created({ payload }: { payload: TaskRunCreate | undefined }): ReactNode {
  return <output>{payload && `${createTaskRun(payload).state_type}: ${payload.task_key}`}</output>;
}

function HookForm(): ReactNode {
  const [created, setCreated] = useState<TaskRunCreate>();
  const { register, handleSubmit, formState } = useForm({
    defaultValues: defaults,
    mode: "onChange",
    resolver: standardSchemaResolver(TaskRunCreate),
  });
  const { errors } = formState;
  return (
    <form id="hook-form" onSubmit={handleSubmit((payload) => setCreated(payload))}>
      <input {...register("flow_run_id", { setValueAs: orNull })} />
      <em>{errors.flow_run_id?.message}</em>
      <input {...register("empirical_policy.retries", { setValueAs: orNull })} />
      <em>{errors.empirical_policy?.retries?.message}</em>
      <input {...register("tags.0")} />
      <button>Create</button>
      <Created payload={created} />
    </form>
  );
}

function TanStackForm(): ReactNode {
  const [created, setCreated] = useState<TaskRunCreate>();
  const form = useTanStackForm({
    defaultValues: defaults,
    validators: { onChange: TaskRunCreate },
    onSubmit: ({ value }) => setCreated(TaskRunCreate.parse(value)),
  });
  const control = (name: "flow_run_id" | "empirical_policy.retries"): ReactNode => (
    <form.Field name={name}>
      {(field) => (
        <>
          <input name={name} onChange={({ target }) => field.handleChange(orNull(target.value) as never)} />
          <em>{field.state.meta.errors.map((issue) => issue?.message).join()}</em>
        </>
      )}
    </form.Field>
  );
  return (
    <form
      id="tanstack-form"
      onSubmit={(event) => {
        event.preventDefault();
        void form.handleSubmit();
      }}
    >
      {control("flow_run_id")}
      {control("empirical_policy.retries")}
      <button>Create</button>
      <Created payload={created} />
    </form>
  );
}

const schema: RJSFSchema = TaskRunCreate["~standard"].jsonSchema.input({ target: "draft-07" });

function SchemaForm(): ReactNode {
  const [created, setCreated] = useState<TaskRunCreate>();
  const [formData, setFormData] = useState<unknown>({ task_key: "load", dynamic_key: "0" });
  return (
    <div id="schema-form">
      <Form
        schema={schema}
        validator={validator}
        formData={formData}
        noHtml5Validate
        onChange={(event) => setFormData(event.formData)}
        onSubmit={(event) => setCreated(TaskRunCreate.parse(event.formData))}
      />
      <Created payload={created} />
    </div>
  );
}

createRoot(document.body).render(
  <>
    <HookForm />
    <TanStackForm />
    <SchemaForm />
  </>,
);
