"""Holds Prefect's own client against the mock server of the examples, and against a real server.

    python tests/conformance/mock.py
"""

from __future__ import annotations

import json
import sys
from itertools import zip_longest

from exchange import Present, Runs
from oracle import Oracle


def main() -> int:
    different = count = 0
    for conversation in Oracle("client.py", has_package=True).ask([None, None]):
        present = Present.of(conversation["before"], conversation["after"])
        runs = Runs([json.loads(body) for body in conversation["requests"]], present, present)
        for mock, real in zip_longest(conversation["mock"], conversation["real"]):
            count += 1
            if (where := runs.difference(mock, real)) is not None:
                different += 1
                print(f"{where}\n  real: {real}\n  mock: {mock}")
    print(f"the client's calls: {count - different} passed, {different} failed")
    return 1 if different or count < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
