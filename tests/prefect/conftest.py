"""A real Prefect in this process, on a database of its own. It must be told so before it is imported."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from pathlib import Path

home = tempfile.mkdtemp()
os.environ.update(
    PREFECT_HOME=home,
    PREFECT_API_DATABASE_CONNECTION_URL=f"sqlite+aiosqlite:///{home}/prefect.db",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_SERVER_LOGGING_LEVEL="CRITICAL",
    DO_NOT_TRACK="1",
)
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "conformance")]
