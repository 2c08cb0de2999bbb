"""Holds this project against Prefect's own models on Python objects, in the same process.

A line of standard input is {"seed", "count"}; a line of standard output is {"outcomes", "different"}: how often which
kind of verdict was given, and the objects on which the two differ, each with its seed and what each says.

The objects are bodies, as `generate.py` draws them, with Python's own values in place of JSON's: UUIDs, datetimes,
decimals, members of enumerations, bytes, tuples, sets, generators, mappings, objects with attributes, Prefect's own
models, and some that do ill: values within themselves, and those that raise when they are looked at.
"""

import collections
import contextlib
import dataclasses
import datetime
import decimal
import enum
import fractions
import json
import random
import re
import sys
import types
import uuid
from pathlib import Path

import alone  # first: it sets Prefect's environment

sys.path.append(str(Path(__file__).parent / ".."))

import prefect.client.schemas.objects as client
import prefect.server.schemas.actions as actions
import prefect.server.schemas.core as core
import prefect.server.schemas.states as states
import prefect_taskrun as ours
from generate import MODELS, Calm, Object, write
from pydantic import TypeAdapter, ValidationError

NOW = datetime.datetime(2099, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.timezone.utc)
CONTEXT = ours.Context(now=NOW, seed=0)
SLUG = ours.TaskRunCreate.model_validate_json('{"task_key":"","dynamic_key":""}', context=CONTEXT).name
actions.generate_slug = core.generate_slug = lambda words: SLUG
import prefect._internal.schemas.validators as validators

validators.generate_slug = lambda words: SLUG
actions.now = states.now = lambda tz="UTC": NOW

fill_policy = core.set_run_policy_deprecated_fields


def filled(policy):
    """Of a policy that it cannot write into Prefect fails. Mended in the least way, it writes into a copy, and reads attributes."""
    if isinstance(policy, collections.abc.MutableMapping):
        return fill_policy(policy)
    if isinstance(policy, collections.abc.Mapping):
        return fill_policy(dict(policy))
    if isinstance(policy, (core.TaskRunPolicy, type)):
        return policy
    try:
        members = {name: getattr(policy, name) for name in core.TaskRunPolicy.model_fields if hasattr(policy, name)}
    except Exception:
        return policy
    return fill_policy(members) if members else policy


core.set_run_policy_deprecated_fields = filled

# Up to Python 3.12 Prefect has pendulum read dates.
UNLIKE_THE_REFERENCE = {"cache_expiration", "scheduled_time", "pause_timeout"} if sys.version_info < (3, 13) else set()
ADAPTERS = {name: TypeAdapter(getattr(actions, name)) for name in MODELS}

ID = uuid.UUID("3c90c3cc-0d44-4b50-8888-8dd25736052a")
EAST = datetime.timezone(datetime.timedelta(hours=5, minutes=30))


class Text(str):
    pass


class Number(int):
    pass


class Real(float):
    pass


class Kind(enum.Enum):
    RUNNING = "RUNNING"
    TEXT = "a"
    NUMBER = 3
    REAL = 1.5
    NONE = None


class TextKind(str, enum.Enum):
    RUNNING = "RUNNING"
    TEXT = "a"


class NumberKind(enum.IntEnum):
    ONE = 1


class Bag:
    """An object with attributes."""

    def __init__(self, members):
        self.__dict__.update(members)

    def __repr__(self):
        return "Bag()"


class Raising(Bag):
    """One of whose attributes raises."""

    @property
    def task_key(self):
        raise LookupError("no key")

    @property
    def type(self):
        raise LookupError("no type")


class Table(collections.abc.Mapping):
    """A mapping that is no dict."""

    def __init__(self, members):
        self.members = dict(members)

    def __getitem__(self, key):
        return self.members[key]

    def __iter__(self):
        return iter(self.members)

    def __len__(self):
        return len(self.members)

    def __repr__(self):
        return "Table()"


class Sorted(dict):
    pass


class Items(list):
    pass


class Ill:
    """What raises whenever it is looked at."""

    def __eq__(self, other):
        raise LookupError("not equal")

    def __hash__(self):
        raise LookupError("no hash")

    def __bool__(self):
        raise LookupError("neither true nor false")

    def __iter__(self):
        raise LookupError("no items")

    def __getattr__(self, name):
        raise LookupError("no attributes")

    def __repr__(self):
        return "Ill()"


class IllValue(Ill):
    def __bool__(self):
        raise ValueError("neither true nor false, in pydantic's words")


def breaking(items):
    yield from items[:1]
    raise LookupError("no more")


def within_itself(kind):
    value = kind()
    value["a"] = value if kind is dict else None
    return value


def a_list_within_itself():
    value = []
    value.append(value)
    return value


