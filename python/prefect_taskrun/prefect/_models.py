"""Prefect's own models and this package's: each of one as the other."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, Literal, TypeAlias, get_args

try:
    import prefect.client.schemas.actions
    import prefect.client.schemas.objects
except ModuleNotFoundError as _missing:
    if _missing.name != "prefect":
        raise
    raise ImportError("`prefect_taskrun.prefect` needs Prefect: pip install prefect") from _missing

import prefect_taskrun

Side: TypeAlias = Literal["client", "server"]
Model: TypeAlias = (
    prefect_taskrun.TaskRunCreate
    | prefect_taskrun.TaskRunUpdate
    | prefect_taskrun.StateCreate
    | prefect_taskrun.State
    | prefect_taskrun.TaskRun
    | prefect_taskrun.StateDetails
    | prefect_taskrun.TaskRunPolicy
    | prefect_taskrun.TaskRunResult
    | prefect_taskrun.FlowRunResult
    | prefect_taskrun.Parameter
    | prefect_taskrun.Constant
)
NAMES = [model.__name__ for model in get_args(Model)]


@functools.cache
def classes(side: Side) -> dict[str, Any]:
    """Prefect's own classes on a side, by name."""
    if side == "client":
        homes: list[Any] = [prefect.client.schemas.actions, prefect.client.schemas.objects]
    elif side == "server":
        from prefect.server.schemas import actions, core, states

        homes = [actions, core, states]
    else:
        raise ValueError("side must be 'client' or 'server'")
    return {name: next(vars(home)[name] for home in homes if name in vars(home)) for name in NAMES}


def _is_ours(value: Any) -> bool:
    return getattr(prefect_taskrun, type(value).__name__, None) is type(value) and hasattr(value, "model_fields_set")


def to_prefect(model: Model, *, side: Side = "client") -> Any:
    """Prefect's own model of the same name, with the same values and the same fields given.

    The client's models are those of `prefect.client.schemas`, the server's those of `prefect.server.schemas`. Prefect
    validates the values once more, so pydantic's `ValidationError` is raised where they are not good for its class.
    """
    if not _is_ours(model):
        raise TypeError(f"`to_prefect` takes a model of this package, not {type(model)!r}")
    theirs = classes(side)[type(model).__name__].model_validate(_values(model))
    _forget_unset(theirs, model)
    return theirs


def _values(value: Any) -> Any:
    """A value with its models as dicts. A dump would do the same to what Prefect keeps as it is: a state's data."""
    if isinstance(value, list):
        return [_values(item) for item in value]
    if isinstance(value, dict):
        return {key: _values(item) for key, item in value.items()}
    if not _is_ours(value):
        return value
    return {name: field if name == "data" else _values(field) for name, field in value}


def _forget_unset(theirs: Any, ours: Any) -> None:
    """Lets those fields of Prefect's model count as given that were given to ours, and likewise within."""
    for one, other in _alike(theirs, ours):
        one.model_fields_set.intersection_update(other.model_fields_set)


def _alike(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    """The models that stand at the same places of two values."""
    if isinstance(one, list) and isinstance(other, list):
        for both in zip(one, other):
            yield from _alike(*both)
    elif isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() & other.keys():
            yield from _alike(one[key], other[key])
    elif hasattr(one, "model_fields_set") and _is_ours(other):
        yield one, other
        mine, theirs = dict(one), dict(other)
        for name in mine.keys() & theirs.keys():
            yield from _alike(mine[name], theirs[name])


def from_prefect(model: Any) -> Any:
    """This package's model of the same name as a model of Prefect's, client's or server's, with the same fields given.

    Raises `ValidationError` if Prefect's model holds what it would not itself accept.
    """
    for kind in type(model).__mro__:
        name = kind.__name__
        if kind in (*_known("client", name), *_known("server", name)):
            return _with_given(getattr(prefect_taskrun, name).model_validate(_read(model)), model)
    raise TypeError(f"`from_prefect` takes one of Prefect's models of task runs or their states, not {type(model)!r}")


class _Fields:
    """A model's fields as attributes. Its own warn of those that are deprecated, and a filter can make an error of that."""

    def __init__(self, model: Any) -> None:
        # A state's data is kept as it came.
        vars(self).update((name, field if name == "data" else _read(field)) for name, field in model)
        self._model = model

    def __repr__(self) -> str:
        return repr(self._model)


def _read(value: Any) -> Any:
    if isinstance(value, list):
        return [_read(item) for item in value]
    if isinstance(value, dict):
        return {key: _read(item) for key, item in value.items()}
    return _Fields(value) if hasattr(value, "model_fields_set") else value


def _known(side: Side, name: str) -> tuple[Any, ...]:
    found = classes(side).get(name)
    return () if found is None else (found,)


def _with_given(ours: Any, theirs: Any) -> Any:
    """Our value, with those fields given in each model that were given to Prefect's."""
    # What was kept as it came, a state's data say, is no model of ours, whatever it holds.
    if ours is theirs:
        return ours
    if isinstance(ours, list) and isinstance(theirs, list):
        return [_with_given(*both) for both in zip(ours, theirs, strict=True)]
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {key: _with_given(value, theirs.get(key)) for key, value in ours.items()}
    if not _is_ours(ours) or not hasattr(theirs, "model_fields_set"):
        return ours
    given = dict(theirs)
    fields = {name: _with_given(value, given.get(name)) for name, value in ours}
    return type(ours)._restore(fields, [name for name in fields if name in theirs.model_fields_set])
