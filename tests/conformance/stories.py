"""Conversations with a server that create task runs: one request or several, in a flow run or without.

What a story is, `oracle/exchange.py` says.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

from generate import INTS, KEYS, MODELS, SPECIAL, STATE_TYPES, UUID, Calm, Object, Raw, break_text, encode, write

Story = dict[str, Any]

VERSIONS = [
    "", "x", "1.2", "1.2.3.4", "0.0.1", "0.7.99", "0.8.0", "0.8.4", "3.9.1", "99.0.0", " 0.8.4 ", "0 .8.4", " 0. 8 .4\t", "-1.0.0", "+1.+2.+3",
    "1.-1.0", "01.002.0003", "1_0.0.0", "1__0.0.0", "_1.0.0", "1.0.0rc1", "v1.0.0", "1,0,0", "1.0.", ".0.0", "..", "...", "0.8.0.", " ", "1e1.0.0",
    "0x1.0.0", "\u00b2.0.0", "\u00a01.0.0", "1.0.0\u0085", "\u00e9.\u00fc.\u00df", "\u00bd.0.0", '"1.0.0"', "1.0.0\\", "null", "9" * 4300 + ".0.0",
    "9" * 4301 + ".0.0", "-" + "9" * 4300 + ".0.0", "-0.8.0", "0.-0.0", "0.7.9999999999999999999999", "0.8.\x1c0", "0.\x1f8.0", "0.\x1f\u00a08.0", "0.7.\x1d0\x1e", "1.\u00a0.0", "\x7f.0.0",
]  # fmt: skip

CONTENT_TYPES = [
    "", " ", ";", "/", "application/json\x1c", "json", "application/", "/json", "text/plain", "text/json", "application/x-www-form-urlencoded", "multipart/form-data",
    "application/json", "application/json; charset=utf-16", "application/json;", "; application/json", "Application/JSON", "application/JSON ;a/b",
    "application/problem+json", "application/+json", "application/+JSON", "application/json+x", "application/x+json/y", "application/json/",
    "application//json", " \tapplication/json\t ", "\u00a0application/json\u0085", "application /json", "application/ json", "application/json,text/plain",
    "text/plain,application/json", "application/j\u00e9+json", "\u00e9/json", '"application/json"', "application/jsonx", "application/json x",
]  # fmt: skip

LABELS = [None, {}, {"team": "data"}, {"a": True, "b": 1, "c": 1.5, "key": "x"}, {"prefect.flow-run.id": "mine", "": 1e25, "é": 10**25, "f": 2.0}]

RUN_STATES = [{"type": kind} for kind in STATE_TYPES[:9]] + [
    {"type": "COMPLETED", "data": {"x": [1, 2.5]}},
    {"type": "RUNNING", "name": "Retrying", "message": "again"},
    {"type": "SCHEDULED", "state_details": {"scheduled_time": "2024-02-29T12:00:00+05:30"}},
    {"type": "SCHEDULED", "state_details": {"scheduled_time": "2999-01-01"}},
]

DATA: list[Any] = [
    {"type": "unpersisted"}, {"type": "unpersisted", "artifact_key": 1}, {"type": "other", "x": None}, None, 0, "", [], {}, 1.5, "text", [1, [2.0]],
    {"artifact_key": "a", "artifact_type": "t", "artifact_description": "d", "x": 1}, {"artifact_key": "", "artifact_type": None, "x": 1},
    {"artifact_key": 1}, {"artifact_type": ["t"], "x": 1}, {"artifact_description": True}, {"artifact_key": 0}, Raw("NaN"), [Raw("Infinity")], True, False,
    Object((("type", "unpersisted"), ("type", "other"))), Object((("type", "other"), ("type", "unpersisted"))),
]  # fmt: skip


def put(payload: Object, **members: Any) -> Object:
    kept = tuple((name, value) for name, value in payload.members if name not in members)
    return Object((*kept, *members.items()))


def some_time(random: random.Random) -> str:
    """A time in the past or in the future, in any offset."""
    day = f"{random.randrange(1970, 2150)}-{random.randrange(1, 13):02}-{random.randrange(1, 29):02}"
    clock = f"{random.randrange(24):02}:{random.randrange(60):02}:{random.randrange(60):02}"
    return f"{day}T{clock}" + random.choice(["", "Z", ".123456Z", ".5+05:30", "-11:00", ".000001+00:00"])


def state(random: random.Random) -> Object:
    """A state that is likely to matter to what is created."""
    details: dict[str, Callable[[], Any]] = {
        "scheduled_time": lambda: random.choice([None, some_time(random), some_time(random)]),
        "deferred": lambda: random.choice([True, True, False, None]),
        "cache_key": lambda: random.choice(["k", "", None, "k" * 2001]),
        "cache_expiration": lambda: random.choice([None, some_time(random), "0001-01-01T00:00:00+23:59"]),
        "flow_run_id": lambda: random.choice([UUID, None]),
        "task_run_id": lambda: UUID,
        "run_input_keyset": lambda: {"response": "key"},
    }
    members: dict[str, Any] = {
        "type": random.choice(STATE_TYPES[:9]),
        "state_details": {name: draw() for name, draw in details.items() if random.random() < 0.5},
    }
    if random.random() < 0.3:
        members["name"] = random.choice([None, "", "Mine", "AwaitingRetry"])
    if random.random() < 0.3:
        members["data"] = random.choice(DATA)
    if random.random() < 0.1:
        del members["state_details"]
    return Object(tuple(members.items()))


def calm_payload(random: random.Random) -> Object:
    payload: Object = MODELS["TaskRunCreate"](random)
    if random.random() < 0.6:
        payload = put(payload, state=state(random))
    if random.random() < 0.5:
        payload = put(payload, flow_run_id=random.choice([UUID, UUID.upper(), UUID.replace("-", "")]))
    if random.random() < 0.1:
        payload = put(payload, cache_expiration=random.choice(["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", some_time(random)]))
    if random.random() < 0.2:
        payload = put(payload, labels={key: random.choice([True, 1, 1.0, "x", Raw("NaN"), 2.5]) for key in random.sample(KEYS, 2) if isinstance(key, str)})
    return payload


def again(payload: Object, random: random.Random) -> Object:
    """Another payload, most often with the same keys."""
    keys = {name: value for name, value in payload.members if name in ("flow_run_id", "task_key", "dynamic_key")}
    if random.random() < 0.15:
        keys[random.choice(["task_key", "dynamic_key"])] = "other"
    return put(put(MODELS["TaskRunCreate"](random), id=None, flow_run_id=None), **keys)


def create(body: bytes, api_version: str | None = None, **headers: str) -> dict[str, Any]:
    step = {"create": body.decode("latin-1"), **headers}
    return step if api_version is None else {**step, "api_version": api_version}


def calm_steps(random: random.Random) -> list[dict[str, Any]]:
    payload = calm_payload(random)
    steps = [create(write(payload, random).encode(), random.choice([None, None, None, "0.8.4"]))]
    for _ in range(random.choice([0, 0, 1, 1, 2])):
        if random.random() < 0.5:
            steps.append({"set_state": random.choice(RUN_STATES)})
        if random.random() < 0.2:
            steps.append({"run_flow": True})
        if random.random() < 0.1:
            steps.append({"wait": 0.2})
        steps.append(create(write(again(payload, random), random).encode()))
    return steps


def wild_steps(random: random.Random) -> list[dict[str, Any]]:
    text = random.choice(SPECIAL) if random.random() < 0.1 else write(MODELS["TaskRunCreate"](random), random)
    if random.random() < 0.15:
        text = break_text(text, random)
    headers = {"content_type": random.choice(CONTENT_TYPES)} if random.random() < 0.1 else {}
    return [create(encode(text, random), random.choice(VERSIONS) if random.random() < 0.3 else None, **headers)]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1"]
VALID = '{"task_key": "a", "dynamic_key": "é", "tags": ["é"]}'
REFUSED = '{"task_key": "é", "more": 1e-07}'


def policy(flow_run_id: str | None, more: dict[str, Any], **members: Any) -> bytes:
    payload = {"task_key": "a", "dynamic_key": "b", "flow_run_id": flow_run_id, "empirical_policy": members, **more}
    return write(payload, random.Random(0)).encode()


def grid() -> Iterator[Story]:
    """What must not be left to chance."""
    flow_run = {"labels": {"team": "data", "key": 1.0}, "runs": 2}

    def tell(*steps: dict[str, Any]) -> Story:
        return {"flow_run": flow_run, "steps": steps}

    for version, body in product(VERSIONS, (VALID, REFUSED, "{")):
        yield tell(create(body.encode(), version))
    for kind, body in product(CONTENT_TYPES, (VALID, REFUSED, "{", "")):
        yield tell(create(body.encode(), content_type=kind))
    for version, text in product(("x", "0.7.0"), (VALID.encode(), "é".encode("latin-1"), b"", b" ", b'"\\ud800"\x00\x1f')):
        yield tell(create(text, version, content_type="text/plain"), create(text, content_type="application/x-www-form-urlencoded"))
    hidden = '{"_sa": 1, "_sax": {}, "b": [{"_sa_c": NaN, "_SA": 2, "d": {"_s\\u0061": {}, "_s": 3}}]}'
    for body in (hidden, '{"task_key": %s, "dynamic_key": "b"}' % hidden, '{"task_key": 1, "labels": %s, "empirical_policy": %s}' % (hidden, hidden)):
        yield tell(create(body.encode()))
    yield tell(create(b'{"task_key": "a", "dynamic_key": "b", "labels": {"_sa": 1}, "state": {"type": "PENDING", "name": "_sa"}}'))
    for encoding, body in product(ENCODINGS, (VALID, REFUSED, "", " ", "null", "{")):
        yield tell(create(body.encode(encoding, "replace")))
    for body in SPECIAL:
        yield tell(create(body.encode()))
    for place in ('"task_key": "%s"', '"name": "%s"', '"tags": ["%s"]', '"more": "%s"', '"labels": {"%s": 1}', '"empirical_policy": {"more": "%s"}'):
        yield tell(create(('{"task_key": "a", "dynamic_key": "b", %s}' % place % "\\ud800").encode(), "x"))
    for cut in range(0, len(VALID), 3):
        yield tell(create(VALID.encode()[:cut]))
    for number in INTS:
        payload = Object((("task_key", "a"), ("dynamic_key", number), ("empirical_policy", {"retries": number, "retry_delay": number})))
        yield tell(create(write(payload, random.Random(0)).encode()))
    # What an older field fills, once as it came and once as it was validated.
    delays, numbers = ["0", "-0.0", "0_0", "00", "1", 0, [], ["0"], None, "0.5", "1e400", Raw("NaN")], ["0", "+0.0", " 0 ", "1", False, None]
    late = {"cache_expiration": "9999-12-31T23:59:59-23:59"}
    for given, more, delay, seconds in product((None, UUID), ({}, late), delays, [0, "0", 2, "1.5", "-0", True, 1e25]):
        yield tell(create(policy(given, more, retry_delay=delay, retry_delay_seconds=seconds)))
    for given, retries, most in product((None, UUID), numbers, [0, "0", 2, "3", True, 10**25]):
        yield tell(create(policy(given, {}, retries=retries, max_retries=most)))
    kept = '"state": {"type": "PENDING", "data": {"type": "unpersisted", "x": %s}}'
    for depth, place in ((100, '"name": %s'), (900, '"name": %s'), (5000, '"name": %s'), (100, kept), (400, kept)):
        yield tell(create(('{"task_key": "a", "dynamic_key": "b", %s}' % place % ("[" * depth + "]" * depth)).encode()))
    times = [None, "2001-02-03T04:05:06.789+05:30", "2999-01-01T00:00:00-08:00", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"]
    for kind, deferred, when, given in product(STATE_TYPES[:9], (True, False, None), times, (None, UUID)):
        details = {"deferred": deferred, "scheduled_time": when, "cache_key": "k", "cache_expiration": when}
        members = {"task_key": "a", "dynamic_key": "b", "flow_run_id": given, "state": {"type": kind, "state_details": details}}
        same = write(members, random.Random(0)).encode()
        yield tell(create(same), *([{"run_flow": True}, create(same)] if deferred is None else []))
    for kind, data, given in product(("PENDING", "RUNNING", "COMPLETED"), DATA, (None, UUID)):
        details = {"deferred": True, "cache_key": "k"}
        members = {"task_key": "a", "dynamic_key": "b", "flow_run_id": given, "state": {"type": kind, "data": data, "state_details": details}}
        yield tell(create(write(members, random.Random(0)).encode()), create(write({**members, "state": None}, random.Random(0)).encode()))
    # A run that is in a state which could not be written down, so that the one before is told.
    for before, given in product(([], [{"set_state": RUN_STATES[0]}], [{"set_state": RUN_STATES[-1]}]), (None, UUID)):
        asked = create(b'{"task_key": "a", "dynamic_key": "b", "flow_run_id": %s}' % json.dumps(given).encode())
        lost = {"set_state": {"type": "RUNNING", "data": {"artifact_key": 1}}}
        yield tell(asked, *before, {"wait": 0.3}, lost, {"wait": 0.3}, asked)


def story(random: random.Random) -> Story:
    calm = Calm(random.getrandbits(64))
    return {
        "flow_run": {"labels": random.choice(LABELS), "runs": random.choice([0, 0, 1, 1, 2, 3])},
        "steps": calm_steps(calm) if random.random() < 0.6 else wild_steps(random),
    }
