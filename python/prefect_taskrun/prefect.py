"""Prefect's own models and this package's, and a Prefect server that validates with this package. Needs Prefect installed.

    >>> from prefect_taskrun.prefect import from_prefect, install, to_prefect
    >>> create = from_prefect(prefect.client.schemas.actions.TaskRunCreate(...))
    >>> to_prefect(create, side="server")
    >>> with install():
    ...     ...  # a server in this process asks this package what a task run's payload is worth
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Annotated, Any, Literal, TypeAlias

try:
    import prefect.client.schemas.actions
    import prefect.client.schemas.objects
except ModuleNotFoundError as _missing:
    if _missing.name != "prefect":
        raise
    raise ImportError("`prefect_taskrun.prefect` needs Prefect: pip install prefect") from _missing

import prefect_taskrun
from prefect_taskrun import (
    Constant,
    FlowRunResult,
    Parameter,
    State,
    StateCreate,
    StateDetails,
    TaskRun,
    TaskRunCreate,
    TaskRunPolicy,
    TaskRunResult,
    TaskRunUpdate,
    ValidationError,
)
from prefect_taskrun._pydantic import refusal

__all__ = ["from_prefect", "install", "to_prefect", "uninstall"]

Side: TypeAlias = Literal["client", "server"]
Model: TypeAlias = (
    TaskRunCreate
    | TaskRunUpdate
    | StateCreate
    | State
    | TaskRun
    | StateDetails
    | TaskRunPolicy
    | TaskRunResult
    | FlowRunResult
    | Parameter
    | Constant
)

PAYLOADS = ["TaskRunCreate", "TaskRunUpdate", "StateCreate"]
OBJECTS = ["State", "TaskRun", "StateDetails", "TaskRunPolicy", "TaskRunResult", "FlowRunResult", "Parameter", "Constant"]


@functools.cache
def _theirs(side: Side) -> dict[str, Any]:
    """Prefect's own classes on a side, by name."""
    if side == "client":
        homes: list[Any] = [prefect.client.schemas.actions, prefect.client.schemas.objects]
    elif side == "server":
        from prefect.server.schemas import actions, core, states

        homes = [actions, core, states]
    else:
        raise ValueError("side must be 'client' or 'server'")
    return {name: next(vars(home)[name] for home in homes if name in vars(home)) for name in PAYLOADS + OBJECTS}


def _is_ours(value: Any) -> bool:
    return getattr(prefect_taskrun, type(value).__name__, None) is type(value) and hasattr(value, "model_fields_set")


def to_prefect(model: Model, *, side: Side = "client") -> Any:
    """Prefect's own model of the same name, with the same values and the same fields given.

    The client's models are those of `prefect.client.schemas`, the server's those of `prefect.server.schemas`. Prefect
    validates the values once more, so pydantic's `ValidationError` is raised where they are not good for its class.
    """
    if not _is_ours(model):
        raise TypeError(f"`to_prefect` takes a model of this package, not {type(model)!r}")
    values = model.model_dump()
    for field in values:
        # Prefect keeps some objects as they are, which a dump need not.
        if field == "data":
            values[field] = getattr(model, field)
    theirs = _theirs(side)[type(model).__name__].model_validate(values)
    _forget_unset(theirs, model)
    return theirs


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
            return _with_given(getattr(prefect_taskrun, name).model_validate(model), model)
    raise TypeError(f"`from_prefect` takes one of Prefect's models of task runs or their states, not {type(model)!r}")


def _known(side: Side, name: str) -> tuple[Any, ...]:
    found = _theirs(side).get(name)
    return () if found is None else (found,)


def _with_given(ours: Any, theirs: Any) -> Any:
    """Our value, with those fields given in each model that were given to Prefect's."""
    if isinstance(ours, list) and isinstance(theirs, list):
        return [_with_given(*both) for both in zip(ours, theirs, strict=True)]
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return {key: _with_given(value, theirs.get(key)) for key, value in ours.items()}
    if not _is_ours(ours) or not hasattr(theirs, "model_fields_set"):
        return ours
    fields = {name: _with_given(value, getattr(theirs, name, None)) for name, value in ours}
    return type(ours)._restore(fields, [name for name in fields if name in theirs.model_fields_set])


# ---- The server

PATH, METHOD, PARAMETER = "/task_runs/", "POST", "task_run"
UNKNOWN = "this Prefect's server is not one that `install` knows: "

