// From a payload to a form's controls.
import { type Field, fieldsOf, saidBy, same, show } from "./field.js";
import { type Path, keyControl, pathOf } from "./path.js";
import type { Kept } from "./reading.js";
import { addRow, rowsIn, rowsOf, templateOf } from "./rows.js";
import { type Tree, at, grown, parsed, take } from "./tree.js";

/** Makes a form show a payload; gives back what is in it of no control. */
export function fill(form: HTMLFormElement, payload: unknown, kept: Kept): Tree {
  const rest = grown(typeof payload === "string" ? parsed(payload) : payload);
  if (!(rest instanceof Map)) {
    throw new TypeError("a payload is an object");
  }
  const place = (row: Element) => rowsIn(row.parentElement as Element).indexOf(row);
  // Rows within rows are there only once those around them are.
  for (let index = 0; ; index++) {
    const container = form.querySelectorAll<HTMLElement>("[data-rows]")[index];
    if (container === undefined) {
      break;
    }
    const name = container.dataset["rows"] as string;
    const path = pathOf(name, rowsOf(container), place);
    fillRows(container, name, path && at(rest, path));
  }
  const lists: Path[] = [];
  for (const field of fieldsOf(form)) {
    const [control] = field;
    const { name } = control;
    if (!name.endsWith("[].key")) {
      const path = pathOf(name, rowsOf(control), place);
      const isItem = name.endsWith("[]");
      const from = path && isItem ? item(path, at(rest, path), field) : path;
      const value = from && take(rest, from);
      show(field, value);
      const said = saidBy(field);
      if (!same(said, value)) {
        kept.set(control, { said, value });
      }
      if (path && isItem) {
        lists.push(path);
      }
    }
  }
  for (const path of lists) {
    const list = at(rest, path);
    if (Array.isArray(list)) {
      list.splice(0, list.length, ...list.filter((item) => item !== undefined));
    }
  }
  return rest;
}

/** Makes as many rows as there are entries or items, where the page has a template, and gives them their keys. */
function fillRows(container: Element, name: string, value: Tree): void {
  const keys = value instanceof Map ? Array.from(value.keys()) : Array.isArray(value) ? value.map(() => "") : [];
  const template = templateOf(container);
  if (template) {
    rowsIn(container).forEach((row) => row.remove());
    keys.forEach(() => addRow(template));
  }
  rowsIn(container).forEach((row, index) => {
    const control = keyControl(row, name);
    if (control) {
      control.value = keys[index] ?? "";
    }
  });
}

/** Where the item of a list stands that a field is to show. */
function item(path: Path, list: Tree, [control]: Field): Path | undefined {
  if (!Array.isArray(list)) {
    return undefined;
  }
  if (control.type === "select-multiple") {
    return path;
  }
  const index = list.findIndex((item) => item !== undefined && (control.type !== "checkbox" || item === control.value));
  return index < 0 ? undefined : [...path, index];
}