class Draw:
    """Puts Python's values in the place of JSON's."""

    def __init__(self, source):
        self.random = source
        self.share = source.choice([0.05, 0.2, 0.5])
        self.in_policy = False
        self.has_model = False

    def value(self, value):
        turns = self.random.random() < self.share
        match value:
            case dict():
                members = {key if self.random.random() > 0.03 else self.key(key): self.member(key, member) for key, member in value.items()}
                return self.mapping(members) if turns else members
            case list():
                items = [self.value(item) for item in value]
                return self.items(items) if turns else items
        if not turns:
            return value
        if self.random.random() < 0.03:
            return self.random.choice([Ill, IllValue, a_list_within_itself, lambda: within_itself(dict), object, lambda: Ill, lambda: len])()
        return self.leaf(value)

    def member(self, key, value):
        self.in_policy = self.in_policy or key == "empirical_policy"
        member = self.value(value)
        self.in_policy = self.in_policy and key != "empirical_policy"
        return member

    def key(self, key):
        return self.random.choice([Text(key), key.encode("utf-8", "replace"), 1, None, TextKind.TEXT, (1, 2)])

    def mapping(self, members):
        named = all(type(key) is str for key in members)
        kinds = [collections.OrderedDict, Sorted, Table, types.MappingProxyType, collections.UserDict, collections.ChainMap, lambda m: collections.defaultdict(list, m)]
        if named:
            kinds += [Bag, Raising, lambda m: types.SimpleNamespace(**m), self.dataclass, self.model]
        kinds += [lambda m: list(m.items()), lambda m: set(map(str, m))]
        return self.random.choice(kinds)(members)

    def dataclass(self, members):
        names = [name for name in members if name.isidentifier()]
        if len(names) < len(members) or len(set(names)) < len(names):
            return Bag(members)
        try:
            return dataclasses.make_dataclass("Data", names)(**members)
        except TypeError:
            return Bag(members)

    def model(self, members):
        """A model of Prefect's with these members, perhaps unchecked."""
        if "SCHEDULED" in shown(members.get("type")):
            # It would be scheduled for the present.
            return Bag(members)
        kind = self.random.choice([states.State, client.State, actions.StateCreate, core.TaskRunPolicy, client.TaskRunPolicy, states.StateDetails, client.StateDetails, core.Parameter, client.TaskRunResult])
        self.has_model = True
        try:
            return as_ever(kind(**members), members)
        except Exception:
            # The server's own models it would take unchecked.
            unchecked = kind.__module__.startswith("prefect.client") and self.random.random() < 0.5
            with contextlib.suppress(Exception):
                return as_ever(kind.model_construct(**members), members) if unchecked else Bag(members)
            return Bag(members)

    def items(self, items):
        def hashable():
            try:
                return {item: None for item in items}
            except Exception:
                return {}

        kinds = [
            tuple, Items, collections.deque, iter, lambda i: (item for item in i), lambda i: breaking(list(i)), lambda i: hashable().keys(), lambda i: dict(enumerate(i)).values(),
            lambda i: map(lambda item: item, i), lambda i: set(list(hashable())[:1]), lambda i: frozenset(list(hashable())[:1]), lambda i: dict(enumerate(i)), lambda i: range(len(i)), reversed,
        ]
        return self.random.choice(kinds)(items)

    def leaf(self, value):
        kinds = []
        match value:
            case bool() | None:
                kinds = [lambda: Kind.NONE, lambda: decimal.Decimal(1), lambda: Number(value or 0), lambda: b"true", lambda: Text("yes")]
            case int():
                kinds = [
                    lambda: decimal.Decimal(value), lambda: fractions.Fraction(value), lambda: Number(value), lambda: str(value)[:50].encode(), lambda: NumberKind.ONE, lambda: Kind.NUMBER,
                    lambda: Real(value % 1000), lambda: datetime.timedelta(seconds=value % 1000), lambda: complex(1, 2),
                ]
            case float():
                kinds = [
                    lambda: decimal.Decimal(value), lambda: fractions.Fraction(value), lambda: Real(value), lambda: repr(value).encode(), lambda: Kind.REAL, lambda: decimal.Decimal("NaN"),
                    lambda: decimal.Decimal("Infinity"), lambda: decimal.Decimal("sNaN"),
                ]
            case str():
                kinds = [
                    lambda: Text(value), lambda: value.encode("utf-8", "replace"), lambda: bytearray(value.encode("utf-8", "replace")), lambda: b"\xff", lambda: Kind.TEXT, lambda: Kind.RUNNING,
                    lambda: TextKind.RUNNING, lambda: states.StateType.RUNNING, lambda: client.StateType.FAILED, lambda: ours.StateType.PENDING, lambda: ID, lambda: uuid.uuid5(ID, value[:50]),
                    lambda: ID.bytes, lambda: datetime.datetime(2024, 2, 29, 1, 2, 3, 4), lambda: datetime.datetime(2024, 2, 29, 1, 2, 3, tzinfo=EAST), lambda: datetime.datetime.max.replace(tzinfo=EAST),
                    lambda: datetime.date(2024, 2, 29), lambda: datetime.time(1, 2), lambda: NOW, lambda: Path("/a"), lambda: 1.5, lambda: memoryview(b"x"),
                ]
        try:
            made = self.random.choice(kinds)()
        except Exception:
            return value
        # Pydantic takes the value of any member for an integer, whatever it is: a policy could have "a" retries.
        unchecked = self.in_policy and isinstance(made, enum.Enum) and not isinstance(made.value, int)
        return value if unchecked else made


