"""Bodies that nobody means well with: an answer, whatever they are. What they cost is counted in the core's own tests."""

from __future__ import annotations

import pytest
from prefect_taskrun import TaskRunCreate, ValidationError, respond

HEAD = '{"task_key": "a", "dynamic_key": "b", '
SMALL = (HEAD + '"labels": {"é": true}, "state": {"type": "SCHEDULED", "data": [1.5, -2e3, {"a": null}]}, "tags": ["\\u00e9"]}').encode()
DIGITS = "9" * 1_000_000


def slot(key: str) -> int:
    """Where the core's table for repeated keys puts a key: half of 64 bits of FNV-1a, folded."""
    number = 0xCBF29CE484222325
    for byte in key.encode():
        number = (number ^ byte) * 0x100000001B3 % 2**64
    return (number ^ number >> 32) % 2**64 >> 1


def meeting_keys(count: int) -> list[str]:
    slots = 1 << (count * 2 - 1).bit_length()
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        if slot(str(number)) % slots < slots // 16:
            found.append(str(number))
    return found


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ('"labels": {%s}}' % ", ".join(f'"{key}": 1' for key in meeting_keys(5_000)), 201),
        ('"empirical_policy": {"retry_jitter_factor": 1e999999999}}', 201),
        ('"empirical_policy": {"retry_jitter_factor": -1e999999999}}', 422),
        (f'"empirical_policy": {{"retries": {DIGITS}}}}}', 400),
        (f'"empirical_policy": {{"retries": "{DIGITS}"}}}}', 422),
        (f'"empirical_policy": {{"retry_jitter_factor": 1.{DIGITS}}}}}', 201),
        (f'"cache_expiration": "{DIGITS}"}}', 422),
        ('"tags": ["%s"]}' % ("e\u0301" * 500_000), 201),
        ('"id": "%s"}' % ("{" * 1_000_000), 422),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_much_is_answered(fields: str, status: int) -> None:
    body = HEAD + fields
    assert respond(body).status == status
    try:
        TaskRunCreate.model_validate_json(body).model_dump_json()
        assert status == 201
    except ValidationError as error:
        assert status != 201
        assert error.errors() and str(error) and error.spans()


def test_a_body_cut_at_any_byte() -> None:
    for end in range(len(SMALL)):
        assert respond(SMALL[:end]).status in (400, 422), end
    assert respond(SMALL).status == 201


def test_a_body_with_any_byte_flipped() -> None:
    for at in range(len(SMALL)):
        for bit in range(8):
            body = bytearray(SMALL)
            body[at] ^= 1 << bit
            assert respond(bytes(body)).status in (201, 400, 422), (at, bit)
