"""Calls of state constructors with right, odd and wrong arguments.

    python tests/conformance/calls.py

records what Prefect's own make of them, each call and its verdicts on a line, as `oracle/construct.py` has them.
"""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

from oracle import Oracle

RECORDED = Path(__file__).with_name("calls.jsonl.gz")

Call = tuple[str, dict[str, Any]]

UUID = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
TIMES: list[Any] = [
    {"$datetime": "2023-11-07T05:31:56+00:00"}, {"$datetime": "2023-11-07T05:31:56.789+05:30"}, {"$datetime": "2023-11-07T05:31:56"}, None,
    "2023-11-07T05:31:56Z", "2023-11-07T05:31:56.789+05:30", "2023-11-07", "tomorrow", "", 0, 0.0, False, 1700000000, 1.5, True, [], {}, ["x"], {"$date": "2023-11-07"}, {"$uuid": UUID},
]  # fmt: skip
TEXTS: list[Any] = ["x", "", None, 0, 5, 1.5, True, False, [], ["x"], {}, {"$uuid": UUID}]
BOOLS: list[Any] = [True, False, None, 0, 1, 2, 1.0, "yes", "maybe", "", [], {}]

ARGUMENTS: dict[str, list[Any]] = {
    "name": TEXTS,
    "message": TEXTS,
    "data": [*TEXTS, {"a": [1, 2.0, None]}, {"type": "unpersisted"}, {"artifact_key": 1}],
    "timestamp": TIMES,
    "id": [{"$uuid": UUID}, UUID, UUID.upper(), f"{{{UUID}}}", "x", "", 0, None, []],
    "type": ["RUNNING", None, "x"],
    "created": [None, "x"],
    "unknown": [1, None],
    "state_details": [
        {}, None, "x", 5, [], [["a", 1]], {"deferred": True, "cache_key": "k", "flow_run_id": UUID}, {"deferred": None, "more": 1}, {"deferred": "maybe"},
        {"scheduled_time": "2024-02-29T00:00:00+01:00"}, {"scheduled_time": None}, {"scheduled_time": "x", "flow_run_id": 5}, {"pause_timeout": "2024-02-29"},
        {"pause_timeout": 0, "pause_reschedule": True, "pause_key": "mine"}, {"pause_reschedule": "yes", "pause_key": "mine"}, {"scheduled_time": 1},
        {"$details": {}}, {"$details": {"scheduled_time": "2024-02-29T00:00:00+01:00", "cache_key": "k"}}, {"$details": {"pause_timeout": "2024-02-29"}},
    ],
}  # fmt: skip
SCHEDULE = {"scheduled_time": TIMES}
PAUSE: dict[str, list[Any]] = {
    "timeout_seconds": [
        None, 0, 1, -1, 1.5, 0.0000005, 0.0000015, 86400, -1e9, 10**9, 10**12, 10**15, 10**20, 1e20, 1e300, True, False, "5", "", "PT5S", [], {}, {"$float": "nan"},
        {"$float": "inf"}, {"$timedelta": 5}, 249286809354.0, 2.5e11,
    ],
    "pause_expiration_time": TIMES,
    "reschedule": BOOLS,
    "pause_key": TEXTS,
}  # fmt: skip

CONSTRUCTORS: dict[str, dict[str, list[Any]]] = {
    **dict.fromkeys(["Completed", "Running", "Failed", "Crashed", "Cancelling", "Cancelled", "Pending", "Submitting", "InfrastructurePending", "Retrying"], ARGUMENTS),
    **dict.fromkeys(["Scheduled", "AwaitingRetry", "AwaitingConcurrencySlot", "Late"], ARGUMENTS | SCHEDULE),
    **dict.fromkeys(["Paused", "Suspended"], ARGUMENTS | PAUSE),
}  # fmt: skip


def calls(random: random.Random, mixed: int = 60) -> list[Call]:
    """Each constructor with each argument alone, and with several at once."""
    out: list[Call] = []
    for name, arguments in CONSTRUCTORS.items():
        out.append((name, {}))
        out += [(name, {argument: value}) for argument, values in arguments.items() for value in values]
        for _ in range(mixed):
            chosen = random.sample(list(arguments), random.randrange(2, 5))
            out.append((name, {argument: random.choice(arguments[argument]) for argument in chosen}))
    return out


def main() -> None:
    cases = calls(random.Random(20260101))
    with RECORDED.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as lines:
        for case, verdicts in zip(cases, Oracle("construct.py").ask(cases), strict=True):
            lines.write(json.dumps([*case, verdicts], separators=(",", ":")).encode() + b"\n")
    print(f"{len(cases)} calls, {RECORDED.stat().st_size} bytes")


if __name__ == "__main__":
    main()
