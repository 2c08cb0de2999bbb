"""Holds this package inside Prefect, FastAPI and pydantic against what they do without it.

    python tests/conformance/host.py [--stories N]
"""

from __future__ import annotations

import argparse
import base64
import gzip
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from exchange import ROOT, Exchange, Present, Runs
from oracle import Oracle
from stories import story

CONFORMANCE = ROOT / "tests/conformance"
MOST_SHOWN = 5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=200, help="how many of the recorded requests a server is asked anew")
    options = parser.parse_args()
    oracle = Oracle("host.py", has_package=True)
    failures: list[str] = []
    failures += of_bodies(oracle)
    failures += of_stories(oracle, options.stories)
    failures += of_flows(oracle)
    for failure in failures[:MOST_SHOWN]:
        print(failure)
    return 1 if failures else 0


def report(what: str, count: int, failures: list[str]) -> list[str]:
    print(f"{what}: {count - len(failures)} passed, {len(failures)} failed", flush=True)
    return failures


def of_bodies(oracle: Oracle) -> list[str]:
    """In pydantic's and FastAPI's models, and as models of Prefect's: the recorded bodies."""
    with gzip.open(CONFORMANCE / "corpus.jsonl.gz", "rt") as lines:
        cases = [json.loads(line) for line in lines]
    bodies = [case["body"] for case in cases if case["model"] == "TaskRunCreate" and not {"json", "unreadable", "surrogate"} & case.keys()]
    failures, count = [], 0
    for body, differences in zip(bodies, oracle.ask({"body": body} for body in bodies), strict=True):
        count += differences is not None
        failures += [f"{base64.b64decode(body)!r}\n  {difference}" for difference in (differences or [])[:1]]
    print(f"of {len(bodies)} bodies {len(bodies) - count} hold what only JSON's text does, or make Prefect fail")
    assert count > 1000
    return report("bodies in pydantic, FastAPI and Prefect's models", count, failures)


def stories(most: int) -> Iterator[dict[str, Any]]:
    """Recorded requests, each sent twice, and stories of several."""
    source = random.Random(7)
    with lzma.open(CONFORMANCE / "exchanges.jsonl.xz", "rt") as lines:
        recorded = [json.loads(line) for line in lines]
    for exchange in source.sample(recorded, min(most, len(recorded))):
        flow_run = exchange["flow_run"] or {"labels": None, "run_count": 0}
        step = {"create": exchange["body"]} | {key: exchange[key] for key in ("api_version", "content_type") if key in exchange}
        yield {"flow_run": {"labels": flow_run["labels"], "runs": flow_run["run_count"]}, "steps": [step, step]}
    yield from (story(source) for _ in range(most // 5))


def of_stories(oracle: Oracle, most: int) -> list[str]:
    told = list(stories(most))
    failures: list[str] = []
    outcomes: Counter[str] = Counter()
    for plain, changed in oracle.ask({"story": story} for story in told):
        # Two servers ran the task runs that there are.
        measured = (".estimated_", ".total_run_time")
        runs = Runs(given(plain), present(changed), present(plain), measured=measured)
        for one, other in zip(plain, changed, strict=True):
            outcomes[str(one["status"]) if one["status"] == other["status"] else f"{one['status']} for {other['status']}"] += 1
            if (where := difference(one, other, runs)) is not None:
                failures.append(f"{one['body']!r}\n  {where}\n  without: {one['answer'][:1000]}\n  with:    {other['answer'][:1000]}")
    print("statuses:", ", ".join(f"{count} {status}" for status, count in outcomes.most_common()))
    return report("requests to a server with install()", outcomes.total(), failures)


def given(told: list[Exchange]) -> list[Any]:
    return [json.loads(exchange["body"].encode("latin-1")) for exchange in told if exchange["status"] < 400]


def present(told: list[Exchange]) -> Present:
    """The present of a whole story, which may tell of an earlier task run."""
    return Present.of(told[0]["before"], told[-1]["after"]) if told else Present.of(0, 0)


def difference(plain: Exchange, changed: Exchange, runs: Runs) -> str | None:
    """Where a server with this package answers otherwise; it may, where the server itself fails."""
    if "fails" in plain:
        return None if changed["status"] in (plain["status"], 422) else f"{changed['status']} for {plain['status']}"
    if plain["status"] != changed["status"]:
        return f"{changed['status']} for {plain['status']}"
    if plain["status"] >= 400:
        return None if plain["answer"] == changed["answer"] else "other bytes"
    return runs.difference(json.loads(changed["answer"]), json.loads(plain["answer"]))


def of_flows(oracle: Oracle) -> list[str]:
    (found,) = oracle.ask([{"flow": True}])
    expected = {"statuses": [500, 422, 500], "total": 12, "failed": True, "deferred": "SCHEDULED"}
    wrong = [f"{key}: {found[key]!r} for {value!r}" for key, value in expected.items() if found[key] != value]
    return report("flows on a server with install()", len(expected), wrong)


if __name__ == "__main__":
    sys.exit(main())
