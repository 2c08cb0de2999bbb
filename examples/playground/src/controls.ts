// Controls for the fields of the model, as `prefect-taskrun/form` reads them.
import type { Field, FieldType } from "prefect-taskrun";
import { icon, make } from "./dom";

/** A field with its label, its control, and the place for what is wrong with it. */
export function fieldOf(field: Field): HTMLElement {
  const id = `field-${field.path.replaceAll(".", "-")}`;
  const hint = `${id}-hint`;
  const isMany = field.kind === "list" || field.kind === "map";
  const label = [
    field.label,
    field.required && make("span", { class: "tag required" }, "required"),
    field.deprecated && make("span", { class: "tag" }, "deprecated"),
  ];
  const description = make("p", { class: "hint", id: hint }, field.description, field.kind === "datetime" && " In your time zone.");
  if (isMany) {
    return make("fieldset", { class: "field wide" }, make("legend", {}, ...label), description, rowsOf(field, field.path, field.label));
  }
  return make(
    "div",
    { class: isLong(field) ? "field wide" : "field" },
    make("label", { for: id }, ...label),
    withButton(field, control(field, { id, name: field.path, "aria-describedby": hint, placeholder: placeholder(field) })),
    make("p", { class: "issue", "data-issue": field.path, hidden: true }),
    description,
  );
}

type Attributes = Record<string, string | boolean | undefined>;

/** The one control of a value without parts, or of one that is written as JSON. */
function control(type: FieldType, attributes: Attributes): HTMLElement {
  const text = { autocomplete: "off", spellcheck: "false", autocapitalize: "none", ...attributes };
  switch (type.kind) {
    case "choice":
      return select(type.choices.map((choice) => [choice, choice]), attributes);
    case "boolean":
      return select([["true", "Yes"], ["false", "No"]], { "data-json": "", ...attributes });
    case "datetime":
      return make("input", { type: "datetime-local", step: "1", ...attributes });
    case "uuid":
      return make("input", { class: "mono", ...text });
    case "string":
      return make("input", text);
    case "integer":
    case "number":
    case "duration":
      return make("input", { inputmode: "decimal", "data-json": "or-text", ...text });
    case "any":
      return make("textarea", { class: "mono", rows: "2", "data-json": "or-text", ...text });
    default:
      return make("input", { "data-json": "or-text", ...text });
  }
}

function select(choices: readonly (readonly [string, string])[], { placeholder: _, ...attributes }: Attributes): HTMLElement {
  const options = [["", "Not set"] as const, ...choices];
  return make("select", attributes, ...options.map(([value, text]) => make("option", { value }, text)));
}

/** Beside a UUID stands a button that makes one up. */
function withButton(field: Field, made: HTMLElement): HTMLElement {
  if (field.kind !== "uuid") {
    return made;
  }
  const button = make("button", { type: "button", class: "inset", "data-generate": "", title: "Make one up" }, icon("dice"));
  button.setAttribute("aria-label", `Make up: ${field.label}`);
  return make("div", { class: "with-inset" }, made, button);
}

/** The items of a list or the entries of a map: a row each, and a button for one more. */
function rowsOf(type: FieldType, name: string, label: string): HTMLElement {
  const template = make("template");
  template.content.append(rowOf(type, name, label));
  const add = make("button", { type: "button", class: "small", "data-add": "" }, icon("plus"), `Add ${singular(label)}`);
  return make("div", { class: "rows", "data-rows": name }, template, add);
}

function rowOf(type: FieldType, name: string, label: string): HTMLElement {
  const one = singular(label);
  const remove = make("button", { type: "button", class: "icon-button", "data-remove": "", "aria-label": `Remove ${one}` }, icon("cross"));
  if (type.kind === "map") {
    const key = `${name}[].key`;
    const value = `${name}[].value`;
    const keyControl = control({ kind: "string", nullable: false }, { name: key, "aria-label": `${one}: key`, placeholder: "key" });
    const { values } = type;
    const isNested = values.kind === "list" || values.kind === "map";
    return make(
      "div",
      { class: isNested ? "row nested" : "row", "data-row": "" },
      make("div", { class: "cell" }, keyControl, issue(key)),
      isNested
        ? rowsOf(values, value, "values")
        : make("div", { class: "cell" }, control(values, { name: value, "aria-label": `${one}: value`, placeholder: "value" }), issue(value)),
      remove,
    );
  }
  const item = type.kind === "list" ? type.items : type;
  return make("div", { class: "row", "data-row": "" }, ...itemOf(item, `${name}[]`, one), remove);
}

