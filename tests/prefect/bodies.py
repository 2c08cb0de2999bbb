"""Payloads of all kinds, right and wrong ones."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from typing import Any

from generate import MODELS, Calm, write

# Up to Python 3.12 Prefect has pendulum read dates, which says other things than the reference, Prefect on Python 3.13.
UNLIKE_THE_REFERENCE = {"cache_expiration", "scheduled_time", "pause_timeout"} if sys.version_info < (3, 13) else set()


def payloads(count: int, model: str = "TaskRunCreate") -> Iterator[Any]:
    for seed in range(count):
        source = random.Random(seed) if seed % 3 else Calm(seed)
        text = write(MODELS[model](source), source)
        try:
            text.encode()
            payload = json.loads(text)
        except ValueError:
            continue
        yield without(payload)


def without(payload: Any) -> Any:
    if isinstance(payload, dict):
        return {key: without(value) for key, value in payload.items() if key not in UNLIKE_THE_REFERENCE}
    return [without(item) for item in payload] if isinstance(payload, list) else payload
