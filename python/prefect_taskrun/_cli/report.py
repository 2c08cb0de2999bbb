"""Errors as people read them: each with its place, the line it stands in, and a caret under the value."""

from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Iterator
from typing import TextIO

from prefect_taskrun import Span, ValidationError
from prefect_taskrun._cli.texts import WIDTH, blanked, escaped, shortened, shown

# As many bytes as the characters can have that a terminal has room for.
ROOM = 4 * WIDTH

# The bytes of a byte order mark, by what Python calls the encoding of what begins with one.
MARKS = {"utf-16": 2, "utf-32": 4}


def report(file: str, first_line: int, error: ValidationError, colour: bool) -> Iterator[str]:
    """What is wrong with a payload that begins on a line of a file."""
    bold, red, plain = ("\033[1m", "\033[31m", "\033[0m") if colour else ("", "", "")
    body = _in_utf8(error.body or b"")
    for details, span in zip(error.errors(include_input=False), error.spans(), strict=True):
        way = ".".join(str(step) for step in details["loc"])
        message = details["msg"]
        if details["type"] == "json_invalid" and "ctx" in details:
            # The character is in the position already, and the reader's own words say more.
            way, message = "not JSON", details["ctx"]["error"]
        place = f"{shown(file)}:{first_line + span.line - 1}:{span.column}:"
        # The payload as a whole has no way to it. Messages may have a piece of the payload in them, too.
        said = f"{escaped(message)} [{details['type']}]"
        yield f"{bold}{place}{plain} " + (f"{shortened(escaped(way))}: {said}" if way else said)
        line, caret = _marked(body, span)
        if line:
            yield f"    {line}"
            yield f"    {red}{caret}{plain}"


def in_colour(out: TextIO) -> bool:
    """Whether what is printed may have colours."""
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _in_utf8(body: bytes) -> bytes:
    """The bytes that spans count: a body's text in UTF-8, and before it as many as its byte order mark has."""
    encoding = json.detect_encoding(body)
    if encoding.startswith("utf-8"):
        return body
    try:
        text = body.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        # There is no text to show.
        return b""
    return b" " * MARKS.get(encoding, 0) + text.encode(errors="surrogatepass")


def _marked(body: bytes, span: Span) -> tuple[str, str]:
    """The line that a span begins in, and carets under the span, both cut to what a terminal shows."""
    # A body can be all one line, with many errors. What is shown of it for each is as much as there is room for.
    before = body[max(0, span.start - ROOM) : span.start].rpartition(b"\n")[2].decode(errors="replace")
    rest = body[span.start : span.start + ROOM].partition(b"\n")[0].rstrip(b"\r")
    value = rest[: span.end - span.start].decode(errors="replace")
    # A long line is shown from a little before the value on.
    if len(before) > WIDTH // 2:
        before = "…" + before[-WIDTH // 2 :]
    line = blanked(before + rest.decode(errors="replace"))[:WIDTH]
    carets = "^" * max(1, min(_columns(value), WIDTH - _columns(before)))
    return line, " " * _columns(before) + carets


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(unicodedata.combining(character)) for character in text)
