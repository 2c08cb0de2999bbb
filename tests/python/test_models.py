"""The Python package's models, against the API's own example and against what the core promises."""

import copy
import json
import pickle
import weakref
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from prefect_taskrun import (
    Context,
    Response,
    State,
    StateCreate,
    TaskRun,
    TaskRunCreate,
    TaskRunUpdate,
    ValidationError,
    create_task_run,
    respond,
)

ROOT = Path(__file__).parents[2]
EXAMPLE = (ROOT / "examples/task_run.json").read_bytes()
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc)
CONTEXT = Context(now=NOW, seed=42)


def test_a_validated_payload_dumps_what_it_was_given() -> None:
    given = json.loads(EXAMPLE)
    dumped = json.loads(TaskRunCreate.model_validate_json(EXAMPLE).model_dump_json(exclude_unset=True))
    assert dumped == given


def test_str_and_bytes_are_the_same_body() -> None:
    for body in (EXAMPLE.decode(), bytearray(EXAMPLE)):
        assert TaskRunCreate.model_validate_json(body) == TaskRunCreate.model_validate_json(EXAMPLE)
        assert respond(body, context=CONTEXT) == respond(EXAMPLE, context=CONTEXT)


def test_a_model_keeps_nothing_of_a_body_that_changes() -> None:
    body = bytearray(EXAMPLE)
    create = TaskRunCreate.model_validate_json(body)
    body.clear()
    assert create == TaskRunCreate.model_validate_json(EXAMPLE)
    body[:] = b'{"task_key": 1}'
    with pytest.raises(ValidationError) as refused:
        TaskRunCreate.model_validate_json(body)
    body.clear()
    assert refused.value.body == b'{"task_key": 1}'


def test_modes_of_a_dump() -> None:
    create = TaskRunCreate.model_validate_json(EXAMPLE)
    python, as_json = create.model_dump(), create.model_dump(mode="json")
    assert python["id"] == UUID(as_json["id"])
    assert python["cache_expiration"] == datetime(2023, 11, 7, 5, 31, 56, tzinfo=timezone.utc)
    assert as_json["cache_expiration"] == "2023-11-07T05:31:56Z"
    assert as_json == json.loads(create.model_dump_json())
    # As to pydantic, any other mode is a word between those who dump.
    assert create.model_dump(mode="yaml") == python


def test_what_a_dump_leaves_out() -> None:
    create = TaskRunCreate.model_validate_json('{"task_key": "load", "dynamic_key": "0", "cache_key": null}')
    assert create.model_fields_set == {"task_key", "dynamic_key", "cache_key"}
    unset = create.model_dump(exclude_unset=True)
    assert unset == {"task_key": "load", "dynamic_key": "0", "cache_key": None}
    assert "cache_key" not in create.model_dump(exclude_none=True)


def test_an_indented_dump_is_python_s() -> None:
    create = TaskRunCreate.model_validate_json(EXAMPLE)
    assert create.model_dump_json(indent=2) == json.dumps(json.loads(create.model_dump_json()), indent=2)


def test_errors_have_pydantic_s_shape() -> None:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate_json('{"task_key": 42, "id": "z", "labels": {"a": []}}')
    error = caught.value
    assert error.title == "TaskRunCreate"
    assert error.error_count() == 7
    errors = error.errors()
    assert errors[0] == {
        "type": "uuid_parsing",
        "loc": ("id",),
        "msg": "Input should be a valid UUID, invalid character: found `z` at 0",
        "input": "z",
        "ctx": {"error": "invalid character: found `z` at 0"},
    }
    assert errors[2]["loc"] == ("dynamic_key",)
    assert errors[2]["input"] == {"task_key": 42, "id": "z", "labels": {"a": []}}
    assert all("input" not in details for details in error.errors(include_input=False))
    assert json.loads(error.json()) == [{**details, "loc": list(details["loc"])} for details in errors]
    assert str(error).startswith("7 validation errors for TaskRunCreate\nid\n  Input should be a valid UUID")


