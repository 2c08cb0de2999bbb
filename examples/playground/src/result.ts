// What the server answers, and what the task run is like.
import type { TaskRun } from "prefect-taskrun";
import { badge } from "./badge";
import { byId, copy, make } from "./dom";
import { type Language, showCode } from "./highlight";
import { releases } from "./releases";
import { type Snippet, curl, javascript, python } from "./snippets";
import { bindTabs } from "./tabs";
import { pretty } from "./tokens";
import { MOST_LISTED, type Verdict } from "./verdict";

const REASONS: Record<number, string> = { 200: "OK", 201: "Created", 400: "Bad Request", 422: "Unprocessable Entity" };

/** What each tab shows of a verdict. */
const VIEWS: Record<string, (verdict: Verdict) => { language: Language; text: string }> = {
  "tab-answer": ({ response }) => ({ language: "json", text: pretty(response.body) }),
  "tab-curl": ofText(curl),
  "tab-python": ofText(python),
  "tab-javascript": ofText(javascript),
};

function ofText(snippet: (text: string) => Snippet): (verdict: Verdict) => Snippet {
  return ({ text, isJson }) => {
    return isJson ? snippet(text) : { language: "shell", text: "# The payload is no JSON yet.\n" };
  };
}

/** Shows verdicts in the page's result. */
export function createResult(): (verdict: Verdict) => void {
  const summary = byId("summary");
  const code = byId("code");
  let tab = "tab-answer";
  let verdict: Verdict | undefined;

  let isDue = false;

  function showTab(): void {
    isDue = false;
    const view = verdict && VIEWS[tab]?.(verdict);
    if (view) {
      showCode(code, view.text, view.language);
      copyButton.disabled = tab !== "tab-answer" && !verdict?.isJson;
    }
  }

  /** The text is long: messages are drawn before it, however quickly someone types. */
  function showTabSoon(): void {
    if (!isDue) {
      isDue = true;
      requestAnimationFrame(() => setTimeout(() => isDue && showTab()));
    }
  }

  const copyButton = byId<HTMLButtonElement>("copy");
  copyButton.addEventListener("click", () => {
    const view = verdict && VIEWS[tab]?.(verdict);
    void copy(view?.text ?? "", copyButton);
  });
  bindTabs(byId("result-tabs"), ({ id }) => {
    tab = id;
    showTab();
    byId("code-panel").scrollTop = 0;
  });

  return (next) => {
    verdict = next;
    const { response, run, troubles, text, isJson } = next;
    const isGood = run !== undefined;
    summary.replaceChildren(
      make(
        "div",
        { class: "answer" },
        make("span", { class: isGood ? "status good" : "status bad" }, `${response.status} ${REASONS[response.status] ?? ""}`),
        run?.state && badge(run.state),
      ),
      make("h3", { class: "run-name" }, run?.name ?? (isJson || text === "" ? "Not created" : "Not JSON")),
      run ? facts(run) : make("p", { class: "hint" }, text === "" ? "Paste a payload, or take an example." : wrong(troubles.length, isJson)),
      // Where so much is wrong, what each release says of it is a long time coming, and of no use yet.
      ...(isJson && troubles.length <= MOST_LISTED ? [releases(text)] : []),
    );
    showTabSoon();
  };
}

function wrong(count: number, isJson: boolean): string {
  if (!isJson) {
    return "The server cannot read the payload.";
  }
  return count === 1 ? "One thing in the payload is wrong." : `${count} things in the payload are wrong.`;
}

/** The members of a run that tell most, where it has them. */
function facts(run: TaskRun): HTMLElement {
  const list = make("dl", { class: "facts" });
  const fact = (term: string, value: string | null | undefined, isCode = true): void => {
    if (value !== null && value !== undefined) {
      list.append(make("div", {}, make("dt", {}, term), make("dd", {}, isCode ? make("code", {}, value) : value)));
    }
  };
  fact("Id", run.id);
  fact("Flow run", run.flow_run_id);
  fact("Expected start", time(run.expected_start_time), false);
  fact("Started", time(run.start_time), false);
  fact("Ended", time(run.end_time), false);
  fact("Message", run.state?.message, false);
  return list;
}

/** A time as the person before the page reads it. */
function time(instant: string | null | undefined): string | undefined {
  return instant ? new Date(instant).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "long" }) : undefined;
}

