"""The same models for msgspec, as one would write them who wants it fast: strict, and the first error only."""

from __future__ import annotations

import datetime
import enum
import os
import time
import uuid
from typing import Annotated, Any, Union

import msgspec
from msgspec import Meta, Struct


class StateType(enum.Enum):
    SCHEDULED = "SCHEDULED"
    PENDING = "PENDING"
    RUNNING = "RUNNING"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"
    CRASHED = "CRASHED"
    PAUSED = "PAUSED"
    CANCELLING = "CANCELLING"


CacheKey = Annotated[str, Meta(max_length=2000)]
NotNegative = Annotated[float, Meta(ge=0)]
Label = Union[bool, int, float, str]


class StateDetails(Struct):
    flow_run_id: uuid.UUID | None = None
    task_run_id: uuid.UUID | None = None
    child_flow_run_id: uuid.UUID | None = None
    scheduled_time: datetime.datetime | None = None
    cache_key: str | None = None
    cache_expiration: datetime.datetime | None = None
    deferred: bool | None = False
    untrackable_result: bool = False
    pause_timeout: datetime.datetime | None = None
    pause_reschedule: bool = False
    pause_key: str | None = None
    run_input_keyset: dict[str, str] | None = None
    refresh_cache: bool | None = None
    retriable: bool | None = None
    transition_id: uuid.UUID | None = None
    task_parameters_id: uuid.UUID | None = None
    traceparent: str | None = None
    deployment_concurrency_lease_id: uuid.UUID | None = None


class StateCreate(Struct, forbid_unknown_fields=True):
    type: StateType
    name: str | None = None
    message: str | None = None
    data: Any = None
    state_details: StateDetails = msgspec.field(default_factory=StateDetails)


class TaskRunPolicy(Struct):
    max_retries: int = 0
    retry_delay_seconds: float = 0.0
    retries: int | None = None
    retry_delay: Union[int, float, Annotated[list[Union[int, float]], Meta(max_length=50)], None] = None
    retry_jitter_factor: NotNegative | None = None


class TaskRunResult(Struct, tag_field="input_type", tag="task_run"):
    id: uuid.UUID


class FlowRunResult(Struct, tag_field="input_type", tag="flow_run"):
    id: uuid.UUID


class Parameter(Struct, tag_field="input_type", tag="parameter"):
    name: str


class Constant(Struct, tag_field="input_type", tag="constant"):
    type: str


TaskInput = Union[TaskRunResult, FlowRunResult, Parameter, Constant]


class TaskRunCreate(Struct, forbid_unknown_fields=True):
    task_key: str
    dynamic_key: str
    id: uuid.UUID | None = None
    state: StateCreate | None = None
    name: str | None = None
    flow_run_id: uuid.UUID | None = None
    cache_key: CacheKey | None = None
    cache_expiration: datetime.datetime | None = None
    task_version: str | None = None
    empirical_policy: TaskRunPolicy = msgspec.field(default_factory=TaskRunPolicy)
    tags: list[str] = []
    labels: dict[str, Label] | None = {}
    task_inputs: dict[str, list[TaskInput]] = {}


class State(Struct):
    id: str
    type: StateType
    name: str | None
    timestamp: datetime.datetime
    message: str | None
    data: Any
    state_details: StateDetails


class TaskRun(Struct):
    id: uuid.UUID
    created: datetime.datetime
    updated: datetime.datetime
    name: str | None
    flow_run_id: uuid.UUID | None
    task_key: str
    dynamic_key: str
    cache_key: str | None
    cache_expiration: datetime.datetime | None
    task_version: str | None
    empirical_policy: TaskRunPolicy
    tags: list[str]
    labels: dict[str, Any]
    state_id: str
    task_inputs: dict[str, list[TaskInput]]
    state_type: StateType
    state_name: str | None
    run_count: int
    flow_run_run_count: int
    expected_start_time: datetime.datetime
    next_scheduled_start_time: datetime.datetime | None
    start_time: datetime.datetime | None
    end_time: datetime.datetime | None
    total_run_time: float
    estimated_run_time: float
    estimated_start_time_delta: float
    state: State


decode = msgspec.json.Decoder(TaskRunCreate).decode
decode_lines = msgspec.json.Decoder(TaskRunCreate).decode_lines
encode = msgspec.json.Encoder().encode

TERMINAL = {StateType.COMPLETED, StateType.FAILED, StateType.CANCELLED, StateType.CRASHED}
NAMES = {member: member.value.capitalize() for member in StateType}


def from_dict(value: dict[str, Any]) -> TaskRunCreate:
    return msgspec.convert(value, TaskRunCreate)


def uuid7() -> str:
    """A state's id, as the text it becomes: a `UUID` takes a microsecond to make."""
    time_part = f"{time.time_ns() // 1_000_000:012x}"
    random = os.urandom(10).hex()
    return f"{time_part[:8]}-{time_part[8:]}-7{random[:3]}-{VARIANTS[random[3]]}{random[4:7]}-{random[7:19]}"


VARIANTS = {digit: "89ab"[int(digit, 16) % 4] for digit in "0123456789abcdef"}


def created(body: bytes) -> bytes:
    """The created run, by the same rules."""
    create = decode(body)
    now = datetime.datetime.now(datetime.timezone.utc)
    run_id = create.id or uuid.uuid4()
    state = create.state or StateCreate(StateType.PENDING)
    details = state.state_details
    details.flow_run_id = create.flow_run_id
    details.task_run_id = run_id
    kind = state.type
    scheduled = None
    if kind is StateType.SCHEDULED:
        scheduled = details.scheduled_time = details.scheduled_time or now
    expected = scheduled or now
    started = now if kind is StateType.RUNNING or kind in TERMINAL else None
    labels = create.labels or {}
    if create.flow_run_id is not None:
        labels = {"prefect.flow-run.id": create.flow_run_id, **labels}
    state_id = uuid7()
    name = state.name or NAMES[kind]
    return encode(
        TaskRun(
            id=run_id,
            created=now,
            updated=now,
            name=create.name,
            flow_run_id=create.flow_run_id,
            task_key=create.task_key,
            dynamic_key=create.dynamic_key,
            cache_key=create.cache_key,
            cache_expiration=create.cache_expiration,
            task_version=create.task_version,
            empirical_policy=create.empirical_policy,
            tags=create.tags,
            labels=labels,
            state_id=state_id,
            task_inputs=create.task_inputs,
            state_type=kind,
            state_name=name,
            run_count=1 if kind is StateType.RUNNING else 0,
            flow_run_run_count=0,
            expected_start_time=expected,
            next_scheduled_start_time=scheduled,
            start_time=started,
            end_time=now if kind in TERMINAL else None,
            total_run_time=0.0,
            estimated_run_time=0.0,
            estimated_start_time_delta=(now - expected).total_seconds() if started is None and expected < now else 0.0,
            state=State(
                id=state_id,
                type=kind,
                name=name,
                timestamp=now,
                message=state.message,
                data=state.data,
                state_details=details,
            ),
        )
    )
