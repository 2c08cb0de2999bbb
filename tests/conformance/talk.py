"""Compares answers to requests with a real Prefect server's, or records the server's for tests that run without it.

    python tests/conformance/talk.py [--exchanges N] [--seed SEED] [--record]
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from exchange import Exchange, difference, request, respond_to
from oracle import Oracle
from stories import Story, grid, story

RECORDED = Path(__file__).with_name("exchanges.jsonl.xz")
BATCH = 100
MOST_SHOWN = 5


def talk(oracle: Oracle, stories: Iterable[Story]) -> Iterator[Exchange]:
    for exchanges in oracle.ask(stories):
        yield from exchanges


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--exchanges", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None, help="repeats an earlier run")
    parser.add_argument("--record", action="store_true")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}, {options.exchanges} exchanges", flush=True)

    source = random.Random(seed)
    oracle = Oracle("exchange.py")
    exchanges = list(talk(oracle, grid())) if options.record else []
    while len(exchanges) < options.exchanges:
        exchanges += talk(oracle, [story(source) for _ in range(BATCH)])
    if options.record:
        return record(exchanges)
    return compare(exchanges[: options.exchanges])


def record(exchanges: list[Exchange]) -> int:
    with lzma.open(RECORDED, "wt") as file:
        for exchange in exchanges:
            file.write(json.dumps(exchange, ensure_ascii=False, separators=(",", ":")) + "\n")
    print(f"{len(exchanges)} exchanges, {RECORDED.stat().st_size} bytes")
    return 0


def compare(exchanges: list[Exchange]) -> int:
    different = 0
    for exchange in exchanges:
        status, answer = respond_to(request(exchange))
        if (where := difference(exchange, status, answer)) is None:
            continue
        different += 1
        if different <= MOST_SHOWN:
            print(f"\n{where}\n  asked:   {json.dumps(request(exchange))[:2000]}")
            print(f"  Prefect: {exchange['status']} {exchange['answer'][:2000]}\n  ours:    {status} {answer[:2000]}")
    outcomes = Counter(exchange["status"] for exchange in exchanges)
    print("statuses:", ", ".join(f"{count} {status}" for status, count in outcomes.most_common()))
    print(f"{len(exchanges) - different} passed, {different} failed")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
