"""A FastAPI app whose body is a task run: refused in FastAPI's own form, and created with no Prefect server.

`uvicorn fastapi_body:app` serves it.
"""

from fastapi import Body, FastAPI

from prefect_taskrun import TaskRun, TaskRunCreate, create_task_run

app = FastAPI()


@app.post("/runs", status_code=201)
def create(run: TaskRunCreate = Body()) -> TaskRun:
    return create_task_run(run)
