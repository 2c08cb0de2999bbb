// What a form tells the person before it.
import type { Control, Field } from "./field.js";

let count = 0;

/** The messages of a form: by its fields, and above them all. */
export class Telling {
  readonly #form: HTMLFormElement;
  readonly #told = new Map<Control, HTMLElement>();
  readonly #made = new Set<HTMLElement>();
  #summary: HTMLElement | undefined;

  constructor(form: HTMLFormElement) {
    this.#form = form;
  }

  /** Tells what is wrong with fields, and of all others that nothing is. */
  fields(texts: ReadonlyMap<Field, string>): void {
    const wrong = new Set(Array.from(texts.keys()).flat());
    for (const [control, element] of this.#told) {
      if (!wrong.has(control) || !control.isConnected) {
        this.#told.delete(control);
        control.setCustomValidity("");
        control.removeAttribute("aria-invalid");
        describe(control, element.id, false);
        tell(element, "");
        if (this.#made.delete(element)) {
          element.remove();
        }
      }
    }
    for (const [field, text] of texts) {
      const element = this.#told.get(field[0]) ?? this.#element(field);
      tell(element, text);
      for (const control of field) {
        this.#told.set(control, element);
        control.setCustomValidity(text);
        control.setAttribute("aria-invalid", "true");
        describe(control, element.id, true);
      }
    }
  }

  /** Tells what no field is to blame for. */
  summary(lines: readonly string[]): void {
    const before = this.#summary ?? this.#form.querySelector<HTMLElement>("[data-issues]");
    if (before === null && lines.length === 0) {
      return;
    }
    const summary = before ?? this.#form.appendChild(this.#make("div", "issues"));
    this.#summary = summary;
    summary.setAttribute("role", "alert");
    tell(summary, lines.join("\n"));
  }

  /** Moves the focus to the first field that is wrong, or to what no field is to blame for. */
  focus(): void {
    const controls = Array.from(this.#form.elements) as Control[];
    const control = controls.find((control) => this.#told.has(control)) ?? this.#summary;
    for (let fold = control?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      fold.open = true;
    }
    if (control === this.#summary) {
      control?.setAttribute("tabindex", "-1");
    }
    control?.focus();
  }

  /** Takes everything back. */
  end(): void {
    this.fields(new Map());
    this.summary([]);
    this.#made.forEach((element) => element.remove());
  }

  /** The element by a field that tells what is wrong with it: the page's own, or a new one. */
  #element(field: Field): HTMLElement {
    const control = field.at(-1) as Control;
    const around = control.closest("[data-row]") ?? this.#form;
    let element = around.querySelector<HTMLElement>(`[data-issue="${control.name}"]`);
    if (element === null) {
      element = this.#make("span", "issue");
      // In a label it would be part of the field's name.
      (control.closest("label") ?? control).after(element);
    }
    element.id ||= `prefect-taskrun-issue-${++count}`;
    return element;
  }

  #make(tag: string, kind: string): HTMLElement {
    const element = this.#form.ownerDocument.createElement(tag);
    element.dataset[kind] = "";
    this.#made.add(element);
    return element;
  }
}

/** Changes a text only where it is another: what is told again is read out again. */
function tell(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
  element.hidden = text === "";
}

function describe(control: Control, id: string, isOn: boolean): void {
  const ids = (control.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((other) => other && other !== id);
  const text = (isOn ? [...ids, id] : ids).join(" ");
  if (text) {
    control.setAttribute("aria-describedby", text);
  } else {
    control.removeAttribute("aria-describedby");
  }
}
