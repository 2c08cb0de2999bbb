"""The command line, where its standard streams are not as usual."""

import json
import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systems differ in what they say of streams")

COMMAND = Path(sysconfig.get_path("scripts"), "prefect-taskrun")

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
    assert run("check", "nowhere.json", stderr=writing, env=environment).returncode == 2
    os.close(writing)


def closed(*descriptors: int) -> dict[str, Any]:
    """The options with which a process begins without these standard streams."""

    def close() -> None:
        for descriptor in descriptors:
            os.close(descriptor)

    return {"preexec_fn": close}


def test_a_closed_standard_input_is_one_line() -> None:
    for arguments in (["create", "-"], ["check", "-"], ["check", "--jsonl", "-"]):
        done = run(*arguments, stdin=None, **closed(0))
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr == b"prefect-taskrun: <stdin>: Bad file descriptor\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_takes_nothing_is_one_line(unbuffered: str) -> None:
    environment = {"PYTHONUNBUFFERED": unbuffered}
    for arguments, stdin in [
        (["create", "-"], GOOD),
        (["check", "-"], BAD),
        (["check", "--jsonl", "-"], b"\n".join([BAD] * 2000)),
    ]:
        done = run(*arguments, stdin=stdin, env=environment, **closed(1))
        assert (done.returncode, done.stderr) == (2, b"prefect-taskrun: <stdout>: not writable\n")
        with open("/dev/full", "wb") as full:
            done = run(*arguments, stdin=stdin, env=environment, stdout=full)
            assert (done.returncode, done.stderr) == (2, b"prefect-taskrun: <stdout>: No space left on device\n")
    # Nothing is to be printed, so nothing fails.
    done = run("check", "-", stdin=GOOD, **closed(1))
    assert (done.returncode, done.stderr) == (0, b"")


def test_without_a_standard_error_the_codes_are_the_same() -> None:
    for code, arguments in [(1, ["create", "-"]), (1, ["check", "--jsonl", "-"]), (2, ["check", "nowhere.json"]), (2, [])]:
        assert run(*arguments, stdin=BAD, **closed(2)).returncode == code
    assert run("create", "-", stdin=BAD, **closed(2)).stdout == b""
    with open("/dev/full", "wb") as full:
        assert run("check", "nowhere.json", stderr=full).returncode == 2


def test_an_output_of_few_characters_gets_escapes() -> None:
    payload = '{"task_key": "é日😀", "dynamic_key": "b"}'.encode()
    ascii = {"PYTHONIOENCODING": "ascii:strict"}
    done = run("create", "-", stdin=payload, env=ascii)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["task_key"] == "é日😀"
    done = run("check", "-", stdin=payload.replace(b'"b"', b"1"), env=ascii)
    assert (done.returncode, done.stderr) == (1, b"")
    assert rb'{"task_key": "\u00e9\u65e5\ud83d\ude00", "dynamic_key": 1}' in done.stdout
