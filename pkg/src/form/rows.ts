// Rows that a page repeats: `[data-row]`s in a `[data-rows]`, before the `<template>` of one more.
import { focusFirst } from "./focus.js";

/** The rows that an element is in, the outermost first. */
export function rowsOf(element: Element): Element[] {
  const row = element.closest("[data-row]");
  return row ? [...rowsOf(row.parentElement as Element), row] : [];
}

/** The rows that a container holds. */
export function rowsIn(container: Element): Element[] {
  return Array.from(container.children).filter((child) => child.matches("[data-row]"));
}

/** Numbers the rows of each container that count, the others having -1: it holds as long as no row comes or goes. */
export function numbered(counts: (row: Element) => boolean = () => true): (row: Element) => number {
  const numbers = new Map<Element, number>();
  return (row) => {
    if (!numbers.has(row)) {
      let count = 0;
      rowsIn(row.parentElement as Element).forEach((one) => numbers.set(one, counts(one) ? count++ : -1));
    }
    return numbers.get(row) as number;
  };
}

/** What makes another row of a container, if the page has it. */
export function templateOf(container: Element): HTMLTemplateElement | null {
  return container.querySelector(":scope>template");
}

/** Adds a row, if the page has a template of it. */
export function addRow(template: HTMLTemplateElement | null): Element | null | undefined {
  template?.before(template.content.cloneNode(true));
  return template?.previousElementSibling;
}

/** Notes the rows that a form has; what comes back makes it have these again, as they were at first. */
export function noted(form: HTMLFormElement): () => void {
  const rows = () => Array.from(form.querySelectorAll("[data-row]"));
  // The last first: each goes before what is there already.
  const first = rows().map((row) => ({ row, container: row.parentNode as Node, next: row.nextSibling })).reverse();
  const known = new Set(first.map(({ row }) => row));
  return () => {
    for (const { row, container, next } of first) {
      if (row.parentNode !== container) {
        // Its controls were in no form that was reset.
        const other = form.ownerDocument.createElement("form");
        other.append(row);
        other.reset();
        container.insertBefore(row, next?.parentNode === container ? next : null);
      }
    }
    rows().forEach((row) => known.has(row) || row.remove());
  };
}

/** Does what a click on `[data-add]` or `[data-remove]` asks for; says whether it did. */
export function clicked(target: Element): boolean {
  const button = target.closest("[data-add],[data-remove]");
  const container = button?.closest("[data-rows]");
  if (!button || !container) {
    return false;
  }
  if (button.matches("[data-add]")) {
    focusFirst(addRow(templateOf(container))?.querySelectorAll<HTMLElement>("input,select,textarea,[name]") ?? []);
  } else {
    const row = button.closest("[data-row]");
    const next = row?.nextElementSibling?.querySelector<HTMLElement>("[data-remove]");
    const adding = Array.from(container.querySelectorAll<HTMLElement>("[data-add]"));
    row?.remove();
    focusFirst([...(next ? [next] : []), ...adding.filter((button) => button.closest("[data-rows]") === container)]);
  }
  return true;
}
