"""This package beside Prefect itself, which must be installed.

    >>> from prefect.client.schemas.actions import StateCreate
    >>> from prefect_taskrun.prefect import from_prefect, to_prefect
    >>> from_prefect(StateCreate(type="RUNNING", name="Trying")).name
    'Trying'
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from types import TracebackType
from typing import Any

import prefect_taskrun
from prefect_taskrun import ValidationError, _native

try:
    import prefect
except ModuleNotFoundError:
    raise ModuleNotFoundError("prefect_taskrun.prefect needs Prefect: install `prefect`", name="prefect") from None

from prefect.client.schemas import actions as client_actions
from prefect.client.schemas import objects as client_objects
from prefect.server.schemas import actions, core, states
from pydantic import BaseModel

__all__ = ["Installed", "from_prefect", "install", "to_prefect", "uninstall"]

_SERVER = (actions, states, core)
_CLIENT = (client_actions, client_objects)
_NAMES = (
    "TaskRunCreate",
    "TaskRunUpdate",
    "StateCreate",
    "State",
    "TaskRun",
    "StateDetails",
    "TaskRunPolicy",
    "TaskRunResult",
    "FlowRunResult",
    "Parameter",
    "Constant",
)
_OURS = {name: getattr(_native, name) for name in _NAMES}
# A field that holds whatever it was given.
_KEPT = {"data"}


def from_prefect(model: BaseModel) -> Any:
    """A model of Prefect's client or server as the model of the same name of this package.

    Its values are validated; which of its fields were given is kept, so that a dump leaves out the same ones.

    Raises `TypeError` for anything else, and `ValidationError` for a model that was changed into one that is not valid.
    """
    ours = next((_OURS[name] for name in _names(model)), None)
    if ours is None:
        raise TypeError(f"not a model of Prefect's that this package has: `{type(model).__qualname__}`")
    fields = {name: _ours(name, getattr(model, name)) for name in type(model).model_fields if hasattr(ours, name)}
    return ours._restore(fields, list(model.model_fields_set & fields.keys()))


def to_prefect(model: Any, *, client: bool = False) -> Any:
    """A model of this package as the model of the same name of Prefect's server, or else of its client.

    Which of its fields were given is kept, so that a dump leaves out the same ones.

    Raises `TypeError` for anything else.
    """
    name = type(model).__name__
    if _OURS.get(name) is not type(model):
        raise TypeError(f"not a model of this package: `{type(model).__qualname__}`")
    theirs = next(getattr(module, name) for module in (_CLIENT if client else _SERVER) if hasattr(module, name))
    fields = {field: value if field in _KEPT else _theirs(value, client) for field, value in model}
    made = theirs.model_validate(fields)
    made.model_fields_set.clear()
    made.model_fields_set.update(model.model_fields_set)
    return made


def _names(model: object) -> list[str]:
    """What a model of Prefect's is called, and what it is derived from."""
    classes = [kind for kind in type(model).__mro__ if kind.__module__.startswith("prefect.")]
    return [kind.__name__ for kind in classes if kind.__name__ in _OURS]


def _ours(field: str, value: Any) -> Any:
    if field in _KEPT:
        return value
    return _mapped(value, lambda item: from_prefect(item) if _names(item) else item)


def _theirs(value: Any, client: bool) -> Any:
    return _mapped(value, lambda item: to_prefect(item, client=client) if type(item).__name__ in _OURS else item)


def _mapped(value: Any, change: Callable[[Any], Any]) -> Any:
    if type(value) is list:
        return [_mapped(item, change) for item in value]
    if type(value) is dict:
        return {key: _mapped(item, change) for key, item in value.items()}
    return change(value)


class Installed:
    """That `install()` holds: a context manager which takes it back at the end."""

    def __enter__(self) -> Installed:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        uninstall()


_Validate = Callable[..., "tuple[Any, list[dict[str, Any]]]"]
_original: _Validate | None = None
_holders = 0


def install() -> Installed:
    """Makes each Prefect server in this process validate `POST /api/task_runs/` with this package, as its release does.

    It answers as before, and also where its own validation fails with an exception, at an `empirical_policy` that is no
    object: that gets its 422. Whatever fails after the validation still does.

    Each call wants an `uninstall()` of its own, or to be left as a context manager.

    Raises `RuntimeError` where this Prefect's route or its FastAPI are not what this package knows, and changes nothing then.
    """
    global _holders, _original
    if _holders == 0:
        field_class = _field_class()
        original = field_class.validate
        field_class.validate = _validating(original)
        _original = original
        try:
            _probe()
        except BaseException:
            field_class.validate, _original = original, None
            raise
    _holders += 1
    return Installed()


def uninstall() -> None:
    """Takes an `install()` back; the last one makes Prefect validate by itself again. Without one it does nothing."""
    global _holders, _original
    _holders = max(_holders - 1, 0)
    if _holders == 0 and _original is not None:
        _field_class().validate, _original = _original, None


def _validating(original: _Validate) -> _Validate:
    release = prefect.__version__

    def validate(self: Any, value: Any, values: Any = None, *, loc: tuple[int | str, ...] = ()) -> Any:
        if self.field_info.annotation is not actions.TaskRunCreate or isinstance(value, actions.TaskRunCreate):
            return original(self, value, {} if values is None else values, loc=loc)
        try:
            create = prefect_taskrun.TaskRunCreate.model_validate(value, server_version=release)
        except ValidationError as error:
            _write_as_prefect_does(value)
            return None, [{**line, "loc": (*loc, *line["loc"])} for line in error.errors()]
        return to_prefect(create), []

    return validate


def _write_as_prefect_does(body: Any) -> None:
    """Prefect's validation writes newer fields of a policy into the body, and its refusal shows the body."""
    policy = body.get("empirical_policy") if isinstance(body, dict) else None
    write = getattr(core, "set_run_policy_deprecated_fields", None)
    if isinstance(policy, dict) and write is not None:
        write(policy)


def _field_class() -> Any:
    """FastAPI's class of a route's parameter, which validates it."""
    try:
        from fastapi._compat import ModelField
    except ImportError as error:
        raise RuntimeError(f"FastAPI has no `ModelField` where this package knows it: {error}") from error
    parameters = inspect.signature(ModelField.validate).parameters
    if list(parameters) != ["self", "value", "values", "loc"]:
        raise RuntimeError("FastAPI's `ModelField.validate` takes other arguments than this package knows")
    return ModelField


def _probe() -> None:
    """Makes sure that the route of task runs validates its body with this package now."""
    from prefect.server.api.task_runs import router

    routes = [
        route
        for route in router.routes
        if getattr(route, "path", None) == "/task_runs/" and "POST" in getattr(route, "methods", ())
    ]
    fields = [field for route in routes for field in getattr(route, "dependant").body_params]
    if len(fields) != 1 or fields[0].field_info.annotation is not actions.TaskRunCreate:
        raise RuntimeError("Prefect's route `POST /task_runs/` takes another body than this package knows")
    create, errors = fields[0].validate({"task_key": "probe", "dynamic_key": "0"}, {}, loc=("body",))
    if not isinstance(create, actions.TaskRunCreate) or errors:
        raise RuntimeError("Prefect's route `POST /task_runs/` does not validate as this package knows it")
