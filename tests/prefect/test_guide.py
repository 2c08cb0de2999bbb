"""The guide's examples that need Prefect."""

import re
from pathlib import Path

import pytest

GUIDE = Path(__file__).parents[2] / "docs/pages/guides/adopt-in-a-server.md"


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```", GUIDE.read_text(), re.M | re.S))
def test_the_guide_runs(block: str) -> None:
    exec(compile(block, GUIDE.name, "exec"), {"__name__": "__main__"})
