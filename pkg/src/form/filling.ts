// From a payload to a form's controls.
import { type Control, fieldsOf, isDisabled, show, valueOf } from "./field.js";
import { type Path, keyIn, pathOf } from "./path.js";
import { type Kept, isKey } from "./reading.js";
import { addRow, rowsIn, rowsOf, templateOf } from "./rows.js";
import { type Members, type Tree, at, isMembers, json, take } from "./tree.js";

/** Makes a form show a payload; gives back what is in it of no control, as JSON text. */
export function fill(form: HTMLFormElement, tree: Members, kept: Kept): string {
  const place = (row: Element) => rowsIn(row.parentElement as Element).indexOf(row);
  const where = (name: string, element: Element) => pathOf(name, rowsOf(element), place);
  const containers = form.getElementsByTagName("*") as HTMLCollectionOf<HTMLElement>;
  // Rows within rows are there only once those around them are.
  for (const container of containers) {
    const name = container.dataset["rows"];
    if (name !== undefined) {
      const path = where(name, container);
      fillRows(container, name, path && at(tree, path));
    }
  }
  for (const field of fieldsOf(form, () => true)) {
    const [control] = field;
    const { name } = control;
    if (!isKey(control)) {
      const path = where(name, control);
      const value = path && (name.endsWith("[]") ? takeItem(tree, path, control) : take(tree, path));
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
  if (templateOf(container)) {
    rowsIn(container).forEach((row) => row.remove());
  }
  keys.forEach(() => addRow(container));
  rowsIn(container).forEach((row, index) => {
    const control = keyIn(row, name);
    if (control) {
      control.value = (isMembers(value) && keys[index]) || "";
    }
  });
}

/** Takes an item of a list away that a control can show, or the whole list. */
function takeItem(tree: Members, path: Path, { type, value }: Control): Tree {
  const list = at(tree, path);
  const index = Array.isArray(list) ? list.findIndex((item) => type !== "checkbox" || item === JSON.stringify(value)) : -1;
  if (index < 0) {
    return undefined;
  }
  const items = list as Tree[];
  if (type === "select-multiple") {
    return take(tree, path);
  }
  const [item] = items.splice(index, 1);
  if (!items[0]) {
    take(tree, path);
  }
  return item;
}
