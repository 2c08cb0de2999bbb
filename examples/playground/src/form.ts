// The payload as a form: every field that the model has, in groups.
import { type Field, TaskRunCreate, createTaskRun } from "prefect-taskrun";
import { bindForm } from "prefect-taskrun/form";
import { clearOtherVariants, fieldOf, showVariants } from "./controls";
import { make } from "./dom";
import type { Moment } from "./verdict";

/** What stands together, and what of it is seen at once. A field that no group names comes last. */
const GROUPS: readonly { title: string; first: readonly string[]; within: readonly string[] }[] = [
  {
    title: "Identity",
    first: ["task_key", "dynamic_key", "name", "id", "flow_run_id", "task_version"],
    within: [],
  },
  {
    title: "State",
    first: ["state.type", "state.name", "state.state_details.scheduled_time", "state.state_details.deferred", "state.message"],
    within: ["state"],
  },
  {
    title: "Retries and cache",
    first: ["empirical_policy.retries", "empirical_policy.retry_delay", "empirical_policy.retry_jitter_factor", "cache_key", "cache_expiration"],
    within: ["empirical_policy"],
  },
  { title: "Labels and tags", first: ["labels", "tags"], within: [] },
  { title: "Task inputs", first: ["task_inputs"], within: [] },
];

export interface PayloadForm {
  /** Shows a payload. Throws if the text is no JSON object. */
  fill(text: string): void;
  /** Shows all that is wrong. */
  validate(): void;
  /** Moves the focus to the field at a path; says whether there is one. */
  goTo(path: readonly (string | number)[]): boolean;
}

export function createForm(
  form: HTMLFormElement,
  moment: () => Moment,
  onChange: (text: string) => void,
  onValid: () => void,
): PayloadForm {
  const leaves = leavesOf(TaskRunCreate.fields);
  const rest = new Set(leaves);
  const take = (paths: readonly string[]) => {
    const found = paths.flatMap((path) => leaves.filter((leaf) => rest.has(leaf) && (leaf.path === path || leaf.path.startsWith(`${path}.`))));
    found.forEach((leaf) => rest.delete(leaf));
    return found;
  };
  const groups = GROUPS.map(({ title, first, within }) => groupOf(title, take(first), take(within)));
  const others = rest.size > 0 ? [groupOf("Others", [...rest], [])] : [];
  form.prepend(...groups, ...others);

  // What has the focus scrolls clear of the foot, whose height is that of what it says.
  const foot = form.querySelector(".form-foot") as HTMLElement;
  const measure = () => document.documentElement.style.setProperty("--foot", `${foot.offsetHeight}px`);
  new ResizeObserver(measure).observe(foot);

  let isFilling = false;
  form.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLSelectElement && target.matches("[data-variants]")) {
      clearOtherVariants(target);
    }
  });
  form.addEventListener("click", ({ target }) => {
    const input = (target as Element).closest("[data-generate]")?.parentElement?.querySelector("input");
    if (input) {
      input.value = createTaskRun({ task_key: "", dynamic_key: "" }).id;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  });
  const bound = bindForm(form, {
    model: TaskRunCreate,
    onValid,
    onChange() {
      showVariants(form);
      if (!isFilling) {
        onChange(bound.body(2));
      }
    },
    options: {
      get now() {
        return moment().now;
      },
      get seed() {
        return moment().seed;
      },
    },
  });

  return {
    fill(text) {
      isFilling = true;
      try {
        // A byte order mark may stand before JSON on its way to a server, but not in it.
        bound.fill(text.replace(/^\uFEFF/, ""));
      } finally {
        isFilling = false;
      }
      for (const details of form.querySelectorAll("details")) {
        details.open ||= Array.from(details.querySelectorAll<HTMLInputElement>("[name]")).some(({ value }) => value !== "");
      }
    },
    validate: () => void bound.validate(),
    goTo(path) {
      for (let length = path.length; length > 0; length--) {
        const name = path.slice(0, length).join(".");
        const rows = form.querySelector(`[data-rows="${CSS.escape(name)}"]`);
        const control = (rows?.querySelector('[aria-invalid="true"]') ?? form.elements.namedItem(name)) as HTMLElement | null;
        if (control) {
          control.closest("details")?.setAttribute("open", "");
          control.focus();
          return true;
        }
      }
      return false;
    },
  };
}

/** The fields without fields of their own. One that only a part of the payload requires, which may be left out, is not required. */
function leavesOf(fields: readonly Field[], isRequired = true): Field[] {
  return fields.flatMap((field) => {
    const required = isRequired && field.required;
    return field.kind === "object" ? leavesOf(field.fields, required) : [{ ...field, required }];
  });
}

function groupOf(title: string, first: readonly Field[], more: readonly Field[]): HTMLElement {
  return make(
    "fieldset",
    { class: "group" },
    make("legend", {}, title),
    make("div", { class: first.length === 1 ? "fields only" : "fields" }, ...first.map(fieldOf)),
    more.length > 0 &&
      make("details", {}, make("summary", {}, `${more.length} more fields`), make("div", { class: "fields" }, ...more.map(fieldOf))),
  );
}
