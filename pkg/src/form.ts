/**
 * Makes any HTML form a task-run form, with no framework: its controls become a payload, and the model's issues the
 * browser's own validity.
 *
 * @packageDocumentation
 */
import type { Issue } from "./error.js";
import type { Control, Field } from "./form/field.js";
import { fill } from "./form/filling.js";
import { written } from "./form/path.js";
import { type Kept, type Place, read } from "./form/reading.js";
import { clicked } from "./form/rows.js";
import { tellingOf } from "./form/telling.js";
import { grown, isMembers, json, parsed, stringified } from "./form/tree.js";
import type { Model } from "./model.js";
import type { JsonOptions } from "./options.js";

/** A model of `prefect-taskrun` or `prefect-taskrun/slim`. */
export type FormModel<Input, Output> = Pick<Model<Input, Output>, "safeParseJson" | "~standard">;

/** What a form says, and what the model makes of it. */
export type FormResult<Input, Output> =
  | {
      success: true;
      /** The payload: what the controls say, nothing for an empty one. An integer past 2**53 is a `bigint`. */
      payload: Input;
      /** The payload as JSON text, numbers as they were typed: the body of the request. */
      body: string;
      /** The validated model. */
      data: Output;
    }
  | {
      success: false;
      /** The payload, as far as the controls say it. */
      payload: unknown;
      /** The payload as JSON text. */
      body: string;
      /**
       * Everything that is wrong: the model's issues, and the form's own. Of these the type is `json_invalid` for a text
       * that should be JSON, `missing` and `duplicate_key` for a row's key or value, and `control` for what the browser
       * itself has against a control.
       */
      issues: Issue[];
    };

/** What a form is bound to. */
export interface FormOptions<Input, Output> {
  /** The model to validate with, such as `TaskRunCreate`. */
  model: FormModel<Input, Output>;
  /** Called when a valid form is submitted. */
  onValid: (result: Extract<FormResult<Input, Output>, { success: true }>, event: SubmitEvent) => void;
  /** Called when a form is submitted that is not valid, after the focus has moved to the first bad field. */
  onInvalid?: ((result: Extract<FormResult<Input, Output>, { success: false }>, event: SubmitEvent) => void) | undefined;
  /** Called after every change, with what the form says now. */
  onChange?: ((result: FormResult<Input, Output>) => void) | undefined;
  /** When a field is first checked: as it is typed, or once it is left. Afterwards as it is typed. By default `input`. */
  checkOn?: "input" | "change" | undefined;
  /** The words for an issue, by default its `msg`. */
  message?: ((issue: Issue) => string) | undefined;
  /** The present, the seed and what else the model takes. */
  options?: JsonOptions | undefined;
}

/** A form that is bound to a model. */
export interface BoundForm<Input, Output> {
  /** What the form says now, valid or not. An integer past 2**53 is a `bigint`. */
  payload(): unknown;
  /** The same as JSON text, numbers as they were typed; with an indent, so many spaces a level. */
  body(indent?: number): string;
  /** What the form says and what the model makes of it; shows nothing. */
  result(): FormResult<Input, Output>;
  /** The same, and shows every field's message. */
  validate(): FormResult<Input, Output>;
  /**
   * Makes the form show a payload, or JSON text, in place of all that it says. What no control can show stays in the
   * payload: of a field with a control until that is edited. Throws a `SyntaxError` for a text that is no JSON, and a
   * `TypeError` for a payload that is no object.
   */
  fill(payload: unknown): void;
  /** Leaves the form alone again. */
  unbind(): void;
}

/**
 * Makes a form a model's.
 *
 * A control's `name` says which field it is: `task_key`, `state.type`, `retry_delay[0]`, `labels[my.key]`. Of a name that
 * ends with `[]` each control is an item, `tags[]`. `labels[].key` and `labels[].value`, in a `[data-row]` with one another,
 * are an entry of a map; rows are added and removed at any time. An empty control is an absent field.
 */
