import { standardSchemaResolver } from "@hookform/resolvers/standard-schema";
import { createTaskRun } from "prefect-taskrun";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { Control, Field } from "./field.jsx";
import { Result } from "./result.jsx";
import { Rows } from "./rows.jsx";
import { EMPTY, SOURCES, payloadOf, schema } from "./schema.js";

const STATES = ["Scheduled", "Pending", "Running", "Paused", "Cancelling", "Completed", "Failed", "Cancelled", "Crashed"];
const KINDS = { task_run: "Task run", flow_run: "Flow run", parameter: "Parameter", constant: "Constant" };

export function TaskRunForm() {
  const form = useForm({ resolver: standardSchemaResolver(schema), mode: "onChange", defaultValues: EMPTY, shouldUnregister: false });
  const [result, setResult] = useState();
  const isScheduled = form.watch("state.type") === "SCHEDULED";

  function create(data) {
    setResult({ body: payloadOf(form.getValues()), run: createTaskRun(data) });
  }

  return (
    <FormProvider {...form}>
      <header>
        <h1>Create a task run</h1>
        <p>Checked in this page, as a Prefect server would check it. Nothing is sent.</p>
      </header>
      <form
        noValidate
        onSubmit={form.handleSubmit(create, () => setResult())}
        onChange={() => setResult()}
        // Its other buttons change it, too.
        onClick={({ target }) => target.type === "button" && setResult()}
      >
        <fieldset>
          <legend>Task</legend>
          <div className="grid">
            <Field name="task_key" label="Task key" isRequired placeholder="load-orders" />
            <Field name="dynamic_key" label="Dynamic key" isRequired placeholder="0" />
            <Field name="name" label="Name" placeholder="made up if empty" />
            <Field name="flow_run_id" label="Flow run" className="code" spellCheck="false" placeholder="a UUID" />
          </div>
        </fieldset>
        <fieldset>
          <legend>State</legend>
          <div className="grid">
            <Field name="state.type" label="Type" as="select">
              <option value="">Pending, if not set</option>
              {STATES.map((state) => (
                <option key={state} value={state.toUpperCase()}>
                  {state}
                </option>
              ))}
            </Field>
            {isScheduled && (
              <Field
                name="state.state_details.scheduled_time"
                label="Starts at"
                hint="in your time zone"
                type="datetime-local"
                options={{ shouldUnregister: true }}
              />
            )}
            <Field name="state.message" label="Message" />
          </div>
        </fieldset>
        <fieldset>
          <legend>Retries</legend>
          <div className="grid">
            <Field name="empirical_policy.retries" label="Retries" inputMode="numeric" placeholder="0" />
            <Field name="empirical_policy.retry_delay" label="Delay" hint="seconds, or a list: [1, 10]" />
            <Field
              name="empirical_policy.retry_jitter_factor"
              label="Jitter"
              hint="0.5 is up to half as long again"
              inputMode="decimal"
            />
          </div>
        </fieldset>
        <fieldset>
          <legend>Tags and labels</legend>
          <Rows name="tags" what="tag" empty={{ tag: "" }}>
            {(row) => <Control name={`${row}.tag`} aria-label="Tag" placeholder="tag" />}
          </Rows>
          <Rows name="labels" what="label" empty={{ key: "", value: "" }}>
            {(row) => (
              <>
                <div>
                  <Control name={`${row}.key`} aria-label="Label" placeholder="label" />
                </div>
                <div>
                  <Control name={`${row}.value`} aria-label="Value" placeholder="text, 42, true" />
                </div>
              </>
            )}
          </Rows>
        </fieldset>
        <fieldset>
          <legend>Inputs</legend>
          <Rows name="task_inputs" what="input" empty={{ key: "", input_type: "task_run", value: "" }} className="row wide">
            {(row) => (
              <>
                <div>
                  <Control name={`${row}.key`} aria-label="Input" placeholder="input" />
                </div>
                <div>
                  <Control name={`${row}.input_type`} aria-label="Kind" as="select">
                    {Object.entries(KINDS).map(([kind, name]) => (
                      <option key={kind} value={kind}>
                        {name}
                      </option>
                    ))}
                  </Control>
                </div>
                <div>
                  <Control
                    name={`${row}.value`}
                    aria-label="Source"
                    className="code"
                    spellCheck="false"
                    placeholder={SOURCES[form.watch(`${row}.input_type`)]}
                  />
                </div>
              </>
            )}
          </Rows>
        </fieldset>
        <footer>
          <button type="button" className="quiet" onClick={() => form.reset(EMPTY)}>
            Start over
          </button>
          <button className="primary">Create the task run</button>
        </footer>
      </form>
      {result && <Result {...result} />}
    </FormProvider>
  );
}
