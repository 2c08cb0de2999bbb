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

__all__ = [
    "Context",
    "ErrorDetails",
    "Response",
    "Span",
    "State",
    "StateCreate",
    "TaskRun",
    "TaskRunCreate",
    "TaskRunUpdate",
    "ValidationError",
    "create_task_run",
    "respond",
]
