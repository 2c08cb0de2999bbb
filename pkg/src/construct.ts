import { result, unwrap } from "./answer.js";
import { ask } from "./core.js";
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
  const answer = ask(
    () => write(args),
    given,
    (core, text, words, given) => core.construct(text, words, given, now, constructor),
  );
  return unwrap(result(answer, () => value() as State, { values: () => valuesOf(args) }));
}
