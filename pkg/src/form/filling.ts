// From a payload to a form's controls.
import { type Control, fieldsOf, isDisabled, show, valueOf } from "./field.js";
import { keyIn, pathOf } from "./path.js";
import { type Kept, isKey } from "./reading.js";
import { addRow, numbered, rowsIn, rowsOf, templateOf } from "./rows.js";
import { type Members, type Tree, at, isMembers, json, taker } from "./tree.js";

/** Of `NodeFilter`, which is no global where a form is another window's. */
const SHOW_ELEMENT = 1;

/** Makes a form show a payload; gives back what is in it of no control, as JSON text. */
export function fill(form: HTMLFormElement, tree: Members, kept: Kept): string {
  const place = numbered();
  const where = (name: string, element: Element) => pathOf(name, rowsOf(element), place);
  // Rows within rows are there only once those around them are.
  const walker = form.ownerDocument.createTreeWalker(form, SHOW_ELEMENT);
  while (walker.nextNode()) {
    const container = walker.currentNode as HTMLElement;
    const name = container.dataset["rows"];
    if (name !== undefined) {
      const path = where(name, container);
      fillRows(container, name, path && at(tree, path));
    }
  }
  const take = taker(tree);
  for (const field of fieldsOf(form, () => true)) {
    const [control] = field;
    const { name } = control;
    if (!isKey(control)) {
      const path = where(name, control);
      const value = path && (name.endsWith("[]") ? takeItem(at(tree, path), () => take(path), control) : take(path));
      show(field, value);
      const said = valueOf(field);
      field.forEach((control) => kept.set(control, { said, value, isHeld: isDisabled(control) }));
    }
  }
  return json(tree);
}

/** Makes as many rows as there are entries or items, where the page has a template, and gives them their keys. */
function fillRows(container: Element, name: string, value: Tree): void {
  const keys = typeof value === "object" ? Object.keys(value) : [];
  const template = templateOf(container);
  if (template) {
    rowsIn(container).forEach((row) => row.remove());
  }
  keys.forEach(() => addRow(template));
  rowsIn(container).forEach((row, index) => {
    const control = keyIn(row, name);
    if (control) {
      control.value = (isMembers(value) && keys[index]) || "";
    }
  });
}

/** Takes an item of a list away that a control can show, or the whole list. */
function takeItem(list: Tree, takeAll: () => Tree, { type, value }: Control): Tree {
  const own = JSON.stringify(value);
  const index = Array.isArray(list) ? list.findIndex((item) => type !== "checkbox" || item === own) : -1;
  if (index < 0) {
    return undefined;
  }
  const items = list as Tree[];
  if (type === "select-multiple") {
    return takeAll();
  }
  const [item] = items.splice(index, 1);
  if (!items[0]) {
    takeAll();
  }
  return item;
}
