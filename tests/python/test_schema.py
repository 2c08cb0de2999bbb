"""The models' JSON Schemas are Prefect's own, which tests/conformance/oracle/schemas.py prints."""

import json
from pathlib import Path

import pytest

import prefect_taskrun

RECORDED = json.loads((Path(__file__).parents[1] / "conformance/schemas.json").read_text())


@pytest.mark.parametrize("model", RECORDED)
def test_a_model_s_schema_is_prefect_s(model: str) -> None:
    assert getattr(prefect_taskrun, model).model_json_schema() == RECORDED[model]
