// From a form's controls to a payload.
import type { Issue } from "../error.js";
import { complaint } from "./complaint.js";
import { type Control, type Field, fieldsOf, isDisabled, isPassedOver, valueOf } from "./field.js";
import { type Path, pathOf } from "./path.js";
import { numbered, rowsOf } from "./rows.js";
import { type Tree, at, grown, json, put, same, taker } from "./tree.js";

/** A field, and what it says. */
export interface Place {
  field: Field;
  name: string;
  rows: Element[];
  value: Tree;
  /** Where the value stands in the payload, or would stand; nowhere, if it has no place. */
  path: Path | undefined;
  /** What is wrong with it before the model sees it. */
  issue: Issue | undefined;
}

/**
 * What fields were filled with, which they may not show as it is, and what they said then. A control that was disabled then
 * is held to it until it is enabled.
 */
export type Kept = WeakMap<Control, { said: Tree; value: Tree; isHeld: boolean }>;

/** Reads a form into a payload, beside what is in it of no control; what a control says now is no longer of none. */
export function read(form: HTMLFormElement, rest: string, kept: Kept): { tree: Tree; places: Place[]; rest: string } {
  const tree = grown(rest);
  const places = fieldsOf(form, (control) => kept.get(control)?.isHeld === true).map((field) => said(field, kept));
  const inRow = new Map<Element, Place[]>();
  for (const one of places) {
    for (const row of one.rows) {
      const others = inRow.get(row);
      if (others) {
        others.push(one);
      } else {
        inRow.set(row, [one]);
      }
    }
  }
  const place = numbered((row) => inRow.get(row)?.some(({ value }) => value) === true);
  const take = taker(tree);
  for (const { name, rows, value } of places) {
    // A key says nothing of what stands there, and an item goes beside the others.
    const path = value && !/\[\](\.key)?$/.test(name) && pathOf(name, rows, place);
    if (path) {
      take(path);
    }
  }
  const left = json(tree);
  const seen = new Map<Element | undefined, Set<string>>();
  for (const key of places.filter(isKey)) {
    const around = key.rows.at(-2);
    const others = seen.get(around) ?? new Set();
    const isFirst = others.size < others.add(JSON.stringify([key.name, key.value])).size;
    seen.set(around, others);
    checkEntry(key, pathOf(key.name, key.rows, place), tree, isFirst, inRow.get(key.rows.at(-1) as Element) ?? []);
  }
  for (const one of places) {
    const { name, rows, value, issue } = one;
    let path = pathOf(name, rows, place);
    if (!isKey(one)) {
      if (path && value) {
        path = putAt(tree, path, value, name);
      }
      one.path = value || !name.endsWith("[]") ? path : undefined;
    }
    if (issue) {
      issue.loc = issue.path = path ?? [name];
    }
  }
  // What has no part in the payload may stand in its way, such as a box that is to be ticked.
  for (const control of form.elements as unknown as Control[]) {
    const other = isPassedOver(control) && placeOf([control]);
    if (other && other.issue) {
      other.issue.loc = other.issue.path = control.name ? [control.name] : [];
      places.push(other);
    }
  }
  return { tree, places, rest: left };
}

/** Whether a control says the key of an entry. */
export function isKey({ name }: { name: string }): boolean {
  return name.endsWith("[].key");
}

/** Puts what a field says into a payload; gives back where it stands there. */
function putAt(tree: Tree, path: Path, value: Tree, name: string): Path {
  if (!name.endsWith("[]")) {
    put(tree, path, value);
    return path;
  }
  const list = at(tree, path);
  const count = Array.isArray(list) ? list.length : 0;
  if (!Array.isArray(value)) {
    return putAt(tree, [...path, count], value, "");
  }
  value.forEach((item, index) => put(tree, [...path, count + index], item));
  return path;
}

function said(field: Field, kept: Kept): Place {
  const [control] = field;
  const place = placeOf(field);
  place.value = valueOf(field, (words) => blame(place, "json_invalid", `Invalid JSON: ${words}`));
  for (const control of field) {
    const before = kept.get(control);
    if (before) {
      before.isHeld &&= isDisabled(control);
    }
  }
  const before = kept.get(control);
  if (before && same(before.said, place.value)) {
    place.value = before.value;
  }
  return place;
}

/** A field that says nothing as yet, and what the browser and the page have against it. */
function placeOf(field: Field): Place {
  const [control] = field;
  const place: Place = { field, name: control.name, rows: rowsOf(control), value: undefined, path: undefined, issue: undefined };
  field.forEach((control) => blame(place, "control", complaint(control)));
  return place;
}

function blame(place: Place, type: string, msg: string): void {
  if (msg) {
    place.issue ??= { type, loc: [], msg, input: place.field[0].value, path: [], message: msg };
  }
}

/** An entry has a key that no other has, and a value: if it has no control for it, an empty list of more rows. */
function checkEntry(key: Place, path: Path | undefined, tree: Tree, isFirst: boolean, row: readonly Place[]): void {
  const values = row.filter(({ name }) => name.startsWith(`${key.name.slice(0, -3)}value`));
  const isThere = values.some(({ value, issue }) => value || issue);
  if (!path) {
    blame(key, "missing", isThere ? "Field required" : "");
  } else if (!isFirst) {
    blame(key, "duplicate_key", "Another row has this key");
  } else if (!isThere && !at(tree, path)) {
    if (values[0]) {
      blame(values[0], "missing", "Field required");
    } else {
      put(tree, path, []);
    }
  }
}
