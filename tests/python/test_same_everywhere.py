"""The same body in the same context gives the same bytes in Rust, Python and Node."""

import json
import subprocess
from datetime import datetime, timezone
from pathlib import Path

from prefect_taskrun import Context, respond

ROOT = Path(__file__).parents[2]
BODIES = (ROOT / "tests/bodies.json").read_text()
NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=timezone.utc)
NOW_MICROS = "1767323045678901"
SEED = str(2**127 + 2**70 + 3)


def answers(*command: str) -> list[str]:
    done = subprocess.run(command, input=BODIES.encode(), capture_output=True, cwd=ROOT, check=True)
    return done.stdout.decode().splitlines()


def test_rust_python_and_node_give_the_same_bytes() -> None:
    context = Context(now=NOW, seed=int(SEED))
    responses = [respond(body.encode(), context=context) for body in json.loads(BODIES)]
    python = [f"{response.status} {response.body}" for response in responses]
    rust = answers("cargo", "run", "--quiet", "--locked", "--example", "answers", NOW_MICROS, SEED)
    node = answers("node", "examples/answers.mjs", NOW.isoformat(), SEED)
    assert {line[:3] for line in python} == {"201", "422"}
    assert rust == python
    assert node == python
