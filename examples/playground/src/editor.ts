// The payload as JSON text, each error underlined at its place.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorSelection, EditorState, type Text } from "@codemirror/state";
import {
  EditorView,
  drawSelection,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { complete } from "./completion";
import { make } from "./dom";
import { describe } from "./fields";
import { type Trouble, type Verdict, written } from "./verdict";

/** So many places are underlined: to find one among more, one looks at the list. */
const MOST_UNDERLINED = 1000;

/** Marks a change that is not the user's. */
const loaded = Annotation.define<boolean>();

export interface Editor {
  text(): string;
  setText(text: string): void;
  /** Underlines what is wrong. */
  show(verdict: Verdict): void;
  /** Moves the focus to a place. */
  goTo(trouble: Trouble): void;
  focus(): void;
}

export function createEditor(parent: HTMLElement, onChange: (text: string) => void): Editor {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        lineNumbers(),
        lintGutter(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        history(),
        drawSelection(),
        EditorState.tabSize.of(2),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        autocompletion({ override: [complete], icons: false }),
        json(),
        syntaxHighlighting(classHighlighter),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ tabindex: "0", "aria-label": "Payload as JSON", "aria-describedby": "editor-hint" }),
        EditorView.domEventObservers({ keydown: letGoOfTab }),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap, indentWithTab]),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((transaction) => transaction.annotation(loaded))) {
            onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });

  return {
    text: () => view.state.doc.toString(),
    setText(text) {
      const before = view.state.doc.toString();
      if (before !== text) {
        view.dispatch({ changes: { from: 0, to: before.length, insert: text }, annotations: loaded.of(true) });
      }
    },
    show({ troubles }) {
      view.dispatch(setDiagnostics(view.state, troubles.slice(0, MOST_UNDERLINED).map((trouble) => diagnostic(trouble, view.state.doc))));
    },
    goTo({ from, to }) {
      const { length } = view.state.doc;
      const selection = EditorSelection.single(Math.min(from, length), Math.min(to, length));
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main.head, { y: "center" }) });
      view.focus();
    },
    focus: () => view.focus(),
  };
}

/** After Escape, Tab leaves the editor. CodeMirror alone gives two seconds for that, and none if a list was open. */
function letGoOfTab(event: KeyboardEvent, view: EditorView): void {
  if (event.key === "Escape") {
    queueMicrotask(() => view.setTabFocusMode(60_000));
  }
}

function diagnostic({ path, messages, types, from, to }: Trouble, doc: Text): Diagnostic {
  const { length } = doc;
  // What is not there cannot be underlined: the character before or after it is. Of many lines the first is.
  const end = Math.min(Math.max(Math.min(to, doc.lineAt(Math.min(from, length)).to), from + 1), length);
  const start = Math.min(from, Math.max(end - 1, 0));
  const description = describe(path);
  return {
    from: start,
    to: end,
    severity: "error",
    message: messages.join("\n"),
    renderMessage: () =>
      make(
        "div",
        { class: "explained" },
        path.length > 0 && make("code", { class: "where" }, written(path)),
        ...messages.map((message) => make("p", {}, message)),
        description !== undefined && make("p", { class: "hint" }, description),
        make("p", { class: "hint" }, types.join(", ")),
      ),
  };
}
