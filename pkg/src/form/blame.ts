// Which field is to blame for what is wrong.
import type { Issue } from "../error.js";
import { isDisabled } from "./field.js";
import type { Place } from "./reading.js";

/** Issues by the field that is to blame, or by none: the model's, or else what was wrong with a field before. */
export function blamed(places: readonly Place[], issues: readonly Issue[]): Map<Place | undefined, Issue[]> {
  const found = new Map<Place | undefined, Issue[]>();
  const byPath = new Map<string, Place>();
  for (const place of places) {
    const { path = [], field } = place;
    const key = JSON.stringify(path);
    if (path[0] !== undefined && !byPath.has(key) && field[0].type !== "hidden" && !isDisabled(field[0])) {
      byPath.set(key, place);
    }
  }
  for (const issue of withoutOthers(issues)) {
    let best: Place | undefined;
    for (let { length } = issue.path; length > 0 && !best; length--) {
      best = byPath.get(JSON.stringify(issue.path.slice(0, length)));
    }
    const its = found.get(best);
    if (its) {
      its.push(issue);
    } else {
      found.set(best, [issue]);
    }
  }
  for (const place of places) {
    if (place.issue && !found.has(place)) {
      found.set(place, [place.issue]);
    }
  }
  return found;
}

/** Issues without those of the models in a union that the value does not say it is, if one is left that it does. */
function withoutOthers(issues: readonly Issue[]): readonly Issue[] {
  const member = ({ loc }: Issue) => String(loc.slice(0, -1));
  const value = ({ path }: Issue) => String(path.slice(0, -1));
  const others = new Set(issues.filter(({ type }) => type === "literal_error").map(member));
  const isOther = (issue: Issue) => others.has(member(issue));
  const told = new Set(issues.filter((issue) => !isOther(issue)).map(value));
  return issues.filter((issue) => !isOther(issue) || !told.has(value(issue)));
}
