"""The command `create`."""

from __future__ import annotations

import argparse
import sys

from prefect_taskrun import Context, TaskRunCreate, ValidationError, create_task_run
from prefect_taskrun._cli.outcome import INVALID, Verdict, body_of
from prefect_taskrun._cli.report import in_colour, report


def create(options: argparse.Namespace, verdict: Verdict) -> None:
    """Prints the task run that a server would create of a payload."""
    context = Context(now=options.now, seed=options.seed)
    try:
        body = body_of(options.file)
        payload = TaskRunCreate.model_validate_json(body, context=context, server_version=options.server_version)
    except ValidationError as error:
        verdict.found(INVALID)
        for line in report(options.file, 1, error, in_colour(sys.stderr)):
            print(line, file=sys.stderr)
        return
    run = create_task_run(payload, context=context, server_version=options.server_version)
    print(run.model_dump_json(indent=options.indent))
