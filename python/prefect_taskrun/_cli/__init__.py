"""The command `prefect-taskrun`: its arguments."""

from __future__ import annotations

import argparse
import contextlib
import sys
import warnings
from collections.abc import Callable, Sequence
from datetime import datetime

from prefect_taskrun import Context, UnknownVersionWarning
from prefect_taskrun._cli.check import check
from prefect_taskrun._cli.create import create
from prefect_taskrun._cli.outcome import INTERRUPTED, OK, UNUSABLE, UnreadableFile, Verdict
from prefect_taskrun._cli.streams import drop_unwritten, escape_unknown, flush, replace_closed
from prefect_taskrun._native import VERSION, notice


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command; gives its exit code."""
    replace_closed()
    escape_unknown()
    verdict = Verdict()
    try:
        _run(arguments, verdict)
        flush()
    except BrokenPipeError:
        # Whoever read our output has seen enough. What was found by then stands.
        drop_unwritten()
    except OSError as error:
        drop_unwritten()
        # It may be the standard error itself that takes no more.
        with contextlib.suppress(OSError):
            print(f"prefect-taskrun: <stdout>: {error.strerror or error}", file=sys.stderr)
        verdict.found(UNUSABLE)
    return verdict.code


def _run(arguments: Sequence[str] | None, verdict: Verdict) -> None:
    try:
        options = _parser().parse_args(arguments)
        options.run(options, verdict)
    except SystemExit as ended:
        # So argparse ends, after the help or what is wrong with the arguments.
        verdict.found(UNUSABLE if ended.code else OK)
    except UnreadableFile as error:
        verdict.found(UNUSABLE)
        print(f"prefect-taskrun: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        verdict.found(INTERRUPTED)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="prefect-taskrun",
        description="Validate and create Prefect task runs exactly as a Prefect server does, without one.",
    )
    version = f"%(prog)s {VERSION}"
    parser.add_argument("--version", action="version", version=version, help="print the version of this package and exit")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, words, add in [
        ("create", "print the task run that a server would create of a payload; exit with 1 if it is refused", _add_create),
        ("check", "print what is wrong with payloads; exit with 1 if anything is", _add_check),
    ]:
        about = f"{words[0].upper()}{words[1:]}, and with 2 if a file cannot be read."
        add(commands.add_parser(name, help=words, description=about))
    return parser


def _add_create(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a JSON payload; - is standard input")
    parser.add_argument("--now", type=_instant, help="the present, 2023-11-07T05:31:56Z say; by default the clock's")
    parser.add_argument("--seed", type=_seed, help="what ids and names follow from; by default random")
    parser.add_argument("--indent", type=_indent, metavar="N", help="print over several lines, with N spaces a level")
    _add_release(parser.add_argument)
    parser.set_defaults(run=create)


def _add_release(add: Callable[..., argparse.Action]) -> None:
    add(
        "--server-version", type=_version, metavar="X.Y.Z", help="do as that release of Prefect does; by default the newest"
    )


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a JSON payload, or one a line in .jsonl or .jsonl.gz; - is standard input"
    )
    parser.add_argument("--jsonl", action="store_true", help="read a payload a line whatever the names of the files")
    releases = parser.add_mutually_exclusive_group()
    _add_release(releases.add_argument)
    releases.add_argument(
        "--all-versions", action="store_true", help="print which releases take each payload; exit with 1 if any does not"
    )
    parser.set_defaults(run=check)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text.removesuffix("Z") + "+00:00" if text.endswith("Z") else text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not a datetime such as 2023-11-07T05:31:56Z: {text}") from None
    if instant.tzinfo is None:
        raise argparse.ArgumentTypeError(f"no offset from UTC, end it with Z, say: {text}")
    try:
        Context(now=instant)
    except OverflowError:
        raise argparse.ArgumentTypeError(f"not of the years 1 to 9999 in UTC: {text}") from None
    return instant


def _seed(text: str) -> int:
    try:
        seed = int(text)
        Context(seed=seed)
    except ValueError:
        raise argparse.ArgumentTypeError(f"not an integer from 0 to 2**128 - 1: {text}") from None
    return seed


def _indent(text: str) -> int:
    if not (text.isdecimal() and len(text) < 3):
        raise argparse.ArgumentTypeError(f"not a number of spaces from 0 to 99: {text}")
    return int(text)


def _version(text: str) -> str:
    try:
        words = notice(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    if words:
        print(f"prefect-taskrun: {words}", file=sys.stderr)
        warnings.simplefilter("ignore", UnknownVersionWarning)
    return text
