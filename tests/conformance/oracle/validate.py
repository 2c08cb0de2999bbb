"""Validates bodies with Prefect's own models, exactly as the server does: json.loads of bytes, then pydantic.

A line of standard input is {"model", "body"}, the body's bytes in base64; a line of standard output is one of

    {"ok": TEXT, "set": TEXT}   the model as model_dump_json writes it, whole and without unset fields
    {"errors": [...]}           pydantic's errors
    {"json": [WORDS, POSITION]} not JSON
    {"unreadable": true}        Python fails to read it in another way; the server answers 400
    {"surrogate": true}         a string holds half a surrogate pair; the server fails on it, unless it is dropped
    {"crash": TEXT}             the server itself raises

What Prefect makes up is replaced: a name by SLUG, the present by NOW. Where the server fails and this project does not,
it is mended here in the least way: a policy that is no object reaches pydantic, and a number that is not finite is null.
"""

import base64
import contextlib
import datetime
import json
import math
import sys

import alone  # first: it sets Prefect's environment
import prefect._internal.schemas.validators as validators
import prefect.server.schemas.actions as actions
import prefect.server.schemas.core as core
import prefect.server.schemas.states as states
from pydantic import TypeAdapter, ValidationError

NOW = datetime.datetime(2099, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
SLUG = "oracle-slug"

actions.generate_slug = validators.generate_slug = core.generate_slug = lambda words: SLUG
actions.now = states.now = lambda tz="UTC": NOW
with contextlib.suppress(ImportError):
    # where earlier releases ask
    import pendulum

    pendulum.now = lambda tz="UTC": NOW

fill_policy = core.set_run_policy_deprecated_fields
core.set_run_policy_deprecated_fields = lambda values: fill_policy(values) if isinstance(values, dict) else values


def plain(value):
    """The value as JSON can say it, with null for what is not finite."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [plain(member) for member in value]
    return value


def error(details):
    out = {"type": details["type"], "loc": list(details["loc"]), "msg": details["msg"], "input": plain(details["input"])}
    if "ctx" in details:
        out["ctx"] = {key: str(v) if isinstance(v, Exception) else v for key, v in details["ctx"].items()}
    return out


def has_half_a_pair(body):
    """Whether a string of the body does, one that a repeated key overwrites included."""
    found = []

    def look(value):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            found.append(value)
        return value

    look(json.loads(body, object_pairs_hook=look))
    return bool(found)


def verdict(adapter, body):
    try:
        value = json.loads(body)
    except json.JSONDecodeError as e:
        return {"json": [e.msg, e.pos]}
    except (ValueError, RecursionError):
        return {"unreadable": True}
    try:
        if has_half_a_pair(body):
            return {"surrogate": True}
        model = adapter.validate_python(value, from_attributes=True)
        return {"ok": model.model_dump_json(), "set": model.model_dump_json(exclude_unset=True)}
    except ValidationError as e:
        return {"errors": [error(details) for details in e.errors(include_url=False)]}
    except Exception as e:
        return {"crash": f"{type(e).__name__}: {e}"[:200]}


def main():
    adapters = {}
    for line in sys.stdin:
        case = json.loads(line)
        model = case["model"]
        if model not in adapters:
            adapters[model] = TypeAdapter(getattr(actions, model))
        print(json.dumps(verdict(adapters[model], base64.b64decode(case["body"]))), flush=True)


main()
