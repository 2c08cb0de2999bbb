from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from prefect_taskrun._errors import ValidationError
from prefect_taskrun._native import Context, supported


class UnknownVersionWarning(UserWarning):
    """A server version is newer than those whose rules are known; the newest rules are taken."""


class Support(NamedTuple):
    """Releases of Prefect that say the same to a payload."""

    since: str
    """The first of them."""
    before: str | None
    """The first release that no longer is one of them. Without it they go on: newer ones than are known count, too."""
    error: ValidationError | None
    """What they have against the payload, if anything."""


def supported_versions(
    payload: str | bytes | bytearray | Mapping[str, Any], *, context: Context | None = None
) -> list[Support]:
    """What each release of Prefect says to a payload that is to create a task run, from 3.0.0 on.

    A `str`, `bytes` or `bytearray` is a JSON body. Two ranges that follow one another differ in their errors, or one of them has none.

        >>> [refused, accepted] = supported_versions({"task_key": "load", "dynamic_key": "0", "labels": {}})
        >>> refused.since, refused.before, accepted.since, accepted.before
        ('3.0.0', '3.1.5', '3.1.5', None)
    """
    return [Support(*found) for found in supported(payload, context=context)]
