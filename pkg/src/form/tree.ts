// A payload as the controls make it: what is no list and no object is JSON text, so that a number keeps every digit.
import type { Path } from "./path.js";

/** An object, which has no prototype: any key is a key. */
export interface Members {
  [key: string]: Tree;
}

/** A list, an object, JSON text of anything, or nothing. */
export type Tree = Members | Tree[] | string | undefined;

/** What JSON text consists of, beside what only separates: brackets, texts, and all else that is a value. */
const TOKEN = /[[\]{}]|"[^"\\]*(?:\\.[^"\\]*)*"|[^\s,:[\]{}"]+/g;

/** The tree of JSON text. */
export function grown(text: string): Tree {
  const leaf = (token: string) => (token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token);
  return read(text, leaf, () => Object.create(null) as object) as Tree;
}

/** The value of JSON text; an integer that no number holds is a `bigint`. */
export function parsed(text: string): unknown {
  const isLossy = (token: string) => /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
  return read(text, (token) => (isLossy(token) ? BigInt(token) : (JSON.parse(token) as unknown)), () => ({}));
}

/** Reads JSON text, however deep: a reviver, which recurs, ends at a third of the levels that a payload may have. */
function read(text: string, leaf: (token: string) => unknown, members: () => object): unknown {
  JSON.parse(text);
  const whole: unknown[] = [];
  const open: object[] = [whole];
  let name: string | undefined;
  for (const [token] of text.matchAll(TOKEN)) {
    const here = open.at(-1) as object;
    if (token === "]" || token === "}") {
      open.pop();
    } else if (!Array.isArray(here) && name === undefined) {
      name = JSON.parse(token) as string;
    } else {
      const value = token === "[" ? [] : token === "{" ? members() : leaf(token);
      // To JSON `__proto__` is a name like any other.
      const key = Array.isArray(here) ? here.length : (name as string);
      Object.defineProperty(here, key, { value, writable: true, enumerable: true, configurable: true });
      name = undefined;
      if (token === "[" || token === "{") {
        open.push(value as object);
      }
    }
  }
  return whole[0];
}

/** The JSON text of a value; a `bigint` to the last digit, where the host has raw JSON. */
export function stringified(value: unknown): string {
  const { rawJSON = String } = JSON as { rawJSON?: (text: string) => unknown };
  return JSON.stringify(value, (_key, value: unknown) => (typeof value === "bigint" ? rawJSON(String(value)) : value));
}

/** A tree as JSON text; with a gap, each member and item on a line of its own. */
export function json(tree: Tree, gap = "", line = "\n"): string {
  if (typeof tree !== "object") {
    return tree ?? "null";
  }
  const inner = line + gap;
  const isList = Array.isArray(tree);
  const parts = isList
    ? Array.from(tree, (item) => json(item, gap, inner))
    : Object.keys(tree).map((key) => `${JSON.stringify(key)}:${gap && " "}${json(tree[key], gap, inner)}`);
  const text = gap && parts[0] ? inner + parts.join(`,${inner}`) + line : String(parts);
  return isList ? `[${text}]` : `{${text}}`;
}

/** Whether two values are the same JSON. */
export function same(one: Tree, other: Tree): boolean {
  return !one === !other && json(one) === json(other);
}

/** Whether a value is an object. */
export function isMembers(tree: Tree): tree is Members {
  return typeof tree === "object" && !Array.isArray(tree);
}

/** The value at a path, if there is one. */
export function at(tree: Tree, path: Path): Tree {
  return path.reduce<Tree>((here, step) => (typeof here === "object" ? (here as Members)[step] : undefined), tree);
}

/** Puts a value at a path, and what leads to it where it is not there. */
export function put(tree: Tree, [step, ...rest]: Path, value: Tree): void {
  const members = tree as Members;
  const [next] = rest;
  if (next === undefined) {
    members[step as string] = value;
    return;
  }
  const isList = typeof next === "number";
  const child = members[step as string];
  if (typeof child !== "object" || Array.isArray(child) !== isList) {
    members[step as string] = isList ? [] : Object.create(null);
  }
  put(members[step as string], rest, value);
}

/** Takes values at paths away from a tree that nothing else changes, and what is left empty by that. */
export function taker(tree: Tree): (path: Path) => Tree {
  /** How much is left of what something was taken from: to count again each time would take as long as there is much. */
  const left = new Map<Tree, number>();
  function take(from: Tree, [step, ...rest]: Path): Tree {
    const child = at(from, [step as string]);
    const taken = rest[0] === undefined ? child : take(child, rest);
    if (taken !== undefined && (taken === child || left.get(child) === 0)) {
      left.set(from, (left.get(from) ?? Object.keys(from as Members).length) - 1);
      delete (from as Members)[step as string];
    }
    return taken;
  }
  return (path) => take(tree, path);
}