def object_of(seed):
    """A model's name, an object for it, made anew each time, and whether there is a model of Prefect's in it."""
    source = random.Random(seed) if seed % 2 else Calm(seed)
    name = source.choice(["TaskRunCreate"] * 6 + ["StateCreate"] * 2 + ["TaskRunUpdate"])
    # Python does not read an integer of any length.
    read_int = lambda digits: int(digits[:4000])
    value = json.loads(write(MODELS[name](source), source), parse_int=read_int)
    draw = Draw(source)
    return name, draw.value(without(value)), draw.has_model


def as_ever(model, members):
    """A model with the same in the place of what a state makes up."""
    for name, value in (("id", ID), ("timestamp", NOW)):
        if name not in members and isinstance(model, (states.State, client.State)):
            model.__dict__[name] = value
    return model


def without(value):
    if isinstance(value, dict):
        return {key: without(member) for key, member in value.items() if key not in UNLIKE_THE_REFERENCE}
    return [without(item) for item in value] if isinstance(value, list) else value


def shown(value):
    try:
        return re.sub("0x[0-9a-f]+", "0x", repr(value))
    except Exception as error:
        return f"repr raises {type(error).__name__}"


def error(details):
    context = {key: shown(value) for key, value in details.get("ctx", {}).items()}
    return [details["type"], shown(details["loc"]), details["msg"], shown(details["input"]), context]


def dumped(dump):
    """What a dump gives, or whether it fails: pydantic and we have other words for that."""
    try:
        return shown(dump())
    except Exception:
        return "fails"


def verdict(validate, failures):
    try:
        model = validate()
    except failures as refused:
        return {"errors": [error(details) for details in refused.errors()]}
    except Exception as raised:
        return {"raises": f"{type(raised).__name__}: {raised}"[:200]}
    return {
        "ok": dumped(model.model_dump_json),
        "set": dumped(lambda: model.model_dump_json(exclude_unset=True)),
        "python": told_alike(dumped(model.model_dump)),
    }


def told_alike(text):
    """The text of a dump without what tells only how an offset from UTC or an iterator is kept."""
    text = re.sub(r"SerializationIterator\(index=0, iterator=(<.*?>)\)", r"\1", text)
    return re.sub(r"tzinfo=(zoneinfo\.ZoneInfo\(key='UTC'\)|TzInfo\(.*?\)|datetime\.timezone\.utc|datetime\.timezone\(.*?\)\))", "tzinfo", text)


def validated(name, given):
    try:
        return getattr(ours, name).model_validate(given, context=CONTEXT)
    finally:
        # Prefect writes into the policy that it is given, and its errors show that.
        with contextlib.suppress(Exception):
            policy = given.get("empirical_policy") if isinstance(given, collections.abc.Mapping) else given.empirical_policy
            if isinstance(policy, collections.abc.MutableMapping):
                fill_policy(policy)


def main():
    for line in sys.stdin:
        asked = json.loads(line)
        outcomes, different = collections.Counter(), []
        for seed in range(asked["seed"], asked["seed"] + asked["count"]):
            name, given, has_model = object_of(seed)
            expected = verdict(lambda: ADAPTERS[name].validate_python(given, from_attributes=True), ValidationError)
            again = object_of(seed)[1]
            mine = verdict(lambda: validated(name, again), ours.ValidationError)
            outcomes[next(iter(expected))] += 1
            if has_model and "raises" in expected:
                # A model that was never checked may lack what its own methods want: there Prefect itself fails.
                continue
            if has_model:
                # The server takes models of its own unchecked: with what they know of their unset fields, for which here is
                # `from_prefect`, and with a default that is an integer where the field is a float.
                for said in (mine, expected):
                    said.pop("set", None)
                    if "python" in said:
                        said["python"] = said["python"].replace("'retry_delay_seconds': 0,", "'retry_delay_seconds': 0.0,")
            if mine != expected:
                different.append({"seed": seed, "model": name, "object": shown(object_of(seed)[1]), "prefect": expected, "ours": mine})
        print(json.dumps({"outcomes": outcomes, "different": different}), flush=True)


main()
