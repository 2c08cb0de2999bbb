"""The examples in Python; those of a server, of pages and of Node have tests of their own."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from fastapi.testclient import TestClient

EXAMPLES = Path(__file__).parents[2] / "examples"


def printed(name: str, *arguments: str) -> list[str]:
    command = [sys.executable, str(EXAMPLES / name), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_body_of_fastapi_s() -> None:
    spec = importlib.util.spec_from_file_location("fastapi_body", EXAMPLES / "fastapi_body.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    client = TestClient(module.app)
    created = client.post("/runs", json={"task_key": "load", "dynamic_key": "0"})
    assert (created.status_code, created.json()["state_type"]) == (201, "PENDING")
    refused = client.post("/runs", json={"task_key": "load"})
    assert (refused.status_code, refused.json()["detail"][0]["loc"]) == (422, ["body", "dynamic_key"])


def test_a_field_of_pydantic_s() -> None:
    lines = printed("pydantic_field.py")
    assert lines[0] == "load {'owner': 'data', 'runs': [{'task_key': 'load', 'dynamic_key': '0'}]}"
    assert lines[2:4] == ["runs.0.dynamic_key", "  Input should be a valid string [type=string_type, input_value=0, input_type=int]"]


def test_an_audit(tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text('{"task_key": "a", "dynamic_key": "0"}\n{"task_key": "a"}\n{"task_key": 1}\n')
    assert printed("audit_jsonl.py", str(file)) == [
        "1 accepted",
        "2 times missing at dynamic_key",
        "1 times string_type at task_key",
    ]


def test_an_audit_whose_reader_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    file.write_text('{"task_key": "a"}\n')
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, str(EXAMPLES / "audit_jsonl.py"), str(file)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True, check=False)
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_arguments_an_example_says_its_usage() -> None:
    for command in ([sys.executable, "audit_jsonl.py"], ["node", "create.mjs"]):
        done = subprocess.run(command, capture_output=True, text=True, cwd=EXAMPLES, check=False)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("usage: ") and "FILE" in done.stderr.splitlines()[0]


def test_every_example_is_in_the_index() -> None:
    index = (EXAMPLES / "README.md").read_text()
    tracked = subprocess.run(["git", "ls-files", "."], cwd=EXAMPLES, capture_output=True, text=True, check=True).stdout
    for name in {Path(line).parts[0] for line in tracked.splitlines()} - {"README.md"}:
        assert f"({name})" in index, name
