"""Validate and create Prefect task runs exactly as a Prefect server does, without one.

Examples:
    >>> from prefect_taskrun import TaskRunCreate, create_task_run
    >>> create = TaskRunCreate.model_validate_json('{"task_key": "load", "dynamic_key": "0"}')
    >>> create_task_run(create).model_dump()["state_type"]
    StateType.PENDING
"""

from prefect_taskrun._errors import ErrorDetails, Span, ValidationError
from prefect_taskrun._jsonl import JsonLine
from prefect_taskrun._native import VERSION as __version__
from prefect_taskrun._native import (
    Constant,
    Context,
    FlowRunResult,
    Parameter,
    Response,
    SerializationError,
    State,
    StateCreate,
    StateDetails,
    TaskRun,
    TaskRunCreate,
    TaskRunPolicy,
    TaskRunResult,
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
    StateType,
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
    "Constant",
    "Context",
    "Crashed",
    "ErrorDetails",
    "Failed",
    "FlowRunResult",
    "InfrastructurePending",
    "JsonLine",
    "Late",
    "Parameter",
    "Paused",
    "Pending",
    "Response",
    "Retrying",
    "Running",
    "Scheduled",
    "SerializationError",
    "Span",
    "State",
    "StateCreate",
    "StateDetails",
    "StateType",
    "Submitting",
    "Support",
    "Suspended",
    "TaskRun",
    "TaskRunCreate",
    "TaskRunPolicy",
    "TaskRunResult",
    "TaskRunUpdate",
    "UnknownVersionWarning",
    "ValidationError",
    "__version__",
    "create_task_run",
    "respond",
    "supported_versions",
]


def _imported_natively() -> None:  # pyright: ignore[reportUnusedFunction]
    """Never called: what bundles a program looks for imports, and sees none of the native module's."""
    import collections, copy, dataclasses, datetime, inspect, json, uuid  # pyright: ignore[reportUnusedImport]

    import prefect_taskrun._pydantic  # pyright: ignore[reportUnusedImport]
