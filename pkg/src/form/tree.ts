// A payload as the controls make it, before it is JSON text.
import type { Path } from "./path.js";

/** JSON text that stands for itself, so that a number keeps every digit. */
export class Json {
  constructor(readonly text: string) {}
}

/** A value of a payload. Objects are maps: any key is a key there, and keeps its place. */
export type Tree = Map<string, Tree> | Tree[] | Json | string | boolean | null | undefined;

/** A value as a tree, its numbers as JSON writes them. */
export function grown(value: unknown): Tree {
  if (typeof value === "number" || typeof value === "bigint") {
    return typeof value === "bigint" || Number.isFinite(value) ? new Json(String(value)) : null;
  }
  if (value === null || typeof value === "string" || typeof value === "boolean") {
    return value;
  }
  if (typeof value !== "object") {
    return undefined;
  }
  if (Array.isArray(value)) {
    return value.map(grown);
  }
  const { toJSON } = value as { toJSON?: unknown };
  return typeof toJSON === "function"
    ? grown((toJSON as () => unknown).call(value))
    : new Map(Object.entries(value).map(([key, member]) => [key, grown(member)]));
}

/** A tree of its own, for others to change. */
export function copied(tree: Tree): Tree {
  return tree instanceof Map
    ? new Map(Array.from(tree, ([key, member]) => [key, copied(member)]))
    : Array.isArray(tree) ? tree.map(copied) : tree;
}

/** A tree as JSON text; with a gap, each member and item on a line of its own. */
export function json(tree: Tree, gap = "", line = "\n"): string {
  if (tree instanceof Json) {
    return tree.text;
  }
  const isMap = tree instanceof Map;
  if (!isMap && !Array.isArray(tree)) {
    return JSON.stringify(tree ?? null);
  }
  const below = line + gap;
  const parts = isMap
    ? Array.from(tree)
        .filter(([, member]) => member !== undefined)
        .map(([key, member]) => `${JSON.stringify(key)}:${gap && " "}${json(member, gap, below)}`)
    : Array.from(tree, (item) => json(item, gap, below));
  const inner = gap && parts.length > 0 ? below + parts.join(`,${below}`) + line : parts.join(",");
  return isMap ? `{${inner}}` : `[${inner}]`;
}

/** What JSON text says; an integer that no number holds is a `bigint`, where the host tells its digits. */
export function parsed(text: string): unknown {
  const exact = (_key: string, value: unknown, context?: { source?: string }): unknown => {
    const digits = context?.source ?? "";
    return typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(digits) ? BigInt(digits) : value;
  };
  return JSON.parse(text, exact as (key: string, value: unknown) => unknown);
}

/** The value at a path, if there is one. */
export function at(tree: Tree, path: Path): Tree {
  return path.reduce<Tree>((here, step) => {
    return here instanceof Map ? here.get(step as string) : Array.isArray(here) ? here[step as number] : undefined;
  }, tree);
}

function set(tree: Tree, step: string | number, value: Tree): void {
  if (tree instanceof Map) {
    tree.set(step as string, value);
  } else {
    (tree as Tree[])[step as number] = value;
  }
}

/** Puts a value at a path, and what leads to it where it is not there. */
export function put(tree: Tree, path: Path, value: Tree): void {
  path.forEach((step, depth) => {
    const next = path[depth + 1];
    let child = next === undefined ? value : at(tree, [step]);
    if (typeof next === "string" && !(child instanceof Map)) {
      child = new Map();
    } else if (typeof next === "number" && !Array.isArray(child)) {
      child = [];
    }
    set(tree, step, child);
    tree = child;
  });
}

/** Takes the value at a path away, and what is left empty by that. */
export function take(tree: Tree, path: Path): Tree {
  const [step, ...rest] = path as [string | number, ...Path];
  const child = at(tree, [step]);
  const taken = rest.length > 0 ? child && take(child, rest) : child;
  if (taken !== undefined && (rest.length === 0 || isEmpty(child))) {
    if (tree instanceof Map) {
      tree.delete(step as string);
    } else {
      set(tree, step, undefined);
    }
  }
  return taken;
}

function isEmpty(tree: Tree): boolean {
  return tree instanceof Map ? tree.size === 0 : Array.isArray(tree) && tree.every((item) => item === undefined);
}
