"""What each release of Prefect says to a payload."""

from __future__ import annotations

from collections.abc import Iterator

from prefect_taskrun import Support, supported_versions
from prefect_taskrun._cli.report import report
from prefect_taskrun._cli.texts import shown


def report_all(file: str, line: int | None, body: bytes, colour: bool) -> tuple[list[Support], Iterator[str]]:
    """What the releases say to a payload, be it a file or a line of it, and how people read that."""
    supports = supported_versions(body)
    return supports, _told(file, line, supports, colour)


def _told(file: str, line: int | None, supports: list[Support], colour: bool) -> Iterator[str]:
    place = shown(file) if line is None else f"{shown(file)}:{line}"
    for since, before, error in supports:
        said = "accepted" if error is None else "refused"
        yield f"{place}: {said} by Prefect {since} and newer" + (f", before {before}" if before else "")
        if error is not None:
            yield from report(file, line or 1, error, colour)
