"""Creates task runs on a server of any release of Prefect, in a flow run or in none.

A line of standard input is a payload. A line of standard output is {"flow_run", "status", "run"}: the flow run's labels and run count
as the API gave them, if the payload names it, and the task run without what a server makes up, none if it fails. A time of the present
is "now".
"""

import asyncio
import json
import sys
from datetime import datetime, timezone
from uuid import UUID

import alone  # first: it sets Prefect's environment
import httpx
from prefect.server import models, schemas
from prefect.server.api.server import create_app
from prefect.server.database.dependencies import provide_database_interface

FLOW = UUID("0a8bf319-4c71-4964-8ba0-ade520145a69")
MADE_UP = ("created", "updated", "state_id", "estimated_run_time", "estimated_start_time_delta")


async def make_flow_run(db, id):
    """A flow run with labels, if the release knows them, that has run twice."""
    labels = {"labels": {"team": "data"}} if "labels" in schemas.core.FlowRun.model_fields else {}
    async with db.session_context(begin_transaction=True) as session:
        await models.flows.create_flow(session, schemas.core.Flow(id=FLOW, name="flow"))
        await models.flow_runs.create_flow_run(session, schemas.core.FlowRun(id=id, flow_id=FLOW, run_count=2, **labels))


def known(flow_run):
    return {key: flow_run[key] for key in ("labels", "run_count") if key in flow_run}


def is_since(before, value):
    try:
        return before <= datetime.fromisoformat(value) <= datetime.now(timezone.utc)
    except (ValueError, TypeError):
        return False


def told(run, before):
    """A task run without what the server made up."""
    kept = {key: value for key, value in run.items() if key not in MADE_UP}
    kept["state"].pop("id")
    return json.loads(json.dumps(kept), object_pairs_hook=lambda pairs: {k: "now" if is_since(before, v) else v for k, v in pairs})


async def main():
    app, db = create_app(ephemeral=True), provide_database_interface()
    await db.create_db()
    made = set()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app, raise_app_exceptions=False), base_url="http://prefect/api") as client:
        for line in sys.stdin:
            payload, flow_run = json.loads(line), None
            if id := payload.get("flow_run_id"):
                if id not in made:
                    await make_flow_run(db, UUID(id))
                    made.add(id)
                flow_run = known((await client.get(f"/flow_runs/{id}")).json())
            before = datetime.now(timezone.utc)
            answer = await client.post("/task_runs/", json=payload)
            run = told(answer.json(), before) if answer.status_code == 201 else None
            print(json.dumps({"flow_run": flow_run, "status": answer.status_code, "run": run}), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
