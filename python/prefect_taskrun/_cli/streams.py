"""The standard streams."""

from __future__ import annotations

import os
import sys


def flush() -> None:
    """Writes what was printed, while what goes wrong with it can still be told."""
    sys.stdout.flush()
    sys.stderr.flush()


def drop_unwritten() -> None:
    """Has what cannot be written go nowhere, so that Python does not try it again as it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
