"""Prints the JSON Schemas of Prefect's own models, a task run's as the server answers with it."""

import json

import alone  # first: it sets Prefect's environment
import prefect.server.schemas.actions as actions
import prefect.server.schemas.core as core

schemas = {name: getattr(actions, name).model_json_schema() for name in ("TaskRunCreate", "TaskRunUpdate", "StateCreate")}
schemas["TaskRun"] = core.TaskRun.model_json_schema(mode="serialization")
print(json.dumps(schemas, indent=1))
