"""Calls Prefect's own state constructors.

A line of standard input is [NAME, ARGUMENTS]; an argument that JSON has no word for is an object of one key, which says
its type: `MEANT` has them. A line of standard output is {"prefect", "checked"?}: Prefect's verdict, and where that is
another the verdict of a Prefect that checks what its constructors write into the state details. A verdict is one of

    {"state": TEXT}              the state as model_dump_json writes it
    {"unchecked": true}          the state holds an argument as it came, of a type that is not the field's
    {"errors": [TITLE, [...]]}   pydantic's errors
    {"raises": [TYPE, WORDS]}    another exception

It is NOW, and an id that is not given is ID.
"""

import datetime
import json
import sys
import uuid
import warnings
from typing import Optional

import alone  # first: it sets Prefect's environment
import prefect.server.schemas.states as states
from pydantic import ValidationError, create_model

NOW = datetime.datetime(2099, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
ID = "00000000-0000-7000-8000-000000000000"

MEANT = {
    "$datetime": datetime.datetime.fromisoformat,
    "$date": datetime.date.fromisoformat,
    "$timedelta": lambda seconds: datetime.timedelta(seconds=seconds),
    "$uuid": uuid.UUID,
    "$float": float,
    "$details": lambda fields: states.StateDetails(**fields),
}

UNCHECKED = {
    "scheduled_time": (Optional[states.DateTime], None),
    "timeout_seconds": (Optional[datetime.timedelta], None),
    "pause_expiration_time": (Optional[states.DateTime], None),
    "reschedule": (bool, False),
    "pause_key": (Optional[str], None),
}

states.now = lambda tz="UTC": NOW
# What was checked is a timedelta already.
states.timedelta = lambda seconds: (
    seconds.span if isinstance(seconds, Checked) else datetime.timedelta(seconds=seconds)
)


class Checked:
    def __init__(self, span):
        self.span = span


def argument(value):
    if isinstance(value, dict) and len(value) == 1 and (kind := MEANT.get(next(iter(value)))):
        return kind(*value.values())
    return value


def errors(error):
    out = []
    for details in error.errors(include_url=False, include_input=False):
        if "ctx" in details:
            details["ctx"] = {key: str(v) if isinstance(v, Exception) else v for key, v in details["ctx"].items()}
        out.append({**details, "loc": list(details["loc"])})
    return {"errors": [error.title, out]}


def meant(arguments):
    return {key: argument(value) for key, value in arguments.items()}


def verdict(name, arguments, **others):
    """The verdict when some arguments are others. Prefect changes the details that it is given, so they are made anew."""
    arguments = meant(arguments) | others
    try:
        state = getattr(states, name)(**arguments)
    except ValidationError as e:
        return errors(e)
    except Exception as e:
        return {"raises": [type(e).__name__, str(e)]}
    if "id" not in arguments:
        assert state.id.version == 7
        state.id = uuid.UUID(ID)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            return {"state": state.model_dump_json()}
        except Exception:
            return {"unchecked": True}


def checked(name, arguments):
    """The verdict when what Prefect takes on trust is checked, after all that it does check."""
    own = {key: value for key, value in meant(arguments).items() if key in UNCHECKED}
    in_doubt = {key: value for key, value in own.items() if value is not None}
    if "timeout_seconds" in in_doubt:
        in_doubt["timeout_seconds"] = 0
    first = verdict(name, arguments, **in_doubt)
    if "raises" in first or "errors" in first:
        return first
    try:
        found = dict(create_model(name, **{key: field for key, field in UNCHECKED.items() if key in own})(**own))
    except ValidationError as e:
        return errors(e)
    if found.get("timeout_seconds") is not None:
        found["timeout_seconds"] = Checked(found["timeout_seconds"])
    return verdict(name, arguments, **found)


def call(name, arguments):
    verdicts = {"prefect": verdict(name, arguments), "checked": checked(name, arguments)}
    return verdicts if verdicts["checked"] != verdicts["prefect"] else {"prefect": verdicts["prefect"]}


for line in sys.stdin:
    print(json.dumps(call(*json.loads(line))), flush=True)
