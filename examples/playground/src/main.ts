import { byId, copy, icon, make } from "./dom";
import { createEditor } from "./editor";
import { examples } from "./examples";
import { createForm } from "./form";
import { bindFiles } from "./files";
import { createResult } from "./result";
import { forgetLink, linkTo, linked } from "./share";
import { keep, recall } from "./store";
import { bindTabs } from "./tabs";
import { bindThemeButton } from "./theme";
import { pretty } from "./tokens";
import { MOST_LISTED, type Trouble, type Verdict, judge, newMoment, written } from "./verdict";

const DRAFT = "playground payload";

/** A longer payload is judged once the typing pauses. */
const MOST_JUDGED_AT_ONCE = 200_000;
const PAUSE = 300;

let moment = newMoment();
/** The payload: the one truth. Form and editor are two ways to see and to change it. */
let text = "";
/** Whether the payload is the user's, whose draft it then is: that of a link is not, as long as nobody changes it. */
let isOwn = false;
let verdict: Verdict;
/** What judges a long payload that was changed. */
let judging: ReturnType<typeof setTimeout> | undefined;
let view: "form" | "json" = "form";

const picker = byId<HTMLSelectElement>("example");
const showResult = createResult();
const editor = createEditor(byId("editor"), changed);
const form = createForm(byId<HTMLFormElement>("form"), () => moment, changed, submitted);
const selectView = bindTabs(byId("views"), ({ id }) => (id === "tab-form" ? toForm() : toJson()));

/** Judges the payload that a view has changed, and shows what follows. */
function changed(next: string): void {
  text = next;
  own();
  picker.value = "";
  clearTimeout(judging);
  if (next.length > MOST_JUDGED_AT_ONCE) {
    judging = setTimeout(judgeAgain, PAUSE);
  } else {
    judgeAgain();
  }
}

/** The payload is no link's any more. */
function own(): void {
  isOwn = true;
  forgetLink();
}

function keepDraft(): void {
  if (isOwn) {
    keep(DRAFT, text);
  }
}

function judgeAgain(): void {
  clearTimeout(judging);
  judging = undefined;
  verdict = judge(text, moment);
  if (view === "json") {
    editor.show(verdict);
  }
  showTroubles();
  showResult(verdict);
}

/** Takes a payload from elsewhere into the view that is open; what no form can show, into the editor. */
function load(next: string): void {
  text = next;
  judgeAgain();
  if (view === "form" && !fillForm()) {
    toJson();
    selectView("tab-json");
  }
  if (view === "json") {
    editor.setText(text);
    editor.show(verdict);
  }
}

function fillForm(): boolean {
  try {
    form.fill(text);
  } catch {
    return false;
  }
  if (verdict.troubles.length > 0) {
    form.validate();
  }
  return true;
}

function toForm(): boolean {
  if (!fillForm()) {
    say(verdict.isJson ? "A form holds an object whose numbers are finite." : "This is no JSON yet: mend it first.");
    const [trouble] = verdict.troubles;
    if (trouble) {
      editor.goTo(trouble);
    }
    return false;
  }
  view = "form";
  document.body.dataset["view"] = view;
  return true;
}

function toJson(): void {
  view = "json";
  document.body.dataset["view"] = view;
  editor.setText(text);
  editor.show(verdict);
}

// ---- What is wrong

function showTroubles(): void {
  const { troubles } = verdict;
  const count = troubles.length;
  const chip = byId("verdict");
  const words = count === 0 ? "Valid" : count === 1 ? "1 error" : `${count} errors`;
  if (chip.textContent !== words) {
    chip.replaceChildren(icon(count === 0 ? "check" : "alert"), words);
    chip.className = count === 0 ? "chip good" : "chip bad";
    byId<HTMLButtonElement>("verdict").disabled = count === 0;
    byId("side-count").textContent = count === 0 ? "" : String(count);
  }
  byId<HTMLButtonElement>("format").disabled = !verdict.isJson;
  byId("issues").hidden = count === 0;
  const rest = count - MOST_LISTED;
  byId("issue-list").replaceChildren(
    ...troubles.slice(0, MOST_LISTED).map((trouble) => {
      const button = make(
        "button",
        { type: "button" },
        make("code", { class: "where" }, written(trouble.path) || "payload"),
        make("span", { class: "line" }, `line ${trouble.line}`),
        make("span", { class: "messages" }, trouble.messages.join("\n")),
      );
      button.addEventListener("click", () => goTo(trouble));
      return make("li", {}, button);
    }),
    ...(rest > 0 ? [make("li", { class: "hint" }, `And ${rest} more.`)] : []),
  );
}

