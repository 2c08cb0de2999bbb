"""Python objects as payloads, without a detour through JSON. `make conformance` holds thousands of them against pydantic."""

from __future__ import annotations

import copy
import pickle
import threading
from collections import ChainMap, OrderedDict, UserDict, deque
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from types import MappingProxyType, SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from prefect_taskrun import Context, StateCreate, StateType, TaskRun, TaskRunCreate, ValidationError, create_task_run

ID = UUID("3c90c3cc-0d44-4b50-8888-8dd25736052a")
KEYS: dict[str, Any] = {"task_key": "load", "dynamic_key": "0", "name": "mine"}
EAST = timezone(timedelta(hours=5, minutes=30))


class Three(IntEnum):
    THREE = 3


class Text(Enum):
    A = "a"


@pytest.mark.parametrize("kind", [dict, OrderedDict, UserDict, ChainMap, MappingProxyType, lambda members: SimpleNamespace(**members)])
def test_whatever_has_members_is_a_payload(kind: Any) -> None:
    payload = kind({**KEYS, "state": kind({"type": "RUNNING"}), "labels": {"a": 1}})
    assert TaskRunCreate.model_validate(payload) == TaskRunCreate(**KEYS, state={"type": "RUNNING"}, labels={"a": 1})


@pytest.mark.parametrize("kind", [dict, OrderedDict, UserDict, ChainMap, MappingProxyType])
def test_any_mapping_updates_a_copy(kind: Any) -> None:
    assert TaskRunCreate(**KEYS).model_copy(update=kind({"tags": ["etl"]})) == TaskRunCreate(**KEYS, tags=["etl"])


@pytest.mark.parametrize("kind", [list, tuple, set, frozenset, deque, iter, lambda items: (item for item in items), lambda items: {item: 0 for item in items}.keys()])
def test_whatever_has_items_is_a_list(kind: Any) -> None:
    assert TaskRunCreate.model_validate({**KEYS, "tags": kind(["etl"])}).tags == ["etl"]


def test_values_are_taken_as_they_are() -> None:
    create = TaskRunCreate.model_validate(
        {
            **KEYS,
            "id": ID,
            "flow_run_id": ID.bytes,
            "cache_expiration": datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=EAST),
            "state": StateCreate(type=StateType.SCHEDULED, state_details={"scheduled_time": date(2024, 2, 29), "pause_timeout": datetime(2024, 2, 29)}),
            "empirical_policy": {"max_retries": Decimal(2), "retries": Three.THREE, "retry_delay": Fraction(7, 1), "retry_jitter_factor": Decimal("0.5")},
        }
    )
    assert (create.id, create.flow_run_id) == (ID, ID)
    assert create.cache_expiration == datetime(2024, 2, 29, 1, 2, 3, 4, tzinfo=EAST)
    assert create.cache_expiration.utcoffset() == timedelta(hours=5, minutes=30)
    assert create.state is not None and create.state.type is StateType.SCHEDULED
    assert create.state.state_details.scheduled_time == datetime(2024, 2, 29, tzinfo=timezone.utc)
    assert create.state.state_details.pause_timeout == datetime(2024, 2, 29, tzinfo=timezone.utc)
    policy = create.empirical_policy
    assert (policy.max_retries, policy.retries, policy.retry_delay, policy.retry_jitter_factor) == (2, 3, 7, 0.5)


class Raising:
    dynamic_key = "0"

    @property
    def task_key(self) -> str:
        raise LookupError("no key")


class Ill:
    """What raises whatever is asked of it."""

    def fail(self, *_: Any) -> Any:
        raise LookupError("no answer")

    __eq__ = __hash__ = __bool__ = __iter__ = __getattr__ = __len__ = __str__ = __repr__ = fail


def errors(payload: Any) -> list[tuple[str, tuple[int | str, ...]]]:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate(payload)
    # Whatever the inputs do, an error can be shown.
    assert str(caught.value) and caught.value.json()
    return [(error["type"], error["loc"]) for error in caught.value.errors()]


def test_an_attribute_that_raises_is_an_error() -> None:
    assert errors(Raising()) == [("get_attribute_error", ("task_key",))]


