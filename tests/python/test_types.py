"""What type checkers are told is what runs: `make lint` checks the calls here against the stubs, and the tests make them."""

from __future__ import annotations

import ast
import inspect
import pydoc
import subprocess
import sys
from collections.abc import Hashable
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import prefect_taskrun
from prefect_taskrun import (
    Completed,
    Constant,
    FlowRunResult,
    JsonLine,
    Parameter,
    Paused,
    Running,
    State,
    StateCreate,
    StateDetails,
    TaskRun,
    TaskRunCreate,
    TaskRunPolicy,
    TaskRunResult,
)

ID = UUID("3c90c3cc-0d44-4b50-8888-8dd25736052a")
MODELS = [value for value in vars(prefect_taskrun).values() if hasattr(value, "model_json_schema")]


def test_a_field_says_what_it_is_for() -> None:
    for model in MODELS:
        assert "attribute that is made when it is looked at" not in pydoc.render_doc(model)
        for name, field in model.model_json_schema()["properties"].items():
            if "description" in field:
                assert inspect.getdoc(getattr(model, name)) == field["description"]
    assert inspect.getdoc(TaskRunCreate.task_key) == "A unique identifier for the task being run."
    assert " |  task_key\n |      A unique identifier for the task being run.\n" in pydoc.plain(pydoc.render_doc(TaskRunCreate))


def test_an_editor_and_a_notebook_tell_the_same() -> None:
    stub = ast.parse(Path(prefect_taskrun.__file__).with_name("_native.pyi").read_text())
    told = {one.name: ast.get_docstring(one) for one in stub.body if isinstance(one, (ast.ClassDef, ast.FunctionDef))}
    public = told.keys() & set(prefect_taskrun.__all__)
    assert {"create_task_run", "respond", "Context", "TaskRunCreate"} <= public
    assert {name: inspect.getdoc(getattr(prefect_taskrun, name)) for name in public} == {name: told[name] for name in public}


def test_models_are_values_of_fields() -> None:
    state, policy, details = Running(state_details=StateDetails(cache_key="k")), TaskRunPolicy(retries=2), StateDetails(cache_key="k")
    for given in (state, StateCreate(type="RUNNING", state_details=details)):
        create = TaskRunCreate(task_key="load", dynamic_key="0", state=given, empirical_policy=policy)
        assert create.state is not None
        assert (create.state.state_details, create.empirical_policy) == (details, policy)
    assert TaskRun(task_key="load", dynamic_key="0", state=state, empirical_policy=policy).state == state
    assert State(type="RUNNING", state_details=details).state_details == details


def test_values_are_given_in_any_of_their_forms() -> None:
    run = TaskRunCreate(id=ID.bytes, task_key="load", dynamic_key="0", name=None, cache_expiration=date(2026, 1, 2))
    assert (run.id, run.cache_expiration) == (ID, datetime(2026, 1, 2, tzinfo=timezone.utc))
    assert run.name
    assert Running(id=str(ID), timestamp=0).timestamp == datetime(1970, 1, 1, tzinfo=timezone.utc)
    pauses = [Paused(timeout_seconds=given).state_details.pause_timeout for given in (60, "PT1M")]
    assert None not in pauses


def test_a_line_without_an_error_has_a_model() -> None:
    lines: list[JsonLine[TaskRunCreate]] = []
    for line in TaskRunCreate.validate_jsonl(b'{"task_key": "load", "dynamic_key": "0"}\n{}'):
        if line.error is None:
            assert line.model.task_key == "load"
        if line.model is None:
            assert line.error.error_count() == 2
        lines.append(line)
    assert len(lines) == 2


@pytest.mark.parametrize("without", ["", "typing_extensions"])
def test_what_is_in_a_tuple_or_a_dict_can_be_asked(without: str) -> None:
    script = f"""
import sys
if {without!r}:
    sys.modules[{without!r}] = None
from typing import get_type_hints
from prefect_taskrun import ErrorDetails, JsonLine, Span, Support, supported_versions
print([len(get_type_hints(of)) for of in (ErrorDetails, JsonLine, Span, Support, supported_versions)])
"""
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert asked.stdout == "[6, 3, 4, 3, 3]\n"


def test_what_can_be_hashed() -> None:
    hashable: list[Hashable] = [Completed(), TaskRunResult(id=ID), FlowRunResult(id=ID), Parameter(name="p"), Constant(type="int")]
    assert len({hash(value) for value in hashable}) == 5


@pytest.mark.parametrize("model", MODELS)
def test_the_stubs_say_of_each_whether_it_can_be_hashed(model: Any) -> None:
    stub = ast.parse(Path(prefect_taskrun.__file__).with_name("_native.pyi").read_text())
    methods = {
        method.name
        for one in stub.body
        if isinstance(one, ast.ClassDef) and one.name == model.__name__
        for method in one.body
        if isinstance(method, ast.FunctionDef)
    }
    assert "__eq__" in methods
    assert ("__hash__" in methods) == (model.__hash__ is not None)
