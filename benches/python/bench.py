"""Times this package beside its peers: the same payloads, the same work, one process, in turns.

    bench.py [FILE.json [WORD...]]    only the work whose name has these words
"""

from __future__ import annotations

import gc
import json
import platform
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import msgspec_peer
import pydantic
import pydantic_peer

from prefect_taskrun import TaskRunCreate, ValidationError, respond

ROOT = Path(__file__).parents[2]
PAYLOADS = {path.stem: path.read_bytes() for path in sorted((ROOT / "benches/payloads").glob("*.json"))}
M, L, BAD_M = PAYLOADS["m"], PAYLOADS["l"], PAYLOADS["bad_m"]

ROUNDS = 60
ROUND_SECONDS = 0.01

# How many payloads a batch has.
BATCH = 1000

FIELDS = (
    "id", "state", "name", "flow_run_id", "task_key", "dynamic_key", "cache_key", "cache_expiration", "task_version",
    "empirical_policy", "tags", "labels", "task_inputs",
)  # fmt: skip
STATE_FIELDS = ("type", "name", "message", "data", "state_details")
DETAILS_FIELDS = (
    "flow_run_id", "task_run_id", "child_flow_run_id", "scheduled_time", "cache_key", "cache_expiration", "deferred",
    "untrackable_result", "pause_timeout", "pause_reschedule", "pause_key", "run_input_keyset", "refresh_cache", "retriable",
    "transition_id", "task_parameters_id", "traceparent", "deployment_concurrency_lease_id",
)  # fmt: skip
POLICY_FIELDS = ("max_retries", "retry_delay_seconds", "retries", "retry_delay", "retry_jitter_factor")

Work = Callable[[], Any]


def read_all(create: Any) -> Any:
    """Reads every attribute of a payload's model once, down to those of its task inputs."""
    found = {name: getattr(create, name) for name in FIELDS}
    state = {name: getattr(found["state"], name) for name in STATE_FIELDS}
    details = [getattr(state["state_details"], name) for name in DETAILS_FIELDS]
    policy = [getattr(found["empirical_policy"], name) for name in POLICY_FIELDS]
    inputs = [getattr(one, INPUT[type(one).__name__]) for some in found["task_inputs"].values() for one in some]
    return found, state, details, policy, inputs


INPUT = {"TaskRunResult": "id", "FlowRunResult": "id", "Parameter": "name", "Constant": "type"}


def refused(work: Work, error: type[Exception], look: Callable[[Any], Any]) -> Work:
    """The work of finding a payload bad and looking at what is wrong with it."""

    def run() -> Any:
        try:
            work()
        except error as found:
            return look(found)
        raise AssertionError("the payload was taken for a good one")

    return run


