"""Pydantic's options, beside Prefect's own models."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

import prefect.server.schemas.actions as theirs
import prefect_taskrun as ours
import pytest
from pydantic import BaseModel, Field, SerializationInfo, ValidationError, field_serializer


class Point(BaseModel):
    x: int = Field(0, alias="X")

    @field_serializer("x")
    def of_context(self, x: int, info: SerializationInfo) -> Any:
        return info.context or x


class Opaque:
    def __str__(self) -> str:
        return "opaque"


DUMPS: dict[str, Callable[..., Any]] = {
    "python": lambda model, **options: model.model_dump(**options),
    "json": lambda model, **options: model.model_dump(mode="json", **options),
    "text": lambda model, **options: model.model_dump_json(**options),
}
KEPT: list[Any] = [None, Point(X=1), [Point(X=2), 3], [Opaque()]]
OPTIONS: list[dict[str, Any]] = [
    {"by_alias": True},
    {"by_alias": None, "round_trip": True, "warnings": "error", "serialize_as_any": True},
    {"context": "told"},
    {"exclude_computed_fields": True, "exclude_defaults": True},
    {"fallback": str},
    {"fallback": lambda _: Point(X=4), "by_alias": True},
    {"fallback": None},
]
BAD: dict[str, Any] = {"task_key": 1, "id": "z", "empirical_policy": {"retry_jitter_factor": -1}, "labels": {"a": []}}


def outcome(call: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
    try:
        return repr(call(*arguments, **options))
    except (ValueError, TypeError) as error:
        return type(error).__name__.removeprefix("Pydantic"), str(error)


@pytest.mark.parametrize("dump", DUMPS)
@pytest.mark.parametrize("kept", KEPT, ids=repr)
def test_dumps(kept: Any, dump: str) -> None:
    payload = {"type": "RUNNING", "data": kept}
    mine, real = ours.StateCreate(**payload), theirs.StateCreate(**payload)
    for options, parts in itertools.product(OPTIONS, [{}, {"exclude": {"name"}}]):
        expected = outcome(DUMPS[dump], real, **options, **parts)
        assert outcome(DUMPS[dump], mine, **options, **parts) == expected, options


def test_what_stands_in_for_a_key() -> None:
    options = {"fallback": str, "include": {"data"}}
    for dump in DUMPS.values():
        mine, real = (module.StateCreate(type="RUNNING", data={Opaque(): 1}) for module in (ours, theirs))
        assert dump(mine, **options) == dump(real, **options)


@pytest.mark.parametrize("fallback", [lambda it: it, lambda it: [it], lambda it: (it,), lambda _: Opaque()])
def test_what_stands_in_for_ever(fallback: Callable[[Any], Any]) -> None:
    """Of keys alone Prefect's process dies."""
    for kept in (Opaque(), {Opaque(): 1}):
        with pytest.raises((ValueError, TypeError)):
            ours.StateCreate(type="RUNNING", data=kept).model_dump_json(fallback=fallback)


def test_an_option_that_there_is_not() -> None:
    for module in (ours, theirs):
        for dump in DUMPS.values():
            with pytest.raises(TypeError, match="got an unexpected keyword argument 'by_name'"):
                dump(module.StateCreate(type="RUNNING"), by_name=True)


@pytest.mark.parametrize("wish", [5, {"tags": 3}, {"tags": {0: 3}}, {"tags": {10**30}}, {"tags": {-(10**30)}}], ids=repr)
@pytest.mark.parametrize("argument", ["include", "exclude"])
def test_odd_wishes(argument: str, wish: Any) -> None:
    payload: dict[str, Any] = {"name": "n", "task_key": "a", "dynamic_key": "b", "tags": ["x", "y", "z"]}
    mine, real = ours.TaskRunCreate(**payload), theirs.TaskRunCreate(**payload)
    for dump in DUMPS.values():
        expected = outcome(lambda: json.dumps(dump(real, **{argument: wish}), default=str))
        assert outcome(lambda: json.dumps(dump(mine, **{argument: wish}), default=str)) == expected


def test_errors() -> None:
    with pytest.raises(ours.ValidationError) as of_object:
        ours.TaskRunCreate.model_validate(BAD)
    with pytest.raises(ours.ValidationError) as of_body:
        ours.TaskRunCreate.model_validate_json(json.dumps(BAD))
    with pytest.raises(ValidationError) as refused:
        theirs.TaskRunCreate.model_validate(BAD)
    real = refused.value
    for url, context, entry in itertools.product([False, True], repeat=3):
        options = {"include_url": url, "include_context": context, "include_input": entry}
        for error in (of_object.value, of_body.value):
            assert repr(error.errors(**options)) == repr(real.errors(**options))
            assert error.json(**options) == real.json(**options)
            assert error.json(indent=2, **options) == real.json(indent=2, **options)
    assert repr(of_body.value.errors()) == repr(real.errors(include_url=False))


def test_validations_as_the_server_has_them() -> None:
    payload = {"task_key": "a", "dynamic_key": "b"}
    for options in ({"strict": None}, {"from_attributes": True}, {"by_alias": True, "by_name": False}):
        expected = theirs.TaskRunCreate.model_validate(payload, **options).model_dump(exclude={"name"})
        assert ours.TaskRunCreate.model_validate(payload, **options).model_dump(exclude={"name"}) == expected


@pytest.mark.parametrize("options", [{"strict": True}, {"strict": False}, {"from_attributes": False}, {"extra": "allow"}])
def test_other_validations_are_refused(options: Any) -> None:
    (option,) = options
    with pytest.raises(NotImplementedError, match=f"`{option}="):
        ours.TaskRunCreate.model_validate({"task_key": "a", "dynamic_key": "b"}, **options)
    with pytest.raises(NotImplementedError, match=f"`{option}="):
        ours.TaskRunCreate.model_validate_json('{"task_key": "a", "dynamic_key": "b"}', **options)
    with pytest.raises(TypeError, match="got an unexpected keyword argument 'mode'"):
        ours.TaskRunCreate.model_validate({}, mode="json")
