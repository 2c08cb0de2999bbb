"""Records the reference's verdicts on a corpus, for tests that run without it.

    python tests/conformance/record.py [--seed SEED] [--search N] [--sample N]

Of many random bodies those are kept that show something new, an error type at a place say, and a sample of the rest.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

from generate import body
from oracle import Oracle

CORPUS = Path(__file__).with_name("corpus.jsonl.gz")

# How many cases are kept of what can be seen at a place, the smallest first.
ENOUGH = 1


def place(loc: list[Any]) -> str:
    """Where an error is, whatever the index or the key."""
    steps = []
    for index, step in enumerate(loc):
        under_a_dictionary = index > 0 and loc[index - 1] in ("labels", "task_inputs", "run_input_keyset")
        steps.append("*" if isinstance(step, int) or under_a_dictionary else step)
    return ".".join(steps)


def shown(model: str, verdict: dict[str, Any]) -> set[tuple[str, ...]]:
    """What a case shows: each error type at its place with its words, or how reading fails."""
    if "errors" in verdict:
        return {
            (model, place(e["loc"]) if e["type"] != "extra_forbidden" else "*", e["type"], (e.get("ctx") or {}).get("error", "")[:40])
            for e in verdict["errors"]
        }
    if "json" in verdict:
        return {("json", verdict["json"][0])}
    return {(model, next(iter(verdict)))}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--search", type=int, default=60_000)
    parser.add_argument("--sample", type=int, default=500)
    options = parser.parse_args()

    source = random.Random(options.seed)
    cases = [body(source) for _ in range(options.search)]
    verdicts = list(Oracle().verdicts(cases))
    kept = set(range(options.sample))
    seen: Counter[tuple[str, ...]] = Counter()
    for index in sorted(range(len(cases)), key=lambda i: len(cases[i][1])):
        new = [what for what in shown(cases[index][0], verdicts[index]) if seen[what] < ENOUGH]
        if new or index in kept:
            seen.update(shown(cases[index][0], verdicts[index]))
            kept.add(index)
    with CORPUS.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as corpus:
        for index in sorted(kept):
            model, text = cases[index]
            line = {"model": model, "body": base64.b64encode(text).decode(), **verdicts[index]}
            corpus.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    print(f"{len(kept)} cases, {len(seen)} things shown, {CORPUS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
