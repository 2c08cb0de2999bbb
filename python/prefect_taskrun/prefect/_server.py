"""A Prefect server that validates with this package."""

from __future__ import annotations

import functools
import inspect
import sys
import threading
import warnings
from collections.abc import Callable
from types import TracebackType
from typing import Annotated, Any

import prefect
from prefect_taskrun import TaskRunCreate, ValidationError
from prefect_taskrun._pydantic import refusal
from prefect_taskrun.prefect._models import classes

PATH, METHOD, PARAMETER = "/task_runs/", "POST", "task_run"
OTHER_DATES = (
    "on Python before 3.13 Prefect has pendulum read dates: with this package they are read as on 3.13, which refuses some"
)
UNKNOWN = "this Prefect's server is not one that `install` knows: "

_original: Callable[..., Any] | None = None
_lock = threading.Lock()


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

    Up to Python 3.12 Prefect has pendulum read dates, which takes more texts, `"2020-W05"` say, and words its errors otherwise:
    there it warns that dates are read as on Python 3.13.

    Apps that exist already are changed too. Raises `RuntimeError`, and changes nothing, where the server is not the one
    that is expected.
    """
    global _original
    with _lock:
        if _original is not None:
            return Installation(is_first=False)
        endpoint = _route().endpoint
        checked = _checked(endpoint)
        _serve(checked)
        if not all(_serves(app, checked) for app in _apps()):
            _serve(endpoint)
            raise RuntimeError(UNKNOWN + "its apps do not follow its router")
        _original = endpoint
    if sys.version_info < (3, 13):
        warnings.warn(OTHER_DATES, RuntimeWarning, stacklevel=2)
    return Installation(is_first=True)


def uninstall() -> None:
    """Takes back what `install` did; if it did nothing, nothing is done."""
    global _original
    with _lock:
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

    theirs = classes("server")["TaskRunCreate"]
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


def _validated(value: Any, handler: Any) -> Any:
    # An older FastAPI's apps keep the routes that they were made with.
    if _original is None:
        return handler(value)
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
    """Puts an endpoint in the place of the one that creates task runs. An app of another thread may look at any time."""
    router = _router()

    def added() -> Any:
        router.add_api_route(PATH.removeprefix(router.prefix), endpoint, methods=[METHOD])
        return router.routes.pop()

    # At once: with neither route an app would answer 404 until it looks again.
    router.routes[router.routes.index(_route())] = added()
    # Only a route that is added lets the apps look again.
    added()


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
