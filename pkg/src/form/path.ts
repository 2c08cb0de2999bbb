// The names of controls: `state.type`, `tags[]`, `labels[].key`, `task_inputs[].value[].id`, `labels[my.key]`.

/** The way from a payload to a value in it. */
export type Path = (string | number)[];

/** The steps that a name without `[]` says. */
function steps(name: string): Path {
  return Array.from(name.matchAll(/\[([^\]]+)|[^.[\]]+/g), ([step, inner]) => {
    return /^\d+$/.test(inner ?? "") ? Number(inner) : (inner ?? step);
  });
}

/**
 * Where the value of a name stands, by the rows that its control is in, the outermost first; nowhere, if a row has no key
 * or no place, or is not there. Of an item, `tags[]`, it is where the list stands.
 */
export function pathOf(name: string, rows: readonly Element[], place: (row: Element) => number): Path | undefined {
  const [first = "", ...parts] = name.replace(/\[\]$/, "").split("[]");
  const path = steps(first);
  let before = first;
  for (const [depth, part] of parts.entries()) {
    const row = rows[depth];
    const isEntry = /^\.(key|value)\b/.test(part);
    const step = row && (isEntry ? keyIn(row, before)?.value : place(row));
    if (!step && step !== 0) {
      return undefined;
    }
    path.push(step, ...steps(part).slice(isEntry ? 1 : 0));
    before += `[]${part}`;
  }
  return path;
}

/** The control in a row that says the key of its entry in the map of a name. */
export function keyIn(row: Element, map: string): HTMLInputElement | null {
  return row.querySelector(attribute("name", `${map}[].key`));
}

/** Selects elements by an attribute, whatever its value: only a browser has `CSS.escape`. */
export function attribute(name: string, value: string): string {
  return `[${name}="${value.replace(/["\\\s]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"]`;
}

/** A path as people write it. */
export function written(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("").replace(/^\./, "");
}
