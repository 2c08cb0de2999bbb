"""Server versions: what each release of Prefect says to a payload, as its releases themselves said it."""

from __future__ import annotations

import base64
import gzip
import json
import sys
import warnings
from collections import UserDict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

import prefect_taskrun
from prefect_taskrun import (
    Context,
    Support,
    TaskRunCreate,
    UnknownVersionWarning,
    ValidationError,
    create_task_run,
    respond,
    supported_versions,
)

CONFORMANCE = Path(__file__).parents[1] / "conformance"
sys.path.insert(0, str(CONFORMANCE))

from ours import CONTEXT  # noqa: E402

LABELLED = '{"task_key": "load", "dynamic_key": "0", "labels": {"team": "data"}}'


def recording(name: str) -> list[dict[str, Any]]:
    with gzip.open(CONFORMANCE / "releases" / name, "rt") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, Any]]:
    return recording("corpus.jsonl.gz")


def number(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split("."))


def recorded(releases: list[str], verdicts: list[list[Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each release with what it said: the last verdict that was recorded up to it."""
    for release in releases:
        yield release, [verdict for since, verdict in verdicts if number(since) <= number(release)][-1]


def like(other: Any, run: Any, now: str) -> Any:
    """The members of a task run that another one has. A time of the present is "now"."""
    if not isinstance(other, dict):
        return "now" if run == now else run
    return {key: like(member, run[key], now) for key, member in other.items()}


def said(model: str, road: str, payload: Any, release: str) -> Any:
    """The errors' type, place and words, if there are any."""
    try:
        getattr(getattr(prefect_taskrun, model), road)(payload, context=CONTEXT, server_version=release)
    except ValidationError as error:
        return [[e["type"], list(e["loc"]), e["msg"]] for e in error.errors(include_input=False)]
    return None


def test_every_release_says_what_it_was_recorded_to_say(corpus: list[dict[str, Any]]) -> None:
    head, *cases = corpus
    for case in cases:
        body = base64.b64decode(case["body"])
        for release, verdict in recorded(head["releases"], case["verdicts"]):
            expected = [[e["type"], e["loc"], e["msg"]] for e in verdict["errors"]] if "errors" in verdict else None
            assert said(case["model"], "model_validate_json", body, release) == expected, (release, case)
            assert said(case["model"], "model_validate", json.loads(body), release) == expected, (release, case)


def test_every_release_creates_the_run_that_it_was_recorded_to_create() -> None:
    head, *cases = recording("created.jsonl.gz")
    assert len(cases) > 20
    for case in cases:
        for release, answer in recorded(head["releases"], case["answers"]):
            options: dict[str, Any] = {"context": CONTEXT, "server_version": release, "flow_run": answer["flow_run"]}
            response = respond(json.dumps(case["payload"]), **options)
            # Where the server could not write or read back what it took, we answer.
            assert response.status == (201 if answer["status"] == 500 else answer["status"]), (release, case)
            if answer["run"] is None:
                continue
            payload = TaskRunCreate.model_validate(case["payload"], context=CONTEXT, server_version=release)
            for text in (response.body, create_task_run(payload, **options).model_dump_json()):
                run = json.loads(text)
                assert like(answer["run"], run, run["created"]) == answer["run"], (release, case)


def test_the_ranges_that_take_a_payload(corpus: list[dict[str, Any]]) -> None:
    head, *cases = corpus
    for case in cases:
        if case["model"] == "TaskRunCreate":
            verdicts = recorded(head["releases"], case["verdicts"])
            groups = [list(group) for _, group in groupby(verdicts, key=lambda found: found[1].get("errors"))]
            expected = [(group[0][0], "errors" not in group[0][1]) for group in groups]
            found = supported_versions(base64.b64decode(case["body"]))
            assert [(support.since, support.error is None) for support in found] == expected, case
            assert [support.before for support in found] == [*(since for since, _ in expected[1:]), None], case


def test_a_payload_of_any_kind() -> None:
    for payload in (LABELLED, LABELLED.encode(), bytearray(LABELLED.encode()), json.loads(LABELLED)):
        refused, accepted = supported_versions(payload, context=Context(seed=1))
        assert accepted == Support("3.1.5", None, None)
        assert (refused.since, refused.before) == ("3.0.0", "3.1.5")
        assert refused.error is not None
        assert [(e["type"], e["loc"]) for e in refused.error.errors()] == [("extra_forbidden", ("labels",))]


def test_what_python_raises_is_no_verdict() -> None:
    class Broken(UserDict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        supported_versions(Broken())


@pytest.mark.parametrize("version", ["3.1.4", "3.1.0", "3.1.5.dev1", "3.1.5rc1", "3.1.4+5.gabc1234"])
def test_a_version_of_any_build(version: str) -> None:
    if version.startswith("3.1.5"):
        TaskRunCreate.model_validate_json(LABELLED, server_version=version)
    else:
        with pytest.raises(ValidationError):
            TaskRunCreate.model_validate_json(LABELLED, server_version=version)


@pytest.mark.parametrize(
    ("version", "words"),
    [
        ("3", "`3` is no release of Prefect: expected one such as `3.9.1`"),
        ("2.20.27", "`2.20.27` is older than 3.0.0, the first release covered"),
    ],
)
def test_no_version(version: str, words: str) -> None:
    with pytest.raises(ValueError) as raised:
        TaskRunCreate.model_validate({}, server_version=version)
    assert not isinstance(raised.value, ValidationError)
    assert str(raised.value) == words


def test_a_request_to_a_release() -> None:
    assert respond(LABELLED, server_version="3.1.5").status == 201
    refused = respond(LABELLED, server_version="3.1.4")
    assert (refused.status, json.loads(refused.body)["exception_detail"][0]["type"]) == (422, "extra_forbidden")
    with pytest.raises(ValueError, match="`3` is no release of Prefect"):
        respond(LABELLED, server_version="3")


def test_a_newer_version_takes_the_newest_rules_and_says_so() -> None:
    words = "`3.10.0` is newer than 3.9.1, the newest known, whose rules are taken"
    with pytest.warns(UnknownVersionWarning) as warned:
        TaskRunCreate.model_validate_json(LABELLED, server_version="3.10.0")
    assert [str(warning.message) for warning in warned] == [words]
    assert warned[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        TaskRunCreate.model_validate_json(LABELLED, server_version="3.9.1")