def test_integers_of_any_size_survive() -> None:
    body = '{"task_key": "load", "dynamic_key": "0", "labels": {"a": %s}}' % ("9" * 400)
    create = TaskRunCreate.model_validate_json(body)
    assert create.model_dump()["labels"]["a"] == int("9" * 400)
    assert json.loads(create.model_dump_json())["labels"]["a"] == int("9" * 400)


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate_json('{"task_key": "\ud800"}')
    assert caught.value.errors()[0]["type"] == "json_invalid"


def test_every_model_reads_and_writes() -> None:
    state = State.model_validate_json('{"type": "RUNNING"}', context=CONTEXT).model_dump()
    assert state["name"] == "Running"
    assert state["timestamp"] == CONTEXT.now
    assert state["id"].version == 7
    assert StateCreate.model_validate_json('{"type": "CANCELLING"}').model_dump()["name"] == "Cancelling"
    assert TaskRunUpdate.model_validate_json('{"name": "mine"}').model_dump() == {"name": "mine"}
    run = create_task_run(TaskRunCreate.model_validate_json(EXAMPLE), context=CONTEXT)
    assert TaskRun.model_validate_json(run.model_dump_json()) == run


def test_without_a_context_time_and_randomness_are_the_host_s() -> None:
    create = TaskRunCreate.model_validate_json('{"task_key": "load", "dynamic_key": "0"}')
    before = datetime.now(timezone.utc)
    runs = [create_task_run(create).model_dump() for _ in range(2)]
    after = datetime.now(timezone.utc)
    assert before <= runs[0]["created"] <= runs[1]["created"] <= after
    assert runs[0]["id"] != runs[1]["id"]
    assert {run["id"].version for run in runs} == {4}


def test_a_model_stays_as_it_is() -> None:
    create = TaskRunCreate(task_key="load", dynamic_key="0")
    words = "`TaskRunCreate` is immutable: `model_copy` makes one with another `task_key`"
    with pytest.raises(AttributeError, match=words):
        create.task_key = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError, match=words):
        del create.task_key
    assert create.task_key == "load"


def test_a_change_counts_as_given() -> None:
    create = TaskRunCreate(task_key="load", dynamic_key="0")
    assert create.model_copy(update={"name": "other"}).model_fields_set == {"task_key", "dynamic_key", "name"}
    with pytest.raises(ValueError, match='^"TaskRunCreate" object has no field "more"$'):
        create.model_copy(update={"more": 1})


def test_a_pickle_keeps_which_fields_were_given() -> None:
    create = TaskRunCreate(task_key="load", dynamic_key="0", state={"type": "RUNNING", "data": object})
    for again in (pickle.loads(pickle.dumps(create)), copy.copy(create), copy.deepcopy(create)):
        assert again == create
        assert again.model_fields_set == {"task_key", "dynamic_key", "state"}
        assert again.state is not None and create.state is not None
        assert again.state.model_fields_set == create.state.model_fields_set


def test_only_a_deep_copy_copies_what_a_state_keeps() -> None:
    kept = [1]
    create = TaskRunCreate(task_key="load", dynamic_key="0", state={"type": "RUNNING", "data": kept})

    def data(one: TaskRunCreate) -> Any:
        assert one.state is not None
        return one.state.data

    shallow = [create, copy.copy(create), create.model_copy(), create.model_copy(update={"name": "n"}), create.__replace__(name="n")]
    assert all(data(one) is kept for one in shallow)
    for deep in (copy.deepcopy(create), create.model_copy(deep=True), create.model_copy(update={"name": "n"}, deep=True)):
        assert data(deep) == kept and data(deep) is not kept
    # What is copied along with it is copied once.
    state, again = copy.deepcopy([create.state, kept])
    assert isinstance(state, StateCreate) and state.data is again


