"""The same models for pydantic, lax as Prefect's: `from prefect.server.schemas.actions import TaskRunCreate`, in short."""

from __future__ import annotations

import datetime
import uuid
from typing import Annotated, Any, Literal, Union

from msgspec_peer import StateType
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt


class StateDetails(BaseModel):
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


class StateCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    type: StateType
    name: str | None = None
    message: str | None = None
    data: Any = None
    state_details: StateDetails = Field(default_factory=StateDetails)


class TaskRunPolicy(BaseModel):
    max_retries: int = 0
    retry_delay_seconds: float = 0.0
    retries: int | None = None
    retry_delay: Union[int, float, list[int], list[float], None] = None
    retry_jitter_factor: Annotated[float, Field(ge=0)] | None = None


class TaskRunResult(BaseModel):
    input_type: Literal["task_run"] = "task_run"
    id: uuid.UUID


class FlowRunResult(BaseModel):
    input_type: Literal["flow_run"] = "flow_run"
    id: uuid.UUID


class Parameter(BaseModel):
    input_type: Literal["parameter"] = "parameter"
    name: str


class Constant(BaseModel):
    input_type: Literal["constant"] = "constant"
    type: str


class TaskRunCreate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: uuid.UUID | None = None
    state: StateCreate | None = None
    name: str | None = None
    flow_run_id: uuid.UUID | None = None
    task_key: str
    dynamic_key: str
    cache_key: Annotated[str, Field(max_length=2000)] | None = None
    cache_expiration: datetime.datetime | None = None
    task_version: str | None = None
    empirical_policy: TaskRunPolicy = Field(default_factory=TaskRunPolicy)
    tags: list[str] = Field(default_factory=list)
    labels: dict[str, Union[StrictBool, StrictInt, StrictFloat, str]] | None = Field(default_factory=dict)
    task_inputs: dict[str, list[Union[TaskRunResult, FlowRunResult, Parameter, Constant]]] = Field(default_factory=dict)
