"""The models as types of pydantic's fields and FastAPI's bodies, beside Prefect's own models in the same places."""

import json
import subprocess
import sys
from itertools import permutations
from typing import Annotated, Any, Union

import prefect.server.schemas.actions as theirs
import prefect.server.schemas.core as core
import prefect.server.schemas.states as states
import prefect_taskrun as ours
import pytest
from bodies import payloads
from fastapi import Body, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, TypeAdapter, ValidationError

PAYLOADS = ["TaskRunCreate", "TaskRunUpdate", "StateCreate"]


def outer(model: Any) -> TypeAdapter[Any]:
    class Outer(BaseModel):
        name: str
        tasks: list[model]

    return TypeAdapter(Outer)


def outcome(validate: Any, given: Any) -> Any:
    """What comes of an outer model: its errors, with the words of exceptions, or its dumps."""
    try:
        made = validate(given)
    except ValidationError as error:
        return [error.title, *map(shown, error.errors())], str(error)
    return made.model_dump(mode="json"), made.model_dump_json(), made.model_dump_json(exclude_unset=True)


def shown(details: Any) -> Any:
    context = details.get("ctx")
    if context:
        details["ctx"] = {key: [type(value).__name__, str(value)] for key, value in context.items()}
    # Equal to the type of each number; NaN is equal to itself.
    return repr(details)


def settled(payload: Any) -> Any:
    """The payload without what makes validation make something up: no name, and a state that is scheduled for now."""
    if not isinstance(payload, dict):
        return payload
    settled = {key: settle_state(value) if key == "state" else value for key, value in settle_state(payload).items()}
    if "type" not in payload and not payload.get("name"):
        settled["name"] = "given"
    return settled


def settle_state(state: Any) -> Any:
    return {**state, "type": "PENDING"} if isinstance(state, dict) and state.get("type") == "SCHEDULED" else state


def judged(payload: Any) -> bool:
    """Whether Prefect's own model has a verdict: of a policy that is no object it fails."""
    return isinstance(payload.get("empirical_policy", {}), dict) if isinstance(payload, dict) else True


@pytest.mark.parametrize("model", PAYLOADS)
def test_an_outer_model_says_what_it_says_of_prefect_s_own(model: str) -> None:
    mine, real = outer(getattr(ours, model)), outer(getattr(theirs, model))
    refused = 0
    for payload in filter(judged, payloads(600, model)):
        # Prefect writes into the policy that it is given, which then shows in errors. It comes first, so that we are given the same.
        given = {"name": "a", "tasks": [settled(payload), settled(payload)]}
        expected = outcome(lambda value: real.validate_python(value, from_attributes=True), given)
        assert outcome(mine.validate_python, given) == expected, payload
        refused += isinstance(expected[0], list)
    assert 50 < refused < 550


@pytest.mark.parametrize("model", PAYLOADS)
def test_json_is_as_good_as_objects(model: str) -> None:
    """Prefect's server reads JSON first and then validates objects, and so do we. Pydantic has other words for JSON's types."""
    mine, real = outer(getattr(ours, model)), outer(getattr(theirs, model))
    for payload in filter(judged, payloads(300, model)):
        given = {"name": "a", "tasks": [settled(payload)]}
        text = json.dumps(given)
        try:
            expected = real.validate_python(json.loads(text), from_attributes=True).model_dump_json()
        except ValidationError as error:
            expected = [(details["type"], details["loc"]) for details in error.errors()]
        try:
            made = mine.validate_json(text).model_dump_json()
        except ValidationError as error:
            made = [(details["type"], details["loc"]) for details in error.errors()]
        assert made == expected, payload


def test_errors_are_pydantic_s_line_errors() -> None:
    payload = {"task_key": 1, "labels": {"a": []}, "cache_key": "x" * 2001, "empirical_policy": {"retry_delay": "x"}}
    with pytest.raises(ValidationError) as caught:
        outer(ours.TaskRunCreate).validate_python({"name": 1, "tasks": [{"task_key": "a", "dynamic_key": "b"}, payload]})
    errors = caught.value.errors()
    assert [(error["type"], error["loc"]) for error in errors][:3] == [
        ("string_type", ("name",)),
        ("string_type", ("tasks", 1, "task_key")),
        ("missing", ("tasks", 1, "dynamic_key")),
    ]
    assert errors[2]["input"] is payload
    assert str(errors[3]["ctx"]["error"]) == "Cache key exceeded maximum allowed length of 2000 characters."
    assert all(error["url"].endswith(error["type"]) for error in errors)


def test_an_instance_goes_in_as_it_is() -> None:
    create = ours.TaskRunCreate(task_key="a", dynamic_key="b")
    assert outer(ours.TaskRunCreate).validate_python({"name": "o", "tasks": [create]}).tasks[0] is create


