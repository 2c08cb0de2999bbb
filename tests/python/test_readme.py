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
