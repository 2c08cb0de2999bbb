"""This project's verdict on a body, in the reference's form."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import prefect_taskrun
from prefect_taskrun import Context, TaskRunCreate, ValidationError

# What the reference has in place of the present and of a made-up name.
NOW = datetime(2099, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc)
ORACLE_SLUG = '"name":"oracle-slug"'

CONTEXT = Context(now=NOW, seed=0)
OUR_SLUG = '"name":"%s"' % TaskRunCreate.model_validate_json('{"task_key":"","dynamic_key":""}', context=CONTEXT).model_dump()["name"]


def verdict(model: str, body: bytes) -> dict[str, Any]:
    try:
        value = getattr(prefect_taskrun, model).model_validate_json(body, context=CONTEXT)
    except ValidationError as error:
        errors = json.loads(error.json())
        if errors[0]["type"] != "json_invalid":
            return {"errors": errors}
        words = errors[0]["ctx"]["error"]
        if words == "There was an error parsing the body":
            return {"unreadable": True}
        if words == "Invalid \\uXXXX escape: a lone surrogate":
            return {"surrogate": True}
        return {"json": [words, *errors[0]["loc"]]}
    dumps = {"ok": value.model_dump_json(), "set": value.model_dump_json(exclude_unset=True)}
    return {key: dump.replace(OUR_SLUG, ORACLE_SLUG) for key, dump in dumps.items()}


def same(one: Any, other: Any) -> bool:
    """Equal to the type of each number and the order of each object."""
    return json.dumps(one) == json.dumps(other)
