// What the browser and the page have against a control, beside what a model has.
import type { Control } from "./field.js";

/** What we had a control say of itself: all else that it says is the page's own. */
const ours = new WeakMap<Control, string>();

/** Makes the browser hold a model's words against a control, or nothing; a page's own words stay. */
export function hold(control: Control, words: string): void {
  if (!isThePages(control)) {
    // An element of the page's making need not have it.
    control.setCustomValidity?.(words);
    ours.set(control, control.validationMessage || words);
  }
}

/** What else is wrong with a control: a number that is none, what is `required`, or what the page itself says. */
export function complaint(control: Control): string {
  const { validity, validationMessage } = control;
  if (!validity || validity.valid) {
    return "";
  }
  if (!validity.customError || isThePages(control)) {
    return validationMessage;
  }
  control.setCustomValidity("");
  const words = control.validationMessage;
  control.setCustomValidity(validationMessage);
  return words;
}

function isThePages(control: Control): boolean {
  const { validity, validationMessage } = control;
  return validity?.customError && validationMessage !== "" && validationMessage !== ours.get(control);
}
