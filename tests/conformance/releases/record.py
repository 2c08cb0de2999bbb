"""Records what releases of Prefect say to one corpus of bodies, for tests that run without them.

    python tests/conformance/releases/record.py [--seed SEED] [--search N] [--sample N]

Installs the releases, prints where their JSON Schemas and their verdicts change, and keeps of many random bodies those that
show something new and a sample of the rest. A body must be JSON that every Python reads alike, and its dates such as 3.9.1
reads on this Python as the reference does: up to Python 3.12 Prefect has pendulum read them.
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONFORMANCE = Path(__file__).parents[1]
sys.path.insert(0, str(CONFORMANCE))

from generate import UUID, body  # noqa: E402
from oracle import Oracle, command  # noqa: E402
from record import shown  # noqa: E402

CORPUS = Path(__file__).with_name("corpus.jsonl.gz")

# The first and the last of each minor release, both sides of every change, and some between.
RELEASES = """
    3.0.0 3.0.11
    3.1.0 3.1.3 3.1.4 3.1.5 3.1.7 3.1.8 3.1.9 3.1.10 3.1.11 3.1.15
    3.2.0 3.2.8 3.2.15
    3.3.0 3.3.7
    3.4.0 3.4.1 3.4.3 3.4.4 3.4.6 3.4.7 3.4.9 3.4.10 3.4.11 3.4.12 3.4.18 3.4.25
    3.5.0
    3.6.0 3.6.15 3.6.29
    3.7.0 3.7.4 3.7.8
    3.8.0 3.8.4 3.8.8
    3.9.0 3.9.1
""".split()
NEWEST = RELEASES[-1]

Case = tuple[str, bytes]

# A case's verdicts, each with the release from which on it holds.
Verdicts = list[tuple[str, dict[str, Any]]]


def state(**details: Any) -> dict[str, Any]:
    return {"type": "PENDING", "state_details": details}


def run(**fields: Any) -> dict[str, Any]:
    return {"task_key": "k", "dynamic_key": "0", **fields}


def policy(**fields: Any) -> dict[str, Any]:
    return run(empirical_policy=fields)


def inputs(*inputs: Any) -> dict[str, Any]:
    return run(task_inputs={"x": list(inputs)})


# Each change by hand: the new form alone, with a mistake, between other mistakes, beside its older form.
EDGES: list[tuple[str, Any]] = [
    ("TaskRunCreate", run(labels=None)),
    ("TaskRunCreate", run(labels={})),
    ("TaskRunCreate", run(labels={"team": "data", "n": 1, "x": 1.5, "on": True})),
    ("TaskRunCreate", run(labels={"n": None})),
    ("TaskRunCreate", run(labels=[])),
    ("TaskRunCreate", {"a": 1, "labels": {}, "z": 2, "task_key": 1}),
    ("TaskRunCreate", '{"labels":1,"a":1,"task_key":"k","dynamic_key":"0","labels":{},"b":2,"a":3}'),
    ("TaskRunCreate", run(Labels={})),
    *[("StateCreate", state(traceparent=value)) for value in ("00-1", None, 42, [])],
    *[("TaskRunCreate", run(state=state(traceparent=value), tags="x")) for value in ("00-1", 42)],
    *[("StateCreate", state(deployment_concurrency_lease_id=value)) for value in (UUID, None, 42, "x")],
    *[("TaskRunCreate", run(state=state(deployment_concurrency_lease_id=value, traceparent=1))) for value in (UUID, "x")],
    *[
        ("TaskRunCreate", policy(retry_delay=value))
        for value in (
            None, 1, 1.0, 1.5, "1", "1.0", "1.5", "x", True, -0.5, 10**20, 1e300, [], [1], [1.0], [1.5], [1, 2.5], ["1"], ["1.5"], ["x"], [None],
            [True], [1, "x"], [[1]], {}, "", [1] * 50, [1] * 51, [1.5] * 50, [1.5] * 51, ["1"] * 51,
        )
    ],
    *[("TaskRunCreate", policy(retry_delay_seconds=value)) for value in (1, 1.5, "1.5", [1.5], "x")],
    *[("TaskRunCreate", policy(retry_delay_seconds=1.5, retry_delay=value)) for value in (0, 2, None)],
    ("TaskRunCreate", policy(max_retries=1.5, retry_delay=1.5, retry_jitter_factor=-1)),
    *[("TaskRunCreate", inputs({"input_type": "flow_run", "id": value})) for value in (UUID, "x", None)],
    ("TaskRunCreate", inputs({"id": UUID})),
    ("TaskRunCreate", inputs({"name": "n"}, {"input_type": "flow_run"}, {"input_type": "constant", "type": "t"})),
    ("TaskRunCreate", inputs({"input_type": "flow_run", "id": UUID, "name": "n", "type": "t"})),
    ("TaskRunCreate", inputs({"id": UUID, "name": "n", "type": "t"})),
    ("TaskRunCreate", inputs(None)),
    ("TaskRunUpdate", {"name": "n", "labels": {}}),
    ("TaskRunCreate", run(empirical_policy=None, labels=1, state={"type": "LATE"})),
]


def edges() -> list[Case]:
    return [(model, (value if isinstance(value, str) else json.dumps(value)).encode()) for model, value in EDGES]


def ask(cases: list[Case], release: str | None = None) -> list[dict[str, Any]]:
    oracle = Oracle(release=release)
    verdicts = list(oracle.verdicts(cases))
    oracle.close()
    return verdicts


def dates(model: str, body: bytes) -> Iterator[str]:
    """The dates of a body, as JSON."""
    value = json.loads(body)
    state = value
    if isinstance(value, dict) and model == "TaskRunCreate":
        yield json.dumps(value.get("cache_expiration"))
        state = value.get("state")
    details = state.get("state_details") if isinstance(state, dict) else None
    if isinstance(details, dict):
        yield from (json.dumps(details.get(field)) for field in ("scheduled_time", "cache_expiration", "pause_timeout"))


def readable(cases: list[Case]) -> list[Case]:
    """The cases that reading does not decide, with dates that are read alike here and by the reference."""
    here = ask(cases, NEWEST)
    cases = [case for case, verdict in zip(cases, here, strict=True) if "ok" in verdict or "errors" in verdict]
    found = sorted({date for case in cases for date in dates(*case)})
    alone = [("StateCreate", f'{{"type":"PENDING","state_details":{{"pause_timeout":{date}}}}}'.encode()) for date in found]
    alike = {
        date for date, here, there in zip(found, ask(alone, NEWEST), ask(alone), strict=True) if here == there
    }
    kept = [case for case in cases if alike.issuperset(dates(*case))]
    print(f"{len(alike)} of {len(found)} dates and {len(kept)} of {len(cases)} bodies are read alike", flush=True)
    return kept


def schemas(release: str) -> dict[str, Any]:
    """A release's JSON Schemas without their prose."""

    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(member) for key, member in value.items() if key not in ("description", "title", "examples")}
        return [bare(item) for item in value] if isinstance(value, list) else value

    output = subprocess.run(command("schemas.py", release), check=True, stdout=subprocess.PIPE, text=True).stdout
    return bare(json.loads(output))


