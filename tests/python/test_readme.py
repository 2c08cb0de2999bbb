"""The README's examples do what it says."""

import re
import subprocess
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
    done = subprocess.run(
        [ROOT / ".tools/venv/bin" / command[0], *command[1:]], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout.splitlines()[: len(first_lines)] == first_lines


def test_make_targets_exist() -> None:
    listed = subprocess.run(["make", "-s", "help"], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    for target in re.findall(r"\bmake ([a-z-]+)\b", README):
        assert f"make {target} " in listed, target


@pytest.mark.parametrize("package", ["python", "npm"])
def test_a_package_s_readme_says_where_the_files_are(package: str) -> None:
    cut = subprocess.run([ROOT / "tools/readme.py", package], capture_output=True, text=True, check=True).stdout
    _, _, after = cut.partition("those of the source repository.")
    assert "`make bench`" in after and "COMPATIBILITY.md" in after
    assert not re.search(r"\]\((?!\w+://|#)", cut)
