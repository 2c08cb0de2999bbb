"""Prefect's own client talks to a real Prefect server and to the mock server of the examples, over HTTP.

A line of standard output is one conversation, {"before", "after", "requests", "real", "mock"}: the present around it in
microseconds, the bodies that were sent, and what the client made of each answer: a task run, or the error it raised.
"""

import asyncio
import json
import sys
import time
import uuid
from pathlib import Path

import alone  # first: it sets Prefect's environment

sys.path.append(str(Path(__file__).parent / "../../../examples"))

import mock_server
from prefect import flow, states, task
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import Constant, Parameter, TaskRunResult
from prefect.exceptions import PrefectHTTPStatusError
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from serving import serve

ID = uuid.UUID("3c90c3cc-0d44-4b50-8888-8dd25736052a")


@task(retries=2, retry_delay_seconds=[1, 5], tags=["etl"])
def load(x):
    return x


@task(cache_key_fn=lambda *_: "key", version="2")
def plain():
    pass


@flow
def parent():
    pass


def calls_in(flow_run_id):
    """The arguments of each call of `create_task_run`."""
    inputs = {"x": [TaskRunResult(id=ID), Parameter(name="x"), Constant(type="int")]}
    yield dict(task=load, flow_run_id=flow_run_id, dynamic_key="0")
    yield dict(task=load, flow_run_id=flow_run_id, dynamic_key="0", name="not taken")
    yield dict(task=load, flow_run_id=flow_run_id, dynamic_key="1", state=states.Running(), task_inputs=inputs)
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="0", id=ID if flow_run_id else None, name="mine")
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="1", state=states.Scheduled())
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="2", state=states.AwaitingRetry(message="again"))
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="3", state=states.Failed(message="é"), extra_tags=["ü"])
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="3", state=states.Completed())
    yield dict(task=plain, flow_run_id=flow_run_id, dynamic_key="4", state=states.Paused(pause_key="p"))


async def talk(url, calls, sent):
    """What the client makes of each answer."""
    answers = []
    async with PrefectClient(url) as client:

        async def note(request):
            if request.url.path == "/api/task_runs/":
                sent.append(request.content.decode())

        client._client.event_hooks["request"].append(note)
        for call in calls:
            answers.append((await client.create_task_run(**call)).model_dump(mode="json"))
        for payload in ({"task_key": 1}, {"task_key": "a", "dynamic_key": "b", "cache_key": "x" * 2001}):
            try:
                await client._client.post("/task_runs/", json=payload)
            except PrefectHTTPStatusError as error:
                answers.append(str(error).replace(url, "URL"))
    return answers


async def main():
    await provide_database_interface().create_db()
    real, mock = serve(create_app(ephemeral=True)), serve(mock_server.app)
    async with PrefectClient(real) as client:
        flow_run = await client.create_flow_run(parent, tags=["nightly"])
        await client.set_flow_run_state(flow_run.id, states.Running())
        answer = await client._client.get(f"/flow_runs/{flow_run.id}")
    mock_server.flow_runs[str(flow_run.id)] = answer.json()
    for flow_run_id in (None, flow_run.id):
        before = time.time_ns() // 1000
        calls = list(calls_in(flow_run_id))
        sent, sent_to_mock = [], []
        answers = {"real": await talk(real, calls, sent), "mock": await talk(mock, calls, sent_to_mock)}
        assert sent == sent_to_mock, [both for both in zip(sent, sent_to_mock) if both[0] != both[1]]
        print(json.dumps({"before": before, "after": time.time_ns() // 1000, "requests": sent, **answers}), flush=True)


asyncio.run(main())
