"""What holds of any body: the same context gives the same bytes, nothing else makes anything up, and nothing fails."""

from __future__ import annotations

import json
import random
import re
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from prefect_taskrun import Context, TaskRun, TaskRunCreate, ValidationError, respond

sys.path.insert(0, str(Path(__file__).parents[1] / "conformance"))

from generate import Calm, Object, body, write  # noqa: E402
from stories import calm_payload, put  # noqa: E402

settings.register_profile("here", deadline=None, max_examples=500, derandomize=True)
settings.load_profile("here")

MEMBERS = {
    201: set(TaskRun.model_json_schema()["properties"]),
    400: {"detail"},
    422: {"exception_message", "exception_detail", "request_body"},
}


def text(payload: Object) -> bytes:
    return write(payload, random.Random(0)).encode()


seeds = st.integers(0, 2**64 - 1)
contexts = st.builds(
    lambda now, seed: Context(now=now, seed=seed),
    st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(timezone.utc)),
    st.integers(0, 2**128 - 1),
)
bodies = seeds.map(lambda seed: body(random.Random(seed))[1])
payloads = seeds.map(lambda seed: calm_payload(Calm(seed)))
versions = st.none() | st.text() | st.from_regex(r"-?\d{1,3}\.\d\.\d", fullmatch=True)


def created(body: bytes, context: Context) -> str:
    response = respond(body, context=context)
    assume(response.status == 201)
    return response.body


def made_up(context: Context) -> list[str]:
    """All that a context makes up, the present included."""
    run = json.loads(created(b'{"task_key": "a", "dynamic_key": "b"}', context))
    return [run["id"], run["state_id"], run["name"], run["created"]]


@given(st.binary() | bodies, versions, contexts)
def test_any_bytes_are_answered(body: bytes, version: str | None, context: Context) -> None:
    response = respond(body, api_version=version, context=context)
    assert set(json.loads(response.body)) == MEMBERS[response.status]


@given(bodies | payloads.map(text), contexts)
def test_the_same_context_gives_the_same_bytes(body: bytes, context: Context) -> None:
    first, again = (respond(body, context=Context(now=context.now, seed=context.seed)) for _ in range(2))
    assert (first.status, first.body) == (again.status, again.body)


@given(payloads, st.sampled_from(["PENDING", "RUNNING", "FAILED"]), contexts)
def test_what_the_payload_lacks_is_the_context_s(payload: Object, kind: str, context: Context) -> None:
    run = json.loads(created(text(put(payload, id=None, name=None, state={"type": kind})), context))
    id, state_id, name, now = made_up(context)
    assert [run["id"], run["state_id"], run["name"], run["created"]] == [id, state_id, name, now]
    assert [run["state"]["id"], run["state"]["timestamp"], run["updated"]] == [state_id, now, now]
    assert {run["start_time"], run["end_time"], run["expected_start_time"]} <= {now, None}


@given(payloads.map(text), contexts, contexts)
def test_another_context_changes_nothing_else(body: bytes, context: Context, other: Context) -> None:
    run = created(body, context)
    for ours, theirs in zip(made_up(context), made_up(other), strict=True):
        run = run.replace(json.dumps(ours), json.dumps(theirs))
    assert without_estimates(run) == without_estimates(created(body, other))


def without_estimates(run: str) -> Any:
    """The run but for what tells the present by its size."""
    return {key: value for key, value in json.loads(run).items() if not key.startswith("estimated_")}


@given(payloads.map(text), contexts)
def test_a_created_run_is_a_task_run(body: bytes, context: Context) -> None:
    # JSON has null in the place of these, which no label and no policy may be.
    assume(not re.search(rb"(?i)nan|inf|e[+]?\d{3}", body))
    run = created(body, context)
    assert TaskRun.model_validate_json(run).model_dump_json() == run


@given(bodies)
def test_a_body_and_what_python_reads_of_it_are_the_same(body: bytes) -> None:
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        assume(False)
    context = Context(now=datetime(2026, 1, 1, tzinfo=timezone.utc), seed=1)

    def found(validate: Any, given: Any) -> Any:
        try:
            return validate(given, context=context).model_dump_json()
        except ValidationError as error:
            return [(line["type"], line["loc"], line["msg"], repr(line["input"])) for line in error.errors()]

    assert found(TaskRunCreate.model_validate, value) == found(TaskRunCreate.model_validate_json, body)
