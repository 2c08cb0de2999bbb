type Child = Node | string | false | null | undefined;
type Properties = Record<string, string | boolean | number | undefined>;

/** Makes an element. A property is an attribute; one that is `false` or `undefined` is not there. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child) => child !== false && child !== null && child !== undefined) as (Node | string)[]);
  return element;
}

/** The element of the page that has an id. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const element = document.getElementById(id);
  if (element === null) {
    throw new Error(`the page has no #${id}`);
  }
  return element as Kind;
}

/** One of the drawings that the page defines. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Copies a text, and says on the button that it did. */
export async function copy(text: string, button: HTMLElement): Promise<void> {
  const label = button.querySelector(".label") ?? button;
  const before = label.textContent;
  let word = "Copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    word = "Not allowed";
  }
  if (before !== "Copied" && before !== "Not allowed") {
    label.textContent = word;
    setTimeout(() => (label.textContent = before), 1500);
  }
}
