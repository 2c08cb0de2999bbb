// What a server makes of a payload: everything on the page but the payload follows from this.
import { type Issue, type Response, type TaskRun, TaskRunCreate, respond } from "prefect-taskrun";
import { placesOf } from "./offsets";

/** The list of errors ends after so many: to mend, one looks at the first ones, and a longer list keeps each key waiting. */
export const MOST_LISTED = 100;

/** Time and randomness of the session: ids stay as they are while someone types. */
export interface Moment {
  now: Date;
  seed: bigint;
}

export function newMoment(): Moment {
  const [low = 0n, high = 0n] = crypto.getRandomValues(new BigUint64Array(2));
  return { now: new Date(), seed: (high << 64n) | low };
}

/** All issues of one place. */
export interface Trouble {
  /** The way to the value. */
  path: readonly (string | number)[];
  /** What is wrong, each thing once. */
  messages: readonly string[];
  /** Pydantic's names of it. */
  types: readonly string[];
  /** Where the text says it, as places of the string. */
  from: number;
  to: number;
  /** The line of the first place, from 1. */
  line: number;
}

export interface Verdict {
  text: string;
  isJson: boolean;
  troubles: readonly Trouble[];
  response: Response;
  /** The run, if the server creates one. */
  run: TaskRun | undefined;
}

export function judge(text: string, moment: Moment): Verdict {
  const checked = TaskRunCreate.safeParseJson(text, { ...moment, spans: true });
  const issues = checked.success ? [] : checked.error.issues;
  const response = respond(text, moment);
  return {
    text,
    isJson: !issues.some((issue) => issue.type === "json_invalid"),
    // No text at all is no JSON either, but to a server it is no body.
    troubles: text === "" ? [{ path: [], messages: ["The payload is empty"], types: ["missing"], from: 0, to: 0, line: 1 }] : troubles(text, issues),
    response,
    run: response.status < 300 ? (JSON.parse(response.body) as TaskRun) : undefined,
  };
}

function troubles(text: string, issues: readonly Issue[]): Trouble[] {
  const place = placesOf(text);
  const found = new Map<string, Trouble & { messages: string[]; types: string[] }>();
  for (const issue of issues) {
    const isText = issue.type === "json_invalid";
    const key = JSON.stringify(issue.path);
    let trouble = found.get(key);
    if (trouble === undefined) {
      const { start, end, line } = issue.span ?? { start: 0, end: 0, line: 1 };
      const from = place(start);
      // Of an object that lacks something only the brace is marked, or all of it would be.
      const to = issue.type === "missing" ? from + 1 : place(end);
      trouble = { path: isText ? [] : issue.path, messages: [], types: [], from, to, line };
      found.set(key, trouble);
    }
    const message = isText ? `${issue.msg}: ${issue.ctx?.["error"] ?? ""}` : issue.msg;
    if (!trouble.messages.includes(message)) {
      trouble.messages.push(message);
    }
    if (!trouble.types.includes(issue.type)) {
      trouble.types.push(issue.type);
    }
  }
  return [...found.values()];
}

/** A path as people write it. */
export function written(path: readonly (string | number)[]): string {
  return path.map((step, at) => (typeof step === "number" ? `[${step}]` : at > 0 ? `.${step}` : step)).join("");
}
