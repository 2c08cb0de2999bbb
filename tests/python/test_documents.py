"""Each example in the documents runs."""

import doctest
import re
import subprocess
from pathlib import Path
from types import ModuleType

import pytest
from _pytest.mark.structures import ParameterSet

import prefect_taskrun
from prefect_taskrun import _versions

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs/pages").rglob("*.md"))


def blocks(language: str) -> list[ParameterSet]:
    found = []
    for page in PAGES:
        for number, block in enumerate(re.findall(rf"^```{language}\n(.*?)^```", page.read_text(), re.M | re.S), 1):
            found.append(pytest.param(block, id=f"{page.stem}-{number}"))
    return found


# Those that need Prefect run beside it: tests/prefect/test_guide.py.
WITHOUT_PREFECT = [block for block in blocks("python") if "prefect_taskrun.prefect" not in str(block.values[0])]


@pytest.mark.parametrize("block", WITHOUT_PREFECT)
def test_python(block: str) -> None:
    exec(compile(block, "the example", "exec"), {"__name__": "__main__"})


@pytest.mark.parametrize("block", blocks("js"))
def test_javascript(block: str) -> None:
    done = subprocess.run(
        ["node", "--input-type=module", "--eval", block], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


@pytest.mark.parametrize("module", [prefect_taskrun, _versions])
def test_docstrings(module: ModuleType) -> None:
    failed, attempted = doctest.testmod(module)
    assert attempted > 0 and failed == 0


def test_targets_exist() -> None:
    listed = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), re.M)
    named = [
        (document.name, target)
        for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *PAGES]
        for target in re.findall(r"(?:`|^\$ )make ([a-z-]+)", document.read_text(), re.M)
    ]
    assert {"README.md", "CONTRIBUTING.md"} <= {name for name, _ in named}
    assert [(name, target) for name, target in named if target not in listed] == []
