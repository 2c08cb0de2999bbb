// A form's controls and what they say.
import { instant, local } from "./instant.js";
import { type Tree, json, same } from "./tree.js";

/** A control of a form, as if each had all that one of them has. */
export type Control = HTMLInputElement & Pick<HTMLSelectElement, "options" | "selectedOptions">;

/** One control, or all radio buttons of a name. */
export type Field = readonly [Control, ...Control[]];

/** The fields that say something, in the document's order: of those that are disabled, the ones that are asked for. */
export function fieldsOf(form: HTMLFormElement, isAsked: (control: Control) => boolean): Field[] {
  const radios = new Map<string, Control[]>();
  const fields: Field[] = [];
  for (const control of form.elements as unknown as Control[]) {
    const { name, type } = control;
    if (isPassedOver(control) || (isDisabled(control) && !isAsked(control))) {
      continue;
    }
    const others = radios.get(name);
    if (type === "radio" && others) {
      others.push(control);
    } else {
      const field: [Control] = [control];
      fields.push(field);
      radios.set(name, field);
    }
  }
  return fields;
}

/** Whether a control has no part in the payload, even if it is enabled. */
export function isPassedOver(control: Control): boolean {
  const isSilent = /^(submit|button|reset|image|file|fieldset|output)$/.test(control.type);
  return !control.name || isSilent || control.matches("[data-ignore],object");
}

export function isDisabled(control: Control): boolean {
  return control.matches(":disabled");
}

/** What a field says; nothing if it is empty, or if it is to be JSON and is not, which the caller is told of. */
export function valueOf(field: Field, fail?: (words: string) => void): Tree {
  const control = field.find((control) => !isChoice(control) || control.checked);
  if (control?.localName === "select") {
    // What cannot be chosen, such as `Choose one`, says nothing.
    const options = Array.from(control.selectedOptions).filter((option) => !option.matches(":disabled"));
    const chosen = options.map(({ value }) => meant(control, value)) as string[];
    if (control.type === "select-multiple" || !chosen[0]) {
      return chosen[0] && chosen;
    }
  }
  if (control?.type === "checkbox" && !control.hasAttribute("value")) {
    return "true";
  }
  return control && (control.value ?? "") !== "" ? meant(control, control.value, fail) : undefined;
}

/** The JSON text of what a control's text means. */
function meant({ type, dataset }: Control, text: string, fail?: (words: string) => void): string | undefined {
  const isNumber = type === "number" || type === "range";
  const kind = dataset["json"];
  if (isNumber || kind !== undefined) {
    try {
      JSON.parse(text);
      return text;
    } catch (error) {
      if (isNumber) {
        // HTML knows numbers that JSON does not, such as `.5`.
        return String(Number(text));
      }
      if (kind !== "or-text") {
        fail?.((error as SyntaxError).message);
        return undefined;
      }
    }
  }
  return JSON.stringify(type === "datetime-local" ? instant(text) : text);
}

/** Makes a field show a value, as well as it can. */
export function show(field: Field, value: Tree): void {
  const [control] = field;
  const whole = value === undefined || value === "null" ? "" : json(value);
  const text = whole.startsWith('"') ? (JSON.parse(whole) as string) : whole;
  if (isChoice(control)) {
    for (const choice of field) {
      choice.checked = choice.hasAttribute("value") ? choice.value === text : whole === "true";
    }
  } else if (control.type === "select-multiple") {
    for (const option of control.options) {
      option.selected = Array.isArray(value) && value.includes(meant(control, option.value));
    }
  } else if (control.type === "datetime-local") {
    // As precise as the control may be.
    for (const length of [23, 19, 16]) {
      control.value = local(text).slice(0, length);
      if (!control.validity.stepMismatch) {
        break;
      }
    }
  } else {
    control.value = text;
    // A text that would be read as something else is shown as JSON.
    if (control.dataset["json"] !== undefined && !same(valueOf(field), value)) {
      control.value = whole;
    }
  }
}

/** Whether a control is chosen or not, and its text is not what a person changes. */
function isChoice({ type }: Control): boolean {
  return type === "checkbox" || type === "radio";
}
