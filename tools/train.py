"""Does what the package is used for, so that the compiler sees which of its branches are taken, and how often."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

import prefect_taskrun
from prefect_taskrun import TaskRunCreate, ValidationError, respond

ROOT = Path(__file__).parents[1]
# How often: mostly good payloads, with bad ones among them.
TIMES = {"m": 2000, "l": 150, "bad_m": 500}


MODELS = tuple(one for one in vars(prefect_taskrun).values() if hasattr(one, "model_validate"))
FIELDS = {model: [name for name, field in vars(model).items() if type(field).__name__ == "Field"] for model in MODELS}


def read(value: Any) -> None:
    """Reads every attribute there is."""
    if isinstance(value, MODELS):
        for name in FIELDS[type(value)]:
            read(getattr(value, name))
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            read(item)


def use(model: Any, body: bytes) -> None:
    try:
        value = model.model_validate_json(body)
        read(value)
        value.model_dump_json()
        value.model_dump()
    except ValidationError as error:
        error.errors()
    try:
        model.model_validate(json.loads(body))
    except ValueError:
        pass


def main() -> None:
    for name, times in TIMES.items():
        body = (ROOT / f"benches/payloads/{name}.json").read_bytes()
        for _ in range(times):
            use(TaskRunCreate, body)
            respond(body)
    with gzip.open(ROOT / "tests/conformance/corpus.jsonl.gz") as corpus:
        for line in corpus:
            case = json.loads(line)
            use(getattr(prefect_taskrun, case["model"]), base64.b64decode(case["body"]))


if __name__ == "__main__":
    main()
