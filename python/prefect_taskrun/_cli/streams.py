"""The standard streams."""

from __future__ import annotations

import errno
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
