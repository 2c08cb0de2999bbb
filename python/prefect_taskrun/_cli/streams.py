"""The standard streams."""

from __future__ import annotations

import codecs
import errno
import json
import os
import sys
from typing import BinaryIO


def replace_closed() -> None:
    """Puts streams in the place of those that are closed, which Python has as `None`."""
    if sys.stdout is None:
        # It cannot be written: whatever is printed fails, as it has to.
        sys.stdout = open(os.devnull)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", errors="replace")


def escape_unknown() -> None:
    """Has the standard output escape what its encoding has no bytes for, in the way of JSON, which a run is printed as."""
    codecs.register_error("prefect_taskrun.json", _escaped)
    # What stands in for the standard output in the same process need not have an encoding.
    if reconfigure := getattr(sys.stdout, "reconfigure", None):
        reconfigure(errors="prefect_taskrun.json")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def standard_input() -> BinaryIO:
    """The bytes of the standard input; an `OSError` if it is closed."""
    if sys.stdin is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    return sys.stdin.buffer


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
