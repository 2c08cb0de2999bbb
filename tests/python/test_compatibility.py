"""What COMPATIBILITY.md says of bodies on which the server fails."""

import json
import re
from pathlib import Path
from typing import Any

from prefect_taskrun import TaskRunCreate, ValidationError, respond

TABLE = (Path(__file__).parents[2] / "COMPATIBILITY.md").read_text()
POLICY, NAN, SURROGATE, DATA, LABEL, TIME = re.findall(r"^\| [^|]+: `(\{.*?\})` \|", TABLE, re.MULTILINE)


def only_error(body: str) -> Any:
    try:
        TaskRunCreate.model_validate_json(body)
    except ValidationError as error:
        (details,) = json.loads(error.json())
        return details
    raise AssertionError(f"accepted: {body}")


def test_a_policy_that_is_no_object() -> None:
    error = only_error(POLICY)
    assert (error["type"], error["loc"], error["input"]) == ("model_attributes_type", ["empirical_policy"], 1)


def test_a_number_that_is_not_finite() -> None:
    error = only_error(NAN)
    assert (error["type"], error["loc"], error["input"]) == ("string_type", ["task_key"], None)


def test_half_a_surrogate_pair() -> None:
    error = only_error(SURROGATE)
    assert error["type"] == "json_invalid"
    assert error["ctx"]["error"] in TABLE


def test_a_state_with_data() -> None:
    response = respond(DATA)
    assert response.status == 201
    assert json.loads(response.body)["state"]["data"] == 1


def test_a_label_that_is_not_finite() -> None:
    response = respond(LABEL, flow_run={"labels": {}, "run_count": 1})
    assert response.status == 201
    assert json.loads(response.body)["labels"] == {"prefect.flow-run.id": json.loads(LABEL)["flow_run_id"], "a": None}


def test_a_time_that_utc_cannot_tell() -> None:
    response = respond(TIME)
    assert response.status == 201
    assert json.loads(response.body)["cache_expiration"] == json.loads(TIME)["cache_expiration"]