def test_a_span_of_time_is_python_s() -> None:
    for span in (timedelta(0), timedelta(2, 3, 4), timedelta(-2, 3, 4), timedelta(microseconds=-1), timedelta(1000)):
        run = TaskRun(task_key="load", dynamic_key="0", total_run_time=span)
        assert run.total_run_time == run.model_dump()["total_run_time"] == span
    with pytest.raises(ValidationError, match="total_run_time\n  Input should be a valid timedelta"):
        TaskRun.model_validate({"task_key": "load", "dynamic_key": "0", "total_run_time": object()})


def test_a_change_is_filled_in_as_a_new_model_is() -> None:
    run = create_task_run(TaskRunCreate(task_key="load", dynamic_key="0"))
    before = datetime.now(timezone.utc)
    one, other = (run.model_copy(update={"state": {"type": "RUNNING"}, "name": None}) for _ in range(2))
    after = datetime.now(timezone.utc)
    assert one.state and other.state
    assert before <= one.state.timestamp <= other.state.timestamp <= after
    assert one.state.id != other.state.id
    assert len({run.model_copy(update={"name": None}).name for _ in range(10)}) > 1


def test_a_context_is_what_it_says() -> None:
    assert CONTEXT.seed == 42
    assert repr(Context(seed=1)) == "Context(now=None, seed=1)"
    with pytest.raises(ValueError, match="now must be aware"):
        Context(now=datetime(2026, 1, 2))
    for no_datetime in (date(2026, 1, 2), 1, "2026-01-02T00:00:00Z"):
        with pytest.raises(TypeError, match=f"now must be an aware datetime, not {type(no_datetime).__name__}"):
            Context(now=no_datetime)  # type: ignore[arg-type]
    for seed in (-1, 2**128):
        with pytest.raises(ValueError, match="seed must be an integer from 0"):
            Context(seed=seed)


def test_contexts_and_responses_are_values() -> None:
    again = Context(now=CONTEXT.now, seed=42)
    assert again == CONTEXT
    assert hash(again) == hash(CONTEXT)
    assert again != Context(seed=42)
    response = respond("{}")
    assert repr(response).startswith("Response(status=422, body='{\"exception_message\":")
    for one in (CONTEXT, Context(), response, Response(201, "é")):
        assert one == copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one))


def test_the_endpoint_answers() -> None:
    created = respond(EXAMPLE, context=CONTEXT)
    create = TaskRunCreate.model_validate_json(EXAMPLE, context=CONTEXT)
    assert (created.status, created.body) == (201, create_task_run(create, context=CONTEXT).model_dump_json())
    refused = respond("{}")
    assert refused.status == 422
    assert [error["loc"] for error in json.loads(refused.body)["exception_detail"]] == [
        ["body", "task_key"],
        ["body", "dynamic_key"],
    ]


def test_a_run_that_is_there_is_told_as_it_dumps() -> None:
    create = TaskRunCreate(
        task_key="load", dynamic_key="0", flow_run_id=UUID(int=1), state={"type": "RUNNING", "data": [b"ab", {None: {1}}]}
    )
    run = create_task_run(create)
    answer = respond(create.model_dump_json(), existing=run)
    assert (answer.status, json.loads(answer.body)["state"]["data"]) == (200, ["ab", {"None": [1]}])


@pytest.mark.parametrize(
    "part",
    [
        '"labels": {"a": NaN}',
        '"empirical_policy": {"retry_delay": [1.5, NaN]}',
        '"empirical_policy": {"retry_delay_seconds": Infinity}',
        f'"empirical_policy": {{"retry_delay_seconds": -Infinity}}, "labels": {{"a": Infinity}}, "flow_run_id": "{UUID(int=1)}"',
    ],
)
def test_what_is_told_can_be_given_back(part: str) -> None:
    body = f'{{"task_key": "load", "dynamic_key": "0", {part}}}'
    told = json.loads(respond(body).body)
    again = respond(body, existing=told)
    assert (again.status, json.loads(again.body)) == (200, {**told, **estimates(again.body)})
    with pytest.raises(ValidationError, match="labels.a.bool"):
        respond(body, existing={**told, "labels": {"a": []}})


