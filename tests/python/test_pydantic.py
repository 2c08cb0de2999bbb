"""The models as types of pydantic's fields and as FastAPI's bodies; `make conformance` holds them against Prefect's own."""

import json
import subprocess
import sys
from typing import Annotated, Any, Union

import pytest
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field, SerializationInfo, TypeAdapter, field_serializer
from pydantic import ValidationError as PydanticError
from pydantic_core import to_jsonable_python

import prefect_taskrun
from prefect_taskrun import (
    Constant,
    ErrorDetails,
    Parameter,
    Running,
    StateCreate,
    StateDetails,
    TaskRunCreate,
    TaskRunPolicy,
    TaskRunUpdate,
    ValidationError,
    create_task_run,
)

GOOD: dict[str, Any] = {"task_key": "load", "dynamic_key": "0", "name": "mine", "empirical_policy": {"retries": 2}}
BAD: dict[str, Any] = {"id": "x", "task_key": 1, "labels": {"a": []}, "cache_key": "k" * 2001, "state": {"type": "?"}, "more": 0}


class Batch(BaseModel):
    runs: list[TaskRunCreate]
    state: StateCreate | None = None


@pytest.mark.parametrize("as_json", [False, True])
def test_a_field_holds_a_model(as_json: bool) -> None:
    payload = {"runs": [GOOD], "state": {"type": "RUNNING"}}
    batch = Batch.model_validate_json(json.dumps(payload)) if as_json else Batch.model_validate(payload)
    assert batch.runs == [TaskRunCreate(**GOOD)]
    assert isinstance(batch.state, StateCreate)
    assert Batch(runs=batch.runs).runs[0] is batch.runs[0]


@pytest.mark.parametrize("as_json", [False, True])
def test_its_errors_are_pydantic_s_own(as_json: bool) -> None:
    with pytest.raises(ValidationError) as alone:
        TaskRunCreate.model_validate(BAD)
    payload = {"runs": [GOOD, BAD]}
    with pytest.raises(PydanticError) as caught:
        Batch.model_validate_json(json.dumps(payload)) if as_json else Batch.model_validate(payload)
    found = caught.value.errors(include_url=False)
    expected = [{**line, "loc": ("runs", 1, *line["loc"])} for line in alone.value.errors()]
    assert len(found) == 10
    for one, other in zip(found, expected, strict=True):
        assert repr(one.pop("ctx", None)) == repr(other.pop("ctx", None))
        assert one == other


def union_of(*members: Any) -> TypeAdapter[Any]:
    union: Any = Union[members]
    return TypeAdapter(union)


def test_a_union_takes_an_instance_for_what_it_is() -> None:
    create = TaskRunCreate(**GOOD)
    for one in (create, create_task_run(create), TaskRunUpdate(name="a"), Running(), Running().to_state_create()):
        for member in (TaskRunUpdate, StateCreate, dict[str, Any]):
            for members in ((member, type(one)), (type(one), member)):
                assert union_of(*members).validate_python(one) is one


def test_a_union_takes_a_dict_for_what_it_says_most_of() -> None:
    def chosen(payload: Any, *members: Any) -> type:
        return type(union_of(*members).validate_python(payload))

    for payload, model in (({"retries": 1}, TaskRunPolicy), ({"cache_key": "a"}, StateDetails)):
        assert chosen(payload, StateDetails, TaskRunPolicy) is chosen(payload, TaskRunPolicy, StateDetails) is model
    assert chosen(GOOD, dict, TaskRunCreate) is dict


def test_a_union_s_errors_name_its_members() -> None:
    with pytest.raises(PydanticError) as caught:
        union_of(Parameter, Constant).validate_python({})
    places = [error["loc"] for error in caught.value.errors()]
    assert ["Parameter" in str(place[0]) for place in places] == [True, False]
    assert ["Constant" in str(place[0]) for place in places] == [False, True]


