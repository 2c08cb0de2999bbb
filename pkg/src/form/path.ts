// The names of controls: `state.type`, `tags[]`, `labels[].key`, `task_inputs[].value[0].id`, `labels[my.key]`.

/** The way from a payload to a value in it. */
export type Path = (string | number)[];

/** The steps that a name without `[]` says. */
function steps(name: string): Path {
  return Array.from(name.matchAll(/\[([^\]]*)\]|[^.[\]]+/g), ([step, inner]) => {
    return inner === undefined ? step : /^\d+$/.test(inner) ? Number(inner) : inner;
  });
}

/**
 * Where a name's value stands, by the rows that its control is in, the outermost first; nowhere, if a row has no place.
 * Of an item, `tags[]`, it is where the list stands.
 */
export function pathOf(name: string, rows: readonly Element[], place: (row: Element) => number): Path | undefined {
  const [first = "", ...parts] = name.split("[]");
  const path = steps(first);
  let before = first;
  for (const [depth, part] of parts.entries()) {
    if (part === "") {
      break;
    }
    const row = rows[depth];
    if (row === undefined) {
      throw new Error(`prefect-taskrun/form: ${name} stands in no [data-row]`);
    }
    const isEntry = /^\.(key|value)\b/.test(part);
    const step = isEntry ? keyControl(row, before)?.value : place(row);
    if (step === undefined || step === "" || step === -1) {
      return undefined;
    }
    path.push(step, ...steps(part).slice(isEntry ? 1 : 0));
    before += `[]${part}`;
  }
  return path;
}

/** The control that says the key of a row's entry in the map of a name. */
export function keyControl(row: Element, map: string): HTMLInputElement | null {
  return row.querySelector<HTMLInputElement>(`[name="${map}[].key"]`);
}

/** A path as people write it. */
export function written(path: readonly (string | number)[]): string {
  return path.map((step, at) => (typeof step === "number" ? `[${step}]` : at > 0 ? `.${step}` : step)).join("");
}
