"""Prefect's own models, client's and server's, into this package's and back."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import warnings
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from enum import Enum
from fractions import Fraction
from typing import Any

import prefect.client.schemas.actions as client_actions
import prefect.client.schemas.objects as client
import prefect.server.schemas.actions as server_actions
import prefect.server.schemas.core as server
import prefect.server.schemas.states as server_states
import prefect_taskrun as ours
import pytest
from bodies import payloads
from prefect import states
from prefect_taskrun import Context, ValidationError, create_task_run
from prefect_taskrun.prefect import from_prefect, to_prefect
from pydantic import TypeAdapter
from pydantic import ValidationError as PydanticError

ID = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
CONTEXT = Context(now=datetime(2026, 1, 2, 3, 4, 5, tzinfo=timezone.utc), seed=1)
SIDES = ["client", "server"]

CREATE = ours.TaskRunCreate(
    id=ID,
    task_key="load",
    dynamic_key="0",
    flow_run_id=ID,
    cache_expiration="2024-01-01T00:00:00+05:00",
    state={"type": "SCHEDULED", "state_details": {"scheduled_time": "2024-01-01T00:00:00Z", "pause_key": None}},
    empirical_policy={"retries": 2, "retry_delay": [1, 5]},
    labels={"a": 1, "b": 1.5, "c": True},
    tags=["etl"],
    task_inputs={"x": [{"id": ID}, {"input_type": "flow_run", "id": ID}, {"name": "p"}, {"type": "int"}]},
)
RUN = create_task_run(CREATE, context=CONTEXT)
CASES: dict[str, Any] = {
    "TaskRunCreate": CREATE,
    "TaskRunUpdate": ours.TaskRunUpdate(name="other"),
    "StateCreate": CREATE.state,
    "State": RUN.state,
    "TaskRun": RUN,
    "StateDetails": RUN.state.state_details,
    "TaskRunPolicy": CREATE.empirical_policy,
    **{type(item).__name__: item for item in CREATE.task_inputs["x"]},
}
HOMES = {"client": [client_actions, client], "server": [server_actions, server, server_states]}


@pytest.mark.parametrize("name", CASES)
def test_the_signature(name: str) -> None:
    theirs = next(vars(home)[name] for home in HOMES["server"] if name in vars(home))

    def takes(model: type) -> dict[str, str]:
        """How each argument may be absent: it must not, None stands for it, or something else does."""
        defaults = {one.name: one.default for one in inspect.signature(model).parameters.values()}
        return {name: "required" if value is inspect.Parameter.empty else "None" if value is None else "else" for name, value in defaults.items()}

    assert takes(getattr(ours, name)) == takes(theirs)
    assert inspect.signature(getattr(ours, name)) is inspect.signature(getattr(ours, name))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", CASES)
def test_there_and_back(name: str, side: Any) -> None:
    model = CASES[name]
    theirs = to_prefect(model, side=side)
    assert type(theirs) in [vars(home).get(name) for home in HOMES[side]]
    # Of a run the client keeps less than the server tells.
    if (name, side) != ("TaskRun", "client"):
        assert theirs.model_fields_set == model.model_fields_set
    back = from_prefect(theirs)
    assert type(back) is type(model)
    if name == "TaskRun":
        # Some of a run's fields follow from the present.
        ignored = {"estimated_run_time", "estimated_start_time_delta", "created", "updated"}
        assert back.model_dump(exclude=ignored) == model.model_dump(exclude=ignored)
    else:
        assert back == model
        assert back.model_dump_json(exclude_unset=True) == model.model_dump_json(exclude_unset=True)


@pytest.mark.parametrize("model", ["TaskRunCreate", "TaskRunUpdate", "StateCreate"])
def test_to_prefect_is_what_prefect_makes_of_the_same_payload(model: str) -> None:
    adapter = TypeAdapter(getattr(server_actions, model))
    accepted = 0
    for payload in payloads(300, model):
        try:
            create = getattr(ours, model).model_validate({**payload, "name": "given"} if model != "StateCreate" else payload)
        except (ValidationError, TypeError):
            continue
        accepted += 1
        theirs = to_prefect(create, side="server")
        assert theirs.model_dump_json() == create.model_dump_json()
        assert theirs.model_dump_json(exclude_unset=True) == create.model_dump_json(exclude_unset=True)
        assert adapter.validate_python(theirs) == theirs
        assert from_prefect(theirs).model_dump_json(exclude_unset=True) == create.model_dump_json(exclude_unset=True)
    assert accepted > 50


SHOWN: list[tuple[str, Any]] = [
    ("TaskRunCreate", {"name": "n", "task_key": "a", "dynamic_key": "b", "id": ID, "state": {"type": "FAILED"}, "labels": {"a": 1.5}, "task_inputs": {"x": [{"id": ID}]}}),
    ("TaskRunUpdate", {"name": "it's"}),
    ("StateCreate", {"type": "RUNNING", "message": "m", "data": [b"a"]}),
    *(("State", {"type": "FAILED", **more}) for more in ({}, {"name": "Mine", "message": "it's"}, {"name": "failed", "message": "", "data": [1]})),
    ("StateDetails", {"deferred": True, "cache_key": "k", "flow_run_id": ID}),
    ("TaskRunPolicy", {}),
    ("TaskRunPolicy", {"retry_delay_seconds": 0, "retries": 1}),
    ("TaskRunPolicy", {"retry_delay_seconds": 1.5, "retry_delay": [1, 2]}),
    ("TaskRunResult", {"id": ID}),
    ("FlowRunResult", {"id": ID}),
    ("Parameter", {"name": "p"}),
    ("Constant", {"type": "int"}),
]


@pytest.mark.parametrize(("name", "payload"), SHOWN, ids=repr)
def test_a_model_is_shown_and_hashed_as_prefect_s(name: str, payload: Any) -> None:
    real = next(vars(home)[name] for home in HOMES["server"] if name in vars(home))
    mine, theirs = getattr(ours, name).model_validate(payload), real.model_validate(payload)
    assert (repr(mine), str(mine)) == (repr(theirs), str(theirs))
    # A state's id and time are its own.
    if name != "State":
        assert (repr(list(mine)), repr(mine.model_dump())) == (repr(list(theirs)), repr(theirs.model_dump()))
        assert real.__hash__ is None or hash(mine) == hash(theirs)


def test_a_state_s_hash() -> None:
    state: Any = client.State(type="RUNNING", state_details={"flow_run_id": ID})
    assert hash(from_prefect(state)) == hash(state)
    when, details = state.timestamp, state.state_details
    for other in (client.State(type="FAILED", timestamp=when, state_details=details), client.State(type="RUNNING", timestamp=when)):
        assert hash(from_prefect(other)) == hash(other) != hash(state)


@pytest.mark.parametrize("name", CASES)
def test_what_is_a_model_s_own_is_nothing_it_is_equal_by(name: str) -> None:
    mine, theirs = CASES[name], to_prefect(CASES[name], side="server")
    own = theirs._reset_fields if hasattr(theirs, "_reset_fields") else set()
    for model in (mine, theirs):
        assert model == model.model_dump(exclude=own)
        assert (model == model.model_dump()) is not bool(own)


def test_numbers_that_are_not_finite() -> None:
    labels = {"a": float("inf"), "b": -float("inf"), "c": float("nan"), "d": 0.0}
    policy = {"retry_delay_seconds": float("inf"), "retry_delay": [float("nan"), 1.5], "retry_jitter_factor": float("inf")}
    payload = {"name": "n", "task_key": "a", "dynamic_key": "b", "labels": labels, "empirical_policy": policy}
    mine, theirs = ours.TaskRunCreate.model_validate(payload), server_actions.TaskRunCreate.model_validate(payload)
    for options in ({}, {"mode": "json"}, {"mode": "json", "exclude": {"tags": True}}, {"mode": "json", "exclude_unset": True}):
        assert repr(mine.model_dump(**options)) == repr(theirs.model_dump(**options)), options
    assert mine.model_dump_json() == theirs.model_dump_json()
    for data in ((labels, labels), ([labels], [labels]), (mine, theirs), ([mine], [theirs])):
        kept = [module.StateCreate(type="RUNNING", data=one) for module, one in zip((ours, server_actions), data)]
        for options in ({}, {"include": {"data"}}):
            dumps = [state.model_dump(mode="json", **options) for state in kept]
            assert repr(dumps[0]) == repr(dumps[1]), options


class Raising:
    """What cannot say whether it is true, or zero."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def fail(self, *_: Any) -> Any:
        raise self.error

    __bool__ = __ne__ = fail


