// From a form's controls to a payload.
import type { Issue } from "../error.js";
import { type Control, type Field, fieldsOf, same, valueOf } from "./field.js";
import { type Path, pathOf } from "./path.js";
import { rowsIn, rowsOf } from "./rows.js";
import { type Tree, at, copied, put } from "./tree.js";

/** A field at its place in the payload. */
export interface Place {
  field: Field;
  /** Where its value stands, or would stand; nowhere, if it has no place. */
  path: Path | undefined;
  /** What is wrong with it before the model sees it. */
  issue: Issue | undefined;
}

/** What fields were filled with that they cannot show as it is, and what they said then. */
export type Kept = WeakMap<Control, { said: Tree; value: Tree }>;

/** What a field itself is to blame for: pydantic's name of it, or one of ours, and the words. */
interface Problem {
  type: string;
  msg: string;
}

const KEY = "[].key";
const MISSING: Problem = { type: "missing", msg: "Field required" };
const DUPLICATE: Problem = { type: "duplicate_key", msg: "Another row has this key" };

/** A field, and what it says. */
interface Said {
  field: Field;
  name: string;
  rows: Element[];
  value: Tree;
  problem: Problem | undefined;
}

/** Reads a form into a payload, beside what is in it of no control. */
export function read(form: HTMLFormElement, rest: Tree, kept: Kept): { tree: Tree; places: Place[] } {
  const tree = copied(rest);
  const all = fieldsOf(form).map((field) => said(field, kept));
  const filled = new Set(all.flatMap(({ value, rows }) => (value === undefined ? [] : rows)));
  const place = (row: Element) => rowsIn(row.parentElement as Element).filter((row) => filled.has(row)).indexOf(row);
  checkEntries(all);
  const places = all.map((one): Place => {
    const { field, name, rows, value } = one;
    const isKey = name.endsWith(KEY);
    const found = pathOf(isKey ? name.slice(0, -KEY.length) : name, rows, place);
    const path = found && !isKey && value !== undefined ? putAt(tree, found, value, name) : found;
    const hasPlace = !isKey && (value !== undefined || !name.endsWith("[]"));
    return { field, path: hasPlace ? path : undefined, issue: one.problem && issue(one, path ?? []) };
  });
  return { tree, places };
}

/** Puts what a field says into a payload; gives back where it stands there. */
function putAt(tree: Tree, path: Path, value: Tree, name: string): Path {
  if (!name.endsWith("[]")) {
    put(tree, path, value);
    return path;
  }
  const list = at(tree, path);
  const count = Array.isArray(list) ? list.length : 0;
  const items = Array.isArray(value) ? value : [value];
  items.forEach((item, index) => put(tree, [...path, count + index], item));
  return items === value ? path : [...path, count];
}

function issue({ field, problem }: Said, path: Path): Issue {
  const { type, msg } = problem as Problem;
  return { type, loc: path, msg, input: field[0].value, path, message: msg };
}

function said(field: Field, kept: Kept): Said {
  const [control] = field;
  let value: Tree;
  let problem: Problem | undefined;
  try {
    value = valueOf(field);
  } catch (error) {
    problem = { type: "json_invalid", msg: `Invalid JSON: ${(error as SyntaxError).message}` };
  }
  const before = kept.get(control);
  if (before && same(before.said, value)) {
    value = before.value;
  }
  return { field, name: control.name, rows: rowsOf(control), value, problem: problem ?? ofBrowser(control) };
}

/** What the browser itself has against a control: a number that is none, a `required` or `pattern` of the page's. */
function ofBrowser(control: Control): Problem | undefined {
  if (!control.willValidate || control.validity.valid) {
    return undefined;
  }
  const ours = control.validity.customError ? control.validationMessage : "";
  control.setCustomValidity("");
  const msg = control.validationMessage;
  control.setCustomValidity(ours);
  return msg === "" ? undefined : { type: "control", msg };
}

/** An entry has a key that no other has, and a value. */
function checkEntries(all: readonly Said[]): void {
  const keys = all.filter(({ name }) => name.endsWith(KEY));
  for (const key of keys) {
    const prefix = `${key.name.slice(0, -KEY.length)}[].value`;
    const values = all.filter(({ name, rows }) => name.startsWith(prefix) && rows.includes(key.rows.at(-1) as Element));
    const isThere = values.some(({ value, problem }) => value !== undefined || problem !== undefined);
    const first = keys.find(({ name, rows, value }) => {
      return name === key.name && rows.at(-2) === key.rows.at(-2) && same(value, key.value);
    });
    if (key.value === undefined) {
      key.problem ??= isThere ? MISSING : undefined;
    } else if (first !== key) {
      key.problem ??= DUPLICATE;
    } else if (!isThere && values[0]) {
      values[0].problem ??= MISSING;
    }
  }
}
