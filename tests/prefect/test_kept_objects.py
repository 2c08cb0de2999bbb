"""Dumps of what a state keeps as it came, whole or in part, beside Prefect's own models with the same objects."""

from __future__ import annotations

import itertools
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from ipaddress import ip_address, ip_network
from typing import Any

import prefect.server.schemas.actions as theirs
import prefect_taskrun as ours
import pytest
from pydantic import BaseModel


class Color(Enum):
    RED = 1


@dataclass
class Point:
    x: int
    y: Any = None


@dataclass(frozen=True)
class Key:
    x: int = 1


class Settings(BaseModel):
    wait: timedelta = timedelta(seconds=5)
    names: dict[int, str] = {0: "zero", 1: "one"}
    nothing: Any = None


OPAQUE = object()
OBJECTS: list[Any] = [
    b"ab",
    b"\xff",
    datetime(2024, 1, 1, tzinfo=timezone.utc),
    datetime(2024, 1, 1, 12, 30, 0, 5),
    date(2024, 2, 29),
    time(12, 30),
    time(12, 30, tzinfo=timezone(timedelta(hours=-3))),
    timedelta(seconds=5),
    Color.RED,
    Fraction(1, 3),
    Decimal("1.50"),
    [1 + 2j, 1 - 2j, 2j, -2j, complex(1, float("nan")), complex(1, -float("nan")), complex(-0.5, -0.0)],
    [ip_address("127.0.0.1"), ip_address("::1"), ip_network("10.0.0.0/8"), ip_network("::/8")],
    OPAQUE,
    {1},
    [0, 1, 2],
    [[0]],
    [[[0, 1], 2], [[3, 4], 5]],
    [],
    (0, [1, 2]),
    {0: "zero", 1: "one", None: 2, 1.5: [0, 1]},
    {Fraction(1, 3): 1, (Fraction(1, 3), 1): 2},
    {date(2024, 2, 29): 1, time(1, 2): 2, 1j: 3, ip_address("::1"): 4, Decimal("1.50"): 5, True: 6, float("inf"): 7},
    {(Key(),): OPAQUE},
    OrderedDict(x=OPAQUE, y=[1]),
    OrderedDict(x=Point(1)),
    Counter("aab"),
    Counter({Fraction(1, 3): 2}),
    deque([0, 1], maxlen=2),
    deque([Point(1)]),
    frozenset([0]),
    [{Fraction(1, 3)}, frozenset([Fraction(1, 3)])],
    Point(1, [0, 1]),
    Point,
    Settings(),
    Settings(wait=timedelta(1)),
    Settings,
    [Settings(), Point(0, OPAQUE)],
]
FILTERS: list[Any] = [None, {0}, {-1}, {-2}, {1: {0}}, {"__all__": {0}}, {"x", "names"}, {"names": {0}}, {None, 1.5}, {"a"}]
FILTERS += [
    {"__all__": ..., 0: {0}},
    {"__all__": {0}, 1: ...},
    {"__all__": {1}, 1: {0}},
    {"__all__": {0: True}, 1: {1: ...}},
    {"__all__": {0: {0}}, 0: {0: {1}, 1: ...}},
    {"__all__": {0: {0}}, 0: {0: ...}},
    {"__all__": {0: ...}, 0: {0: {0}}},
    {"__all__": 5, 1: {0}},
    {"__all__": {0}, 1: 5},
    {"__all__": True},
    {1: False},
    {1: True},
    {0: 5},
    [0],
    "x",
    5,
]
DUMPS: dict[str, Callable[..., Any]] = {
    "python": lambda model, **options: model.model_dump(**options),
    "json": lambda model, **options: model.model_dump(mode="json", **options),
    "another": lambda model, **options: model.model_dump(mode="another", **options),
    "text": lambda model, **options: model.model_dump_json(**options),
}


def outcome(dump: Callable[..., Any], model: Any, options: Any) -> Any:
    try:
        # With the type of each object.
        return repr(dump(model, **options))
    except (ValueError, TypeError) as error:
        return "error", "utf-8" if "utf-8" in str(error) else str(error)


def options() -> Any:
    yield {}
    for argument, part in itertools.product(["include", "exclude"], FILTERS):
        yield {argument: {"data": part} if part else {"data"}}
        # As pydantic takes a part of what stands in a model within.
        yield {argument: {"data": {"data": part} if part else {"data"}}}


@pytest.mark.parametrize("dump", DUMPS)
@pytest.mark.parametrize("kept", OBJECTS, ids=repr)
def test_what_is_kept_comes_out_as_prefect_s(kept: Any, dump: str) -> None:
    made = [module.StateCreate(type="RUNNING", data=kept) for module in (ours, theirs)]
    nested = [module.StateCreate(type="RUNNING", data=one) for module, one in zip((ours, theirs), made)]
    for (mine, real), given in itertools.product([made, nested], options()):
        assert outcome(DUMPS[dump], mine, given) == outcome(DUMPS[dump], real, given), given


@pytest.mark.parametrize("dump", DUMPS)
@pytest.mark.parametrize("option", ["exclude_unset", "exclude_defaults", "exclude_none"])
def test_what_is_left_out_of_a_model_that_is_kept(option: str, dump: str) -> None:
    for kept in (Settings(), [Settings(wait=timedelta(1)), Point(1)], {"a": Settings(nothing=None)}):
        mine, real = (module.StateCreate(type="RUNNING", data=kept) for module in (ours, theirs))
        for given in ({option: True}, {option: True, "include": {"data"}}):
            assert outcome(DUMPS[dump], mine, given) == outcome(DUMPS[dump], real, given)


def nested(levels: int, kind: Callable[[Any], Any]) -> Any:
    kept: Any = 0
    for _ in range(levels):
        kept = kind(kept)
    return kept


@pytest.mark.parametrize("dump", DUMPS)
def test_what_is_kept_may_be_so_deep(dump: str) -> None:
    for levels, kind in itertools.product((100, 252, 253, 254, 255, 256, 257), (lambda kept: [kept], lambda kept: {"a": kept}, lambda kept: (kept,))):
        mine, real = (module.StateCreate(type="RUNNING", data=[nested(levels, kind)]) for module in (ours, theirs))
        for given in ({}, {"include": {"data"}}):
            assert outcome(DUMPS[dump], mine, given) == outcome(DUMPS[dump], real, given), levels
    mine, real = (module.StateCreate(type="RUNNING", data=[Point(index) for index in range(1000)]) for module in (ours, theirs))
    assert outcome(DUMPS[dump], mine, {"exclude": {"name"}}) == outcome(DUMPS[dump], real, {"exclude": {"name"}})


@pytest.mark.parametrize("dump", DUMPS)
def test_what_holds_itself(dump: str) -> None:
    outcomes = []
    for module in (ours, theirs):
        kept: list[Any] = []
        kept.append(state := module.StateCreate(type="RUNNING", data=kept))
        wanted: dict[str, Any] = {"data": {}}
        wanted["data"][0] = wanted["data"]
        dumps = [outcome(DUMPS[dump], state, {"exclude": wish}) for wish in (None, {"name"}, wanted)]
        # The innermost stays a model, which each package shows in its own way.
        outcomes.append([text if isinstance(text, tuple) else text.count("'data': [") for text in dumps])
        assert state != 0 and state != {}
    assert outcomes[0] == outcomes[1]
