"""The command `check` for files with a payload a line."""

from __future__ import annotations

import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from io import BufferedReader, FileIO
from typing import NamedTuple, TypeAlias

from prefect_taskrun import TaskRunCreate, ValidationError
from prefect_taskrun._cli.outcome import INVALID, READING, UnreadableFile, Verdict
from prefect_taskrun._cli.progress import Progress
from prefect_taskrun._cli.report import in_colour, report
from prefect_taskrun._cli.streams import standard_input
from prefect_taskrun._cli.texts import counted, shown
from prefect_taskrun._cli.versions import report_all

Source: TypeAlias = FileIO | gzip.GzipFile


class Outcome(NamedTuple):
    """What became of a line."""

    line: int
    errors: list[ValidationError]
    report: Iterator[str]


def check_lines(file: str, server_version: str | None, all_versions: bool, verdict: Verdict) -> None:
    """Prints what is wrong with each line, and how often what was wrong."""
    colour = in_colour(sys.stdout)
    tally = Tally()
    try:
        with _opened(file) as raw, Progress(shown(file), raw) as progress:
            source: Source = gzip.GzipFile(fileobj=raw) if file.endswith(".gz") else raw
            outcomes = _of_all(file, source, colour) if all_versions else _of_one(file, source, server_version, colour)
            for outcome in _read(file, outcomes):
                tally.add(outcome)
                if outcome.errors:
                    verdict.found(INVALID)
                    progress.say("\n".join(outcome.report))
                progress.update(tally.lines, tally.refused)
    finally:
        for text in tally.summary(file, colour):
            print(text)


def _opened(file: str) -> FileIO:
    try:
        return FileIO(standard_input().fileno(), closefd=False) if file == "-" else FileIO(file)
    except OSError as error:
        raise UnreadableFile(file, error) from None


def _read(file: str, outcomes: Iterator[Outcome]) -> Iterator[Outcome]:
    try:
        yield from outcomes
    except READING as error:
        raise UnreadableFile(file, error) from None


def _of_one(file: str, source: Source, server_version: str | None, colour: bool) -> Iterator[Outcome]:
    """What one release says to each line."""
    for line, _, error in TaskRunCreate.validate_jsonl(source, server_version=server_version):
        if error is None:
            yield Outcome(line, [], iter(()))
        else:
            yield Outcome(line, [error], report(file, line, error, colour))


def _of_all(file: str, source: Source, colour: bool) -> Iterator[Outcome]:
    """What all releases say to each line: nothing, where none has anything against it."""
    for line, text in enumerate(BufferedReader(source), 1):
        body = text.rstrip(b"\r\n")
        if body.strip(b" \t\r"):
            supports, told = report_all(file, line, body, colour)
            errors = [support.error for support in supports if support.error]
            yield Outcome(line, errors, told if errors else iter(()))


class Tally:
    """How many lines there were, and what was wrong with them."""

    def __init__(self) -> None:
        self.lines = self.refused = 0
        self.types: Counter[str] = Counter()

    def add(self, outcome: Outcome) -> None:
        """Counts a line, and the errors that any release has against it once."""
        self.lines += 1
        self.refused += bool(outcome.errors)
        found = {(detail["type"], detail["loc"]) for error in outcome.errors for detail in error.errors(include_input=False)}
        self.types.update(type for type, _ in found)

    def summary(self, file: str, colour: bool) -> Iterator[str]:
        """What was wrong how often, if anything was."""
        if self.refused:
            bold, plain = ("\033[1m", "\033[0m") if colour else ("", "")
            errors = counted(self.types.total(), "error")
            yield f"{bold}{shown(file)}:{plain} {self.refused:,} of {counted(self.lines, 'line')} refused, with {errors}"
            width = len(f"{max(self.types.values()):,}")
            for type, count in self.types.most_common():
                yield f"    {count:>{width},} {type}"
