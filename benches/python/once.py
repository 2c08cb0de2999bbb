"""Does one contender's piece of work so many times, for tools that count: `once.py WORK CONTENDER TIMES`."""

from __future__ import annotations

import gc
import sys

from bench import works


def main(work: str, contender: str, times: str) -> None:
    gc.disable()
    run = works()[work][contender]
    for _ in range(int(times)):
        run()


if __name__ == "__main__":
    main(*sys.argv[1:])