function goTo(trouble: Trouble): void {
  if (view === "form") {
    form.validate();
    if (form.goTo(trouble.path)) {
      return;
    }
    toJson();
    selectView("tab-json");
  }
  editor.goTo(trouble);
}

byId("verdict").addEventListener("click", () => {
  const [trouble] = verdict.troubles;
  if (trouble) {
    goTo(trouble);
  }
});

// ---- Around the payload

// A button acts on the payload as it is.
addEventListener("click", () => judging !== undefined && judgeAgain(), { capture: true });

function submitted(): void {
  say(`${verdict.response.status}: ${verdict.run?.name ?? ""} is created.`);
  const summary = byId("summary");
  showSide("result");
  if (!byId("payload").checkVisibility()) {
    // What had the focus is gone from sight.
    summary.focus();
  }
  summary.animate?.([{ opacity: 0.35 }, { opacity: 1 }], 300);
}

let silence: ReturnType<typeof setTimeout>;

/** Tells the user something that passes. */
function say(words: string): void {
  const toast = byId("toast");
  toast.textContent = words;
  toast.classList.add("shown");
  clearTimeout(silence);
  silence = setTimeout(() => toast.classList.remove("shown"), 4000);
}

function showSide(side: "payload" | "result"): void {
  document.body.dataset["side"] = side;
  for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) {
    button.setAttribute("aria-pressed", String(button.dataset["show"] === side));
  }
}

for (const button of document.querySelectorAll<HTMLElement>("[data-show]")) {
  button.addEventListener("click", () => showSide(button.dataset["show"] as "payload" | "result"));
}

picker.append(...examples.map(({ name }) => make("option", { value: name }, name)));
picker.addEventListener("change", () => {
  const example = examples.find(({ name }) => name === picker.value);
  if (example) {
    own();
    load(example.text);
  }
});

byId("format").addEventListener("click", () => {
  if (verdict.isJson) {
    load(pretty(text));
  }
});
byId("new-ids").addEventListener("click", () => {
  moment = newMoment();
  judgeAgain();
});
byId("share").addEventListener("click", async () => {
  const link = await linkTo(text).catch(() => undefined);
  if (link === undefined) {
    say("The payload is too large for a link.");
    return;
  }
  history.replaceState(null, "", link);
  await copy(link, byId("share"));
  say("The link holds the payload. It is in the address bar, too.");
});
bindFiles((content) => {
  own();
  picker.value = "";
  load(content);
}, say);
bindThemeButton(byId<HTMLButtonElement>("theme"));

// ---- The beginning

async function loadLink(): Promise<boolean> {
  try {
    const payload = await linked();
    if (payload !== undefined) {
      keepDraft();
      isOwn = false;
      picker.value = "";
      load(payload);
    }
    return payload !== undefined;
  } catch (error) {
    say(error instanceof RangeError ? "The link's payload is too large." : "The link is damaged.");
    return false;
  }
}

addEventListener("pagehide", keepDraft);
addEventListener("hashchange", () => void loadLink());
showSide("payload");
if (!(await loadLink())) {
  const draft = recall(DRAFT);
  const first = examples[1]?.text ?? "{}";
  load(draft ?? first);
  isOwn = true;
  picker.value = examples.find((example) => example.text === (draft ?? first))?.name ?? "";
}
document.body.dataset["ready"] = "";

if ("serviceWorker" in navigator) {
  // Where the browser keeps no files for a page, the page is there with a network alone.
  navigator.serviceWorker.register("service-worker.js").catch(() => {});
}
