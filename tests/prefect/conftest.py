"""A real Prefect in this process, on a database of its own."""

from __future__ import annotations

import sys
from pathlib import Path

conformance = Path(__file__).parents[1] / "conformance"
sys.path[:0] = [str(Path(__file__).parent), str(conformance), str(conformance / "oracle")]

import alone  # noqa: E402,F401  before any test imports Prefect
