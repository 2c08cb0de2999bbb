// Code with its tokens marked, for the result. The editor marks its own, with the same classes.
import { jsonLanguage } from "@codemirror/lang-json";
import { StreamLanguage } from "@codemirror/language";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { classHighlighter, highlightCode, tags } from "@lezer/highlight";
import { make } from "./dom";

const parsers = {
  json: jsonLanguage.parser,
  shell: StreamLanguage.define(shell).parser,
  python: StreamLanguage.define(python).parser,
  javascript: StreamLanguage.define({ ...javascript, tokenTable: { property: tags.propertyName } }).parser,
};

export type Language = keyof typeof parsers;

/** A text ends after so many characters: nobody reads on, and to lay it out keeps each key waiting. */
const MOST_SHOWN = 200_000;

/** Puts code into an element, a line an element. Lines at its beginning and end that are the same stay untouched. */
export function showCode(element: HTMLElement, text: string, language: Language): void {
  const before = Array.from(element.children);
  const after = linesOf(text, language);
  let start = 0;
  while (start < Math.min(before.length, after.length) && isSame(before[start], after[start])) {
    start++;
  }
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && isSame(before.at(-1 - end), after.at(-1 - end))) {
    end++;
  }
  before.slice(start, before.length - end).forEach((line) => line.remove());
  const fresh = after.slice(start, after.length - end);
  if (start === 0) {
    element.prepend(...fresh);
  } else {
    before[start - 1]?.after(...fresh);
  }
}

function isSame(one: Element | undefined, other: Element | undefined): boolean {
  return one?.textContent === other?.textContent && one?.innerHTML === other?.innerHTML;
}

function linesOf(text: string, language: Language): HTMLElement[] {
  const rest = text.length - MOST_SHOWN;
  if (rest > 0) {
    // Nor does anybody look at the colours of so much.
    const end = make("span", { class: "hint" }, `And ${rest} more characters: Copy takes them, too.`);
    return [make("span", {}, `${text.slice(0, MOST_SHOWN)}\n`), end];
  }
  let line = make("span");
  const lines = [line];
  highlightCode(
    text,
    parsers[language].parse(text),
    classHighlighter,
    (piece, classes) => line.append(classes ? make("span", { class: classes }, piece) : piece),
    () => {
      line.append("\n");
      lines.push((line = make("span")));
    },
  );
  return lines;
}