def changed(old: Any, new: Any, at: str = "") -> Iterator[str]:
    """Where two schemas differ."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in sorted({*old, *new}):
            yield from changed(old.get(key), new.get(key), f"{at}.{key}" if at else key)
    elif old != new:
        yield at


def follows(old: str, new: str) -> bool:
    """Whether no release can be between the two."""
    (old_minor, old_patch), (new_minor, new_patch) = ([int(n) for n in release.split(".")[1:]] for release in (old, new))
    return (new_minor, new_patch) in ((old_minor, old_patch + 1), (old_minor + 1, 0))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=20260202)
    parser.add_argument("--search", type=int, default=15_000)
    parser.add_argument("--sample", type=int, default=300)
    options = parser.parse_args()

    source = random.Random(options.seed)
    by_hand = edges()
    cases = by_hand + readable([body(source) for _ in range(options.search)])
    columns: list[Verdicts] = [[] for _ in cases]
    loose = 0
    described: dict[str, Any] = {}
    for before, release in zip([None, *RELEASES], RELEASES):
        verdicts = 0
        for column, verdict in zip(columns, ask(cases, release), strict=True):
            if not column or column[-1][1] != verdict:
                column.append((release, verdict))
                verdicts += 1
        old, described = described, schemas(release)
        if before:
            where = list(changed(old, described))
            if where or verdicts:
                print(f"{before} -> {release}: {verdicts} verdicts; {', '.join(where)}", flush=True)
                loose += not follows(before, release)
    if loose:
        print("record the releases between, too")
        return 1

    kept = set(range(len(by_hand) + options.sample))
    seen: set[tuple[str, ...]] = set()
    # The smallest case is kept of what can be seen at a place.
    for index in sorted(range(len(cases)), key=lambda i: (i >= len(by_hand), len(cases[i][1]))):
        model, _ = cases[index]
        what = {(release, *what) for release, verdict in columns[index] for what in shown(model, verdict)}
        if index in kept or what - seen:
            seen |= what
            kept.add(index)
    with CORPUS.open("wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as corpus:
        versions = subprocess.run(command("versions.py", NEWEST), check=True, stdout=subprocess.PIPE, text=True).stdout
        head = {**json.loads(versions), "releases": RELEASES}
        corpus.write(json.dumps(head, separators=(",", ":")).encode() + b"\n")
        for index in sorted(kept):
            model, text = cases[index]
            line = {"model": model, "body": base64.b64encode(text).decode(), "verdicts": columns[index]}
            corpus.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")
    print(f"{len(kept)} cases, {len(seen)} things shown, {CORPUS.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
