"""A pydantic model with task runs in it, and what it says of a wrong one."""

from pydantic import BaseModel, ValidationError

from prefect_taskrun import TaskRunCreate


class Batch(BaseModel):
    owner: str
    runs: list[TaskRunCreate]


batch = Batch(owner="data", runs=[{"task_key": "load", "dynamic_key": "0"}])
print(batch.runs[0].task_key, batch.model_dump(mode="json", exclude_unset=True))
try:
    Batch(owner="data", runs=[{"task_key": "load", "dynamic_key": 0}])
except ValidationError as error:
    print(error)
