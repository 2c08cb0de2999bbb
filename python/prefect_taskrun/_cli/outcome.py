"""How a command ends."""

from __future__ import annotations

import zlib

from prefect_taskrun._cli.streams import standard_input
from prefect_taskrun._cli.texts import shown

OK, INVALID, UNUSABLE, INTERRUPTED = 0, 1, 2, 130

# What reading a file raises, a compressed one included.
READING = (OSError, EOFError, zlib.error)


class Verdict:
    """What is known so far of how a command ends: the worst that was found."""

    code = OK

    def found(self, code: int) -> None:
        """Takes in one thing more."""
        self.code = max(self.code, code)


class UnreadableFile(Exception):
    """A file that cannot be read, and why, in one line."""

    def __init__(self, file: str, error: Exception) -> None:
        super().__init__(f"{shown(file)}: {getattr(error, 'strerror', None) or error}")


def body_of(file: str) -> bytes:
    """All of a file."""
    try:
        if file == "-":
            return standard_input().read()
        with open(file, "rb") as opened:
            return opened.read()
    except OSError as error:
        raise UnreadableFile(file, error) from None
