"""Batches of payloads, one a line."""

from __future__ import annotations

import gzip
import io
import os
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from prefect_taskrun._errors import ValidationError

if TYPE_CHECKING:
    from typing import type_check_only

M = TypeVar("M")


class Readable(Protocol):
    """A file that is open for reading, or anything that reads like one."""

    def read(self, size: int, /) -> str | bytes:
        """As much as there is up to a size, and nothing at the end."""
        ...


Source: TypeAlias = str | os.PathLike[str] | os.PathLike[bytes] | bytes | bytearray | memoryview | Readable

if not TYPE_CHECKING:
    # Only from Python 3.11 on may a named tuple be generic.
    class JsonLine(NamedTuple):
        """What became of a line: a model, or an error."""

        line: int
        model: Any
        error: ValidationError | None
else:

    class JsonLine(NamedTuple, Generic[M]):
        """What became of a line: a model, or an error."""

        line: int
        """The line's number, from 1; blank lines are counted and passed over."""
        model: M | None
        """The model, if the line was accepted."""
        error: ValidationError | None
        """Everything that is wrong with the line, if it was refused; its `spans()` are those within the line."""

    # A type checker tells a model by the error that is not there, and the other way round, only by two types to choose from.
    @type_check_only
    class Accepted(JsonLine[M]):
        """A line with its model."""

        model: M  # pyright: ignore[reportIncompatibleVariableOverride]
        error: None  # pyright: ignore[reportIncompatibleVariableOverride]

    @type_check_only
    class Refused(JsonLine[M]):
        """A line with its error."""

        model: None  # pyright: ignore[reportIncompatibleVariableOverride]
        error: ValidationError  # pyright: ignore[reportIncompatibleVariableOverride]


def opened(source: Source) -> tuple[Readable, bool]:
    """A source as a file, and whether that was opened here: bytes, a path, whose name may end in `.gz`, or a file."""
    file: Any
    if isinstance(source, (bytes, bytearray, memoryview)):
        return io.BytesIO(source), True
    if isinstance(source, (str, os.PathLike)):
        file = gzip.open(source) if os.fsdecode(source).endswith(".gz") else open(source, "rb", buffering=0)
        return file, True
    if hasattr(source, "read"):
        return source, False
    raise TypeError(f"source must be a path, bytes or a file, not {type(source).__name__}")
