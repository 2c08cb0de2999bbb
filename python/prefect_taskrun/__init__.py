"""Validate and create Prefect task runs exactly as a Prefect server does, without one.

    >>> from prefect_taskrun import TaskRunCreate, create_task_run
    >>> create = TaskRunCreate.model_validate_json('{"task_key": "load", "dynamic_key": "0"}')
    >>> create_task_run(create).model_dump()["state_type"]
    'PENDING'
"""

from prefect_taskrun._errors import ErrorDetails, Span, ValidationError
from prefect_taskrun._native import (
    Context,
    Response,
    State,
    StateCreate,
    TaskRun,
    TaskRunCreate,
    TaskRunUpdate,
    create_task_run,
    respond,
)
from prefect_taskrun._states import (
    AwaitingConcurrencySlot,
    AwaitingRetry,
    Cancelled,
    Cancelling,
    Completed,
    Crashed,
    Failed,
    InfrastructurePending,
    Late,
    Paused,
    Pending,
    Retrying,
    Running,
    Scheduled,
    Submitting,
    Suspended,
)
from prefect_taskrun._versions import Support, UnknownVersionWarning, supported_versions

__all__ = [
    "AwaitingConcurrencySlot",
    "AwaitingRetry",
    "Cancelled",
    "Cancelling",
    "Completed",
    "Context",
    "Crashed",
    "ErrorDetails",
    "Failed",
    "InfrastructurePending",
    "Late",
    "Paused",
    "Pending",
    "Response",
    "Retrying",
    "Running",
    "Scheduled",
    "Span",
    "State",
    "StateCreate",
    "Submitting",
    "Support",
    "Suspended",
    "TaskRun",
    "TaskRunCreate",
    "TaskRunUpdate",
    "UnknownVersionWarning",
    "ValidationError",
    "create_task_run",
    "respond",
    "supported_versions",
]
