"""The command `check`."""

from __future__ import annotations

import argparse
import sys

from prefect_taskrun import TaskRunCreate, ValidationError
from prefect_taskrun._cli.lines import check_lines
from prefect_taskrun._cli.outcome import INVALID, OK, UNUSABLE, UnreadableFile, body_of
from prefect_taskrun._cli.report import in_colour, report
from prefect_taskrun._cli.versions import report_all

LINES = (".jsonl", ".jsonl.gz")


def check(options: argparse.Namespace) -> int:
    """Prints what is wrong with payloads."""
    code = OK
    for file in options.files:
        try:
            code = max(code, _check_file(file, options))
        except UnreadableFile as error:
            print(f"prefect-taskrun: {error}", file=sys.stderr)
            code = UNUSABLE
    return code


def _check_file(file: str, options: argparse.Namespace) -> int:
    if options.jsonl or file.endswith(LINES):
        return check_lines(file, options.server_version, options.all_versions)
    body = body_of(file)
    if options.all_versions:
        supports, lines = report_all(file, None, body, in_colour(sys.stdout))
        for line in lines:
            print(line)
        return INVALID if any(support.error for support in supports) else OK
    try:
        TaskRunCreate.model_validate_json(body, server_version=options.server_version)
    except ValidationError as error:
        for line in report(file, 1, error, in_colour(sys.stdout)):
            print(line)
        return INVALID
    return OK