def test_a_constant_discriminates() -> None:
    class Given(BaseModel):
        value: Annotated[Union[Parameter, Constant], Field(discriminator="input_type")]

    parameter = Parameter(name="a")
    assert Given(value=parameter).value is parameter
    assert Given.model_validate({"value": {"input_type": "constant", "type": "int"}}).value == Constant(type="int")
    for value, kind, loc in (({"input_type": "constant"}, "missing", ("value", "constant", "type")), ({}, "union_tag_not_found", ("value",))):
        with pytest.raises(PydanticError) as caught:
            Given.model_validate({"value": value})
        assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [(kind, loc)]
    discriminator = Given.model_json_schema()["properties"]["value"]["discriminator"]
    assert discriminator["mapping"] == {"constant": "#/$defs/Constant", "parameter": "#/$defs/Parameter"}


def test_a_dump_goes_through() -> None:
    batch = Batch(runs=[TaskRunCreate(**GOOD)])
    run = batch.runs[0]
    choices: list[dict[str, Any]] = [{}, {"exclude_unset": True}, {"exclude_none": True}, {"exclude_defaults": True}]
    for options in choices:
        assert batch.model_dump(**options)["runs"] == [run.model_dump(**options)]
        assert batch.model_dump(mode="json", **options)["runs"] == [run.model_dump(mode="json", **options)]
        assert json.loads(batch.model_dump_json(**options))["runs"] == [json.loads(run.model_dump_json(**options))]
    assert batch.model_dump(include={"runs": {0: {"name"}}}) == {"runs": [{"name": "mine"}]}


def test_a_model_is_dumped_where_no_type_is_known() -> None:
    class Anything(BaseModel):
        value: Any

    run = TaskRunCreate(**GOOD, state=StateCreate(type="RUNNING", data=[TaskRunPolicy(retries=1)]))
    choices: list[dict[str, Any]] = [{}, {"exclude_unset": True}, {"exclude_none": True}, {"exclude_defaults": True}]
    for options in choices:
        outer = Anything(value={"a": [run]})
        assert outer.model_dump(**options) == {"value": {"a": [run.model_dump(**options)]}}
        dumped = run.model_dump(mode="json", **options)
        assert json.loads(outer.model_dump_json(**options)) == {"value": {"a": [dumped]}}
        assert Batch(runs=[run]).model_dump(serialize_as_any=True, **options)["runs"] == [run.model_dump(**options)]
    assert to_jsonable_python([run]) == [run.model_dump(mode="json")]
    assert Anything(value=run).model_dump(include={"value": {"name"}}) == {"value": {"name": "mine"}}


def test_a_dump_s_options_reach_what_a_model_keeps() -> None:
    class Point(BaseModel):
        x: int = Field(alias="X")

        @field_serializer("x")
        def of_context(self, x: int, info: SerializationInfo) -> Any:
            return info.context or x

    state = StateCreate(type="RUNNING", data=Point(X=1))
    for dumped in (state.model_dump, lambda **options: Batch(runs=[], state=state).model_dump(**options)["state"]):
        assert dumped()["data"] == {"x": 1}
        assert dumped(by_alias=True, context="told")["data"] == {"X": "told"}


