"""Texts as people read them, those that come from elsewhere as a terminal can take them."""

from __future__ import annotations

# How much of a long line or key is shown.
WIDTH = 100


def shown(file: str) -> str:
    """A file's name for people."""
    return "<stdin>" if file == "-" else escaped(file) or "''"


def escaped(text: str) -> str:
    """A text in which nothing ends a line or tells a terminal what to do."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode() for character in text
    )


def blanked(text: str) -> str:
    """The same with blanks, so that each character keeps its place."""
    return "".join(character if character.isprintable() else " " for character in text)


def shortened(text: str) -> str:
    """A text without what a terminal has no room for."""
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def counted(count: int, thing: str) -> str:
    """A number of things."""
    return f"{count:,} {thing}" + ("" if count == 1 else "s")