REFUSED: list[Any] = [
    {},
    {"task_key": 1, "dynamic_key": "b"},
    *({"task_key": "a", "dynamic_key": "b", "id": text * count} for text in ("z", "é", "\U0001f600", "'") for count in (1, 11, 12, 13, 24, 47, 48, 49, 50, 60)),
    {"task_key": "a", "dynamic_key": "b", "labels": {1: [], ("a",): {}, "b": b"\xff", None: 2**70}},
    {"task_key": "a", "dynamic_key": "b", "state": {"type": "LOST", "state_details": 5, "more": 1}},
    {"task_key": "a", "dynamic_key": "b", "tags": ("a", 5)},
    {"task_key": "a", "dynamic_key": "b", "task_inputs": {"x": [{"input_type": "other"}, 5]}},
    {"task_key": "a", "dynamic_key": "b", "empirical_policy": {"retry_delay": [1] * 51, "retry_jitter_factor": -1}},
    *({"task_key": "a", "dynamic_key": "b", "empirical_policy": {"retries": Raising(kind("no"))}} for kind in (ValueError, AssertionError)),
    *({"task_key": "a", "dynamic_key": "b", "empirical_policy": {"max_retries": Raising(kind(""))}} for kind in (ValueError, AssertionError)),
    {"task_key": "a", "empirical_policy": {"max_retries": 2, "retry_delay_seconds": 3}},
    {"task_key": "a", "labels": 5, "empirical_policy": {"max_retries": 2, "retries": 1}},
    {"task_key": "a", "dynamic_key": "b", "empirical_policy": {"max_retries": 2, "retry_delay": [1] * 51}, "state": {}},
    {"task_key": 5, "dynamic_key": "b", "empirical_policy": {"max_retries": 2, "retry_delay_seconds": 3, "retry_jitter_factor": -1}},
]


