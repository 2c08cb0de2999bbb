"""A mock Prefect server: answers `POST /api/task_runs/` as a real one does, and remembers the task runs.

Any ASGI server runs it, `uvicorn mock_server:app` say, and PREFECT_API_URL=http://127.0.0.1:8000/api points Prefect at it.
"""

import json

from prefect_taskrun import respond

# Flow runs by their ids, as the API gives them. A task run takes labels over from its flow run, and the run count.
flow_runs = {}
task_runs = {}


def create(body, api_version, content_type):
    headers = {"api_version": api_version, "content_type": content_type}
    answer = respond(body, **headers)
    if answer.status == 201:
        run = json.loads(answer.body)
        keys = run["flow_run_id"], run["task_key"], run["dynamic_key"]
        flow_run, existing = flow_runs.get(run["flow_run_id"]), task_runs.get(keys)
        answer = respond(body, **headers, flow_run=flow_run, existing=existing)
        task_runs.setdefault(keys, answer.body)
    return answer.status, answer.body


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    status, answer = 404, '{"detail":"Not Found"}'
    if (scope["method"], scope["path"]) == ("POST", "/api/task_runs/"):
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        status, answer = create(body, headers.get("x-prefect-api-version"), headers.get("content-type"))
    headers = [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.encode()})
