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


def use(model: Any, body: bytes) -> None:
    try:
        value = model.model_validate_json(body)
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