def test_a_union_chooses_as_between_prefect_s_own() -> None:
    run, state = {"task_key": "a", "dynamic_key": "b", "name": "n"}, {"type": "RUNNING", "name": "n"}
    given = {"TaskRunCreate": run, "TaskRunUpdate": {"name": "n"}, "TaskRun": run, "StateCreate": state, "State": state}
    given |= {"StateDetails": {"cache_key": "a"}, "TaskRunPolicy": {"retries": 1}, "Parameter": {"name": "a"}, "Constant": {"type": "a"}}

    def of(model: str, mine: bool) -> Any:
        return getattr(ours, model) if mine else next(getattr(home, model) for home in (theirs, core, states) if hasattr(home, model))

    def chosen(members: tuple[str, str], model: str, as_instance: bool, mine: bool) -> str:
        value: Any = of(model, mine)(**given[model]) if as_instance else given[model]
        adapter: TypeAdapter[Any] = TypeAdapter(Union[tuple(of(member, mine) for member in members)])
        return type(adapter.validate_python(value)).__name__

    for members in permutations(given, 2):
        for model in members:
            for as_instance in (True, False):
                case = members, model, as_instance
                try:
                    expected = chosen(*case, mine=False)
                except AttributeError:
                    # Some of Prefect's validators fail on an instance of another model.
                    continue
                assert chosen(*case, mine=True) == expected, case


def test_dumps_take_pydantic_s_options() -> None:
    payload = {"task_key": "a", "dynamic_key": "b", "name": "n", "labels": {"x": 1, "y": 2}, "state": {"type": "RUNNING"}, "cache_key": None}
    mine, real = (outer(module.TaskRunCreate).validate_python({"name": "o", "tasks": [payload]}) for module in (ours, theirs))
    item = {"labels": {"x"}, "state": {"type", "name"}}
    for options in (
        {"include": {"tasks": {0: item}}},
        {"exclude": {"tasks": {"__all__": item}}},
        {"exclude_unset": True},
        {"exclude_defaults": True},
        {"exclude_none": True},
        {"by_alias": True},
    ):
        assert mine.model_dump(**options) == real.model_dump(**options), options
        assert mine.model_dump(mode="json", **options) == real.model_dump(mode="json", **options), options
        assert mine.model_dump_json(**options) == real.model_dump_json(**options), options


def test_anything_is_dumped_as_prefect_s_own() -> None:
    payload = {"task_key": "a", "dynamic_key": "b", "name": "n", "state": {"type": "RUNNING", "data": {"x": 1}}, "cache_key": None}
    mine, real = ({"a": [TypeAdapter(module.TaskRunCreate).validate_python(payload)]} for module in (ours, theirs))
    anything: TypeAdapter[Any] = TypeAdapter(Any)
    for options in ({}, {"exclude_unset": True}, {"exclude_none": True}, {"exclude": {"a": {0: {"state"}}}}):
        assert anything.dump_json(mine, **options) == anything.dump_json(real, **options), options
        assert anything.dump_python(mine, **options) == anything.dump_python(real, **options), options


@pytest.mark.parametrize("model", [*PAYLOADS, "TaskRun"])
def test_an_outer_schema_embeds_ours(model: str) -> None:
    mode: Any = "serialization" if model == "TaskRun" else "validation"
    mine, real = outer(getattr(ours, model)), outer(getattr(core if model == "TaskRun" else theirs, model))
    assert mine.json_schema(mode=mode) == real.json_schema(mode=mode)
    assert TypeAdapter(getattr(ours, model)).json_schema(mode=mode) == getattr(ours, model).model_json_schema()
    template = "#/components/schemas/{model}"
    assert mine.json_schema(mode=mode, ref_template=template) == real.json_schema(mode=mode, ref_template=template)


def app(model: Any) -> FastAPI:
    api = FastAPI()

    @api.post("/alone")
    def alone(body: Annotated[model, Body()]) -> Any:  # type: ignore[valid-type]
        return body.model_dump(mode="json")

    @api.post("/embedded", response_model=model, response_model_exclude_none=True)
    def embedded(task: Annotated[model, Body(embed=True)], more: Annotated[int, Body()] = 0) -> Any:  # type: ignore[valid-type]
        return task

    return api


def test_fastapi_answers_as_with_prefect_s_own() -> None:
    mine, real = (TestClient(app(module.TaskRunCreate), raise_server_exceptions=False) for module in (ours, theirs))
    statuses = set()
    for payload in filter(judged, payloads(200)):
        for path, body in (("/alone", settled(payload)), ("/embedded", {"task": settled(payload), "more": 1})):
            answers = [client.post(path, content=json.dumps(body), headers={"content-type": "application/json"}) for client in (mine, real)]
            if answers[1].status_code == 500:
                # An input that JSON cannot say.
                continue
            assert (answers[0].status_code, answers[0].content) == (answers[1].status_code, answers[1].content), body
            statuses.add(answers[0].status_code)
    assert statuses == {200, 422}
    assert mine.get("/openapi.json").json()["components"] == real.get("/openapi.json").json()["components"]


def test_nothing_of_pydantic_is_imported_before_it_is_asked_for() -> None:
    code = "import sys, prefect_taskrun; prefect_taskrun.TaskRunCreate(task_key='a', dynamic_key='b'); assert not {'pydantic', 'pydantic_core', 'prefect'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
