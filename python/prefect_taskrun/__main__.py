"""The command `prefect-taskrun`."""

from __future__ import annotations

import argparse
import os
import sys
import unicodedata
import warnings
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TextIO

from prefect_taskrun import (
    Context,
    Span,
    TaskRunCreate,
    UnknownVersionWarning,
    ValidationError,
    create_task_run,
    supported_versions,
)
from prefect_taskrun._native import notice

OK, INVALID, UNUSABLE = 0, 1, 2

# How much of a long line is shown.
WIDTH = 100


class UnreadableFile(Exception):
    """A file that cannot be read, and why, in one line."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except UnreadableFile as error:
        print(f"prefect-taskrun: {error}", file=sys.stderr)
        return UNUSABLE
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stderr.close()
        return OK
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prefect-taskrun",
        description="Validate and create Prefect task runs exactly as a Prefect server does, without one.",
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    create = commands.add_parser("create", help="print the task run that a server would create of a payload")
    create.add_argument("file", metavar="FILE", help="a JSON payload; - is standard input")
    create.add_argument("--now", type=_instant, help="the present, 2023-11-07T05:31:56Z say; by default the clock's")
    create.add_argument("--seed", type=_seed, help="what ids and names follow from; by default random")
    create.add_argument("--indent", type=int, metavar="N", help="print over several lines, with N spaces a level")
    create.set_defaults(run=_create)

    check = commands.add_parser("check", help="print what is wrong with payloads; exit with 1 if anything is")
    check.add_argument("files", nargs="+", metavar="FILE", help="a JSON payload; - is standard input")
    releases = check.add_mutually_exclusive_group()
    releases.add_argument(
        "--server-version", type=_version, metavar="X.Y.Z", help="check as that release of Prefect does; by default the newest"
    )
    releases.add_argument(
        "--all-versions", action="store_true", help="print which releases take each payload; exit with 1 if any does not"
    )
    check.set_defaults(run=_check)
    return parser


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.removesuffix("Z") + "+00:00" if text.endswith("Z") else text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a datetime such as 2023-11-07T05:31:56Z: {text}") from None
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"no offset from UTC, end it with Z, say: {text}")
    return instant


def _seed(text: str) -> int:
    try:
        seed = int(text)
        Context(seed=seed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an integer from 0 to 2**128 - 1: {text}") from None
    return seed


def _version(text: str) -> str:
    try:
        words = notice(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if words:
        print(f"prefect-taskrun: {words}", file=sys.stderr)
        warnings.simplefilter("ignore", UnknownVersionWarning)
    return text


def _create(options: argparse.Namespace) -> int:
    context = Context(now=options.now, seed=options.seed)
    body = _read(options.file)
    try:
        create = TaskRunCreate.model_validate_json(body, context=context)
    except ValidationError as error:
        _report(options.file, body, error, sys.stderr)
        return INVALID
    print(create_task_run(create, context=context).model_dump_json(indent=options.indent))
    return OK


def _check(options: argparse.Namespace) -> int:
    code = OK
    for file in options.files:
        try:
            body = _read(file)
            if options.all_versions:
                code = max(code, _check_all(file, body))
            else:
                TaskRunCreate.model_validate_json(body, server_version=options.server_version)
        except ValidationError as error:
            _report(file, body, error, sys.stdout)
            code = max(code, INVALID)
        except UnreadableFile as error:
            print(f"prefect-taskrun: {error}", file=sys.stderr)
            code = UNUSABLE
    return code


def _check_all(file: str, body: bytes) -> int:
    """Prints what each release says to a payload."""
    code = OK
    for since, before, error in supported_versions(body):
        said = "accepted" if error is None else "refused"
        print(f"{_shown(file)}: {said} by Prefect {since} and newer" + (f", before {before}" if before else ""))
        if error is not None:
            _report(file, body, error, sys.stdout)
            code = INVALID
    return code


def _shown(file: str) -> str:
    return "<stdin>" if file == "-" else file


def _read(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise UnreadableFile(f"{file}: {error.strerror or error}") from None


def _report(name: str, body: bytes, error: ValidationError, out: TextIO) -> None:
    """Prints each error with its place, the line it stands in, and a caret under the value."""
    bold, red, plain = ("\033[1m", "\033[31m", "\033[0m") if _in_colour(out) else ("", "", "")
    shown = _shown(name)
    for details, span in zip(error.errors(include_input=False), error.spans(), strict=True):
        way = ".".join(str(step) for step in details["loc"])
        message = details["msg"]
        if details["type"] == "json_invalid":
            # The character is in the position already, and the reader's own words say more.
            way, message = "not JSON", details["ctx"]["error"]
        print(f"{bold}{shown}:{span.line}:{span.column}:{plain} {way}: {message} [{details['type']}]", file=out)
        line, caret = _marked(body, span)
        if line:
            print(f"    {line}\n    {red}{caret}{plain}", file=out)


def _in_colour(out: TextIO) -> bool:
    return out.isatty() and "NO_COLOR" not in os.environ


def _marked(body: bytes, span: Span) -> tuple[str, str]:
    """The line that a span begins in, and carets under the span, both cut to what a terminal shows."""
    begin = body.rfind(b"\n", 0, span.start) + 1
    end = body.find(b"\n", span.start)
    before = body[begin : span.start].decode(errors="replace")
    rest = body[span.start : len(body) if end < 0 else end].decode(errors="replace")
    value = body[span.start : span.end].decode(errors="replace").partition("\n")[0].rstrip("\r")
    # A long line is shown from a little before the value on.
    if len(before) > WIDTH // 2:
        before = "…" + before[-WIDTH // 2 :]
    line = _printable(before + rest.rstrip("\r"))[:WIDTH]
    carets = "^" * max(1, min(_columns(value), WIDTH - _columns(before)))
    return line, " " * _columns(before) + carets


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(bool(unicodedata.combining(character)) for character in text)


if __name__ == "__main__":
    sys.exit(main())
