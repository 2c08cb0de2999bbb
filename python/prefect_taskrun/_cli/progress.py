"""How far a long check is, on a terminal and where rich is installed (the extra `cli`)."""

from __future__ import annotations

import os
import sys
from io import FileIO
from types import TracebackType
from typing import Any

from prefect_taskrun._cli.texts import counted

# How many lines pass between two looks at how far the file was read.
STEP = 200


class Progress:
    """A bar on the standard error, if that is a terminal; what is said meanwhile stands above it."""

    def __init__(self, name: str, file: FileIO) -> None:
        self._file = file
        self._lines = self._refused = 0
        self._bar = _bar() if sys.stderr.isatty() else None
        if self._bar is not None:
            size = os.fstat(file.fileno()).st_size
            self._task = self._bar.add_task(name, total=size or None, counts="")

    def __enter__(self) -> Progress:
        self._show()
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._show()
        if self._bar is not None:
            self._bar.stop()

    def say(self, text: str) -> None:
        """Prints lines."""
        if self._bar is not None and sys.stdout.isatty():
            from rich.text import Text

            self._bar.console.print(Text.from_ansi(text), soft_wrap=True)
        else:
            print(text)

    def update(self, lines: int, refused: int) -> None:
        """Shows how many lines there were so far."""
        self._lines, self._refused = lines, refused
        if lines % STEP == 0:
            self._show()

    def _show(self) -> None:
        if self._bar is not None:
            position = self._file.tell() if self._file.seekable() else None
            counts = f"{counted(self._lines, 'line')}, {self._refused:,} refused"
            self._bar.update(self._task, completed=position, counts=counts)


def _bar() -> Any:
    try:
        from rich import progress
        from rich.console import Console
    except ImportError:
        return None
    return progress.Progress(
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TextColumn("{task.fields[counts]}"),
        progress.TimeRemainingColumn(),
        console=Console(stderr=True),
        redirect_stdout=False,
        redirect_stderr=False,
    )
