"""Odd Python objects, each with what a real Prefect makes of it or has against it."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, IntEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from prefect_taskrun import StateType, TaskRunCreate, ValidationError

ID = UUID(int=1)


class Word(str):
    pass


class Whole(int):
    pass


class Level(IntEnum):
    LOW = 1


class Plain(Enum):
    ONE = "1"


class Colour(str, Enum):
    RED = "red"


TAKEN: list[tuple[str, Any, Any]] = [
    ("labels", {b"y": 2, "y": 3}, {"y": 3}),
    ("labels", {Word("a"): "x"}, {"a": "x"}),
    ("labels", {"a": Word("x"), "b": Whole(3), "c": Level.LOW, "d": b"x", "e": Decimal("1.5")}, {"a": "x", "b": 3, "c": 1, "d": "x", "e": 1.5}),
    ("labels", {"a": Plain.ONE}, {"a": "1"}),
    ("tags", {b"a"}, ["a"]),
    ("tags", ("a", Word("b"), b"c", bytearray(b"d")), ["a", "b", "c", "d"]),
    ("id", ID.bytes, ID),
    ("id", str(ID).encode(), ID),
    ("id", Word(str(ID)), ID),
    ("task_inputs", {"x": [{"id": ID, "name": "n"}]}, {"x": [{"id": ID}]}),
    ("task_inputs", {"x": [{"id": ID, "name": Word("n")}]}, {"x": [{"id": ID}]}),
    ("task_inputs", {"x": [{"id": str(ID), "name": b"n"}]}, {"x": [{"id": ID}]}),
    ("task_inputs", {"x": [{"id": Word(str(ID)), "name": "n"}]}, {"x": [{"name": "n"}]}),
    ("task_inputs", {"x": [{"id": ID.bytes, "name": Word("n")}]}, {"x": [{"name": "n"}]}),
    ("task_inputs", {"x": [{"input_type": Word("parameter"), "name": "n"}]}, {"x": [{"input_type": "parameter", "name": "n"}]}),
    ("task_inputs", {b"x": [{"name": "n"}]}, {"x": [{"name": "n"}]}),
    ("empirical_policy", {"retries": Decimal("2"), "retry_delay": Decimal("2.5")}, {"retries": 2, "retry_delay": 2.5}),
    ("empirical_policy", {"retries": b"2", "retry_delay": (1, 2.5)}, {"retries": 2, "retry_delay": [1.0, 2.5]}),
    ("empirical_policy", {"retries": Level.LOW, "retry_delay": {1, 2}}, {"retries": 1, "retry_delay": [1, 2]}),
    ("empirical_policy", {"retries": Fraction(2, 1), "retry_delay": [Decimal("1")]}, {"retries": 2, "retry_delay": [1.0]}),
    ("empirical_policy", {"retries": None, "retry_jitter_factor": b"0.5"}, {"retries": None, "retry_jitter_factor": 0.5}),
    ("empirical_policy", {"retry_delay": Decimal("2")}, {"retry_delay": 2.0}),
    ("empirical_policy", {"retry_delay": Fraction(2, 1)}, {"retry_delay": 2.0}),
    ("empirical_policy", {"retry_delay": Whole(3)}, {"retry_delay": 3}),
    ("empirical_policy", {"retry_delay": b"2"}, {"retry_delay": 2}),
    ("empirical_policy", {"retry_delay": [Whole(3), 1.5]}, {"retry_delay": [3.0, 1.5]}),
    ("empirical_policy", {"max_retries": Decimal("0"), "retries": 0}, {"max_retries": 0, "retries": 0}),
    ("empirical_policy", {"max_retries": Decimal("3"), "retries": Decimal("0")}, {"max_retries": 3, "retries": 3}),
    (
        "state", {"type": Word("RUNNING"), "state_details": {"deferred": Decimal("1"), "untrackable_result": b"yes"}},
        {
            "type": StateType.RUNNING, "name": "Running", "state_details": {"deferred": True, "untrackable_result": True},
        },
    ),
    (
        "state", {"type": b"RUNNING", "state_details": {"deferred": Level.LOW, "untrackable_result": Word("off")}},
        {
            "type": StateType.RUNNING, "name": "Running", "state_details": {"deferred": True, "untrackable_result": False},
        },
    ),
    ("cache_key", Colour.RED, "red"),
    ("cache_key", Plain.ONE, "1"),
    ("cache_key", b"k", "k"),
]  # fmt: skip

REFUSED: list[tuple[str, Any, dict[str, str]]] = [
    ("labels", {1: "x", b"y": 2}, {"labels.1.[key]": "string_type"}),
    ("labels", {b"\xff": 2}, {"labels.b'\\xff'.[key]": "string_unicode"}),
    ("labels", {"a": b"\xff"}, {"labels.a.bool": "bool_type", "labels.a.int": "int_type", "labels.a.float": "float_type", "labels.a.str": "string_unicode"}),
    (
        "labels", {None: None, ("a",): []},
        {
            "labels.None.[key]": "string_type", "labels.None.bool": "bool_type", "labels.None.int": "int_type", "labels.None.float": "float_type",
            "labels.None.str": "string_type", "labels.('a',).[key]": "string_type", "labels.('a',).bool": "bool_type", "labels.('a',).int": "int_type",
            "labels.('a',).float": "float_type", "labels.('a',).str": "string_type",
        },
    ),
    ("tags", [b"\xff"], {"tags.0": "string_unicode"}),
    ("tags", "ab", {"tags": "list_type"}),
    ("id", b"x", {"id": "uuid_parsing"}),
    ("id", 5, {"id": "uuid_type"}),
    ("id", "\ud800", {"id": "string_unicode"}),
    (
        "task_inputs", {"x": [{"input_type": b"parameter", "name": "n"}]},
        {
            "task_inputs.x.0.TaskRunResult.input_type": "literal_error", "task_inputs.x.0.TaskRunResult.id": "missing",
            "task_inputs.x.0.FlowRunResult.input_type": "literal_error", "task_inputs.x.0.FlowRunResult.id": "missing",
            "task_inputs.x.0.Parameter.input_type": "literal_error", "task_inputs.x.0.Constant.input_type": "literal_error",
            "task_inputs.x.0.Constant.type": "missing",
        },
    ),
    (
        "task_inputs", {"x": [{"input_type": "\ud800", "name": "n"}]},
        {
            "task_inputs.x.0.TaskRunResult.input_type": "string_unicode", "task_inputs.x.0.TaskRunResult.id": "missing",
            "task_inputs.x.0.FlowRunResult.input_type": "string_unicode", "task_inputs.x.0.FlowRunResult.id": "missing",
            "task_inputs.x.0.Parameter.input_type": "string_unicode", "task_inputs.x.0.Constant.input_type": "string_unicode",
            "task_inputs.x.0.Constant.type": "missing",
        },
    ),
    (
        "task_inputs", {1: [{"name": 1}]},
        {
            "task_inputs.1.[key]": "string_type", "task_inputs.1.0.TaskRunResult.id": "missing", "task_inputs.1.0.FlowRunResult.id": "missing",
            "task_inputs.1.0.Parameter.name": "string_type", "task_inputs.1.0.Constant.type": "missing",
        },
    ),
    ("empirical_policy", {"retries": Decimal("2.5"), "retry_delay": Whole(3)}, {"empirical_policy.retries": "int_from_float"}),
    (
        "state", {"type": "PENDING", "state_details": {"deferred": Fraction(1, 1), "untrackable_result": Plain.ONE}},
        {
            "state.state_details.untrackable_result": "bool_type",
        },
    ),
    (
        "state", {"type": "PENDING", "state_details": {"deferred": 2.5, "untrackable_result": Decimal("2")}},
        {
            "state.state_details.deferred": "bool_type", "state.state_details.untrackable_result": "bool_parsing",
        },
    ),
    ("state", {"type": "PENDING", "timestamp": 5}, {"state.timestamp": "extra_forbidden"}),
    ("state", {"type": "PENDING", 5: 6}, {"state.5": "invalid_key"}),
    ("state", {"type": "PENDING", b"name": "x"}, {"state.b'name'": "invalid_key"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value", "made"), TAKEN)
def test_an_odd_object_is_what_prefect_makes_of_it(field: str, value: Any, made: Any) -> None:
    dumped = TaskRunCreate.model_validate({"task_key": "a", "dynamic_key": "b", field: value}).model_dump(exclude_unset=True)[field]
    # Numbers are of the same type, too.
    assert (dumped, repr(dumped)) == (made, repr(made))


@pytest.mark.parametrize(("field", "value", "wrong"), REFUSED)
def test_an_odd_object_is_refused_as_by_prefect(field: str, value: Any, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate({"task_key": "a", "dynamic_key": "b", field: value})
    assert {".".join(map(str, error["loc"])): error["type"] for error in caught.value.errors()} == wrong


def test_keys_that_become_the_same_text_are_one() -> None:
    create = TaskRunCreate(task_key="a", dynamic_key="b", labels={b"y": 2, "y": 3})
    assert '"labels":{"y":3}' in create.model_dump_json()