@pytest.mark.parametrize("payload", REFUSED, ids=range(len(REFUSED)))
def test_an_error_reads_as_pydantic_s(payload: Any) -> None:
    def told(error: Any) -> Any:
        # Each release of pydantic explains its errors at an address of its own.
        return re.sub(r"dev/\d+\.\d+/", "", str(error)), [repr((details["input"], details.get("ctx"))) for details in error.errors()]

    before = repr(payload)
    with pytest.raises(ValidationError) as mine:
        ours.TaskRunCreate.model_validate(payload)
    said = told(mine.value)
    assert repr(payload) == before
    # It writes into the policy that it is given, which its errors show.
    with pytest.raises(PydanticError) as theirs:
        TypeAdapter(server_actions.TaskRunCreate).validate_python(payload, from_attributes=True)
    assert said == told(theirs.value)


def test_what_a_rule_raises_goes_through() -> None:
    for field in ("retries", "max_retries"):
        payload = {"task_key": "a", "dynamic_key": "b", "empirical_policy": {field: Raising(LookupError("no"))}}
        with pytest.raises(LookupError, match="^'?no'?$"):
            TypeAdapter(server_actions.TaskRunCreate).validate_python(payload)
        with pytest.raises(LookupError, match="^'?no'?$"):
            ours.TaskRunCreate.model_validate(payload)


def test_a_state_s_data_stays_the_very_object() -> None:
    endless: list[Any] = []
    endless.append(endless)
    for data in (Counter("aab"), [1], endless):
        assert from_prefect(client.State(type="COMPLETED", data=data)).data is data


@pytest.mark.parametrize("side", SIDES)
def test_it_stays_so_within_other_models(side: Any) -> None:
    @dataclass
    class Result:
        path: str

    for data in (Result("a"), client.State(type="PENDING"), ours.StateCreate(type="PENDING"), Fraction(1, 2), [1]):
        state = ours.State(type="COMPLETED", data=data)
        create = ours.TaskRunCreate(task_key="a", dynamic_key="b", state=state)
        assert to_prefect(state, side=side).data is data
        assert to_prefect(create, side=side).state.data is data


