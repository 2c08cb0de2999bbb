"""The command `check`."""

from __future__ import annotations

import argparse
import sys

from prefect_taskrun import TaskRunCreate, ValidationError
from prefect_taskrun._cli.lines import check_lines
from prefect_taskrun._cli.outcome import INVALID, UNUSABLE, UnreadableFile, Verdict, body_of
from prefect_taskrun._cli.report import in_colour, report
from prefect_taskrun._cli.versions import report_all

LINES = (".jsonl", ".jsonl.gz")


def check(options: argparse.Namespace, verdict: Verdict) -> None:
    """Prints what is wrong with payloads."""
    for file in options.files:
        try:
            _check_file(file, options, verdict)
        except UnreadableFile as error:
            verdict.found(UNUSABLE)
            print(f"prefect-taskrun: {error}", file=sys.stderr)


def _check_file(file: str, options: argparse.Namespace, verdict: Verdict) -> None:
    if options.jsonl or file.endswith(LINES):
        check_lines(file, options.server_version, options.all_versions, verdict)
        return
    body = body_of(file)
    if options.all_versions:
        supports, lines = report_all(file, None, body, in_colour(sys.stdout))
        if any(support.error for support in supports):
            verdict.found(INVALID)
        for line in lines:
            print(line)
        return
    try:
        TaskRunCreate.model_validate_json(body, server_version=options.server_version)
    except ValidationError as error:
        verdict.found(INVALID)
        for line in report(file, 1, error, in_colour(sys.stdout)):
            print(line)
