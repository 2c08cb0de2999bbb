"""Imported before Prefect is: it gets a home and a database of its own, which go with the process, and is silent."""

import logging
import os
import tempfile
import warnings

_home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
os.environ.update(
    PREFECT_HOME=_home.name,
    PREFECT_API_DATABASE_CONNECTION_URL=f"sqlite+aiosqlite:///{_home.name}/prefect.db",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_SERVER_LOGGING_LEVEL="CRITICAL",
    DO_NOT_TRACK="1",
)
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")