def test_prefect_s_own_states_go_in_as_they_are() -> None:
    for name in ("Pending", "Running", "Completed", "Failed", "Crashed", "Cancelled", "Scheduled", "AwaitingRetry", "Paused"):
        state = getattr(states, name)(message="é") if name != "Paused" else states.Paused(timeout_seconds=5)
        read = from_prefect(state)
        assert isinstance(read, ours.State)
        assert (read.id, read.type.value, read.name, read.timestamp) == (state.id, state.type.value, state.name, state.timestamp)
        # As they are, in the place of a payload's state and by themselves.
        assert ours.State.model_validate(state).model_dump_json() == read.model_dump_json()
        made = ours.StateCreate.model_validate(state)
        create = ours.TaskRunCreate(task_key="a", dynamic_key="b", state=state)
        assert create.state == made
        assert made.model_dump_json() == server_actions.StateCreate.model_validate(state, from_attributes=True).model_dump_json()


def test_whole_models_of_prefect_s_go_in_as_they_are() -> None:
    for actions, core in ((client_actions, client), (server_actions, server)):
        policy = core.TaskRunPolicy(retries=3, retry_delay=[1, 2])
        theirs = actions.TaskRunCreate(
            task_key="a", dynamic_key="b", name="n", empirical_policy=policy, task_inputs={"x": [core.Parameter(name="p")]}
        )
        create = ours.TaskRunCreate.model_validate(theirs)
        assert create.empirical_policy == ours.TaskRunPolicy.model_validate(policy)
        assert create.model_dump_json() == server_actions.TaskRunCreate.model_validate(theirs.model_dump()).model_dump_json()


def test_where_python_objects_differ_as_the_documents_say() -> None:
    class Text(Enum):
        A = "a"

    class Policy:
        max_retries = 2

    adapter = TypeAdapter(server_actions.TaskRunCreate)

    def payload(policy: Any) -> dict[str, Any]:
        return {"task_key": "a", "dynamic_key": "b", "empirical_policy": policy}

    unchecked: Any = adapter.validate_python(payload({"retries": Text.A})).empirical_policy.retries
    assert unchecked == "a"
    with pytest.raises(ValidationError, match="valid integer"):
        ours.TaskRunCreate.model_validate(payload({"retries": Text.A}))
    with pytest.raises(AttributeError, match="no attribute 'get'"):
        adapter.validate_python(payload(Policy()), from_attributes=True)
    assert ours.TaskRunCreate.model_validate(payload(Policy())).empirical_policy.retries == 2
    theirs, mine = {"max_retries": 2}, {"max_retries": 2}
    adapter.validate_python(payload(theirs))
    ours.TaskRunCreate.model_validate(payload(mine))
    assert theirs == {"max_retries": 2, "retries": 2}
    assert mine == {"max_retries": 2}


@pytest.mark.parametrize("home", [client, server])
def test_a_policy_is_read_without_a_warning(home: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        policy = home.TaskRunPolicy(max_retries=2, retry_delay=[1, 5])
        run = from_prefect(home.TaskRun(task_key="load", dynamic_key="0", flow_run_id=ID, empirical_policy=policy))
    assert run.empirical_policy.model_dump(exclude_unset=True) == {"max_retries": 2, "retries": 2, "retry_delay": [1, 5]}


def test_an_error_shows_the_model_that_lacks_something() -> None:
    broken = client_actions.TaskRunCreate.model_construct(task_key="load")
    with pytest.raises(ValidationError) as refused:
        from_prefect(broken)
    assert [(error["loc"], repr(error["input"])) for error in refused.value.errors()] == [(("dynamic_key",), repr(broken))]


def test_what_is_neither_is_refused() -> None:
    with pytest.raises(TypeError, match="takes one of Prefect's models"):
        from_prefect(CREATE)
    with pytest.raises(TypeError, match="takes one of Prefect's models"):
        from_prefect(client.FlowRun.model_construct())
    with pytest.raises(TypeError, match="takes a model of this package"):
        to_prefect(states.Pending())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="takes a model of this package"):
        to_prefect(CONTEXT)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="side must be"):
        to_prefect(CREATE, side="other")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        from_prefect(client_actions.TaskRunCreate.model_construct(task_key=1))


def test_without_prefect_it_says_so() -> None:
    code = """
import sys
class Nothing:
    def find_spec(self, name, *rest):
        if name.split(".")[0] == "prefect": raise ModuleNotFoundError(name=name.split(".")[0])
sys.meta_path.insert(0, Nothing())
try:
    import prefect_taskrun.prefect
except ImportError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
    assert done.stdout == "`prefect_taskrun.prefect` needs Prefect: pip install prefect\n"
