import { result, unwrap } from "./answer.js";
import { call, construct as constructState } from "./core.js";
import type { State } from "./generated/models.js";
import { type Context, surroundings } from "./options.js";
import { value } from "./read.js";
import { valuesOf, write } from "./write.js";

/**
 * The state that the constructor of a number makes.
 *
 * @internal
 */
export function construct(constructor: number, args: object, context: Context | undefined): State {
  const { now, given } = surroundings(context);
  const { words, text } = write(args);
  const answer = call(() => constructState(constructor, text, words, now, given));
  return unwrap(result(answer, () => value() as State, { values: () => valuesOf(args) }));
}