def estimates(body: str) -> dict[str, Any]:
    return {key: value for key, value in json.loads(body).items() if key.startswith("estimated")}


def test_a_run_of_the_future_counts_as_new() -> None:
    body = '{"task_key": "load", "dynamic_key": "0"}'
    told = json.loads(respond(body, context=CONTEXT).body)
    for later, status in ((timedelta(0), 200), (timedelta(microseconds=-1), 201), (timedelta(days=1), 200)):
        context = Context(now=NOW + later, seed=1)
        assert respond(body, context=context, existing=told).status == status


def test_only_texts_and_bytes_are_bodies() -> None:
    with pytest.raises(TypeError, match="^data must be str, bytes or bytearray, not dict$"):
        TaskRunCreate.model_validate_json({"task_key": "load"})  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="^body must be str, bytes or bytearray, not NoneType$"):
        respond(None)  # type: ignore[arg-type]


def test_what_is_not_json_is_told_why() -> None:
    with pytest.raises(ValidationError) as raised:
        TaskRunCreate.model_validate_json('{"task_key" 1}')
    assert "\n12\n  JSON decode error: Expecting ':' delimiter [type=json_invalid, " in str(raised.value)


@pytest.mark.parametrize("payload", ['{\n"task_key": 1, "labels": {"a": []}}', {"task_key": 1, "labels": {"a": []}, "empirical_policy": {"retry_delay_seconds": "x"}}])
def test_an_error_goes_to_other_processes(payload: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        TaskRunCreate.model_validate_json(payload) if isinstance(payload, str) else TaskRunCreate.model_validate(payload)
    error = raised.value
    for told in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(pickle.loads(pickle.dumps(error)))):
        assert type(told) is ValidationError
        assert (told.title, told.body, told.error_count()) == (error.title, error.body, error.error_count())
        assert (told.errors(), told.spans(), told.json()) == (error.errors(), error.spans(), error.json())
        assert told.errors(include_input=False) == error.errors(include_input=False)
        assert (str(told), repr(told)) == (str(error), str(error))
        # What cannot carry an exception's arguments carries their `repr`, as Celery does in JSON.
        assert [repr(argument) for argument in (*told.args, *error.args)] == [str(error)] * 2


@pytest.mark.parametrize("value", [b"\xff", {frozenset([1]): 1}])
def test_an_error_that_json_cannot_say_goes_there_too(value: Any) -> None:
    with pytest.raises(ValidationError) as raised:
        TaskRunCreate.model_validate({"task_key": value})
    error = raised.value
    with pytest.raises((UnicodeDecodeError, TypeError)) as unsaid:
        error.json()
    for told in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error), copy.copy(error)):
        assert (told.errors(), str(told)) == (error.errors(), str(error))
        with pytest.raises(type(unsaid.value)) as again:
            told.json()
        assert str(again.value) == str(unsaid.value)


class Many:
    """Like numpy's arrays, which compare item by item."""

    def __eq__(self, other: object) -> Any:
        raise ValueError("the truth of many is ambiguous")


def test_a_model_is_equal_to_itself_whatever_it_holds() -> None:
    state = StateCreate(type="RUNNING", data=Many())
    assert state == state == copy.copy(state)
    assert state == StateCreate(type="RUNNING", data=state.data)
    run = TaskRunCreate(task_key="a", dynamic_key="b", labels={"a": float("nan")})
    assert run == run
    assert state != StateCreate(type="RUNNING") and StateCreate(type="RUNNING", data=[1]) != StateCreate(type="RUNNING", data=[2])
    # As lists of such objects do.
    with pytest.raises(ValueError, match="ambiguous"):
        assert state == StateCreate(type="RUNNING", data=Many())


