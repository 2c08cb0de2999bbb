// A form's controls and what they say.
import { instant, local } from "./instant.js";
import { Json, type Tree, json } from "./tree.js";

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** One control, or all radio buttons of a name. */
export type Field = readonly [Control, ...Control[]];

const SILENT = ["submit", "button", "reset", "image", "file"];

/** The fields that say something, in the document's order. */
export function fieldsOf(form: HTMLFormElement): Field[] {
  const radios = new Map<string, Control[]>();
  const fields: Field[] = [];
  for (const control of Array.from(form.elements) as Control[]) {
    const { name, type } = control;
    if (!name || !("value" in control) || !("validity" in control) || SILENT.includes(type)) {
      continue;
    }
    if (control.matches(":disabled,output,[data-ignore]")) {
      continue;
    }
    const others = type === "radio" ? radios.get(name) : undefined;
    if (others === undefined) {
      const field: [Control] = [control];
      fields.push(field);
      radios.set(name, field);
    } else {
      others.push(control);
    }
  }
  return fields;
}

/** What a field says; nothing if it is empty. Throws a `SyntaxError` for a text that is to be JSON and is not. */
export function valueOf(field: Field): Tree {
  const control = field.find((control) => !isChoice(control) || (control as HTMLInputElement).checked);
  if (control === undefined) {
    return undefined;
  }
  if (control.type === "select-multiple") {
    const chosen = Array.from((control as HTMLSelectElement).selectedOptions, (option) => meant(control, option.value));
    return chosen.length > 0 ? chosen : undefined;
  }
  if (control.type === "checkbox" && !control.hasAttribute("value")) {
    return true;
  }
  return control.value === "" ? undefined : meant(control, control.value);
}

function meant(control: Control, text: string): Tree {
  const { json: kind } = control.dataset;
  switch (control.type) {
    case "number":
    case "range":
      // HTML knows numbers that JSON does not, such as `.5`.
      return new Json(/^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? text : String(Number(text)));
    case "datetime-local":
      return instant(text);
    default:
  }
  if (kind !== undefined) {
    try {
      JSON.parse(text);
      return new Json(text);
    } catch (error) {
      if (kind !== "or-text") {
        throw error;
      }
    }
  }
  return text;
}

/** Whether two values are the same JSON. */
export function same(one: Tree, other: Tree): boolean {
  return (one === undefined) === (other === undefined) && json(one) === json(other);
}

/** What a field says, or nothing if it is no JSON. */
export function saidBy(field: Field): Tree {
  try {
    return valueOf(field);
  } catch {
    return undefined;
  }
}

/** Makes a field show a value, as well as it can. */
export function show(field: Field, value: Tree): void {
  const [control] = field;
  const text = value === undefined || value === null ? "" : typeof value === "string" ? value : json(value);
  if (isChoice(control)) {
    for (const choice of field as readonly Control[] as readonly HTMLInputElement[]) {
      choice.checked = value !== undefined && (choice.hasAttribute("value") ? choice.value === text : value === true);
    }
  } else if (control.type === "select-multiple") {
    const items = Array.isArray(value) ? value.map((item) => json(item)) : [];
    for (const option of (control as HTMLSelectElement).options) {
      option.selected = items.includes(json(meant(control, option.value)));
    }
  } else if (control.type === "datetime-local") {
    control.value = local(text, (control as HTMLInputElement).step);
  } else {
    control.value = text;
    // A text that would be read as something else is shown as JSON.
    if (value !== undefined && control.dataset["json"] !== undefined && !same(saidBy(field), value)) {
      control.value = json(value);
    }
  }
}

/** Whether a control is chosen or not, and its text is not what a person changes. */
function isChoice(control: Control): boolean {
  return control.type === "checkbox" || control.type === "radio";
}
