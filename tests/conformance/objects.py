"""Compares this project with the real Prefect on fresh random Python objects, as `oracle/objects.py` makes them.

    python tests/conformance/objects.py [--objects N] [--seed SEED]
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter

from oracle import Oracle

BATCH = 500
MOST_SHOWN = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--objects", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=None, help="repeats an earlier run")
    options = parser.parse_args()
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    print(f"seed {seed}, {options.objects} objects", flush=True)

    starts = range(seed, seed + options.objects, BATCH)
    batches = [{"seed": start, "count": min(BATCH, seed + options.objects - start)} for start in starts]
    outcomes: Counter[str] = Counter()
    different = 0
    for answer in Oracle("objects.py", has_package=True).ask(batches):
        outcomes.update(answer["outcomes"])
        for case in answer["different"]:
            different += 1
            if different <= MOST_SHOWN:
                print(f"\n{case['model']} of seed {case['seed']}: {case['object'][:2000]}")
                print(f"  Prefect: {str(case['prefect'])[:2000]}\n  ours:    {str(case['ours'])[:2000]}")
    print("outcomes:", ", ".join(f"{count} {kind}" for kind, count in outcomes.most_common()))
    print(f"{options.objects - different} passed, {different} failed")
    # Of objects that are all refused nothing could be learnt.
    return 1 if different or min(outcomes["ok"], outcomes["errors"]) < options.objects // 10 else 0


if __name__ == "__main__":
    sys.exit(main())
