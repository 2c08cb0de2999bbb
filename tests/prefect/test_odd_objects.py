"""Odd Python objects as payloads, beside Prefect's own models of the server."""

from __future__ import annotations

from collections import Counter, OrderedDict, UserDict, deque
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from types import MappingProxyType, SimpleNamespace
from typing import Any

import prefect.server.schemas.actions as theirs
import prefect_taskrun as ours
import pytest
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

KEYS: dict[str, Any] = {"task_key": "load", "dynamic_key": "0", "name": "mine"}


class Word(str):
    pass


class Backwards(list[Any]):
    def __iter__(self) -> Any:
        return reversed(self[:])


class Turned(tuple[Any, ...]):
    def __iter__(self) -> Any:
        return reversed(self[:])


class Shuffled(set[Any]):
    def __iter__(self) -> Any:
        return iter("ba")


class Named(Enum):
    ONE = "one"


class Five(Enum):
    FIVE = 5


class Lying(dict[str, Any]):
    """What has other members than its methods tell."""

    def get(self, *_: Any) -> Any:
        raise LookupError("never asked")

    __getitem__ = __iter__ = keys = items = get


class Unhashable:
    def __init__(self, error: Exception) -> None:
        self.error = error

    def __hash__(self) -> int:
        raise self.error

    def __repr__(self) -> str:
        return "Unhashable"