export function bindForm<Input, Output>(
  form: HTMLFormElement,
  { model, onValid, onInvalid, onChange, checkOn = "input", message, options }: FormOptions<Input, Output>,
): BoundForm<Input, Output> {
  const end = new AbortController();
  const root = form.isConnected ? form.getRootNode() : form;
  const telling = tellingOf(form);
  const hadNoValidate = form.noValidate;
  const rows = () => Array.from(form.querySelectorAll("[data-row]"));
  const firstRows = rows();
  /** What was filled in that is of no control, as JSON text. */
  let rest: string;
  let kept: Kept;
  /** The controls that someone has worked on, and whether all are told of. */
  let touched: WeakSet<Control>;
  let isAll: boolean;

  function start(): void {
    rest = "{}";
    kept = new WeakMap();
    touched = new WeakSet();
    isAll = false;
  }

  /** Reads the form, and tells what is wrong with it. */
  function look(isTold = true): FormResult<Input, Output> {
    const { tree, places } = read(form, rest, kept);
    const body = json(tree);
    const payload = parsed(body);
    const answer = model.safeParseJson(body, options);
    const found = answer.success ? [] : answer.error.issues;
    const blamed = blame(places, withoutOthers(found));
    if (isTold) {
      tell(blamed);
    }
    const ours = [...blamed.values()].flat().filter((issue) => !found.includes(issue));
    const issues = [...found, ...ours];
    return answer.success && !issues[0]
      ? { success: true, payload: payload as Input, body, data: answer.data }
      : { success: false, payload, body, issues };
  }

  function tell(blamed: ReadonlyMap<Place | undefined, readonly Issue[]>): void {
    const texts = new Map<Field, string>();
    let rest = "";
    for (const [place, issues] of blamed) {
      const depth = place ? (place.path?.length ?? Infinity) : 0;
      const lines = issues.map((issue) => {
        const within = written(issue.path.slice(depth));
        return (within && `${within}: `) + (message?.(issue) ?? issue.msg);
      });
      const text = [...new Set(lines)].join("\n");
      if (!place) {
        rest = text;
      } else if (isAll || place.field.some((control) => touched.has(control))) {
        texts.set(place.field, text);
      }
    }
    telling.fields(texts);
    telling.summary(isAll ? rest : "");
  }

  function changed(): void {
    const result = look();
    onChange?.(result);
  }

  function listen<Kind extends string>(target: EventTarget, kind: Kind, act: (event: Event) => void): void {
    target.addEventListener(kind, act, { signal: end.signal });
  }

  for (const kind of ["input", "change"] as const) {
    listen(root, kind, ({ target }) => {
      const control = target as Control;
      if (control !== (form as unknown) && control.form !== form) {
        return;
      }
      kept.delete(control);
      if (kind === "change" || checkOn === "input") {
        touched.add(control);
      }
      changed();
    });
  }
  listen(form, "click", ({ target }) => {
    if (clicked(target as Element)) {
      changed();
    }
  });
  listen(form, "reset", () => {
    start();
    rows().forEach((row) => firstRows.includes(row) || row.remove());
    // The controls say what they did at first only after this.
    setTimeout(changed);
  });
  listen(form, "submit", (event) => {
    event.preventDefault();
    isAll = true;
    const result = look();
    if (result.success) {
      onValid(result, event as SubmitEvent);
    } else {
      telling.focus();
      onInvalid?.(result, event as SubmitEvent);
    }
  });
  start();
  form.noValidate = true;

  return {
    payload: () => look(false).payload,
    body: (indent = 0) => json(read(form, rest, kept).tree, " ".repeat(indent)),
    result: () => look(false),
    validate() {
      isAll = true;
      return look();
    },
    fill(payload) {
      const tree = grown(typeof payload === "string" ? payload : stringified(payload));
      if (!isMembers(tree)) {
        throw new TypeError("a payload is an object");
      }
      start();
      rest = fill(form, tree, kept);
      changed();
    },
    unbind() {
      end.abort();
      telling.end();
      form.noValidate = hadNoValidate;
    },
  };
}

/** Issues without those of a union's members that its value does not say it is. */
function withoutOthers(issues: readonly Issue[]): readonly Issue[] {
  const around = ({ loc }: Issue) => String(loc.slice(0, -1));
  const others = issues.filter(({ type }) => type === "literal_error").map(around);
  const rest = issues.filter((issue) => !others.includes(around(issue)));
  const within = ({ path }: Issue) => String(path.slice(0, -1));
  const known = rest.map(within);
  return issues.filter((issue) => rest.includes(issue) || !known.includes(within(issue)));
}

/** Issues by the field that is to blame: the model's, or else what was wrong with it before. */
function blame(places: readonly Place[], issues: readonly Issue[]): Map<Place | undefined, Issue[]> {
  const blamed = new Map<Place | undefined, Issue[]>();
  for (const issue of issues) {
    let best: Place | undefined;
    for (const place of places) {
      const { path = [], field } = place;
      const isBetter = path.length > (best?.path?.length ?? 0) && field[0].type !== "hidden";
      if (isBetter && path.every((step, at) => step === issue.path[at])) {
        best = place;
      }
    }
    blamed.set(best, [...(blamed.get(best) ?? []), issue]);
  }
  for (const place of places) {
    if (place.issue && !blamed.has(place)) {
      blamed.set(place, [place.issue]);
    }
  }
  return blamed;
}
