"""Writes the payloads: `m.json` with every field, `bad_m.json` with an error in each part of it, and `l.json`, 28 KB."""

import copy
import json
import random
from pathlib import Path
from typing import Any
from uuid import UUID

HERE = Path(__file__).parent
dice = random.Random(1)


def uuid() -> str:
    return str(UUID(int=dice.getrandbits(128), version=4))


def payload() -> dict[str, Any]:
    return {
        "id": uuid(),
        "state": {
            "type": "SCHEDULED",
            "name": "AwaitingRetry",
            "message": 'Retry "2 of 5" after a timeout',
            "data": {"type": "unpersisted"},
            "state_details": {
                "flow_run_id": uuid(),
                "task_run_id": uuid(),
                "child_flow_run_id": None,
                "scheduled_time": "2026-03-14T09:26:53.589793Z",
                "cache_key": "load-2026-03-14",
                "cache_expiration": "2026-03-15T00:00:00Z",
                "deferred": False,
                "untrackable_result": False,
                "pause_timeout": None,
                "pause_reschedule": False,
                "pause_key": None,
                "run_input_keyset": {"response": "approval-response"},
                "refresh_cache": True,
                "retriable": True,
                "transition_id": uuid(),
                "task_parameters_id": None,
                "traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            },
        },
        "name": "load-orders-7",
        "flow_run_id": uuid(),
        "task_key": "load_orders-1b2c3d4e",
        "dynamic_key": "7f9c24e8",
        "cache_key": "load-2026-03-14",
        "cache_expiration": "2026-03-15T00:00:00+01:00",
        "task_version": "2.4.1",
        "empirical_policy": {
            "max_retries": 0,
            "retry_delay_seconds": 0.0,
            "retries": 5,
            "retry_delay": [1, 2, 4, 8, 16],
            "retry_jitter_factor": 0.5,
        },
        "tags": ["orders", "nightly", "eu-west"],
        "labels": {"team": "data", "cost": 0.25, "attempt": 2, "paid": True},
        "task_inputs": {
            "orders": [{"input_type": "task_run", "id": uuid()}],
            "since": [{"input_type": "parameter", "name": "since"}],
        },
    }


def spoilt(good: dict[str, Any]) -> dict[str, Any]:
    bad = copy.deepcopy(good)
    bad["id"] = bad["id"][:-4]
    bad["state"]["type"] = "WAITING"
    bad["state"]["state_details"]["scheduled_time"] = "tomorrow"
    bad["state"]["state_details"]["retriable"] = "maybe"
    bad["flow_run_id"] = 7
    bad["task_key"] = None
    bad["empirical_policy"]["retries"] = "5.5"
    bad["tags"][1] = 1
    bad["labels"]["paid"] = ["yes"]
    bad["priority"] = "high"
    return bad


def large(good: dict[str, Any]) -> dict[str, Any]:
    result = copy.deepcopy(good)
    result["tags"] = [f"customer-{dice.randrange(100_000):05}" for _ in range(330)]
    values = [
        lambda: f"value {dice.randrange(1000)}",
        lambda: dice.randrange(10_000),
        lambda: True,
        lambda: dice.randrange(1000) / 8,
    ]
    result["labels"] = {
        f"warehouse.{dice.randrange(10_000):04}.{index}": dice.choice(values)() for index in range(325)
    }
    inputs = [
        lambda: {"input_type": "task_run", "id": uuid()},
        lambda: {"input_type": "flow_run", "id": uuid()},
        lambda: {"input_type": "parameter", "name": f"parameter_{dice.randrange(100)}"},
        lambda: {"input_type": "constant", "type": "list"},
    ]
    result["task_inputs"] = {
        f"argument_{index}": [dice.choice(inputs)() for _ in range(dice.randrange(1, 5))] for index in range(80)
    }
    return result


def write(name: str, value: dict[str, Any]) -> None:
    (HERE / name).write_text(json.dumps(value, separators=(",", ":"), ensure_ascii=False))


if __name__ == "__main__":
    medium = payload()
    write("m.json", medium)
    write("bad_m.json", spoilt(medium))
    write("l.json", large(medium))
