import { jsonable } from "./jsonable.js";

/** Where in a JSON body something stands. */
export interface Span {
  /** The first byte's offset in the body's UTF-8. */
  start: number;
  /** The offset of the byte after the last. */
  end: number;
  /** The line of the first character, from 1; only a line feed ends one. */
  line: number;
  /** The column of the first character in its line, in characters, from 1. */
  column: number;
}

/** One error in a payload, in pydantic's shape and words. */
export interface Issue {
  /** Pydantic's name of what is wrong, `missing` say. */
  type: string;
  /** Pydantic's way from the payload to the value that is wrong; of a union it names the member too. */
  loc: (string | number)[];
  /** What is wrong. */
  msg: string;
  /** The value that is wrong: the very one, where the payload was a value. */
  input: unknown;
  /** The part of the message that differs from case to case. */
  ctx?: Record<string, string>;
  /** The way from the payload to the value that is wrong, for Standard Schema: `loc` without the names of members. */
  path: (string | number)[];
  /** The same as `msg`, under the name that Standard Schema gives it. */
  message: string;
  /** Where the value stands in the JSON body; its key, where the field itself is wrong. Only when asked for. */
  span?: Span;
}

/** An error as pydantic gives it in JSON. */
export type ErrorDetails = Pick<Issue, "type" | "loc" | "msg" | "input" | "ctx">;

/**
 * Why a payload was refused: every error in it, in the order of the model's fields.
 *
 * What was imported and what was required, or `prefect-taskrun/slim`, are copies of the package, each with a class of its
 * own: where they meet, an error's `name` tells what it is, and not `instanceof`.
 */
export class ValidationError extends Error {
  static {
    // A bundler shortens the class's own name, which hosts show too. And `Error.prototype` may be frozen.
    for (const of of [this, this.prototype]) {
      Object.defineProperty(of, "name", { value: "ValidationError", writable: true });
    }
  }

  /** The name of the model that refused. */
  readonly title: string;
  /** Every error, at least one. */
  readonly issues: readonly Issue[];

  constructor(title: string, message: string, issues: readonly Issue[]) {
    super(message);
    this.title = title;
    this.issues = issues;
  }

  /**
   * The errors alone, in pydantic's shape, their inputs such that `JSON.stringify` takes them: a `bigint` as an integer to
   * the last digit, or as a text of its digits where the host has no `JSON.rawJSON`; an object with a method `toJSON` as
   * what that gives; what JSON has no word for as a text. What is within itself or past 1,000 levels is null.
   */
  toJSON(): ErrorDetails[] {
    return this.issues.map(({ type, loc, msg, input, ctx }) => {
      return { type, loc, msg, input: jsonable(input), ...(ctx && { ctx }) };
    });
  }
}
