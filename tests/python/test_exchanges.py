"""Recorded exchanges with a real Prefect server: answered alike in Python, in Rust and in Node."""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CONFORMANCE = Path(__file__).parents[1] / "conformance"
sys.path.insert(0, str(CONFORMANCE))

from exchange import NODE, RUST, Exchange, answers_of, difference, request  # noqa: E402
from exchange import answers as python_answers  # noqa: E402

# What COMPATIBILITY.md says the server fails on, and the words that it fails with.
FAILURES = {
    "a policy that is no object": "object has no attribute 'get'",
    "what is not finite in an error": "Out of range float values are not JSON compliant",
    "what is not finite in a label of a flow run's task run": "labels.",
    "what is not finite in a policy of a flow run's task run": "for TaskRunPolicy",
    "a text of another type that is no UTF-8": "codec can't decode",
    "half a surrogate pair": "surrogates not allowed",
    "a state with data": "state.data",
    "a time that UTC cannot tell": "date value out of range",
    "a scheduled time that UTC cannot tell": "attribute refresh operation cannot proceed",
    "depth": "maximum recursion depth exceeded",
}


@pytest.fixture(scope="module")
def exchanges() -> list[Exchange]:
    with lzma.open(CONFORMANCE / "exchanges.jsonl.xz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def requests(exchanges: list[Exchange]) -> list[dict[str, Any]]:
    return [request(exchange) for exchange in exchanges]


@pytest.fixture(scope="module")
def answers(requests: list[dict[str, Any]]) -> list[str]:
    return python_answers(requests)


def test_every_answer_is_the_server_s(exchanges: list[Exchange], answers: list[str]) -> None:
    assert len(exchanges) > 3500
    for exchange, answer in zip(exchanges, answers, strict=True):
        where = difference(exchange, int(answer[:3]), answer[4:])
        assert where is None, f"{where}\n{exchange}\nours: {answer}"


def test_rust_gives_the_same_bytes(requests: list[dict[str, Any]], answers: list[str]) -> None:
    assert answers_of(RUST, requests) == answers


def test_node_gives_the_same_bytes(requests: list[dict[str, Any]], answers: list[str]) -> None:
    assert answers_of(NODE, requests) == answers


def test_what_is_known_may_be_objects(requests: list[dict[str, Any]], answers: list[str]) -> None:
    known = [{key: json.loads(request[key] or "null") for key in ("flow_run", "existing")} for request in requests]
    assert python_answers([{**request, **objects} for request, objects in zip(requests, known)]) == answers


def test_all_there_is_to_see_is_recorded(exchanges: list[Exchange]) -> None:
    statuses = Counter(exchange["status"] for exchange in exchanges)
    assert {status for status, count in statuses.items() if count > 50} == {200, 201, 400, 422}
    failed = {exchange["fails"] for exchange in exchanges if "fails" in exchange}
    for name, words in FAILURES.items():
        assert any(words in text for text in failed), name
    for text in failed:
        assert any(words in text for words in FAILURES.values()), text


def test_the_comparison_sees_every_difference(exchanges: list[Exchange], answers: list[str]) -> None:
    # A run without a state tells its own id once, so that any other would do.
    runs = [both for both in zip(exchanges, answers, strict=True) if both[1].startswith("20") and '"state":{' in both[1]]
    for exchange, answer in runs[:: len(runs) // 50]:
        assert difference(exchange, 422, answer[4:])
        for loc, changed in changes(json.loads(answer[4:])):
            assert difference(exchange, exchange["status"], json.dumps(changed)), (loc, exchange)


def changes(value: Any, loc: str = "") -> Iterator[tuple[str, Any]]:
    """The value with each of its parts in turn left out, joined by another or changed into one of the same type."""
    if isinstance(value, dict):
        yield loc, {**value, "more": None}
        for key, member in value.items():
            yield f"{loc}.{key}", {other: value[other] for other in value if other != key}
            for where, changed in changes(member, f"{loc}.{key}"):
                yield where, {**value, key: changed}
    else:
        yield loc, another(value)


def another(value: Any) -> Any:
    match value:
        case None:
            return 0
        case bool():
            return not value
        case int() | float():
            return value * 2 + 1000
        case str():
            return value[:-1] + ("1" if value.endswith("0") else "0")
    return [*value, 0]
