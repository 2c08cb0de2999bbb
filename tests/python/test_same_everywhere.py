"""The same body in the same context gives the same bytes in Rust, Python and Node."""

import json
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS / "conformance"))

from exchange import NODE, RUST, answers, answers_of  # noqa: E402

CONTEXT = {"now": "2026-01-02T03:04:05.678901+00:00", "seed": str(2**127 + 2**70 + 3)}


def test_rust_python_and_node_give_the_same_bytes() -> None:
    bodies = json.loads((TESTS / "bodies.json").read_text())
    requests = [{"body": body.encode().decode("latin-1"), **CONTEXT} for body in bodies]
    python = answers(requests)
    assert {line[:3] for line in python} == {"201", "422"}
    assert answers_of(RUST, requests) == python
    assert answers_of(NODE, requests) == python