def works() -> dict[str, dict[str, Work]]:
    """For each piece of work, ours first, what each contender does."""
    table: dict[str, dict[str, Work]] = {}
    for name, body in (("M", M), ("L", L)):
        table[f"bytes to model, {name}"] = {
            "prefect-taskrun": lambda body=body: TaskRunCreate.model_validate_json(body),
            "msgspec": lambda body=body: msgspec_peer.decode(body),
            "pydantic": lambda body=body: pydantic_peer.TaskRunCreate.model_validate_json(body),
            "msgspec, JSON alone": lambda body=body: msgspec.json.decode(body),
        }
    for name, body in (("M", M), ("L", L)):
        value = json.loads(body)
        table[f"dict to model, {name}"] = {
            "prefect-taskrun": lambda value=value: TaskRunCreate.model_validate(value),
            "msgspec": lambda value=value: msgspec_peer.from_dict(value),
            "pydantic": lambda value=value: pydantic_peer.TaskRunCreate.model_validate(value),
        }
    for name, body in (("M", M), ("L", L)):
        table[f"bytes to model, every attribute read, {name}"] = {
            "prefect-taskrun": lambda body=body: read_all(TaskRunCreate.model_validate_json(body)),
            "msgspec": lambda body=body: read_all(msgspec_peer.decode(body)),
            "pydantic": lambda body=body: read_all(pydantic_peer.TaskRunCreate.model_validate_json(body)),
        }
    lines = (M + b"\n") * BATCH
    table[f"{BATCH:,} lines to models, M"] = {
        "prefect-taskrun, all cores": lambda: [line.model for line in TaskRunCreate.validate_jsonl(lines)],
        "msgspec": lambda: msgspec_peer.decode_lines(lines),
        "pydantic": lambda: [pydantic_peer.TaskRunCreate.model_validate_json(line) for line in lines.splitlines()],
    }
    table["bad bytes to all errors as objects, M"] = {
        "prefect-taskrun": refused(
            lambda: TaskRunCreate.model_validate_json(BAD_M), ValidationError, lambda error: error.errors()
        ),
        "msgspec, first error only": refused(
            lambda: msgspec_peer.decode(BAD_M), msgspec.ValidationError, lambda error: str(error)
        ),
        "pydantic": refused(
            lambda: pydantic_peer.TaskRunCreate.model_validate_json(BAD_M),
            pydantic.ValidationError,
            lambda error: error.errors(include_url=False),
        ),
    }
    for name, body in (("M", M), ("L", L)):
        table[f"bytes to created run as bytes, {name}"] = {
            "prefect-taskrun": lambda body=body: respond(body).body.encode(),
            "msgspec, rules by hand": lambda body=body: msgspec_peer.created(body),
        }
    return table


def seconds(work: Work, times: int, clock: Callable[[], float]) -> float:
    start = clock()
    for _ in range(times):
        work()
    return (clock() - start) / times


def measured(contenders: dict[str, Work]) -> dict[str, list[float]]:
    """The seconds that each took in each round, the contenders taking turns.

    They are the processor's, whatever else the machine has to do; the clock's where several cores are at work.
    """
    clock = time.perf_counter if any("all cores" in name for name in contenders) else time.thread_time
    times = {name: max(1, int(ROUND_SECONDS / seconds(work, 3, clock))) for name, work in contenders.items()}
    rounds: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, work in contenders.items():
            rounds[name].append(seconds(work, times[name], clock))
    return rounds


def row(work: str, rounds: dict[str, list[float]]) -> list[dict[str, Any]]:
    """What each contender took, and how many times that ours took, with the middle 80 of 100 rounds."""
    ours = next(iter(rounds.values()))
    result = []
    for name, taken in rounds.items():
        ratios = sorted(mine / theirs for mine, theirs in zip(ours, taken, strict=True))
        spread = statistics.quantiles(ratios, n=10)
        result.append(
            {
                "work": work,
                "contender": name,
                "microseconds": statistics.median(taken) * 1e6,
                "ratio": statistics.median(ratios),
                "ratio_low": spread[0],
                "ratio_high": spread[-1],
            }
        )
    return result


def table(rows: list[dict[str, Any]]) -> str:
    lines = ["| work | contender | median, µs | ours / theirs (80% of rounds) |", "|---|---|--:|--:|"]
    for entry in rows:
        ratio = f"{entry['ratio']:.2f} ({entry['ratio_low']:.2f}–{entry['ratio_high']:.2f})"
        shown = "" if entry["contender"].startswith("prefect-taskrun") else ratio
        lines.append(f"| {entry['work']} | {entry['contender']} | {entry['microseconds']:.1f} | {shown} |")
    return "\n".join(lines)


def main() -> None:
    gc.disable()
    chosen = {work: contenders for work, contenders in works().items() if all(word in work for word in sys.argv[2:])}
    rows = [entry for work, contenders in chosen.items() for entry in row(work, measured(contenders))]
    print(f"Python {platform.python_version()}, msgspec {msgspec.__version__}, pydantic {pydantic.VERSION}\n")
    print(table(rows))
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
