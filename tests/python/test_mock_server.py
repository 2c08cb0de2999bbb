"""The example of a mock server; `make conformance` has Prefect's own client talk to it."""

from __future__ import annotations

import asyncio
import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples/mock_server.py"


@pytest.fixture
def server() -> Any:
    spec = importlib.util.spec_from_file_location("mock_server", EXAMPLE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def request(server: Any, body: bytes, *headers: tuple[bytes, bytes], method: str = "POST", path: str = "/api/task_runs/") -> tuple[int, Any]:
    halves: list[dict[str, Any]] = [{"body": body[:10], "more_body": True}, {"body": body[10:]}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return halves.pop(0)

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(server.app({"type": "http", "method": method, "path": path, "headers": headers}, receive, send))
    return sent[0]["status"], json.loads(sent[1]["body"])


def test_a_run_is_made_once(server: Any) -> None:
    status, run = request(server, b'{"task_key": "load", "dynamic_key": "0"}')
    again, same = request(server, b'{"task_key": "load", "dynamic_key": "0", "name": "another"}')
    other, _ = request(server, b'{"task_key": "load", "dynamic_key": "1"}')
    assert (status, again, other) == (201, 200, 201)
    assert (same["id"], same["name"]) == (run["id"], run["name"])


def test_a_run_takes_over_from_its_flow_run(server: Any) -> None:
    flow_run_id = "3c90c3cc-0d44-4b50-8888-8dd25736052a"
    server.flow_runs[flow_run_id] = {"labels": {"team": "data"}, "run_count": 2}
    state = {"type": "RUNNING", "state_details": {"deferred": True}}
    body = {"task_key": "load", "dynamic_key": "0", "flow_run_id": flow_run_id, "state": state}
    status, run = request(server, json.dumps(body).encode())
    assert (status, run["flow_run_run_count"]) == (201, 2)
    assert run["labels"] == {"team": "data", "prefect.flow-run.id": flow_run_id}


def test_what_is_not_answered_with_a_run(server: Any) -> None:
    assert request(server, b"{}")[0] == 422
    assert request(server, b"{}", (b"x-prefect-api-version", b"0.1.0"))[0] == 400
    assert request(server, b'{"task_key": "load", "dynamic_key": "0"}', (b"content-type", b"text/plain"))[0] == 422
    assert request(server, b"{}", method="PATCH")[0] == 404
    assert server.task_runs == {}
