"""The README's examples do what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_python(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = blocks("python")
    exec(compile(block, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert '"state_type": "RUNNING"' in printed
    assert "'msg': 'Input should be a valid string'" in printed


def test_javascript() -> None:
    (block,) = blocks("js")
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", block], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert "state_type: 'RUNNING'" in done.stdout
    assert "msg: 'Input should be a valid string'" in done.stdout


def test_command_line() -> None:
    shown = next(block for block in blocks("console") if "prefect-taskrun check" in block).splitlines()
    command, first_lines = shown[0].removeprefix("$ ").split(), shown[1 : shown.index("…")]
    assert command[0] == "prefect-taskrun"
    done = subprocess.run(
        [sys.executable, "-m", "prefect_taskrun", *command[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout.splitlines()[: len(first_lines)] == first_lines


@pytest.mark.parametrize("package", ["python", "npm"])
def test_a_package_s_readme_says_where_the_files_are(package: str) -> None:
    command = [sys.executable, str(ROOT / "tools/readme.py"), package]
    cut = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    _, _, after = cut.partition("those of the source repository.")
    assert "`make bench`" in after and "COMPATIBILITY.md" in after
    assert not re.search(r"\]\((?!\w+://|#)", cut)


# What the README calls the work of the benchmark's tables.
TIMED = {
    "Python: bytes to a model": "bytes to model, M",
    "Python: a dict to a model": "dict to model, M",
    "Python: bad bytes to all errors": "bad bytes to all errors as objects, M",
    "Python: bytes to a created run as bytes": "bytes to created run as bytes, M",
    "Node: text to a verdict": "text to verdict, M",
    "Node: text to an object": "text to object, M",
    "Node: an object to an object": "object to object, M",
    "the same, where a value must be converted": "object to object, M with an id in capitals",
    "Node: text to a created run as text": "text to created run as text, M",
}


def test_its_numbers_are_those_of_the_benchmark_s_tables() -> None:
    tables = (ROOT / "benches/README.md").read_text()
    timed = re.findall(r"^\| (.+?) \| (\w+).*? \| [\d.]+ \| ([\d.]+) \(", tables, re.MULTILINE)
    told = re.findall(r"^\| (.+?) \| (\d\..+) \|$", README, re.MULTILINE)
    assert [work for work, _ in told] == list(TIMED)
    for work, ratios in told:
        for ratio, peer in re.findall(r"([\d.]+) of (\w+)", ratios):
            assert (TIMED[work], peer, ratio) in timed
