import { TaskRunCreate, createTaskRun } from "prefect-taskrun";
import { bindForm } from "prefect-taskrun/form";
import { written } from "./written.js";

const form = document.querySelector("form");
const result = document.querySelector("#result");
const scheduledTime = form.elements["state.state_details.scheduled_time"];

// What the source of an input is called: an id, a name, or a type.
const SOURCES = { task_run: "id", flow_run: "id", parameter: "name", constant: "type" };

const bound = bindForm(form, {
  model: TaskRunCreate,
  onValid({ data }) {
    const run = createTaskRun(data);
    result.querySelector("#state").textContent = run.state.name;
    result.querySelector("#state").dataset.type = run.state_type;
    result.querySelector("#run").textContent = run.name;
    result.querySelector("#body").textContent = bound.body(2);
    result.querySelector("#answer").textContent = written(run);
    result.hidden = false;
    result.querySelector("h2").focus();
  },
  onInvalid: () => (result.hidden = true),
  onChange() {
    result.hidden = true;
    const isScheduled = form.elements["state.type"].value === "SCHEDULED";
    scheduledTime.disabled = scheduledTime.closest(".field").hidden = !isScheduled;
  },
});

form.addEventListener("change", ({ target }) => {
  if (target.name.endsWith(".input_type")) {
    const source = target.closest("[data-row]").querySelector("[aria-label=Source]");
    source.name = `task_inputs[].value[0].${SOURCES[target.value]}`;
    source.placeholder = SOURCES[target.value];
  }
});