class Like:
    """Like a matcher of a test: equal to whatever has these values."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def __eq__(self, other: object) -> bool:
        return all(getattr(other, name, None) == value for name, value in self.values.items())


def test_a_model_is_equal_to_what_says_so() -> None:
    run = TaskRunCreate(task_key="a", dynamic_key="b", name="n", state={"type": "RUNNING"})
    assert run == Like(task_key="a", state=Like(name="Running"))
    assert not run != Like(task_key="a")
    assert run != Like(task_key="b") and not run == Like(task_key="b")
    assert run == run.model_dump() and run != {**run.model_dump(), "name": "m"}
    assert run != "n" and run not in (None, object())


def test_a_uuid_is_like_any_other() -> None:
    made = TaskRunCreate.model_validate_json(EXAMPLE).id
    assert made is not None
    other = UUID(json.loads(EXAMPLE)["id"])
    for one in (made, pickle.loads(pickle.dumps(made)), TaskRunCreate.model_validate_json(EXAMPLE).model_dump()["id"]):
        assert (type(one), one, hash(one), repr(one), one.is_safe) == (UUID, other, hash(other), repr(other), other.is_safe)


def test_pydantic_s_options_for_errors() -> None:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate_json('{"task_key": "a", "dynamic_key": "b", "id": "z"}')
    for error in (caught.value, copy.copy(caught.value)):
        (details,) = error.errors(include_url=True, include_context=False, include_input=False)
        assert details.keys() == {"type", "loc", "msg", "url"}
        assert details["url"].endswith("/v/uuid_parsing")
        options = {"include_url": True, "include_context": False, "include_input": False}
        assert error.json(indent=2, **options) == json.dumps([{**details, "loc": ["id"]}], indent=2)
        # Each by itself, too.
        choices: list[Any] = [{}, {"include_url": True}, {"include_context": False}, {"include_input": False}]
        for one in choices:
            (told,) = error.errors(**one)
            assert error.json(**one) == json.dumps([{**told, "loc": ["id"]}], separators=(",", ":"))
            assert error.json(indent=1, **one) == json.dumps([{**told, "loc": ["id"]}], indent=1)
        assert len({error.json(**one) for one in choices}) == len(choices)


def test_pydantic_s_options_for_dumps_and_validation() -> None:
    create = TaskRunCreate.model_validate_json(EXAMPLE, strict=None)
    assert TaskRunCreate.model_validate(create.model_dump(), from_attributes=True) == create
    assert create.model_dump(by_alias=True, round_trip=True, warnings="none", context={}) == create.model_dump()
    assert create.model_dump_json(by_alias=False, serialize_as_any=True) == create.model_dump_json()
    state = StateCreate(type="RUNNING", data=[object()])
    assert state.model_dump(mode="json", fallback=lambda _: "shown")["data"] == ["shown"]
    unknown: Any = {"nope": 1}
    with pytest.raises(TypeError, match=r"TaskRunCreate.model_dump\(\) got an unexpected keyword argument 'nope'"):
        create.model_dump(**unknown)
    strict: Any = {"strict": True}
    with pytest.raises(NotImplementedError, match="which `strict=True` would not"):
        TaskRunCreate.model_validate({}, **strict)


def test_an_error_keeps_its_notes() -> None:
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate({})
    error: Any = caught.value
    error.__notes__, error.line = ["of the nightly export"], 3
    for told in (copy.copy(error), copy.deepcopy(error), pickle.loads(pickle.dumps(error))):
        assert (told.__notes__, told.line, told.errors()) == (error.__notes__, 3, error.errors())


def test_models_can_be_referred_to_weakly() -> None:
    for model in (TaskRunCreate.model_validate_json(EXAMPLE), State(type="RUNNING"), StateCreate(type="RUNNING")):
        assert weakref.ref(model)() is model
    gone = weakref.ref(TaskRunUpdate(name="a"))
    assert gone() is None


def test_an_answer_is_matched_by_its_parts() -> None:
    match respond("{}"), Context(seed=42):
        case Response(422, body), Context(None, seed):
            assert "Field required" in body and seed == 42
        case other:
            raise AssertionError(other)
