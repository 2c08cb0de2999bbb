"""Large, deep and hopeless bodies: an answer or a clear error, in memory that follows the body's size."""

import json
import subprocess
import sys

import pytest

from prefect_taskrun import TaskRunCreate, ValidationError, respond

HEAD = '{"task_key": "a", "dynamic_key": "b", '


def test_a_hundred_megabytes() -> None:
    body = HEAD + '"message": 1, "tags": ["%s"]}' % ("x" * 100_000_000)
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate_json(body)
    assert caught.value.errors(include_input=False)[0]["type"] == "extra_forbidden"
    tags = TaskRunCreate.model_validate_json(body.replace('"message": 1, ', "")).model_dump()["tags"]
    assert len(tags[0]) == 100_000_000


def test_a_hundred_thousand_levels() -> None:
    for opening in ("[", '{"a":'):
        assert respond(opening * 100_000).status == 400
        with pytest.raises(ValidationError) as caught:
            TaskRunCreate.model_validate_json(opening * 100_000)
        assert caught.value.errors()[0]["ctx"] == {"error": "There was an error parsing the body"}


def test_as_deep_as_the_server_reads() -> None:
    def body(levels: int) -> str:
        return HEAD + '"state": {"type": "PENDING", "data": %s%s}}' % ("[" * levels, "]" * levels)

    # The payload and its state are two levels; a running server reads 9,994 and no more.
    assert respond(body(9_992)).status == 201
    assert respond(body(9_993)).status == 400


def test_a_million_errors() -> None:
    body = HEAD + '"tags": [%s]}' % ",\n".join(["0"] * 1_000_000)
    with pytest.raises(ValidationError) as caught:
        TaskRunCreate.model_validate_json(body)
    assert caught.value.error_count() == 1_000_000
    assert caught.value.spans()[-1].line == 1_000_000
    assert json.loads(caught.value.json())[-1]["loc"] == ["tags", 999_999]


def test_many_keys_and_many_repeats() -> None:
    for key in ("k", "k%d"):
        labels = ", ".join(f'"{key % i if "%" in key else key}": {i}' for i in range(200_000))
        create = TaskRunCreate.model_validate_json(HEAD + '"labels": {%s}}' % labels)
        kept = create.model_dump()["labels"]
        assert (len(kept), list(kept.values())[-1]) == (200_000 if "%" in key else 1, 199_999)


# Several times the body: the text, a record of 16 bytes for each value, and the tags themselves.
MOST_BYTES_A_BODY_BYTE = 40

MEASURE = f"""
import resource
from prefect_taskrun import TaskRunCreate
body = ('{HEAD}"tags": [' + ",".join(['"t"'] * {{count}}) + "]}}").encode()
TaskRunCreate.model_validate_json('{HEAD[:-2]}}}')
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
TaskRunCreate.model_validate_json(body)
print(len(body), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_memory_follows_the_body_s_size() -> None:
    for count in (300_000, 3_000_000):
        command = [sys.executable, "-c", MEASURE.replace("{count}", str(count))]
        size, kilobytes = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
        assert kilobytes * 1024 < MOST_BYTES_A_BODY_BYTE * size, (size, kilobytes)
