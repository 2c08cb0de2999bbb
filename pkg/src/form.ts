/**
 * Makes any HTML form a task-run form, with no framework: its controls become a payload, and the model's issues the
 * browser's own validity.
 *
 * ```js
 * import { TaskRunCreate } from "prefect-taskrun";
 * import { bindForm } from "prefect-taskrun/form";
 *
 * bindForm(document.querySelector("form"), {
 *   model: TaskRunCreate,
 *   onValid: ({ body }) => fetch("/api/task_runs/", { method: "POST", headers: { "content-type": "application/json" }, body }),
 * });
 * ```
 *
 * @module prefect-taskrun/form
 */
import type { Issue } from "./error.js";
import { blamed } from "./form/blame.js";
import type { Control, Field } from "./form/field.js";
import { fill } from "./form/filling.js";
import { written } from "./form/path.js";
import { type Kept, type Place, read } from "./form/reading.js";
import { clicked, noted } from "./form/rows.js";
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
       * or the page has against a control.
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
  /** Called after every change, the browser's own included when it comes back to a page, with what the form says now. */
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
   * payload: of a field with a control until that is edited, of a disabled one until that is enabled. Throws a
   * `SyntaxError` for a text that is no JSON, and a `TypeError` for a payload that is no object.
   */
  fill(payload: unknown): void;
  /** Leaves the form alone again. */
  unbind(): void;
}

/**
 * Makes a form a model's: what its controls say is a payload, checked as it is typed and whole when it is submitted.
 *
 * A form with controls outside of it, `form="its id"`, is bound once it is in the document.
 *
 * **Where.** A control's `name` says where its value stands: `task_key`, `state.type`, `task_inputs.data[0].id`, or
 * `labels[my.key]` for a key with points in it. Of `tags[]` each control is an item. In a row, an element with `data-row`,
 * `labels[].key` and `labels[].value` are an entry of a map, `sources[].id` a member of an item; rows may stand in rows:
 * `task_inputs[].value[].id`. Controls without a name, disabled ones, files, buttons and those with `data-ignore` are passed
 * over: they may be wrong, but say nothing. An element of the page's making is a control with a `name` and a `value`, a text.
 *
 * **What.** An empty control is an absent field. A number or a range is a number, its digits as they were typed; a
 * `datetime-local` is an instant, told in UTC, its time being that of the person's zone; a checkbox is `true`, or its
 * `value` if it has one; radio buttons are the chosen one's `value`; a `select` that is `multiple` is a list. A control with
 * `data-json` is what its text says as JSON; with `data-json="or-text"`, or else the text itself. All others are text, as
 * which the server takes numbers and truth values too, but not in labels. Of `state` and `state.message`, where one says what
 * the other is part of, the later one holds.
 *
 * **Messages.** What is wrong with a field stands in the element `[data-issue="its name"]` of its row or of the form, or in
 * one that is made after the control or its label. What no control is to blame for, and what no one sees where it stands, is
 * told in `[data-issues]` once the form was submitted, or in one that is made at its end. All issues stand in the results. What
 * the browser has against a control, such as `required`, and what the page has by `setCustomValidity`, is wrong too, whatever
 * the control's part in the payload.
 *
 * **Submitting.** A form that is submitted is checked, and goes nowhere by itself. What a listener before cancelled, and what
 * a button with `formnovalidate` or `formmethod="dialog"` asks for, is left alone: Cancel closes a dialog.
 *
 * **Rows.** Rows may come and go in any way. In `<div data-rows="labels">` the rows stand before a `<template>` of one more,
 * which `fill` takes too; a button with `data-add` adds one, one with `data-remove` removes its own, and neither submits the
 * form. Give them `type="button"` all the same: Enter in a field presses the first button of another type. A reset brings back
 * the rows that were there at first.
 */
