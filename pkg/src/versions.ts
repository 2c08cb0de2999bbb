import type { SafeParseResult } from "./answer.js";
import type { ValidationError } from "./error.js";
import { TaskRunCreate } from "./generated/models.js";
import { RELEASES } from "./generated/releases.js";
import type { JsonOptions } from "./options.js";
import { isBytes } from "./text.js";

/** Releases of Prefect that say the same to a payload. */
export interface Support {
  /** The first of them. */
  since: string;
  /** The first release that no longer is one of them. Without it they go on: newer ones than are known count, too. */
  before: string | null;
  /** What they have against the payload, if anything. */
  error: ValidationError | null;
}

/**
 * What each release of Prefect says to a payload that is to create a task run, from 3.0.0 on. A string or bytes are a JSON
 * body. Two ranges that follow one another differ in their errors, or one of them has none.
 */
export function supportedVersions(payload: unknown, options?: Omit<JsonOptions, "serverVersion">): Support[] {
  const isBody = typeof payload === "string" || isBytes(payload);
  const ranges: Support[] = [];
  for (const since of RELEASES) {
    const asked = { ...options, serverVersion: since };
    const error = isBody ? refusal(payload, asked) : errorOf(TaskRunCreate.safeParse(payload, asked));
    const last = ranges.at(-1);
    if (last === undefined || last.error?.message !== error?.message) {
      if (last !== undefined) {
        last.before = since;
      }
      ranges.push({ since, before: null, error });
    }
  }
  return ranges;
}

/** What a release says to a body: of one that it takes nobody asks for the values, which take longest. */
function refusal(body: string | Uint8Array, options: JsonOptions): ValidationError | null {
  return TaskRunCreate.checkJson(body, options) ? null : errorOf(TaskRunCreate.safeParseJson(body, options));
}

function errorOf(result: SafeParseResult<unknown>): ValidationError | null {
  return result.success ? null : result.error;
}