def test_without_pydantic_no_model_knows_how_it_dumps() -> None:
    code = """
import sys
from prefect_taskrun import StateCreate, TaskRunPolicy
state = StateCreate(type="RUNNING", data=TaskRunPolicy())
assert state.model_dump()["data"]["max_retries"] == 0 and state.model_dump_json()
assert not {"pydantic", "pydantic_core"} & set(sys.modules)
sys.modules["pydantic"] = None
assert not hasattr(StateCreate, "__pydantic_serializer__") and not hasattr(state, "__pydantic_serializer__")
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_model_is_a_type() -> None:
    for name in ("TaskRunCreate", "TaskRunUpdate", "StateCreate", "State", "TaskRun", "StateDetails", "TaskRunPolicy", "Constant"):
        model = getattr(prefect_taskrun, name)
        adapter = TypeAdapter(model)
        assert adapter.json_schema() == model.model_json_schema()


def test_the_outer_schema_has_it_by_its_name() -> None:
    schema = Batch.model_json_schema()
    assert schema["properties"]["runs"]["items"] == {"$ref": "#/$defs/TaskRunCreate"}
    alone = TaskRunCreate.model_json_schema()
    assert schema["$defs"] == {**alone.pop("$defs"), "TaskRunCreate": alone, "StateCreate": schema["$defs"]["StateCreate"]}


def test_a_stranger_in_a_model_s_place_is_dumped_with_a_warning() -> None:
    with pytest.warns(UserWarning, match="Expected `TaskRunCreate` but got `dict`"):
        assert Batch.model_construct(runs=[{"x": 1}]).model_dump() == {"runs": [{"x": 1}], "state": None}


def test_a_dump_of_a_part_has_json_s_numbers() -> None:
    # Without the part it is 0 in a dump for Python and 0.0 in JSON, as in Prefect's own.
    create = TaskRunCreate(**GOOD)
    assert '"retry_delay_seconds":0.0' in create.model_dump_json()
    assert '"retry_delay_seconds":0.0' in create.model_dump_json(exclude={"labels"})
    assert '"retry_delay_seconds":0.0' in Batch(runs=[create]).model_dump_json(exclude={"runs": {0: {"labels"}}})
    assert json.dumps(create.model_dump(exclude={"labels"})["empirical_policy"]["retry_delay_seconds"]) == "0"


def test_words_that_pydantic_does_not_have_are_kept() -> None:
    from prefect_taskrun._pydantic import refusal

    class Refused:
        title = "T"

        def errors(self) -> list[dict[str, Any]]:
            return [
                {"type": "of-ours", "loc": ("a", 1), "msg": "in words of ours", "input": 5},
                {"type": "missing", "loc": (), "msg": "in other words", "input": {}, "ctx": {"a": "b"}},
            ]

    error: Any = Refused()
    assert refusal(error).errors() == error.errors()


def test_a_body_of_fastapi_s() -> None:
    app = FastAPI()

    @app.post("/typed")
    def typed(run: TaskRunCreate = Body()) -> TaskRunCreate:
        return run

    client = TestClient(app)
    accepted = client.post("/typed", json=GOOD)
    assert accepted.json() == TaskRunCreate(**GOOD).model_dump(mode="json")
    refused = client.post("/typed", json={"task_key": 1})
    assert refused.status_code == 422
    assert refused.json() == {
        "detail": [
            {"type": "string_type", "loc": ["body", "task_key"], "msg": "Input should be a valid string", "input": 1},
            {"type": "missing", "loc": ["body", "dynamic_key"], "msg": "Field required", "input": {"task_key": 1}},
        ]
    }
    assert client.get("/openapi.json").json()["paths"]["/typed"]["post"]["requestBody"]["content"]["application/json"] == {
        "schema": {"$ref": "#/components/schemas/TaskRunCreate"}
    }


def test_what_fastapi_answers_with_is_an_error_s_details() -> None:
    app = FastAPI()

    @app.post("/check")
    def check(payload: dict[str, Any]) -> list[ErrorDetails]:  # pyright: ignore[reportUnusedFunction]
        try:
            TaskRunCreate.model_validate(payload)
        except ValidationError as error:
            return error.errors()
        return []

    client, payload = TestClient(app), {"id": "x", "labels": {"a": []}, "more": 0}
    with pytest.raises(ValidationError) as refused:
        TaskRunCreate.model_validate(payload)
    assert client.post("/check", json=payload).json() == json.loads(refused.value.json())
    described = client.get("/openapi.json").json()["components"]["schemas"]["ErrorDetails"]
    assert described["required"] == ["type", "loc", "msg"]
