from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from prefect_taskrun._native import EXPLAINED, details_json

if not TYPE_CHECKING and sys.version_info < (3, 12):
    # Pydantic takes no other there, and brings it. Where there is none, nobody asks what is not required.
    try:
        from typing_extensions import NotRequired, TypedDict
    except ImportError:
        from typing import Optional as NotRequired
        from typing import TypedDict
elif not TYPE_CHECKING:
    from typing import NotRequired, TypedDict
else:
    from typing_extensions import NotRequired, TypedDict

    from prefect_taskrun._native import Errors


class ErrorDetails(TypedDict):
    """One error, in pydantic's shape."""

    type: str
    """Pydantic's name of what is wrong, `missing` say."""
    loc: tuple[str | int, ...]
    """The way from the payload to the value that is wrong."""
    msg: str
    """What is wrong."""
    input: NotRequired[Any]
    """The value that is wrong."""
    ctx: NotRequired[dict[str, Any]]
    """The part of the message that differs from case to case."""
    url: NotRequired[str]
    """Where pydantic explains this type."""


class Span(NamedTuple):
    """Where in a JSON body something stands."""

    start: int
    """The first byte's offset."""
    end: int
    """The offset of the byte after the last."""
    line: int
    """The line of the first character, from 1."""
    column: int
    """The column of the first character in its line, in characters, from 1."""


@dataclass(frozen=True, repr=False)
class Told:
    """What native errors say, for a copy or another process, where they themselves cannot go."""

    title: str
    body: bytes | None
    found: list[ErrorDetails]
    places: list[tuple[int, int, int, int]]
    as_json: str | None
    as_text: str

    @classmethod
    def by(cls, errors: Errors | Told) -> Told:
        # Of objects JSON is made when it is asked for: it may be that JSON cannot say them, which is no matter of a copy.
        as_json = None if errors.body is None else errors.json()
        return cls(errors.title, errors.body, errors.details(True), errors.spans(), as_json, str(errors))

    def count(self) -> int:
        return len(self.found)

    def details(self, include_input: bool) -> list[ErrorDetails]:
        details = [error.copy() for error in self.found]
        if not include_input:
            for error in details:
                del error["input"]
        return details

    def spans(self) -> list[tuple[int, int, int, int]]:
        return self.places

    def json(self) -> str:
        return details_json(self.found) if self.as_json is None else self.as_json

    def __repr__(self) -> str:
        return self.as_text


class ValidationError(ValueError):
    """Why a payload was refused: every error in it, in the order of the model's fields."""

    def __init__(self, errors: Errors | Told) -> None:
        super().__init__(errors)
        self._errors = errors

    @property
    def title(self) -> str:
        """The name of the model that refused."""
        return self._errors.title

    @property
    def body(self) -> bytes | None:
        """The JSON that was refused, as it came; nothing if it was no JSON but an object."""
        return self._errors.body

    def error_count(self) -> int:
        """How many errors there are, at least one."""
        return self._errors.count()

    def errors(
        self, *, include_url: bool = False, include_context: bool = True, include_input: bool = True
    ) -> list[ErrorDetails]:
        """Every error, in pydantic's shape; its `loc` does not begin with "body".

        A server tells no `url`, so that here it must be asked for.
        """
        details = self._errors.details(include_input)
        for error in details:
            if not include_context:
                error.pop("ctx", None)
            if include_url:
                error["url"] = EXPLAINED + error["type"]
        return details

    def spans(self) -> list[Span]:
        """Where in the JSON body each error's value stands; its key, where the field itself is wrong."""
        return [Span(*span) for span in self._errors.spans()]

    def json(
        self,
        *,
        indent: int | None = None,
        include_url: bool = False,
        include_context: bool = True,
        include_input: bool = True,
    ) -> str:
        """Every error, as a JSON list on one line or with so many spaces a level."""
        if indent is None and include_context and include_input and not include_url:
            return self._errors.json()
        details = self.errors(include_url=include_url, include_context=include_context, include_input=include_input)
        return details_json(details, indent)

    def __str__(self) -> str:
        return str(self._errors)

    def __repr__(self) -> str:
        return str(self)

    def __reduce__(self) -> tuple[type[ValidationError], tuple[Told], dict[str, Any]]:
        # Notes, and whatever else was set on it, go with it.
        others = {name: value for name, value in vars(self).items() if name != "_errors"}
        return type(self), (Told.by(self._errors),), others
