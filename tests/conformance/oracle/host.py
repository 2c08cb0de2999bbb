"""This package inside Prefect, FastAPI and pydantic: what each says with it and without it.

A line of standard input is a question, and a line of standard output the answer to it:

    {"story": STORY}   [EXCHANGES, EXCHANGES]: the story told to a server as it is, and to one that `install()` changed
    {"body": BODY}     [TEXT, ...]: differences between Prefect's model of a body and this package's, and between what
                       FastAPI answers with the one and the other; `null` where Prefect's own fails
    {"flow": true}     a flow's results, and the statuses of a request at which Prefect fails, before, meanwhile and after
"""

import asyncio
import base64
import json
import sys
import warnings

import alone  # first: it sets Prefect's environment
import exchange
import httpx
import prefect.client.schemas.actions as client_actions
from fastapi import Body, FastAPI
from prefect import flow, states, task
from prefect.server.api.server import create_app
from prefect.server.database import provide_database_interface
from prefect.server.schemas import actions
from prefect.settings import PREFECT_API_URL, temporary_settings
from pydantic import BaseModel, TypeAdapter, ValidationError
from serving import serve

import prefect_taskrun
from prefect_taskrun.prefect import from_prefect, install, to_prefect

warnings.simplefilter("ignore")
SLUG = "made-up"

app = FastAPI()
THEIRS = TypeAdapter(actions.TaskRunCreate)


class Theirs(BaseModel):
    run: actions.TaskRunCreate


class Ours(BaseModel):
    run: prefect_taskrun.TaskRunCreate


@app.post("/theirs")
def theirs(run: actions.TaskRunCreate):
    return run


@app.post("/ours")
def ours(run: prefect_taskrun.TaskRunCreate = Body()) -> prefect_taskrun.TaskRunCreate:
    return run


def named(answer, payload):
    """The answer with a made-up name replaced."""
    return answer if payload.get("name") else {**answer, "name": SLUG}


def told(model, payload, **options):
    """The model's JSON without a name that was made up, as the server does and the client does not."""
    members = json.loads(model.model_dump_json(**options))
    if not payload.get("name"):
        members.pop("name", None)
    return json.dumps(members)


def pydantic_says(model, payload):
    try:
        made = model.model_validate({"run": payload}, from_attributes=True)
    except ValidationError as error:
        return [(line["type"], line["loc"], line["msg"], repr(line["input"]), repr(line.get("ctx"))) for line in error.errors()]
    return named(made.model_dump(mode="json")["run"], payload if isinstance(payload, dict) else {}), json.loads(
        made.model_dump_json(exclude_unset=True)
    )["run"].keys()


def model_differences(payload):
    """Where a model differs that went through Prefect's classes and back."""
    try:
        made = prefect_taskrun.TaskRunCreate.model_validate(payload)
    except prefect_taskrun.ValidationError:
        return
    for client in (False, True):
        prefect_s = to_prefect(made, side="client" if client else "server")
        expected = (client_actions if client else actions).TaskRunCreate
        if type(prefect_s) is not expected:
            yield f"{type(prefect_s)} for {expected}"
        read = expected.model_validate(payload, from_attributes=True)
        back = from_prefect(prefect_s)
        for options in ({}, {"exclude_unset": True}):
            truth = told(read, payload, **options)
            for way, model in (("to_prefect", prefect_s), ("from_prefect", back), ("from_prefect at once", from_prefect(read))):
                if (found := told(model, payload, **options)) != truth:
                    yield f"{way}, {client=}: {found} for {truth}"
        taken = prefect_taskrun.TaskRunCreate.model_validate(prefect_s)
        if taken.model_dump_json() != back.model_dump_json():
            yield f"model_validate, {client=}: {taken!r} for {back!r}"


async def of_body(client, body):
    try:
        payload = json.loads(body)
        json.dumps(payload, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        # Not what a client of FastAPI's or a Python program would hand over.
        return None
    failures = []
    try:
        expected = pydantic_says(Theirs, payload)
    except Exception:
        return None
    found = pydantic_says(Ours, payload)
    if found != expected:
        failures.append(f"pydantic: {found} for {expected}")
    both = [await client.post(f"/{name}", content=body, headers={"content-type": "application/json"}) for name in ("theirs", "ours")]
    statuses = [answer.status_code for answer in both]
    answers = [answer.json() for answer in both]
    if statuses == [200, 200]:
        answers = [named(answer, payload) for answer in answers]
    if statuses[0] != statuses[1] or answers[0] != answers[1]:
        failures.append(f"FastAPI: {statuses} {answers}"[:2000])
    return failures + list(model_differences(payload))


async def of_story(db, server, client, story):
    told = []
    for changed in (False, True):
        if changed:
            with install():
                told.append(await exchange.Story(db, server, client, story["flow_run"]).tell(story["steps"]))
        else:
            told.append(await exchange.Story(db, server, client, story["flow_run"]).tell(story["steps"]))
    return told


@task
def double(number):
    return number * 2


@flow
def sums(numbers):
    deferred = double.delay(1)
    mapped = double.map(numbers).result()
    return [sum(mapped), str(deferred.task_run_id)]


@flow
def fails():
    raise ValueError("as it should")


def of_flow():
    """Runs flows against a server that validates with this package."""
    url = serve(create_app(ephemeral=True))
    with temporary_settings({PREFECT_API_URL: url}):
        # On this body Prefect itself fails.
        told = {"task_key": "a", "dynamic_key": "b", "empirical_policy": 1}
        before = httpx.post(f"{url}/task_runs/", json=told).status_code
        with install():
            meanwhile = httpx.post(f"{url}/task_runs/", json=told).status_code
            total, deferred = sums([1, 2, 3])
            failed = fails(return_state=True)
            run = httpx.get(f"{url}/task_runs/{deferred}").json()
        after = httpx.post(f"{url}/task_runs/", json=told).status_code
    return {
        "statuses": [before, meanwhile, after],
        "total": total,
        "failed": failed.type == states.StateType.FAILED,
        "deferred": run["state_type"],
    }


async def main():
    db = provide_database_interface()
    await db.create_db()
    server = exchange.Server()
    transport = httpx.ASGITransport(app=server, raise_app_exceptions=False)
    fastapi = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://prefect/api") as client,
        httpx.AsyncClient(transport=fastapi, base_url="http://app") as other,
    ):
        for line in sys.stdin:
            match json.loads(line):
                case {"story": story}:
                    answer = await of_story(db, server, client, story)
                case {"body": body}:
                    answer = await of_body(other, base64.b64decode(body))
                case {"flow": _}:
                    answer = await asyncio.to_thread(of_flow)
            print(json.dumps(answer), flush=True)


asyncio.run(main())
