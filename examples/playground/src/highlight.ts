// Code with its tokens marked, for the result. The editor marks its own, with the same classes.
import { jsonLanguage } from "@codemirror/lang-json";
import { StreamLanguage } from "@codemirror/language";
import { javascript } from "@codemirror/legacy-modes/mode/javascript";
import { python } from "@codemirror/legacy-modes/mode/python";
import { shell } from "@codemirror/legacy-modes/mode/shell";
import { classHighlighter, highlightCode } from "@lezer/highlight";

const parsers = {
  json: jsonLanguage.parser,
  shell: StreamLanguage.define(shell).parser,
  python: StreamLanguage.define(python).parser,
  javascript: StreamLanguage.define(javascript).parser,
};

export type Language = keyof typeof parsers;

/** Puts code into an element. */
export function showCode(element: HTMLElement, text: string, language: Language): void {
  const out = document.createDocumentFragment();
  highlightCode(
    text,
    parsers[language].parse(text),
    classHighlighter,
    (piece, classes) => {
      if (classes) {
        const span = document.createElement("span");
        span.className = classes;
        span.textContent = piece;
        out.append(span);
      } else {
        out.append(piece);
      }
    },
    () => out.append("\n"),
  );
  element.replaceChildren(out);
}
