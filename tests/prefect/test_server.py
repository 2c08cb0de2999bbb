"""A Prefect server in this process that validates with this package. That it answers as without, tests/conformance/host.py holds."""

from __future__ import annotations

import asyncio
import threading
import time
import warnings
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import httpx
import prefect_taskrun.prefect as adapter
import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prefect import flow, task
from prefect.server.api import task_runs
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.task_engine import run_task_async
from prefect_taskrun.prefect import _server


@pytest.fixture(autouse=True)
def taken_back() -> Iterator[None]:
    yield
    adapter.uninstall()


@asynccontextmanager
async def server() -> AsyncIterator[httpx.AsyncClient]:
    await provide_database_interface().create_db()
    transport = httpx.ASGITransport(app=create_app(ephemeral=True), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://prefect/api") as client:
        yield client


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The payloads that this package is asked about."""
    asked: list[Any] = []
    validated = _server.TaskRunCreate.model_validate

    class Noted:
        @staticmethod
        def model_validate(payload: Any, **options: Any) -> Any:
            asked.append(payload)
            return validated(payload, **options)

    monkeypatch.setattr(_server, "TaskRunCreate", Noted)
    return asked


@pytest.mark.parametrize("version", [(3, 12), (3, 13)])
def test_it_warns_where_dates_are_read_otherwise(version: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_server.sys, "version_info", version)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        adapter.install()
        adapter.install()
    assert [(one.category, one.filename) for one in warned] == [(RuntimeWarning, __file__)] * (version < (3, 13))


def test_it_is_asked_only_while_it_is_installed(asked: list[Any]) -> None:
    async def post() -> int:
        async with server() as real:
            answer = await real.post("/task_runs/", json={"task_key": "a", "dynamic_key": str(time.time_ns())})
            assert answer.status_code == 201
        return len(asked)

    routes = [route.path for route in task_runs.router.routes]
    endpoint = task_runs.router.routes[0].endpoint
    assert asyncio.run(post()) == 0
    with adapter.install():
        assert asyncio.run(post()) == 1
        with adapter.install():
            assert asyncio.run(post()) == 2
        assert asyncio.run(post()) == 3, "who installed it first takes it back"
        # An app that is made now, too.
        create_app(ephemeral=True, ignore_cache=True)
        assert asyncio.run(post()) == 4
        assert [route.path for route in task_runs.router.routes] == routes
    assert asyncio.run(post()) == 4
    adapter.install()
    assert asyncio.run(post()) == 5
    adapter.uninstall()
    adapter.uninstall()
    assert asyncio.run(post()) == 5
    assert task_runs.router.routes[0].endpoint is endpoint


def test_a_server_answers_all_the_while(monkeypatch: pytest.MonkeyPatch) -> None:
    client = TestClient(create_app(ephemeral=True))
    answered: list[int] = []

    class Watched(list[Any]):
        """Routes of which an app in another thread asks after each change of them."""

    def watched(name: str) -> Any:
        def change(routes: Any, *arguments: Any) -> Any:
            result = getattr(list, name)(routes, *arguments)
            answered.append(client.post("/api/task_runs/", json={}).status_code)
            return result

        return change

    for name in ("append", "insert", "pop", "remove", "__setitem__", "__delitem__"):
        setattr(Watched, name, watched(name))
    with monkeypatch.context() as patch:
        patch.setattr(task_runs.router, "routes", Watched(task_runs.router.routes))
        with adapter.install():
            pass
    assert set(answered) == {422}


def test_it_is_taken_back_from_an_app_that_keeps_its_routes() -> None:
    kept = FastAPI()
    with adapter.install():
        kept.router.routes += task_runs.router.routes
        client = TestClient(kept, raise_server_exceptions=False)
        statuses = [client.post("/task_runs/", json={"empirical_policy": 1}).status_code]
    statuses.append(client.post("/task_runs/", json={"empirical_policy": 1}).status_code)
    assert statuses == [422, 500]


def test_threads_may_install_it_at_once() -> None:
    paths = [route.path for route in task_runs.router.routes]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda change: change(), [adapter.install, adapter.uninstall] * 100))
    adapter.uninstall()
    assert [route.path for route in task_runs.router.routes] == paths


def test_the_documentation_stays_prefect_s() -> None:
    def documented() -> Any:
        return create_app(ephemeral=True, ignore_cache=True).openapi()

    before = documented()
    with adapter.install():
        assert documented() == before


def test_a_server_that_is_not_known_is_refused_and_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    routes = list(task_runs.router.routes)
    with monkeypatch.context() as patch:
        patch.setattr(task_runs.router, "routes", routes[1:])
        with pytest.raises(RuntimeError, match=r"not one that `install` knows: it has 0 routes for POST /task_runs/"):
            adapter.install()

    async def other(payload: dict[str, Any]) -> None: ...

    with monkeypatch.context() as patch:
        patch.setattr(routes[0], "endpoint", other)
        with pytest.raises(RuntimeError, match="its endpoint takes no `task_run`"):
            adapter.install()
    with monkeypatch.context() as patch:
        patch.setattr(_server, "_apps", lambda: [create_app(ephemeral=True), httpx])
        patch.setattr(httpx, "routes", [], raising=False)
        with pytest.raises(RuntimeError, match="its apps do not follow its router"):
            adapter.install()
    assert [route.endpoint for route in task_runs.router.routes] == [route.endpoint for route in routes]
    assert _server._original is None


@task(retries=1, tags=["etl"])
def load(x: int) -> int:
    return x + 1


@task
async def double(x: int) -> int:
    return x * 2


@flow
async def parent() -> list[int]:
    # A run that is created through the API before it runs; those of calls are recorded from events.
    run = await double.create_run(parameters={"x": 4})
    later = load.submit(1)
    return [later.result(), await double(3), await run_task_async(double, task_run_id=run.id, task_run=run, parameters={"x": 4})]


def test_flows_and_tasks_run_against_it(asked: list[Any]) -> None:
    running = uvicorn.Server(uvicorn.Config(create_app(ephemeral=True, ignore_cache=True), host="127.0.0.1", port=0, log_level="critical"))
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        while not running.started:
            time.sleep(0.02)
        url = "http://127.0.0.1:%d/api" % running.servers[0].sockets[0].getsockname()[1]
        with temporary_settings({PREFECT_API_URL: url}), adapter.install():
            assert asyncio.run(parent()) == [2, 6, 8]
            waiting = load.delay(1)
            found = httpx.get(f"{url}/task_runs/{waiting.task_run_id}").json()
            assert (found["state"]["name"], found["tags"]) == ("Scheduled", ["etl"])
            assert found["empirical_policy"]["retries"] == 1
    finally:
        running.should_exit = True
        thread.join()
    # A client asks again where the database was busy.
    assert {payload["task_key"].split("-")[0] for payload in asked} == {"double", "load"}