/** An item: a control, or one for what tells the kinds of object apart and one for each of their other fields. */
function itemOf(type: FieldType, name: string, label: string): HTMLElement[] {
  const kinds = variants(type);
  if (kinds === undefined) {
    return [make("div", { class: "cell" }, control(type, { name, "aria-label": label, placeholder: label.toLowerCase() }), issue(name))];
  }
  const { tag, fields } = kinds;
  const choices = [...new Set([...fields.values()].flatMap(({ of }) => of))].map((choice) => [choice, choice.replace("_", " ")] as const);
  const choose = make(
    "select",
    { name: `${name}.${tag}`, "aria-label": `${label}: kind`, "data-variants": "" },
    ...choices.map(([value, text]) => make("option", { value }, text)),
  );
  return [
    make("div", { class: "cell kind" }, choose, issue(`${name}.${tag}`)),
    ...[...fields].map(([part, { field, of }]) => {
      const named = `${name}.${part}`;
      const made = control(field, { name: named, "aria-label": `${label}: ${field.label}`, placeholder: placeholder(field) ?? field.label.toLowerCase() });
      return make("div", { class: "cell", "data-of": of.join(" ") }, made, issue(named));
    }),
  ];
}

/** Of a union of objects that one field tells apart: that field's name, and the others with the kinds that have them. */
function variants(type: FieldType): { tag: string; fields: Map<string, { field: Field; of: string[] }> } | undefined {
  if (type.kind !== "union") {
    return undefined;
  }
  let tag: string | undefined;
  const fields = new Map<string, { field: Field; of: string[] }>();
  for (const member of type.members) {
    const own = member.kind === "object" ? member.fields : [];
    const discriminator = own.find((field) => field.kind === "choice" && field.choices.length === 1);
    if (discriminator?.kind !== "choice") {
      return undefined;
    }
    tag = discriminator.name;
    for (const field of own.filter((field) => field !== discriminator)) {
      const known = fields.get(field.name) ?? { field, of: [] };
      known.of.push(...discriminator.choices);
      fields.set(field.name, known);
    }
  }
  return tag === undefined ? undefined : { tag, fields };
}

/** Shows of each item the controls of its kind, and any other that says something. */
export function showVariants(form: HTMLElement): void {
  for (const choose of form.querySelectorAll<HTMLSelectElement>("[data-variants]")) {
    for (const cell of choose.closest("[data-row]")?.querySelectorAll<HTMLElement>("[data-of]") ?? []) {
      const says = cell.querySelector<HTMLInputElement>("input, select, textarea")?.value !== "";
      cell.hidden = !says && !isOf(cell, choose);
    }
  }
}

/** Empties the controls of the kinds that an item no longer is. */
export function clearOtherVariants(choose: HTMLSelectElement): void {
  for (const cell of choose.closest("[data-row]")?.querySelectorAll<HTMLElement>("[data-of]") ?? []) {
    const made = cell.querySelector<HTMLInputElement>("input, select, textarea");
    if (made && !isOf(cell, choose)) {
      made.value = "";
    }
  }
}

function isOf(cell: HTMLElement, choose: HTMLSelectElement): boolean {
  return (cell.dataset["of"] ?? "").split(" ").includes(choose.value);
}

function issue(name: string): HTMLElement {
  return make("p", { class: "issue", "data-issue": name, hidden: true });
}

function isLong(field: Field): boolean {
  return field.kind === "any" || field.name === "message";
}

function placeholder(type: FieldType): string | undefined {
  switch (type.kind) {
    case "uuid":
      return "00000000-0000-0000-0000-000000000000";
    case "union":
      return type.members.some(({ kind }) => kind === "list") ? "10, or [10, 60, 300]" : undefined;
    case "any":
      return "Any JSON";
    default:
      return undefined;
  }
}

function singular(label: string): string {
  return label.toLowerCase().replace(/s$/, "");
}