def test_an_iterator_that_raises_is_an_error() -> None:
    def items() -> Any:
        yield "a"
        raise LookupError("no more")

    assert errors({**KEYS, "tags": items()}) == [("iteration_error", ("tags", 1))]


def test_who_ends_a_program_ends_a_dump() -> None:
    def items() -> Any:
        raise KeyboardInterrupt
        yield

    with pytest.raises(KeyboardInterrupt):
        StateCreate(type="RUNNING", data=[items()]).model_dump_json()
    with pytest.raises(KeyboardInterrupt):
        StateCreate(type="RUNNING", data=[items()]).model_dump(mode="json")


def test_what_is_within_itself_is_an_error_or_kept() -> None:
    loop: dict[str, Any] = {}
    loop["a"] = loop
    items: list[Any] = []
    items.append(items)
    assert errors({**KEYS, "labels": loop, "tags": items}) == [
        ("string_type", ("tags", 0)),
        *(("%s_type" % kind, ("labels", "a", name)) for kind, name in (("bool", "bool"), ("int", "int"), ("float", "float"), ("string", "str"))),
    ]
    payload: dict[str, Any] = {**KEYS}
    payload["state"] = payload
    assert ("missing", ("state", "type")) in errors(payload)
    # A state's data is kept as it is; only JSON cannot say it.
    state = StateCreate(type="RUNNING", data=loop)
    assert state.data is loop
    with pytest.raises(ValueError, match="Circular reference"):
        state.model_dump_json()


@pytest.mark.parametrize("field", list(TaskRunCreate.model_json_schema()["properties"]))
def test_what_raises_whatever_it_is_asked_never_crashes(field: str) -> None:
    try:
        create = TaskRunCreate.model_validate({**KEYS, field: Ill()})
    except (ValidationError, LookupError) as error:
        assert error
    else:
        raise AssertionError(create)
    for payload in (Ill(), [Ill()], {Ill: Ill()}, {**KEYS, "labels": {"a": Ill()}, "tags": [Ill()], "task_inputs": {"a": [Ill()]}}, {**KEYS, "state": {"type": Ill()}}):
        with pytest.raises((ValidationError, LookupError)):
            TaskRunCreate.model_validate(payload)
    kept = StateCreate(type="RUNNING", data=Ill())
    with pytest.raises((ValueError, LookupError)):
        kept.model_dump_json()


def test_a_dict_that_changes_under_our_hands_never_crashes() -> None:
    payload: dict[str, Any] = {**KEYS, "more": 1}

    class Emptying:
        def __iter__(self) -> Any:
            payload.clear()
            return iter(["etl"])

    payload["tags"] = Emptying()
    with pytest.raises(ValidationError):
        TaskRunCreate.model_validate(payload)


def test_models_serve_many_threads_at_once() -> None:
    """On a free-threaded Python at once indeed."""
    count, rounds = 8, 100
    begin = threading.Barrier(count)
    context = Context(now=datetime(2026, 1, 2, tzinfo=timezone.utc), seed=1)
    payload = {**KEYS, "state": {"type": "RUNNING", "data": {"a": [1]}}, "labels": {"a": 1.5}, "task_inputs": {"x": [{"name": "p"}]}}
    shared = TaskRunCreate.model_validate(payload)
    expected = create_task_run(shared, context=context).model_dump_json()

    def work(_: int) -> set[str]:
        begin.wait()
        seen = set()
        for _ in range(rounds):
            for create in (shared, TaskRunCreate.model_validate(payload), copy.deepcopy(shared), pickle.loads(pickle.dumps(shared))):
                run = create_task_run(create, context=context)
                assert create == shared and run.state is not None and run.labels == {"a": 1.5}
                seen.add(run.model_dump_json())
            assert TaskRun.model_validate_json(expected) == run
            with pytest.raises(ValidationError, match="dynamic_key"):
                TaskRunCreate.model_validate({"task_key": "a"})
        return seen

    with ThreadPoolExecutor(count) as pool:
        assert set().union(*pool.map(work, range(count))) == {expected}
