"""Records which task runs releases of Prefect create of the same payloads, for tests that run without them.

    python tests/conformance/releases/created.py
"""

from __future__ import annotations

import gzip
import json
import sys
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

sys.path.insert(0, str(Path(__file__).parents[1]))

from oracle import Oracle  # noqa: E402

CREATED = Path(__file__).with_name("created.jsonl.gz")

# The first and the newest, and both sides of every change.
RELEASES = ["3.0.0", "3.1.4", "3.1.5", "3.6.13", "3.6.14", "3.9.1"]

FLOW_RUN = "df12af12-17b1-45cf-84b2-046b42f5fc87"
TYPES = ["SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING"]

# A policy is validated again, of what it became: "0" was no reason to fill a field, 0 is one.
POLICIES = [
    {"max_retries": "2", "retry_delay_seconds": "3"},
    {"max_retries": True, "retry_delay_seconds": 0.5},
    {"retry_delay_seconds": "2.0"},
    {"retry_delay_seconds": 7, "retry_delay": [1, 2], "retry_jitter_factor": "nan"},
    {"max_retries": 3, "retries": "0"},
    *({"retry_delay_seconds": number, "retry_delay": "0"} for number in (2.0, 2.5, 1e10, "nan", "inf")),
]


def payloads() -> list[dict[str, Any]]:
    details = {"deferred": True, "scheduled_time": "2999-01-01T00:00:00Z"}
    states = [None, *({"type": kind} for kind in TYPES), *({"type": kind, "state_details": details} for kind in TYPES[:5])]
    found = []
    parts = [*({"state": state} for state in states), *({"empirical_policy": policy} for policy in POLICIES)]
    for index, (part, flow_run_id) in enumerate(product(parts, (None, FLOW_RUN))):
        keys = {"id": str(UUID(int=index + 1)), "name": "run", "task_key": "load", "dynamic_key": str(index)}
        found.append({**keys, "flow_run_id": flow_run_id, **part})
    return found


def main() -> None:
    asked = payloads()
    columns: list[list[Any]] = [[] for _ in asked]
    for release in RELEASES:
        oracle = Oracle("created.py", release)
        for column, answer in zip(columns, oracle.ask(asked), strict=True):
            if not column or column[-1][1] != answer:
                column.append((release, answer))
        oracle.close()
    lines = [{"releases": RELEASES}, *({"payload": payload, "answers": column} for payload, column in zip(asked, columns, strict=True))]
    with CREATED.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as created:
        created.writelines(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
    print(f"{len(asked)} payloads, {CREATED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
