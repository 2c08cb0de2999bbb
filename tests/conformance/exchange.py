"""This project's answer to a request that a server was sent, and whether it is the server's.

Refusals agree to the byte. Task runs agree as JSON, member by member in order, integers and floats told apart, except

- a datetime: as the same instant, or both as the present, which the server reads again and again while it answers;
- an estimate, which grows with the present;
- an id or a name that the request does not give: of the same kind, and always the same one for the same one.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import Message
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect_taskrun import Context, respond

Exchange = dict[str, Any]

ROOT = Path(__file__).parents[2]
RUST = ["cargo", "run", "--quiet", "--locked", "--example", "answers"]
NODE = ["node", "examples/answers.mjs"]

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)
SEED = "7"

# A large estimate has no more digits.
LEAST_SECONDS = 1e-5

SLUG = re.compile("[a-z]+(-[a-z]+)+")


def request(exchange: Exchange) -> dict[str, Any]:
    """What this project is asked, in the present in which the exchange began."""
    now = (EPOCH + exchange["before"] * MICROSECOND).isoformat()
    asked = {key: exchange.get(key) for key in ("body", "api_version", "content_type")}
    # As JSON, in which every language reads the same numbers.
    known = {key: exchange[key] and json.dumps(exchange[key]) for key in ("flow_run", "existing")}
    return {"now": now, "seed": SEED, **asked, **known}


def answers_of(command: list[str], requests: list[dict[str, Any]]) -> list[str]:
    """What another language answers, the status and the body in a line each."""
    lines = "".join(json.dumps(request) + "\n" for request in requests)
    done = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, cwd=ROOT, check=True)
    return done.stdout.decode().split("\n")[:-1]


def answers(requests: list[dict[str, Any]]) -> list[str]:
    """What the Python package answers, in the same form."""
    return ["%d %s" % respond_to(request) for request in requests]


def respond_to(request: dict[str, Any]) -> tuple[int, str]:
    """What the Python package answers."""
    response = respond(
        request["body"].encode("latin-1"),
        api_version=request.get("api_version"),
        content_type=request.get("content_type"),
        context=Context(now=datetime.fromisoformat(request["now"]), seed=int(request["seed"])),
        flow_run=request.get("flow_run"),
        existing=request.get("existing"),
    )
    return response.status, response.body


def difference(exchange: Exchange, status: int, answer: str) -> str | None:
    """Where this project's answer is another than the server's, if it is."""
    if exchange["status"] != 400 and is_of_json(exchange) and has_half_a_pair(exchange["body"].encode("latin-1")):
        refused = status == 422 and json.loads(answer)["exception_detail"][0]["ctx"] == {"error": HALF_A_PAIR}
        return None if refused else "half a surrogate pair is not refused"
    if status != exchange["status"]:
        return f"{status} for {exchange['status']}"
    if status >= 400:
        return None if answer == exchange["answer"] else "other bytes"
    given = [json.loads(exchange["body"].encode("latin-1")), exchange["flow_run"], exchange["existing"]]
    runs = Runs(given, Present.of(exchange["before"], exchange["before"]), Present.of(exchange["before"], exchange["after"]))
    return runs.difference(json.loads(answer), json.loads(exchange["answer"]))


def is_of_json(exchange: Exchange) -> bool:
    """Whether the server read the body for JSON, as FastAPI reads a content type."""
    header = Message()
    header["content-type"] = exchange.get("content_type", "application/json")
    kind, subtype = header.get_content_maintype(), header.get_content_subtype()
    return kind == "application" and (subtype == "json" or subtype.endswith("+json"))


HALF_A_PAIR = "Invalid \\uXXXX escape: a lone surrogate"


def has_half_a_pair(body: bytes) -> bool:
    """Whether a string of the body does, one that a repeated key overwrites included."""
    found = []

    def look(value: Any) -> Any:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            found.append(value)
        return value

    try:
        look(json.loads(body, object_pairs_hook=look))
    except (ValueError, RecursionError):
        return False
    return bool(found)


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from map(str, filter(None, [uuid(value)]))
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def begun(id: UUID) -> datetime:
    """The time that a UUIDv7 begins with."""
    return EPOCH + timedelta(milliseconds=id.int >> 80)


def instant(text: Any) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return when if when.tzinfo else None


@dataclass(frozen=True)
class Present:
    """The time that it takes to answer, from and to."""

    begin: datetime
    end: datetime

    @classmethod
    def of(cls, begin: int, end: int) -> Present:
        """From and to so many microseconds since 1970."""
        return cls(EPOCH + begin * MICROSECOND, EPOCH + end * MICROSECOND)

    def has(self, when: datetime) -> bool:
        """Whether it is this time, by a clock that may have milliseconds only: SQLite's has, and a UUIDv7."""
        return self.begin.replace(microsecond=self.begin.microsecond // 1000 * 1000) <= when <= self.end


class Runs:
    """This project's task runs and a server's, made of the same requests."""

    def __init__(self, given: Any, ours: Present, theirs: Present, *, measured: tuple[str, ...] = (".estimated_",)) -> None:
        self.given = set(strings(given))
        self.ours, self.theirs = ours, theirs
        # What both took the time of.
        self.measured = measured
        self.longest = (max(ours.end, theirs.end) - min(ours.begin, theirs.begin)).total_seconds()
        self.made_up: dict[str, str] = {}

    def difference(self, ours: Any, theirs: Any) -> str | None:
        return next(self.differences(ours, theirs, ""), None)

    def differences(self, ours: Any, theirs: Any, loc: str) -> Iterator[str]:
        if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
            for key in ours:
                yield from self.differences(ours[key], theirs[key], f"{loc}.{key}")
        elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
            for index, both in enumerate(zip(ours, theirs)):
                yield from self.differences(*both, f"{loc}.{index}")
        elif not self.same(ours, theirs, loc):
            yield f"{loc}: {ours!r} for {theirs!r}"

    def same(self, ours: Any, theirs: Any, loc: str) -> bool:
        if type(ours) is not type(theirs):
            return False
        if loc.startswith(self.measured):
            return bool(abs(theirs - ours) <= self.longest + LEAST_SECONDS)
        if (our_time := instant(ours)) and (their_time := instant(theirs)):
            return our_time == their_time or self.is_now(our_time, their_time)
        return bool(ours == theirs) or self.both_made_up(ours, theirs, loc)

    def both_made_up(self, ours: Any, theirs: Any, loc: str) -> bool:
        if not isinstance(ours, str) or {ours, theirs} & self.given:
            return False
        our_id, their_id = uuid(ours), uuid(theirs)
        if our_id and their_id:
            alike = our_id.version == their_id.version
            kind = alike and (our_id.version == 4 or self.is_now(begun(our_id), begun(their_id)))
        else:
            kind = loc == ".name" and bool(SLUG.fullmatch(ours) and SLUG.fullmatch(theirs))
        return kind and self.made_up.setdefault(theirs, ours) == ours

    def is_now(self, ours: datetime, theirs: datetime) -> bool:
        return self.ours.has(ours) and self.theirs.has(theirs)
