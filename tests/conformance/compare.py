"""Compares this project with the real Prefect on fresh random bodies; shrinks and prints what differs.

    python tests/conformance/compare.py [--bodies N] [--seed SEED]
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator

from generate import body
from oracle import Oracle
from ours import same, verdict

BATCH = 5000
MOST_SHOWN = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bodies", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=None, help="repeats an earlier run")
    parser.add_argument("--show", type=int, default=MOST_SHOWN)
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}, {options.bodies} bodies", flush=True)

    source = random.Random(seed)
    oracle = Oracle()
    outcomes: Counter[str] = Counter()
    different: list[tuple[str, bytes]] = []
    done = 0
    while done < options.bodies:
        cases = [body(source) for _ in range(min(BATCH, options.bodies - done))]
        for case, expected in zip(cases, oracle.verdicts(cases), strict=True):
            outcomes[next(iter(expected))] += 1
            if not same(expected, verdict(*case)):
                different.append(case)
        done += len(cases)

    for case in different[: options.show]:
        show(*shrink(oracle, *case), oracle)
    print("outcomes:", ", ".join(f"{count} {kind}" for kind, count in outcomes.most_common()))
    print(f"{options.bodies - len(different)} passed, {len(different)} failed")
    return 1 if different else 0


def differs(oracle: Oracle, cases: list[tuple[str, bytes]]) -> list[bool]:
    return [not same(expected, verdict(*case)) for case, expected in zip(cases, oracle.verdicts(cases), strict=True)]


def shrink(oracle: Oracle, model: str, body: bytes) -> tuple[str, bytes]:
    """A smaller body on which the two still differ: parts of it are left out as long as they do."""
    size = len(body) // 2
    while size:
        smaller = [(model, candidate) for candidate in without(body, size)]
        verdicts = differs(oracle, smaller)
        if any(verdicts):
            body = smaller[verdicts.index(True)][1]
            size = min(size, len(body) // 2 or 1)
        else:
            size //= 2
    return model, body


def without(body: bytes, size: int) -> Iterator[bytes]:
    yield from members_left_out(body)
    for start in range(0, len(body), max(1, size // 2)):
        yield body[:start] + body[start + size :]


def members_left_out(body: bytes) -> Iterator[bytes]:
    """The body without one member of an object or item of a list, where it is JSON."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return

    def smaller(value: object) -> Iterator[object]:
        if isinstance(value, dict):
            for key, member in value.items():
                yield {k: v for k, v in value.items() if k != key}
                yield from ({**value, key: less} for less in smaller(member))
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield value[:index] + value[index + 1 :]
                yield from ([*value[:index], less, *value[index + 1 :]] for less in smaller(item))

    for candidate in smaller(value):
        try:
            text = json.dumps(candidate, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            continue
        if len(text) < len(body):
            yield text


def show(model: str, body: bytes, oracle: Oracle) -> None:
    (expected,) = oracle.verdicts([(model, body)])
    print(f"\n{model} {body!r}")
    print(f"  Prefect: {json.dumps(expected)[:2000]}")
    print(f"  ours:    {json.dumps(verdict(model, body))[:2000]}")


if __name__ == "__main__":
    sys.exit(main())
