import { type Issue, ValidationError } from "./error.js";
import { tidy } from "./core.js";
import { apart, close, open, step, string, value, word } from "./read.js";

/** What became of a payload. */
export type SafeParseResult<T> = (
  | {
      success: true;
      /** The validated payload, with all that it left out. */
      data: T;
    }
  | {
      success: false;
      /** Everything that is wrong with the payload. */
      error: ValidationError;
    }
) & {
  /** That the `serverVersion` is newer than the releases whose rules are known, so that those of the newest were taken. */
  notice?: string;
};

/** The first word of an answer that is errors, with what each is about. */
const REFUSED = 1;
/** The same with the numbers of what they are about. */
const REFUSED_OF_HOST = 2;

/** What an answer's errors are told with. */
interface Telling {
  /** The values that the payload was written from, by their numbers. */
  values?: (() => readonly unknown[]) | undefined;
  spans?: boolean | undefined;
  notice?: string | null | undefined;
}

/**
 * Reads the answer at a place: what `read` makes of it and of its status, or else its errors.
 *
 * @internal
 */
export function result<T>(place: number, read: (status: number) => T, telling: Telling = {}): SafeParseResult<T> {
  if (place === 0) {
    tidy();
    throw new RangeError("now is out of range");
  }
  open(place);
  try {
    const status = word();
    if (status !== REFUSED && status !== REFUSED_OF_HOST) {
      return noticed({ success: true, data: read(status) }, telling);
    }
    let inputs: readonly unknown[] | undefined;
    if (status === REFUSED_OF_HOST) {
      // The caller's getters may do anything.
      const readOn = apart();
      inputs = telling.values?.();
      readOn();
    }
    return noticed({ success: false, error: refusal(inputs, telling.spans ?? false) }, telling);
  } finally {
    close();
  }
}

function noticed<T>(result: SafeParseResult<T>, { notice }: Telling): SafeParseResult<T> {
  if (notice) {
    result.notice = notice;
  }
  return result;
}

/** What hosts have that note where an error is made: those with the first have the second, which notes it later. */
const traces = Error as { stackTraceLimit?: number; captureStackTrace?(error: Error, below: unknown): void } & ErrorConstructor;

function refusal(inputs: readonly unknown[] | undefined, hasSpans: boolean): ValidationError {
  const title = string();
  const message = string();
  const issues: Issue[] = [];
  for (let left = word(); left > 0; left--) {
    issues.push(issue(inputs, hasSpans));
  }
  // Where an error is made a host takes long to find out, and only one that is thrown has to tell.
  const limit = traces.stackTraceLimit;
  const isUntraced = limit !== undefined && Reflect.set(traces, "stackTraceLimit", 0);
  try {
    return new ValidationError(title, message, issues);
  } finally {
    if (isUntraced) {
      traces.stackTraceLimit = limit;
    }
  }
}

function issue(inputs: readonly unknown[] | undefined, hasSpan: boolean): Issue {
  const type = string();
  const msg = string();
  const loc: Issue["loc"] = [];
  const path: Issue["path"] = [];
  for (let steps = word(); steps > 0; steps--) {
    const isOfPath = step(loc);
    if (isOfPath) {
      path.push(loc.at(-1) as string | number);
    }
  }
  const name = string();
  const ctx = name === "" ? undefined : { [name]: string() };
  const input = inputs === undefined ? value() : inputs[word()];
  // Not one with the context spread into it, which hosts make slowly.
  const found: Issue =
    ctx === undefined ? { type, loc, msg, input, path, message: msg } : { type, loc, msg, input, ctx, path, message: msg };
  if (hasSpan) {
    found.span = { start: word(), end: word(), line: word(), column: word() };
  }
  return found;
}

/**
 * The data of a payload that was accepted; throws the error of one that was not.
 *
 * @internal
 */
export function unwrap<T>(result: SafeParseResult<T>): T {
  if (result.success) {
    return result.data;
  }
  traces.captureStackTrace?.(result.error, unwrap);
  throw result.error;
}
