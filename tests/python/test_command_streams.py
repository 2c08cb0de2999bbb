"""The command line, where its standard streams are not as usual."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systems differ in what they say of streams")

COMMAND = Path(sys.executable).with_name("prefect-taskrun")

GOOD, BAD = b'{"task_key": "a", "dynamic_key": "b"}', b'{"task_key": 1, "dynamic_key": "b"}'


def run(*arguments: str | bytes, stdin: bytes | None = b"", **others: Any) -> subprocess.CompletedProcess[bytes]:
    others = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **others}
    # A buffer is what users have, whatever the tests are run with.
    others["env"] = {**os.environ, "PYTHONUNBUFFERED": "", **others.get("env", {})}
    return subprocess.run([COMMAND, *arguments], input=stdin, check=False, **others)


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_who_has_seen_enough_does_not_change_the_verdict(unbuffered: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    environment = {"PYTHONUNBUFFERED": unbuffered}
    lines = b"\n".join([BAD] * 2000)
    for code, arguments, stdin in [
        (0, ["create", "-"], GOOD),
        (1, ["check", "-"], BAD),
        (1, ["check", "--all-versions", "-"], BAD),
        (1, ["check", "--jsonl", "-"], lines),
        (1, ["check", "--jsonl", "--all-versions", "-"], lines),
        (0, ["--help"], b""),
    ]:
        done = run(*arguments, stdin=stdin, stdout=writing, env=environment)
        assert (done.returncode, done.stderr) == (code, b""), arguments
    assert run("create", "-", stdin=BAD, stderr=writing, env=environment).returncode == 1
    os.close(writing)