export function bindForm<Input, Output>(
  form: HTMLFormElement,
  { model, onValid, onInvalid, onChange, checkOn = "input", message, options }: FormOptions<Input, Output>,
): BoundForm<Input, Output> {
  const end = new AbortController();
  const root = form.isConnected ? form.getRootNode() : form;
  const telling = tellingOf(form);
  const hadNoValidate = form.noValidate;
  const restoreRows = noted(form);
  /** A reset that is not done with. */
  let reset: Event | undefined;
  /** What was filled in that is of no control, as JSON text. */
  let rest: string;
  let kept: Kept;
  /** What the form said when it was last looked at. */
  let last: string;
  /** The controls that someone has worked on, and whether all are told of. */
  let touched: WeakSet<Control>;
  let isAll: boolean;

  function start(): void {
    rest = "{}";
    kept = new WeakMap();
    touched = new WeakSet();
    isAll = false;
  }

  /** Follows a reset, once all have heard of it, unless one of them cancelled it. */
  function settle(): void {
    // An event that is on its way has a phase.
    if (!reset || reset.eventPhase) {
      return;
    }
    const { defaultPrevented } = reset;
    reset = undefined;
    if (!defaultPrevented) {
      start();
      restoreRows();
    }
  }

  function said(): ReturnType<typeof read> {
    settle();
    const now = read(form, rest, kept);
    ({ rest } = now);
    return now;
  }

  function body(indent = 0): string {
    return json(said().tree, " ".repeat(indent));
  }

  /** Reads the form, and tells what is wrong with it. */
  function look(isTold = true): FormResult<Input, Output> {
    const { tree, places } = said();
    const body = (last = json(tree));
    const payload = parsed(body);
    const answer = model.safeParseJson(body, options);
    const found = answer.success ? [] : answer.error.issues;
    const byField = blamed(places, found);
    if (isTold) {
      tell(byField);
    }
    const issues = [...new Set([...found, ...[...byField.values()].flat()])];
    return answer.success && !issues[0]
      ? { success: true, payload: payload as Input, body, data: answer.data }
      : { success: false, payload, body, issues };
  }

  function validate(): FormResult<Input, Output> {
    settle();
    isAll = true;
    return look();
  }

  function tell(byField: ReadonlyMap<Place | undefined, readonly Issue[]>): void {
    const texts = new Map<Field, string>();
    let rest = "";
    for (const [place, issues] of byField) {
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
    const lines = [rest, ...telling.fields(texts)].filter(Boolean);
    telling.summary(isAll ? lines.join("\n") : "");
  }

  function changed(): void {
    const result = look();
    onChange?.(result);
  }

  function listen(target: EventTarget, kind: string, act: (event: Event) => void): void {
    target.addEventListener(kind, act, { signal: end.signal });
  }

  for (const kind of ["input", "change"]) {
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
  listen(form, "click", (event) => {
    if (clicked(event.target as Element)) {
      // A button without a `type` would submit the form.
      event.preventDefault();
      changed();
    }
  });
  listen(form, "reset", (event) => {
    settle();
    reset = event;
    // The controls say what they did at first only after this.
    setTimeout(() => {
      if (!end.signal.aborted && !event.defaultPrevented) {
        changed();
      }
    });
  });
  listen(form, "submit", (event) => {
    const { submitter } = event as SubmitEvent & { submitter: HTMLButtonElement | null };
    if (event.defaultPrevented || submitter?.formNoValidate || submitter?.formMethod === "dialog") {
      return;
    }
    event.preventDefault();
    const result = validate();
    if (result.success) {
      onValid(result, event as SubmitEvent);
    } else {
      telling.focus();
      onInvalid?.(result, event as SubmitEvent);
    }
  });
  // By now a browser has given back what was typed before the page was left, and tells no one.
  listen(form.ownerDocument.defaultView ?? form, "pageshow", () => {
    if (body() !== last) {
      changed();
    }
  });
  start();
  last = body();
  form.noValidate = true;

  return {
    payload: () => look(false).payload,
    body,
    result: () => look(false),
    validate,
    fill(payload) {
      const tree = grown(typeof payload === "string" ? payload : stringified(payload));
      if (!isMembers(tree)) {
        throw new TypeError("a payload is an object");
      }
      settle();
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