_original: Callable[..., Any] | None = None


class Installation:
    """What `install` did; as a context manager it takes that back at its end."""

    def __init__(self, *, is_first: bool) -> None:
        self._is_first = is_first

    def __enter__(self) -> Installation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        # Whoever installed it first takes it back.
        if self._is_first:
            uninstall()


def install() -> Installation:
    """Makes every Prefect server in this process validate `POST /api/task_runs/` with this package, until `uninstall`.

    Validation alone is replaced. The route, its dependencies, what it does with a payload and how it answers stay the
    server's. So where a server fails with 500 because of its validation, it answers 422: for a policy that is no object.
    Where it fails in what comes after, it still does: over NaN or half a surrogate pair in the errors of a refusal, over
    a state's data, over times that its database cannot hold.

    Apps that exist already are changed too. Raises `RuntimeError`, and changes nothing, where the server is not the one
    that is expected.
    """
    global _original
    if _original is not None:
        return Installation(is_first=False)
    endpoint = _route().endpoint
    checked = _checked(endpoint)
    _serve(checked)
    if not all(_serves(app, checked) for app in _apps()):
        _serve(endpoint)
        raise RuntimeError(UNKNOWN + "its apps do not follow its router")
    _original = endpoint
    return Installation(is_first=True)


def uninstall() -> None:
    """Takes back what `install` did; if it did nothing, nothing is done."""
    global _original
    if _original is not None:
        _serve(_original)
        _original = None


def _router() -> Any:
    from prefect.server.api import task_runs

    return task_runs.router


def _route() -> Any:
    """The one route that creates task runs."""
    routes = [
        route
        for route in _router().routes
        if getattr(route, "path", None) == PATH and METHOD in (getattr(route, "methods", None) or ())
    ]
    if len(routes) != 1:
        raise RuntimeError(UNKNOWN + f"it has {len(routes)} routes for {METHOD} {PATH}")
    return routes[0]


def _checked(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    """The endpoint with a payload that this package validates. It is given our model, of which it asks a dump."""
    from pydantic import WrapValidator

    theirs = _theirs("server")["TaskRunCreate"]
    signature = inspect.signature(endpoint)
    parameter = signature.parameters.get(PARAMETER)
    if parameter is None or parameter.annotation is not theirs:
        raise RuntimeError(UNKNOWN + f"its endpoint takes no `{PARAMETER}` of {theirs!r}")

    # FastAPI looks the body's type up here, and the schema of Prefect's own model stays that of its documentation.
    body = parameter.replace(annotation=Annotated[theirs, WrapValidator(_validated)])

    @functools.wraps(endpoint)
    async def create_task_run(**arguments: Any) -> Any:
        return await endpoint(**arguments)

    others = {name: body if name == PARAMETER else value for name, value in signature.parameters.items()}
    create_task_run.__signature__ = signature.replace(parameters=list(others.values()))  # type: ignore[attr-defined]
    return create_task_run


def _validated(value: Any, _handler: Any) -> TaskRunCreate:
    try:
        return TaskRunCreate.model_validate(value, server_version=prefect.__version__)
    except ValidationError as error:
        _fill_policy(value)
        raise refusal(error) from None


def _fill_policy(payload: Any) -> None:
    """Prefect's own validation writes into the policy that it is given, and a refusal shows the body with what it wrote."""
    from prefect.server.schemas.core import set_run_policy_deprecated_fields

    policy = payload.get("empirical_policy") if isinstance(payload, dict) else None
    if isinstance(policy, dict):
        set_run_policy_deprecated_fields(policy)


def _serve(endpoint: Callable[..., Any]) -> None:
    """Puts an endpoint in the place of the one that creates task runs."""
    router, route = _router(), _route()
    index = router.routes.index(route)
    router.routes.remove(route)
    # Only a route that is added lets the apps look again.
    router.add_api_route(PATH.removeprefix(router.prefix), endpoint, methods=[METHOD])
    router.routes.insert(index, router.routes.pop())


def _apps() -> list[Any]:
    from prefect.server.api import server

    return list(server.API_APP_CACHE.values())


def _serves(app: Any, endpoint: Callable[..., Any]) -> bool:
    """Whether an app answers with an endpoint."""
    for route in app.routes:
        contexts = getattr(route, "effective_route_contexts", None)
        for context in contexts() if callable(contexts) else (route,):
            if getattr(context, "endpoint", None) is endpoint:
                return True
    return False
