"""The recorded verdicts of a real Prefect 3.9.1, and that they show all there is to see."""

from __future__ import annotations

import base64
import gzip
import json
import sys
from pathlib import Path
from typing import Any

import pytest

CONFORMANCE = Path(__file__).parents[1] / "conformance"
sys.path.insert(0, str(CONFORMANCE))

from ours import same, verdict  # noqa: E402
from record import place  # noqa: E402

ERRORS_OF_A_KIND = {
    "uuid": {"uuid_type", "uuid_parsing"},
    "date": {"datetime_type", "datetime_parsing", "datetime_from_date_parsing"},
    "int": {"int_type", "int_parsing", "int_parsing_size", "int_from_float", "finite_number"},
    "float": {"float_type", "float_parsing"},
    "bool": {"bool_type", "bool_parsing"},
    "str": {"string_type"},
    "list": {"list_type"},
    "dict": {"dict_type"},
    "model": {"model_attributes_type"},
    "enum": {"enum"},
    "literal": {"literal_error"},
    "required": {"missing"},
    "strict bool": {"bool_type"},
    "strict int": {"int_type"},
    "strict float": {"float_type"},
    "rule": {"value_error"},
}

STATE = {
    "": "model",
    "type": "enum required",
    "name": "str",
    "message": "str",
    "state_details": "model",
    **{f"state_details.{field}": "uuid" for field in (
        "flow_run_id", "task_run_id", "child_flow_run_id", "transition_id", "task_parameters_id", "deployment_concurrency_lease_id",
    )},
    **{f"state_details.{field}": "date" for field in ("scheduled_time", "cache_expiration", "pause_timeout")},
    **{f"state_details.{field}": "str" for field in ("cache_key", "pause_key", "traceparent")},
    **{f"state_details.{field}": "bool" for field in (
        "deferred", "untrackable_result", "pause_reschedule", "refresh_cache", "retriable",
    )},
    "state_details.run_input_keyset": "dict",
    "state_details.run_input_keyset.*": "str",
}

INPUT = "task_inputs.*.*."

FIELDS = {
    "StateCreate": STATE,
    "TaskRunUpdate": {"": "model", "name": "str"},
    "TaskRunCreate": {
        "": "model",
        **{f"state.{field}".rstrip("."): kinds for field, kinds in STATE.items()},
        "id": "uuid",
        "name": "str",
        "flow_run_id": "uuid",
        "task_key": "str required",
        "dynamic_key": "str required",
        "cache_key": "str rule",
        "cache_expiration": "date",
        "task_version": "str",
        "empirical_policy": "model",
        "empirical_policy.max_retries": "int",
        "empirical_policy.retry_delay_seconds": "float",
        "empirical_policy.retries": "int",
        "empirical_policy.retry_delay": "rule",
        "empirical_policy.retry_delay.int": "int",
        "empirical_policy.retry_delay.float": "float",
        "empirical_policy.retry_delay.list[int]": "list",
        "empirical_policy.retry_delay.list[int].*": "int",
        "empirical_policy.retry_delay.list[float]": "list",
        "empirical_policy.retry_delay.list[float].*": "float",
        "empirical_policy.retry_jitter_factor": "float rule",
        "tags": "list",
        "tags.*": "str",
        "labels": "dict",
        "labels.*.bool": "strict_bool",
        "labels.*.int": "strict_int",
        "labels.*.float": "strict_float",
        "labels.*.str": "str",
        "task_inputs": "dict",
        "task_inputs.*": "list",
        **{f"{INPUT}{member}": "model" for member in ("TaskRunResult", "FlowRunResult", "Parameter", "Constant")},
        **{f"{INPUT}{member}.input_type": "literal" for member in ("TaskRunResult", "FlowRunResult", "Parameter", "Constant")},
        **{f"{INPUT}{member}.id": "uuid required" for member in ("TaskRunResult", "FlowRunResult")},
        f"{INPUT}Parameter.name": "str required",
        f"{INPUT}Constant.type": "str required",
    },
}

# An integer with a fraction, infinite or beyond its bounds is a float of the union too, and so no error.
NO_ERROR_HERE = {
    ("TaskRunCreate", "empirical_policy.retry_delay.int", kind) for kind in ("int_from_float", "finite_number")
}


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, Any]]:
    with gzip.open(CONFORMANCE / "corpus.jsonl.gz", "rt") as lines:
        return [json.loads(line) for line in lines]


def test_every_recorded_verdict_is_ours(corpus: list[dict[str, Any]]) -> None:
    for case in corpus:
        expected = {key: value for key, value in case.items() if key not in ("model", "body")}
        assert same(expected, verdict(case["model"], base64.b64decode(case["body"]))), case


def test_every_error_that_a_field_can_give_is_recorded(corpus: list[dict[str, Any]]) -> None:
    recorded = {
        (case["model"], place(error["loc"]), error["type"]) for case in corpus for error in case.get("errors", [])
    }
    expected = {
        (model, field, error)
        for model, fields in FIELDS.items()
        for field, kinds in fields.items()
        for kind in kinds.split()
        for error in ERRORS_OF_A_KIND[kind.replace("_", " ")]
    }
    assert expected - recorded - NO_ERROR_HERE == set()
    assert not NO_ERROR_HERE & recorded
    extra = {entry for entry in recorded - expected if entry[2] != "extra_forbidden"}
    assert extra == set()


def test_every_way_of_reading_ends_is_recorded(corpus: list[dict[str, Any]]) -> None:
    ends = {case["json"][0] for case in corpus if "json" in case}
    assert ends == {
        "Expecting value",
        "Expecting property name enclosed in double quotes",
        "Expecting ':' delimiter",
        "Expecting ',' delimiter",
        "Illegal trailing comma before end of object",
        "Illegal trailing comma before end of array",
        "Unterminated string starting at",
        "Invalid control character at",
        "Invalid \\escape",
        "Invalid \\uXXXX escape",
        "Extra data",
    }
    for kind in ("unreadable", "surrogate", "ok"):
        assert any(kind in case for case in corpus), kind
    assert not any("crash" in case for case in corpus)
