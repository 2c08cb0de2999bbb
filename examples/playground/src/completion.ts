// Offers the model's fields where a key is typed, and the choices where a value is.
import { type Completion, type CompletionContext, type CompletionResult, pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import type { Field, FieldType } from "prefect-taskrun";
import { typesAt } from "./fields";

export function complete({ state, pos }: CompletionContext): CompletionResult | null {
  const node = syntaxTree(state).resolveInner(pos, -1);
  const isKey = node.name === "PropertyName";
  const isWithin = node.from < pos && (pos < node.to || state.sliceDoc(node.to - 1, node.to) !== '"' || node.to - node.from < 2);
  if (!isWithin || !(isKey || node.name === "String")) {
    return null;
  }
  const types = typesAt(pathTo(node, state));
  const options = isKey ? types.flatMap((type) => keysOf(type, siblings(node, state))) : types.flatMap(choicesOf);
  const unique = [...new Map(options.map((option) => [option.label, option])).values()];
  return { from: node.from + 1, options: unique, validFor: /^\w*$/ };
}

function keysOf(type: FieldType, taken: ReadonlySet<string>): Completion[] {
  const fields = type.kind === "object" ? type.fields : [];
  return fields.filter(({ name }) => !taken.has(name)).map((field) => ({
    label: field.name,
    detail: field.required ? "required" : field.deprecated ? "deprecated" : "",
    info: field.description,
    boost: field.required ? 2 : field.deprecated ? -2 : 0,
    type: "property",
    apply: applyKey(field),
  }));
}

/** Puts a key in, and goes on to its value. */
function applyKey({ name }: Field): (view: EditorView, completion: Completion, from: number, to: number) => void {
  return (view, completion, from, to) => {
    const after = view.state.sliceDoc(to, to + 40);
    const quote = after.startsWith('"') ? 1 : 0;
    const colon = /^\s*:/.test(after.slice(quote));
    const insert = `${name}"${colon ? "" : ": "}`;
    view.dispatch({
      changes: { from, to: to + quote, insert },
      selection: { anchor: from + insert.length },
      annotations: pickedCompletion.of(completion),
    });
  };
}

function choicesOf(type: FieldType): Completion[] {
  return type.kind === "choice" ? type.choices.map((label) => ({ label, type: "enum" })) : [];
}

/** The way to the object that a key is in, or to a value. */
function pathTo(node: SyntaxNode, state: EditorState): (string | number)[] {
  const path: (string | number)[] = [];
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.name === "Property" && child.name !== "PropertyName") {
      path.unshift(nameOf(parent, state));
    } else if (parent.name === "Array") {
      path.unshift(0);
    }
  }
  return path;
}

/** The other keys of the object that a key is in. */
function siblings(key: SyntaxNode, state: EditorState): Set<string> {
  const properties = key.parent?.parent?.getChildren("Property") ?? [];
  return new Set(properties.filter(({ from }) => from !== key.parent?.from).map((property) => nameOf(property, state)));
}

function nameOf(property: SyntaxNode, state: EditorState): string {
  const key = property.getChild("PropertyName");
  const text = key ? state.sliceDoc(key.from, key.to) : "";
  return text.slice(1, text.endsWith('"') ? -1 : undefined);
}
