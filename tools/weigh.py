#!/usr/bin/env python3
"""Prints what each crate weighs in the wasm: the bytes of its functions, before they are made smaller as a whole.

    tools/weigh.py    after `make build`

A function counts for the crate that defines it, whatever it was made for: a list of ours is `alloc`'s.
"""

import re
import sys
from collections import Counter
from pathlib import Path

WASM = Path(__file__).parents[1] / "target/wasm/wasm32-unknown-unknown/wasm/prefect_taskrun_wasm.wasm"
CODE, IMPORTS, CUSTOM, DATA = 10, 2, 0, 11
FUNCTION, TABLE, MEMORY = 0, 1, 2


class Reader:
    def __init__(self, code: bytes) -> None:
        self.code, self.at = code, 0

    def number(self) -> int:
        value = shift = 0
        while True:
            byte = self.code[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def bytes(self) -> bytes:
        length = self.number()
        self.at += length
        return self.code[self.at - length : self.at]

    def limits(self) -> None:
        if self.number() & 1:
            self.number()
        self.number()


def imported_functions(section: Reader) -> int:
    count = 0
    for _ in range(section.number()):
        section.bytes(), section.bytes()
        kind = section.number()
        if kind in (TABLE, MEMORY):
            section.at += kind == TABLE
            section.limits()
        else:
            section.at += 0 if kind == FUNCTION else 1
            section.number()
        count += kind == FUNCTION
    return count


def function_names(section: Reader) -> dict[int, str]:
    while section.at < len(section.code):
        kind, part = section.number(), Reader(section.bytes())
        if kind == 1:
            return {part.number(): part.bytes().decode() for _ in range(part.number())}
    return {}


def crate(name: str) -> str:
    """The crate of a function, by its mangled name: the first of a dependency's or of ours that is named in it."""
    found = re.search("prefect_taskrun_wasm|prefect_taskrun|chrono|uuid|itoa|oorandom|wasm_bindgen|rlsf|alloc|core|std", name)
    return found[0] if found else "the rest"


def main() -> None:
    file = Reader(WASM.read_bytes())
    file.at = 8
    first, sizes, names, data = 0, [], {}, 0
    while file.at < len(file.code):
        kind, section = file.number(), Reader(file.bytes())
        if kind == IMPORTS:
            first = imported_functions(section)
        elif kind == CODE:
            sizes = [len(section.bytes()) for _ in range(section.number())]
        elif kind == DATA:
            data = len(section.code)
        elif kind == CUSTOM and section.bytes() == b"name":
            names = function_names(section)
    weights: Counter[str] = Counter()
    for index, size in enumerate(sizes, first):
        weights[crate(names.get(index, ""))] += size
    for name, weight in weights.most_common():
        print(f"{weight:>7} {name}")
    print(f"{data:>7} data")


if __name__ == "__main__":
    sys.exit(main())
