// What a form tells the person before it.
import { hold } from "./complaint.js";
import type { Control, Field } from "./field.js";
import { focusFirst } from "./focus.js";
import { attribute } from "./path.js";

let count = 0;

/** What tells the person before a form what is wrong with it. */
export interface Telling {
  /** Tells what is wrong with fields, and of all others that nothing is; gives back what no one sees there. */
  fields(texts: ReadonlyMap<Field, string>): string[];
  /** Tells what no field is to blame for. */
  summary(text: string): void;
  /** Moves the focus to the first field that is wrong, or to what no field is to blame for. */
  focus(): void;
  /** Takes everything back. */
  end(): void;
}

export function tellingOf(form: HTMLFormElement): Telling {
  /** The controls that are told of, where that is, and what described them before. */
  const told = new Map<Control, { element: HTMLElement; before: string | null }>();
  const elements = new WeakMap<Control, HTMLElement>();
  const made: HTMLElement[] = [];
  let summary: HTMLElement | undefined;

  function make(kind: string): HTMLElement {
    const element = form.ownerDocument.createElement(kind === "issue" ? "span" : "div");
    element.dataset[kind] = "";
    made.push(element);
    return element;
  }

  /** The element by a field that tells what is wrong with it: the page's own, or a new one. */
  function elementFor(field: Field): HTMLElement {
    const control = field.at(-1) as Control;
    const around = control.closest("[data-row]") ?? (form.contains(control) ? form : (form.getRootNode() as ParentNode));
    let element = elements.get(control);
    if (!element && control.name) {
      element = around.querySelector<HTMLElement>(attribute("data-issue", control.name)) ?? undefined;
    }
    if (!element) {
      element = make("issue");
      // In a label it would be part of the field's name.
      (control.closest("label") ?? control).after(element);
      elements.set(control, element);
    }
    while (!element.id) {
      // Another copy of the package counts too, and a page may come back from a cache with what it had.
      const id = `prefect-taskrun-issue-${++count}`;
      element.id = (form.getRootNode() as Document).getElementById?.(id) ? "" : id;
    }
    return element;
  }

  const telling: Telling = {
    fields(texts) {
      const wrong = new Set(Array.from(texts.keys()).flat());
      for (const [control, { element, before }] of told) {
        if (!wrong.has(control)) {
          told.delete(control);
          hold(control, "");
          set(control, "aria-invalid", null);
          set(control, "aria-describedby", before);
          tell(element, "");
        }
      }
      const places: [string, HTMLElement][] = [];
      for (const [field, text] of texts) {
        const element = elementFor(field);
        tell(element, text);
        places.push([`${field[0].name}: ${text}`, element]);
        for (const control of field) {
          const { before } = told.get(control) ?? { before: control.getAttribute("aria-describedby") };
          told.set(control, { element, before });
          hold(control, text);
          set(control, "aria-invalid", "true");
          set(control, "aria-describedby", before ? `${before} ${element.id}` : element.id);
        }
      }
      // To look at each after it was told would lay out the page as often.
      return places.filter(([, element]) => !isSeen(element)).map(([text]) => text);
    },
    summary(text) {
      summary ??= form.querySelector<HTMLElement>("[data-issues]") ?? undefined;
      if (text) {
        summary ??= form.appendChild(make("issues"));
        summary.setAttribute("role", "alert");
        summary.tabIndex = -1;
      }
      if (summary) {
        tell(summary, text);
      }
    },
    focus() {
      const bad = (Array.from(form.elements) as HTMLElement[]).filter((control) => told.has(control as Control) && isSeen(control));
      for (let fold = bad[0]?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
        fold.open = true;
      }
      focusFirst(summary ? [...bad, summary] : bad);
    },
    end() {
      telling.fields(new Map());
      telling.summary("");
      made.forEach((element) => element.remove());
    },
  };
  return telling;
}

/** Whether one sees an element, if what it is folded away in is opened. */
function isSeen(element: HTMLElement): boolean {
  // Not every host has it.
  return element.checkVisibility?.() !== false || element.closest("details:not([open])") !== null;
}

function set(control: Control, name: string, value: string | null): void {
  if (value === null) {
    control.removeAttribute(name);
  } else {
    control.setAttribute(name, value);
  }
}

/** Changes a text only where it is another: what is told again is read out again. */
function tell(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = !text;
}
