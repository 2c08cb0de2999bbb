"""Holds conversations with a real Prefect server: its ASGI app in this process, on a database that each finds empty.

A line of standard input is {"flow_run", "steps"}. "flow_run" is {"labels", "runs"}: the flow run that a payload names is
there, has these labels and has run so many times. A step is one of

    {"create": BODY, "api_version"?, "content_type"?}
                                    a request: the body, a character for each byte, and headers likewise
    {"set_state": {...}}            the last created task run enters another state
    {"run_flow": true}              the flow run runs once more
    {"wait": SECONDS}

A line of standard output is a list with an exchange for each request:

    {"body", "api_version"?, "content_type"?, "flow_run", "existing", "before", "after", "status", "answer", "fails"?}

"flow_run" and "existing" are what the API gave just before: the labels and the run count of the flow run that the payload
names, and the task run with the payload's keys, or else the last one created. "before" and "after" are the present around
the request, in microseconds. Where the server fails, "fails" says of what, and the rest is the answer of a mended one.
"""

import asyncio
import json
import sys
import time

import alone  # first: it sets Prefect's environment
import httpx
import sqlalchemy as sa
from mended import mended
from prefect.server import models, schemas
from prefect.server.api.server import create_app
from prefect.server.database import orm_models, provide_database_interface
from prefect.server.schemas.actions import TaskRunCreate
from prefect.server.task_queue import TaskQueue
from pydantic import TypeAdapter

PAYLOAD = TypeAdapter(TaskRunCreate)
TABLES = [
    orm_models.TaskRun,
    orm_models.TaskRunStateCache,
    orm_models.Artifact,
    orm_models.ArtifactCollection,
    orm_models.FlowRun,
    orm_models.Flow,
]


HEADERS = {"api_version": b"x-prefect-api-version", "content_type": b"content-type"}


class Server:
    """The app, and of what its last answer failed."""

    def __init__(self):
        self._app = create_app(ephemeral=True)
        self.failure = None

    async def __call__(self, scope, receive, send):
        self.failure = None
        try:
            await self._app(scope, receive, send)
        except Exception as failure:
            self.failure = failure


class Story:
    """One conversation."""

    def __init__(self, db, server, client, flow_run):
        self.db, self.server, self.client = db, server, client
        self.wanted = flow_run
        self.flow_run_id = None
        self.task_run_id = None

    async def tell(self, steps):
        TaskQueue.reset()
        async with self.db.session_context(begin_transaction=True) as session:
            for table in TABLES:
                await session.execute(sa.delete(table))
        return [exchange for step in steps if (exchange := await self.step(step))]

    async def step(self, step):
        match step:
            case {"create": body}:
                return await self.create(body.encode("latin-1"), step)
            case {"set_state": state} if self.task_run_id:
                await self.set_state(f"/task_runs/{self.task_run_id}", state)
            case {"run_flow": True} if self.flow_run_id:
                await self.set_state(f"/flow_runs/{self.flow_run_id}", {"type": "RUNNING"})
            case {"wait": seconds}:
                await asyncio.sleep(seconds)

    async def set_state(self, run, state):
        await self.client.post(f"{run}/set_state", json={"state": state, "force": True})

    async def make_flow_run(self, id):
        """The API takes no id for a flow run, the server's own function does."""
        async with self.db.session_context(begin_transaction=True) as session:
            flow = await models.flows.create_flow(session, schemas.core.Flow(name="flow"))
            flow_run = schemas.core.FlowRun(id=id, flow_id=flow.id, labels=self.wanted["labels"])
            await models.flow_runs.create_flow_run(session, flow_run)
        self.flow_run_id = id
        for _ in range(self.wanted["runs"]):
            await self.step({"run_flow": True})

    async def find(self, payload):
        """The id of the task run that has the payload's keys."""
        keys = {key: getattr(payload, key) for key in ("flow_run_id", "task_key", "dynamic_key")}
        async with self.db.session_context() as session:
            return await session.scalar(sa.select(orm_models.TaskRun.id).filter_by(**keys))

    async def read(self, path):
        answer = await self.client.get(path)
        return answer.json() if answer.status_code == 200 else None

    async def known(self, payload):
        """What the server knows that its answer can depend on."""
        flow_run = None
        if payload and payload.flow_run_id:
            if payload.flow_run_id != self.flow_run_id:
                await self.make_flow_run(payload.flow_run_id)
            flow_run = await self.read(f"/flow_runs/{payload.flow_run_id}")
            flow_run = {key: flow_run[key] for key in ("labels", "run_count")}
        run_id = (payload and await self.find(payload)) or self.task_run_id
        return {"flow_run": flow_run, "existing": await self.read(f"/task_runs/{run_id}") if run_id else None}

    async def create(self, body, step):
        given = {name: step[name] for name in HEADERS if name in step}
        payload = read_payload(body)
        exchange = {"body": body.decode("latin-1"), **given, **await self.known(payload)}
        headers = [(HEADERS[name], value.encode("latin-1")) for name, value in given.items()]
        before = time.time_ns() // 1000
        answer = await self.client.post("/task_runs/", content=body, headers=headers)
        after = time.time_ns() // 1000 + 1
        exchange |= {"before": before, "after": after, "status": answer.status_code, "answer": answer.text}
        if answer.status_code >= 500:
            exchange["fails"] = f"{type(self.server.failure).__name__}: {self.server.failure}"[:200]
        if payload:
            self.task_run_id = await self.find(payload)
        return exchange


def pick(real, mend):
    if "fails" not in real:
        return real
    # What only the mended server can read, nobody was given.
    existing = mend["existing"] if real["existing"] else None
    return mend | {"fails": real["fails"], "existing": existing}


def read_payload(body):
    """The payload, if the body is one that a database can hold."""
    try:
        json.dumps(json.loads(body), ensure_ascii=False).encode()
        return PAYLOAD.validate_python(json.loads(body), from_attributes=True)
    except Exception:
        return None


async def main():
    server = Server()
    db = provide_database_interface()
    await db.create_db()
    transport = httpx.ASGITransport(app=server, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://prefect/api") as client:
        for line in sys.stdin:
            told = json.loads(line)
            exchanges = await Story(db, server, client, told["flow_run"]).tell(told["steps"])
            if any("fails" in exchange for exchange in exchanges):
                with mended():
                    again = await Story(db, server, client, told["flow_run"]).tell(told["steps"])
                exchanges = [pick(*both) for both in zip(exchanges, again, strict=True)]
                # A run that only the mended server made cannot be met again.
                exchanges = [exchange for exchange in exchanges if "fails" not in exchange or exchange["status"] != 200]
            print(json.dumps(exchanges), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
