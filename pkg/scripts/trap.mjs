// Makes a bare trap of each panic: `trap.mjs WASM`. The target has nowhere to say why, so that the words, what puts them together,
// and the names of files of the machine that built the wasm only take a page's time.
import binaryen from "binaryen";
import { readFileSync, writeFileSync } from "node:fs";

/** Rust's library, whose crates have a hash in their names or not. */
const PANICS = /\b(core|std)(\[\w+\])?::panic(king)?::(?!panic_count)|\brust_panic\b|\bhandle_(alloc_)?error\b|\bdefault_alloc_error_hook\b/;
const FORMATS = /\b(core|std)(\[\w+\])?::fmt::/;
/** What panics say, and where, which nobody reads any more. */
const WORDS = new RegExp(
  [
    "/[\\w./-]+\\.rs",
    "index out of bounds: the len is | but the index is ",
    "assertion failed: k <= self\\.len\\(\\)|mid > len|capacity overflow",
    "cannot access a Thread Local Storage value during or after destruction: |AccessError",
    "rwlock (?:has not been locked for reading|overflowed read locks)",
  ].join("|"),
  "g",
);

const [file] = process.argv.slice(2);
binaryen.setDebugInfo(true);
const module = binaryen.readBinary(readFileSync(file));

let trapped = 0;
for (let index = 0; index < module.getNumFunctions(); index++) {
  const each = module.getFunctionByIndex(index);
  const { name, base } = binaryen.getFunctionInfo(each);
  if (base === "" && (PANICS.test(name) || FORMATS.test(name))) {
    binaryen.Function.setBody(each, module.unreachable());
    trapped++;
  }
}
if (trapped === 0) {
  throw new Error("there is no panic: has the wasm lost its names?");
}

// What puts words together for anything but a panic must not trap.
for (const text of module.emitText().split(/^ \(func /m).slice(1)) {
  const formats = [...text.matchAll(/\(call \$("[^"]+"|[^\s)]+)/g)].find(([, name]) => FORMATS.test(name));
  if (formats) {
    throw new Error(`${text.split("\n", 1)[0]} calls ${formats[1]}`);
  }
}

const bytes = Buffer.from(module.emitBinary()).toString("latin1");
writeFileSync(file, Buffer.from(bytes.replace(WORDS, (words) => "\0".repeat(words.length)), "latin1"));
