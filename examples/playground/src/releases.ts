// Which releases of Prefect take a payload, in words.
import { supportedVersions } from "prefect-taskrun";
import { make } from "./dom";
import { written } from "./verdict";

export function releases(text: string): HTMLElement {
  const ranges = supportedVersions(text);
  const newest = ranges.at(-1);
  if (newest === undefined || newest.error !== null) {
    const taking = ranges.findLast(({ error }) => error === null);
    const words = taking ? `Accepted by releases of Prefect before ${taking.before}, and by none since.` : "No release of Prefect 3 takes it.";
    return make("p", { class: "releases" }, words);
  }
  const older = ranges.at(-2);
  if (older === undefined) {
    return make("p", { class: "releases" }, "Every release of Prefect 3 takes it.");
  }
  const reasons = new Map((older.error?.issues ?? []).map((issue) => [written(issue.path), issue.msg]));
  return make(
    "div",
    { class: "releases" },
    make("p", {}, "Accepted by Prefect ", make("strong", {}, newest.since), " and newer."),
    make("p", { class: "hint" }, "Older servers say:"),
    make("ul", {}, ...[...reasons].map(([path, message]) => make("li", {}, make("code", {}, path), ` ${message}`))),
  );
}