class Same:
    """What is equal to a text, and cannot be hashed."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __eq__(self, other: object) -> bool:
        return other == self.text

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Same"


class Broken(Mapping[str, Any]):
    """A mapping that gives items of its own making."""

    def __init__(self, items: Any) -> None:
        self.all = items

    def __getitem__(self, key: str) -> Any:
        return dict(self.all)[key]

    def __iter__(self) -> Any:
        return (item[0] for item in self.all)

    def __len__(self) -> int:
        return len(self.all)

    def items(self) -> Any:
        if self.all is None:
            raise LookupError("no items")
        return self.all

    def __repr__(self) -> str:
        return "Broken"


class Attributes:
    task_key, name = "load", "mine"

    @property
    def dynamic_key(self) -> str:
        raise LookupError("no key")

    def __repr__(self) -> str:
        return "Attributes"


WHOLE: list[Callable[[], Any]] = [
    *(lambda kind=kind: kind for kind in (5, 1.5, True, None, "x", b"x", [], (), {1}, date(2024, 1, 1), deque(), Fraction(1, 2), Counter, object)),
    *(lambda kind=kind: kind({**KEYS, "more": 1, "state": kind({"type": "RUNNING", "timestamp": 5, Word("other"): 6})}) for kind in (dict, OrderedDict, UserDict, MappingProxyType)),
    lambda: (SimpleNamespace(**KEYS), {"name": "other"}),
    lambda: (SimpleNamespace(**KEYS), {}),
    lambda: (SimpleNamespace(task_key="load"), {"dynamic_key": 5}),
    lambda: (SimpleNamespace(**KEYS), 5),
    lambda: (5, {"name": "other"}),
    lambda: (SimpleNamespace(**KEYS),),
    lambda: Attributes(),
    lambda: UserDict({**KEYS, 5: 6, "\ud800": 7}),
    lambda: Lying(KEYS),
    lambda: {**KEYS, "labels": {}, "empirical_policy": {}, "task_inputs": {}, "state": {}},
    # What is raised first counts.
    lambda: {**KEYS, "state": {"type": Unhashable(LookupError("first"))}, "task_inputs": {"x": [{"input_type": Unhashable(OSError("second"))}]}},
]
STATES: list[Callable[[], Any]] = [
    lambda: {"type": "RUNNING", "other": 1, 5: 6},
    lambda: {5: 6, "other": 1, "type": "RUNNING", "name": 5},
    lambda: {Word("type"): "RUNNING", Word("other"): 1},
    lambda: {"type": "RUNNING", "\ud800": 1},
    lambda: UserDict({"type": "RUNNING", "\ud800": 1}),
    lambda: UserDict({"type": "RUNNING", 5: 6}),
    lambda: Broken([("type", "RUNNING"), ("other",)]),
    lambda: Broken([("type", "RUNNING"), 5]),
    *(lambda kind=kind: {"type": kind} for kind in ([], {}, 5, b"RUNNING", Word("RUNNING"), Same("RUNNING"), Same("LOST"), Named.ONE, Unhashable(TypeError("no")), Unhashable(ValueError("no")), Unhashable(LookupError("no")))),
]
FIELDS: list[tuple[str, Callable[[], Any]]] = [
    *(
        ("tags", lambda kind=kind: kind)
        for kind in (Backwards("ab"), Turned("ab"), Shuffled("ab"), frozenset("a"), deque("ab"), {"a": 1}.keys(), b"ab", bytearray(b"ab"), Word("ab"), {"a": "b"}, 5, UserDict(a=1), [Word("a"), Named.ONE])
    ),
    ("tags", lambda: iter(["a", 5])),
    *(("empirical_policy", lambda number=number: {"retries": number}) for number in (Decimal(2**53 + 1), Fraction(2**53 + 1, 1), Decimal("1.5"), Decimal("NaN"), Decimal("Infinity"), Fraction(1, 2), 2**70, Word("5"), b"5", bytearray(b"5"), 1.0, True)),
    *(("empirical_policy", lambda number=number: {"retry_jitter_factor": number}) for number in (Decimal("0.5"), Fraction(1, 2), 1, True, Word("0.5"), b"0.5", timedelta(1), Named.ONE)),
    ("task_inputs", lambda: {"x": Turned([{"name": "p"}]), Word("y"): deque([SimpleNamespace(name="p")])}),
    ("task_inputs", lambda: {"x": [UserDict(input_type="parameter", name="p", more=1), {Word("input_type"): "constant", "type": 5}]}),
    ("task_inputs", lambda: Broken([("x", [])])),
    ("task_inputs", lambda: Broken([("x", 5), 5])),
    ("labels", lambda: Broken(None)),
    ("labels", lambda: MappingProxyType({Word("a"): Word("b"), 5: 6})),
    ("labels", lambda: {"a": Decimal("1.5"), "b": Fraction(1, 2), "c": Named.ONE, "d": timedelta(1)}),
    ("labels", lambda: {Word("a"): [], Word("\ud800"): []}),
    *(("empirical_policy", lambda number=number: {"max_retries": number}) for number in (Decimal(0), Decimal(1), Fraction(0), Fraction(3), Five.FIVE, Word("0"), False, True, 0.0, 2.0, 2**70)),
    ("empirical_policy", lambda: {"retries": Five.FIVE}),
    *(("empirical_policy", lambda nothing=nothing: {"max_retries": 2, "retries": nothing}) for nothing in ({}, [], "", (), UserDict(), Decimal(0), Fraction(0), {"a": 1}, [0])),
    ("labels", lambda: Lying(a=1)),
    ("id", lambda: Word("3c90c3cc-0d44-4b50-8888-8dd25736052a")),
]  # fmt: skip


def verdict(validate: Callable[[Any], Any], payload: Any) -> Any:
    try:
        made = validate(payload)
    except (ours.ValidationError, PydanticError) as refused:
        return [(error["type"], error["loc"], error["msg"]) for error in refused.errors()]
    except Exception as raised:
        return type(raised), str(raised)
    return repr(made.model_dump(exclude_unset=True))


def alike(payload: Callable[[], Any]) -> None:
    adapter = TypeAdapter(theirs.TaskRunCreate)
    expected = verdict(lambda given: adapter.validate_python(given, from_attributes=True), payload())
    assert verdict(ours.TaskRunCreate.model_validate, payload()) == expected


@pytest.mark.parametrize("payload", WHOLE, ids=range(len(WHOLE)))
def test_a_payload(payload: Callable[[], Any]) -> None:
    alike(payload)


@pytest.mark.parametrize("state", STATES, ids=range(len(STATES)))
def test_a_state(state: Callable[[], Any]) -> None:
    alike(lambda: {**KEYS, "state": state()})


@pytest.mark.parametrize(("field", "value"), FIELDS, ids=range(len(FIELDS)))
def test_a_field(field: str, value: Callable[[], Any]) -> None:
    alike(lambda: {**KEYS, field: value()})
