"""Calls of Prefect's own state constructors, recorded: the same states come of them here, and the same is raised."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import prefect_taskrun
import pytest
from prefect_taskrun import Completed, Context, Running, Scheduled, StateCreate, StateType, ValidationError

RECORDED = Path(__file__).parents[1] / "conformance/calls.jsonl.gz"

# What the recording has for the present and for an id that is made up.
CONTEXT = Context(now=datetime(2099, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc), seed=0)
ID = "00000000-0000-7000-8000-000000000000"

MEANT: dict[str, Any] = {
    "$datetime": datetime.fromisoformat,
    "$date": date.fromisoformat,
    "$timedelta": lambda seconds: timedelta(seconds=seconds),
    "$uuid": UUID,
    "$float": float,
    "$details": dict,
}

# Arguments that Prefect writes into the state details unchecked, as COMPATIBILITY.md says.
UNCHECKED = {"scheduled_time", "timeout_seconds", "pause_expiration_time", "reschedule", "pause_key"}

NAMES = {
    "Scheduled", "Pending", "Running", "Completed", "Failed", "Cancelled", "Cancelling", "Crashed", "Paused", "Suspended",
    "AwaitingRetry", "AwaitingConcurrencySlot", "Submitting", "InfrastructurePending", "Retrying", "Late",
}  # fmt: skip


@pytest.fixture(scope="module")
def calls() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    with gzip.open(RECORDED, "rt") as lines:
        return [tuple(json.loads(line)) for line in lines]


def argument(value: Any) -> Any:
    if isinstance(value, dict) and len(value) == 1 and (meant := MEANT.get(next(iter(value)))):
        return meant(*value.values())
    return value


def verdict(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """What comes of a call, in the recording's form."""
    try:
        state = getattr(prefect_taskrun, name)(context=CONTEXT, **{key: argument(value) for key, value in arguments.items()})
    except ValidationError as error:
        return {"errors": [error.title, json.loads(json.dumps(error.errors(include_input=False)))]}
    except Exception as error:
        return {"raises": [type(error).__name__, str(error)]}
    made_up = Completed(context=CONTEXT).id
    return {"state": state.model_dump_json().replace(str(made_up), ID)}


def test_every_call_has_its_outcome(calls: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    assert {name for name, _, _ in calls} == NAMES
    for name, arguments, verdicts in calls:
        expected = verdicts.get("checked", verdicts["prefect"])
        assert verdict(name, arguments) == expected, (name, arguments)


def test_only_what_prefect_leaves_unchecked_differs(calls: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    for name, arguments, verdicts in calls:
        assert "checked" not in verdicts or UNCHECKED & set(arguments), (name, arguments)


def test_all_that_constructors_raise_is_recorded(calls: list[tuple[str, dict[str, Any], dict[str, Any]]]) -> None:
    kinds = Counter(kind for _, _, verdicts in calls for kind in verdicts["prefect"])
    assert min(kinds[kind] for kind in ("state", "errors", "raises", "unchecked")) > 50
    raised = {words for _, _, verdicts in calls for _, words in [verdicts["prefect"].get("raises", ("", ""))]}
    assert raised >= {
        "An extra scheduled_time was provided in state_details",
        "An extra pause timeout was provided in state_details",
        "Cannot supply both a pause_expiration_time and timeout_seconds",
        "date value out of range",
        "prefect.server.schemas.states.State() got multiple values for keyword argument 'type'",
        "prefect.server.schemas.states.Paused() got multiple values for keyword argument 'reschedule'",
    }


def test_a_state_says_what_it_is() -> None:
    for kind in StateType:
        state = prefect_taskrun.State(type=kind.value)
        asked = {name: getattr(state, name)() for name in dir(state) if name.startswith("is_")}
        final = kind in (StateType.COMPLETED, StateType.FAILED, StateType.CRASHED, StateType.CANCELLED)
        assert asked == {**{f"is_{each.value.lower()}": each is kind for each in StateType}, "is_final": final}


def test_a_state_is_made_a_payload() -> None:
    state = Scheduled(context=CONTEXT, message="wait", data={"x": 1}, state_details={"cache_key": "k"})
    create = state.to_state_create()
    assert isinstance(create, StateCreate)
    fields = state.model_dump()
    del fields["id"], fields["timestamp"]
    assert create.model_dump() == fields


def test_a_state_is_new_and_now_unless_told_otherwise() -> None:
    one, other = Running(), Running()
    assert one.id != other.id and one.id.version == other.id.version == 7
    assert abs(datetime.now(timezone.utc) - one.timestamp) < timedelta(minutes=1)
    assert Running(context=CONTEXT) == Running(context=CONTEXT)


def test_what_a_constructor_was_given_is_set() -> None:
    assert Completed(message="x").model_fields_set == {"type", "name", "message"}
    assert prefect_taskrun.Retrying(message="x").model_fields_set == {"type", "name", "message"}
    assert Scheduled().model_fields_set == {"type", "name", "state_details"}
    assert prefect_taskrun.Paused(timeout_seconds=5, message="x").model_fields_set == {"type", "name", "state_details", "message"}
