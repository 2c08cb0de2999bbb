import { type Issue, ValidationError } from "./error.js";

/** What became of a payload. */
export type SafeParseResult<T> = { success: true; data: T } | { success: false; error: ValidationError };

type CoreIssue = Omit<Issue, "path" | "message" | "span">;
type CoreSpan = [start: number, end: number, line: number, column: number];
type Answer<T> = { data: T } | { title: string; message: string; issues: CoreIssue[]; spans: CoreSpan[] };

/**
 * What the core answered; it has nothing to say where the present is no instant.
 *
 * @internal
 */
export function answered(answer: string | undefined): string {
  if (answer === undefined) {
    throw new RangeError("now is out of range");
  }
  return answer;
}

/**
 * Reads what the core answered.
 *
 * @internal
 */
export function result<T>(answer: string | undefined): SafeParseResult<T> {
  const read = JSON.parse(answered(answer)) as Answer<T>;
  if ("data" in read) {
    return { success: true, data: read.data };
  }
  const issues = read.issues.map((issue, index): Issue => {
    const shown = { ...issue, path: issue.loc, message: issue.msg };
    const place = read.spans[index];
    if (place === undefined) {
      return shown;
    }
    const [start, end, line, column] = place;
    return { ...shown, span: { start, end, line, column } };
  });
  return { success: false, error: new ValidationError(read.title, read.message, issues) };
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
  throw result.error;
}
