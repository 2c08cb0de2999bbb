// Rows that a page repeats: `[data-row]`s in a `[data-rows]`, before the `<template>` of one more.

/** The rows that an element is in, the outermost first. */
export function rowsOf(element: Element): Element[] {
  const row = element.closest("[data-row]");
  return row?.closest("form") ? [...rowsOf(row.parentElement as Element), row] : [];
}

/** The rows of a `[data-rows]`. */
export function rowsIn(container: Element): Element[] {
  return Array.from(container.children).filter((child) => child.matches("[data-row]"));
}

/** What makes another row, if the page has it. */
export function templateOf(container: Element): HTMLTemplateElement | null {
  return container.querySelector(":scope > template");
}

/** Adds a row. */
export function addRow(template: HTMLTemplateElement): Element {
  template.before(template.content.cloneNode(true));
  return template.previousElementSibling as Element;
}

/** Does what a click on `[data-add]` or `[data-remove]` asks for; says whether it did. */
export function clicked(target: Element): boolean {
  const button = target.closest("[data-add],[data-remove]");
  const container = button?.closest("[data-rows]");
  const row = button?.closest("[data-row]");
  if (button?.matches("[data-remove]") && container && row) {
    const place = rowsIn(container).indexOf(row);
    row.remove();
    const near = rowsIn(container)[place]?.querySelector("[data-remove]") ?? container.querySelector(":scope [data-add]");
    (near as HTMLElement | null)?.focus();
    return true;
  }
  const template = button && container && templateOf(container);
  if (template) {
    addRow(template).querySelector<HTMLElement>("input,select,textarea")?.focus();
    return true;
  }
  return false;
}
