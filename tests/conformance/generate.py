"""Bodies that reach every field of the models with right, odd and wrong values, and every corner of JSON's text.

A body is drawn as a tree of Python values and written by a writer of its own, which can say what `json.dumps` cannot:
repeated keys, numbers in any spelling, escapes, broken text.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

UUID = "3c90c3cc-0d44-4b50-8888-8dd25736052a"


@dataclass(frozen=True)
class Raw:
    """JSON text that stands for itself."""

    text: str


@dataclass(frozen=True)
class Object:
    """Members in order, keys perhaps repeated."""

    members: tuple[tuple[Any, Any], ...]


Draw = Callable[[random.Random], Any]


class Calm(random.Random):
    """Draws values that are right, but for a few: of the bodies most are accepted."""

    wildness = 0.05


def wildness(random: random.Random) -> float:
    return getattr(random, "wildness", 1.0)

def near_uuid(random: random.Random) -> str:
    """A UUID in one of its forms, with a few characters changed."""
    text = random.choice([UUID, UUID.replace("-", ""), f"{{{UUID}}}", f"urn:uuid:{UUID}", f"{{{UUID[2:]}}}", f"{{{UUID.replace('-', '')[2:]}}}"])
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        at = random.randrange(len(text) + 1)
        new = random.choice(["", "-", "0", "f", "g", "{", "}", "é", "İ", "ĭ", "恒", ":", "urn:uuid:"])
        text = text[:at] + new + text[at + random.choice([0, 1, 1, 3]) :]
    return text


UUIDS: list[Any] = [
    UUID, UUID.upper(), UUID.replace("-", ""), f"urn:uuid:{UUID}", f"{{{UUID}}}", "00000000-0000-0000-0000-000000000000",
    f"URN:UUID:{UUID}", f"{{{UUID}", f"{UUID}}}", f" {UUID}", f"{UUID} ", UUID[:-1], f"{UUID}0", UUID.replace("-", "", 1),
    UUID.replace("c", "g", 1), UUID.replace("a", "é"), UUID.replace("c", "İ", 1), "3c90c3cc-0d444-b50-8888-8dd25736052a",
    UUID.replace("-", "")[:-1], UUID.replace("-", "") + "0", "", "z", "é", "-", "----", "{}", "urn:uuid:", "{-}",
    "3c90c3cc-0d44-4b50-8888-8dd257360--2a", "x" * 45, "x" * 46, "0" * 45, "0" * 46, f"{{{UUID.replace('-', '')}}}",
    f"urn:uuid:{UUID.replace('-', '')}", "urn:uuid:z", "3c90c3cc-0d44-4b50-8888-8dd25736052a-", "-3c90c3cc-0d44-4b50-8888-8dd25736052a",
    "a\u0130", "{{{}", "{{}}", "urn:uuid:urn:uuid:", "\x00" * 3, "0130\u0130" * 8,
]

DATES: list[Any] = [
    "2023-11-07T05:31:56Z", "2023-11-07t05:31:56z", "2023-11-07 05:31:56", "2023-11-07_05:31:56.1", "2023-11-07T05:31:56,123456",
    "2023-11-07T05:31:56.1234567890+05:30", "2023-11-07T05:31", "2023-11-07T05:31Z", "2023-11-07T05:31:56-00:00",
    "2023-11-07T05:31:56+0530", "2023-11-07T05:31:56\u22120530", "2023-11-07T05:31:56+05", "2023-11-07T05:31:56+5:30",
    "2023-11-07T05:31:56+23:59", "2023-11-07T05:31:56-23:59", "2023-11-07T05:31:56+24:00", "2023-11-07T05:31:56+05:60",
    "2023-11-07T05:31:56+05:3", "2023-11-07T05:31:56+0", "2023-11-07T05:31:56+", "2023-11-07T05:31:56+x", "2023-11-07T05:31:56Zx",
    "2023-11-07T05:31:56+05:30x", "2023-11-07T05:31:56x", "2023-11-07T05:31:56\u00e2", "2023-11-07T05:31:60Z", "2023-11-07T24:00:00Z",
    "2023-11-07T05:60:00Z", "2023-11-07T05:31:56.", "2023-11-07T05:31:56.Z", "2023-11-07T05:31:5", "2023-11-07T05:3", "2023-11-07T5:31:56",
    "2023-11-07Tab:31", "2023-11-07T05:ab", "2023-11-07T05:31:ab", "2023-11-07T05-31", "2023-11-07T", "2023-11-07", "2023-11-07x",
    "2023-11-07x05:31", "2023-02-29", "2024-02-29", "2000-02-29T00:00", "1900-02-29", "2023-13-01", "2023-00-01", "2023-01-00",
    "2023-01-32", "2023-04-31T00:00", "0000-01-01", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-23:59", "202a-01-01", "2023/01/01", "2023-1-1", "20231107", "20231107T053156Z",
    "2023-W45-2", "tomorrow", "now", "", " ", " 2023-11-07", "2023-11-07 ", "12:30", "1e3", "nan", "inf", "Infinity", "0", "-0", "+0", "1",
    "1.5", "-1.5", "+1.5", ".5", "-.5", "1.", ".", "-", "+", "--1", "+-1", "1.5.5", "1.5e3", "1.e3", "1.5e", "1.5x", "1_000", "1_000.5", "1700000000",
    "1700000000.123456", "1700000000.1234567", "1700000000000", "1700000000123.5", "20000000000", "20000000001", "20000000000.5",
    "-20000000000", "-20000000001", "-62167219200", "-62167219201", "-62167219200000", "-62167219200001", "-62135596800", "253402300799",
    "253402300800", "253402300799000", "253402300799999", "253402300800000", "9223372036854775807", "-9223372036854775808",
    "9223372036854775808", "99999999999999999999", "99999999999999999999.5", "9999999999999999999.5", "86400", "86401", "1699315200", "1699315200000", "0x10", "１２３",
    0, 1, -1, 1.5, -1.5, 0.0000001, 0.9999999, 1700000000, 1700000000.123456, 1700000000.9999999, 1700000000000, 1700000000123.456, 20000000000, 20000000001,
    20000000000.5, -20000000000, -20000000001, -20000000000.5, -62167219200, -62167219201, -62167219200.5, -62135596800, -62135596801, -62167219200000,
    253402300799, 253402300799.9999999, 253402300800, 253402300799000, 253402300799999.9, 253402300800000, 2**63 - 1, -(2**63), 2**63, -(2**63) - 1, 10**30, -(10**30),
    Raw("1e400"), Raw("-1e400"), Raw("1" + "0" * 400), Raw("1e18"), Raw("1e19"), Raw("-1e19"),
]

INTS: list[Any] = [
    0, 1, -1, 3, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**40, Raw("-0"), Raw("9" * 4300), Raw("-" + "9" * 4300), Raw("9" * 4301),
    0.0, 1.0, -1.0, 1.5, 1e10, 1e18, Raw("9.3e18"), 1e300, Raw("1e400"), Raw("-1e400"), Raw("1E2"), Raw("1.50e+1"), Raw("-0.0"), Raw("9223372036854775807.0"), Raw("-9223372036854775808.0"), 5e-324,
    "0", "1", "-1", "+1", " 1 ", "1\n", "\u00a01", "1.0", "1.00", "-1.0", "1.", ".0", "1.5", "01", "00", "-01", "+01", "0_1", "_1", "1_", "1_000", "1__0", "1_000.0", "-1_0", "--1", "+-1", "-+1", "++1", "1e3",
    "0x10", "", " ", "-", "+", "x", "é", "１", "9" * 18, "9" * 19, "9" * 40, "9" * 4300, "9" * 4301, "-" + "9" * 4300, "-" + "9" * 4301, " " + "9" * 4301, "9" * 4301 + "x", "9" * 4301 + ".0", "0" * 4301, "0" * 4302 + "1",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "nan", "inf", "true", "0.0", "000.0", "00_0", "0_", "-0", "-00", "+0", "+0.0", "0.", "- 1", "1 0", "1.0.0", "1.0_0", "1_0.0", "0-1", "0_-1",
]

FLOATS: list[Any] = [
    *INTS, 0.5, -0.5, 1e16, 1e15, 1e-5, 1e-4, 1e-7, 1.5e300, 123456789012345680.0, 0.1, Raw("0.1e1"), Raw("1.7976931348623157e308"), Raw("1.7976931348623159e308"), Raw("2.2250738585072011e-308"), Raw("1e-400"),
    Raw("NaN"), Raw("Infinity"), Raw("-Infinity"), Raw("17976931348623157" + "0" * 292), Raw("1797693134862315" + "9" * 293), Raw("1" + "0" * 309),
    "1.5", " 1.5 ", "1e3", "1E3", "1e", "e3", ".5", "5.", "NaN", "nan", "-nan", "+inf", "Infinity", "-infinity", "infinit", "1_0.5", "1_0e1_0", "1__0.5", "1,5", "0x1p3", "1e400", "-1e400", "1e-400", "1d3", "1.5f",
]

BOOLS: list[Any] = [
    True, False, 0, 1, 2, -1, 0.0, 1.0, Raw("-0"), Raw("-0.0"), 0.5, 2.0, 1e300, 2**63, 2**64, Raw("NaN"), Raw("Infinity"), Raw("1e400"), Raw("9.3e18"), Raw("9" * 400),
    "true", "false", "True", "FALSE", "t", "f", "T", "F", "y", "n", "Y", "N", "yes", "no", "YES", "on", "off", "ON", "OFF", "0", "1", "2", "", " true", "true ", "ok", "tru", "00", "1.0", "é",
]

STRINGS: list[Any] = [
    "", "a", "<string>", "é", "日本語", "\U0001f600", "e\u0301" * 20, "\x00", "\x7f", "\u2028", "a\"b\\c/d", "\b\f\n\r\t\x1f", "x" * 2000, "x" * 2001, "é" * 2000, "é" * 2001, "\U0001f600" * 2000,
    "\U0001f600" * 2001, "null", "0", Raw('"\\u00e9\\u0041"'), Raw('"\\ud83d\\ude00"'), Raw('"\\/\\b"'), Raw('"\\u0000"'), "\ufeff", "\uffff", "\ue000",
]

STATE_TYPES: list[Any] = [
    "SCHEDULED", "PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED", "CRASHED", "PAUSED", "CANCELLING",
    "scheduled", "Running", "", "SLEEPING", " PENDING", "StateType.PENDING", 0, 1, True, None,
]

ANYTHING: list[Any] = [
    None, True, False, 0, 1, -1, 1.5, 10**30, "", "x", "1", [], {}, [1], ["a"], [[]], [None], {"a": 1}, {"": ""}, {"type": "unpersisted"}, Raw("NaN"), Raw("-Infinity"), Raw("1e400"), Raw("-0"), Raw("1.0"), Raw("1E+2"),
    {"a": {"b": [1, {"c": None}]}}, Object((("k", 1), ("j", 2), ("k", 3))), [Raw("NaN"), 1], "\U0001f600",
]

KEYS: list[Any] = ["a", "b", "", "é", "key", "prefect.flow-run.id", "\U0001f600", "a b", "0", Raw('"\\u0061"'), "__proto__", "constructor", "type"]


def pick(pool: list[Any]) -> Draw:
    return lambda random: random.choice(pool)


def nullable(draw: Draw) -> Draw:
    return lambda random: None if random.random() < 0.1 else draw(random)


def odd(draw: Draw) -> Draw:
    """Now and then a value of any kind."""
    return lambda random: anything(random) if random.random() < 0.06 * wildness(random) else draw(random)


def anything(random: random.Random) -> Any:
    roll = random.random()
    if roll < 0.7:
        return random.choice(ANYTHING)
    if roll < 0.85:
        return [anything(random) for _ in range(random.randrange(3))]
    return Object(tuple((random.choice(KEYS), anything(random)) for _ in range(random.randrange(4))))


def many(draw: Draw, most: int = 3) -> Draw:
    def list_of(random: random.Random) -> list[Any]:
        return [draw(random) for _ in range(random.choice([0, 1, 1, 2, most]))]

    return list_of


def mapping(draw: Draw) -> Draw:
    def object_of(random: random.Random) -> Object:
        return Object(tuple((random.choice(KEYS), draw(random)) for _ in range(random.choice([0, 1, 1, 2, 3, 15]))))

    return object_of


def model(fields: dict[str, Draw], required: tuple[str, ...] = ()) -> Draw:
    def draw(random: random.Random) -> Object:
        share = random.choice([0.1, 0.3, 0.6, 1.0])
        members: list[tuple[Any, Any]] = []
        for name, field in fields.items():
            if random.random() < (1 - 0.03 * wildness(random) if name in required else share):
                members.append((name, odd(field)(random)))
        if random.random() < 0.12 * wildness(random):
            members.append((random.choice([*KEYS, "extra", "Name", "ID"]), anything(random)))
        if members and random.random() < 0.08:
            name, _ = random.choice(members)
            members.append((name, odd(fields.get(name, anything))(random)))
        if random.random() < 0.3:
            random.shuffle(members)
        return Object(tuple(members))

    return draw


def retry_delay(random: random.Random) -> Any:
    roll = random.random()
    if random.random() >= wildness(random):
        return random.choice([3, 2.5, "4", "0.5", [1, 2], [1, 2.5], []])
    if roll < 0.5:
        return random.choice(FLOATS)
    if roll < 0.93:
        return [random.choice(random.choice([INTS, FLOATS, [1, 2, 2.5]])) for _ in range(random.choice([0, 1, 2, 3]))]
    return [random.choice([1, 1, 1, 1, 2.5, "3", True])] * random.choice([49, 50, 51])


def tame(pool: list[Any], good: list[Any]) -> Draw:
    """Mostly values that are right, so that a body has few errors and often none."""

    def draw(random: random.Random) -> Any:
        value = random.choice(pool if random.random() < 0.25 * wildness(random) else good)
        return nearby(value, random) if random.random() < 0.06 * wildness(random) else value

    return draw


NEARBY = ["", "0", "1", "9", "-", "+", ".", ":", "_", " ", "T", "Z", "e", "x", "é", "\u2212", ","]


def nearby(value: Any, random: random.Random) -> Any:
    """A text with a few characters changed, a number somewhat larger or smaller, or a number as its text."""
    if isinstance(value, str) and len(value) < 100:
        for _ in range(random.choice([1, 1, 2])):
            at = random.randrange(len(value) + 1)
            value = value[:at] + random.choice(NEARBY) + value[at + random.choice([0, 1, 1, 2]) :]
    elif isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) < 1e300:
        value = random.choice([value + random.random(), value + random.randrange(-99, 99), value * 1000, str(value)])
    return value


def uuid_text(random: random.Random) -> Any:
    return near_uuid(random) if random.random() < 0.1 * wildness(random) else tame(UUIDS, UUIDS[:6])(random)


uuid = nullable(uuid_text)
date = nullable(tame(DATES, DATES[:8]))
integer = tame(INTS, [0, 1, 3, "2", 2.0])
number = tame(FLOATS, [0, 0.5, 2, "1.5"])
text = tame([*STRINGS, *ANYTHING], ["a", "<string>", "é"])
boolean = tame(BOOLS, [True, False])

state_details = model({
    "flow_run_id": uuid, "task_run_id": uuid, "child_flow_run_id": uuid, "scheduled_time": date, "cache_key": nullable(text),
    "cache_expiration": date, "deferred": nullable(boolean), "untrackable_result": boolean, "pause_timeout": date,
    "pause_reschedule": boolean, "pause_key": nullable(text), "run_input_keyset": nullable(mapping(text)),
    "refresh_cache": nullable(boolean), "retriable": nullable(boolean), "transition_id": uuid, "task_parameters_id": uuid,
    "traceparent": nullable(text), "deployment_concurrency_lease_id": uuid,
})

state_create = model({
    "type": tame(STATE_TYPES, STATE_TYPES[:9]), "name": nullable(text), "message": nullable(text), "data": anything,
    "state_details": state_details,
}, required=("type",))

policy = model({
    "max_retries": integer, "retry_delay_seconds": number, "retries": nullable(integer), "retry_delay": nullable(retry_delay),
    "retry_jitter_factor": nullable(number),
})

RIGHT_INPUTS = [
    {"id": UUID}, {"input_type": "task_run", "id": UUID.upper()}, {"input_type": "flow_run", "id": UUID}, {"input_type": "parameter", "name": "x"},
    {"input_type": "constant", "type": "int"}, {"name": "x"}, {"type": "int", "more": None},
]

wild_task_input = model({
    "input_type": pick(["task_run", "flow_run", "parameter", "constant", "task_run", "other", "", None, 1]),
    "id": uuid_text, "name": text, "type": text,
})


def task_input(random: random.Random) -> Any:
    return random.choice(RIGHT_INPUTS) if random.random() >= wildness(random) else wild_task_input(random)


label = tame([*FLOATS, *STRINGS, *ANYTHING], [True, 1, 1.5, "x", 10**25])

name = tame([*STRINGS, *ANYTHING, 0.0, Raw("-0"), Raw("-0.0")], ["mine", "", None])

task_run_create = model({
    "id": uuid, "state": nullable(state_create), "name": name, "flow_run_id": uuid, "task_key": text, "dynamic_key": text,
    "cache_key": nullable(text), "cache_expiration": date, "task_version": nullable(text), "empirical_policy": policy,
    "tags": many(text), "labels": nullable(mapping(label)), "task_inputs": mapping(many(task_input)),
}, required=("task_key", "dynamic_key"))

MODELS: dict[str, Draw] = {
    "TaskRunCreate": task_run_create,
    "StateCreate": state_create,
    "TaskRunUpdate": model({"name": name}),
}


def write(value: Any, random: random.Random) -> str:
    """JSON text of a value, in one of many spellings."""
    spaces = ["", "", "", " ", "\n", "\t", "\r\n  "] if random.random() < 0.3 else [""]
    escape_all = random.random() < 0.1

    def space() -> str:
        return random.choice(spaces)

    def string(text: str) -> str:
        out = []
        for character in text:
            code = ord(character)
            if character in '"\\':
                out.append("\\" + character)
            elif code < 0x20:
                out.append({8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"}.get(code, f"\\u{code:04x}"))
            elif escape_all and code < 0x10000:
                out.append(f"\\u{code:04X}")
            elif escape_all:
                code -= 0x10000
                out.append(f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}")
            else:
                out.append(character)
        return '"' + "".join(out) + '"'

    def any_value(value: Any) -> str:
        match value:
            case Raw(raw):
                return raw
            case None:
                return "null"
            case True:
                return "true"
            case False:
                return "false"
            case int() | float():
                return repr(value)
            case str():
                return string(value)
            case list():
                return "[" + ",".join(space() + any_value(item) + space() for item in value) + "]"
            case dict():
                return any_value(Object(tuple(value.items())))
            case Object(members):
                pairs = (space() + any_value(k) + space() + ":" + space() + any_value(v) + space() for k, v in members)
                return "{" + ",".join(pairs) + "}"
        raise TypeError(value)

    return any_value(value)


BREAKAGES = ['"', "\\", "{", "}", "[", "]", ",", ":", "'", "\x00", "\x1f", "\n", "0", "-", ".", "e", "N", "t", "n", "\\u", "\\ud800", "\\udc00", "\\ud800\\u", "\\ud83d\\ude00", "\\x", "é", "\U0001f600", "\ufeff", " ", "\u00a0", "/**/", "NaN", "Infinity", "-Inf", "nul", "1e", "1.", "01", "+1", ",,", "\\u12", "\\u00g0", "\\u+123"]


def break_text(text: str, random: random.Random) -> str:
    at = random.randrange(len(text) + 1)
    match random.randrange(5):
        case 0:
            return text[:at]
        case 1:
            return text[:at] + random.choice(BREAKAGES) + text[at:]
        case 2:
            return text[:at] + text[at + 1 :]
        case 3:
            return text[:at] + random.choice(BREAKAGES) + text[at + 1 :]
    return text + random.choice(BREAKAGES)


def encode(text: str, random: random.Random) -> bytes:
    roll = random.random()
    if roll < 0.97:
        return text.encode()
    encoding = random.choice(["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "latin-1"])
    body = text.encode(encoding, "replace")
    if random.random() < 0.2:
        text = text.replace("a", "\ud83d", 1).replace("e", "\ude00", 1)
        body = text.encode(encoding if encoding != "latin-1" else "utf-8", "surrogatepass")
    if random.random() < 0.3:
        body = body[: random.randrange(len(body) + 1)]
    return body


SPECIAL = ["null", "[]", "{}", '"x"', "1", "true", "NaN", "", " ", "[[[]]]", "[" * 50, "[" * 50 + "]" * 50, '{"a":' * 50, "0", "-", "-0", '""']


def body(random: random.Random) -> tuple[str, bytes]:
    """A model's name and a body for it."""
    model_name = random.choice(["TaskRunCreate"] * 6 + ["StateCreate"] * 2 + ["TaskRunUpdate"])
    if random.random() < 0.01:
        text = random.choice(SPECIAL)
    else:
        text = write(MODELS[model_name](random), random)
    if random.random() < 0.08:
        text = break_text(text, random)
    return model_name, encode(text, random)
