"""Counts what is wrong with a file of payloads, one a line: python audit_jsonl.py FILE"""

import argparse
import os
import sys
from collections import Counter

from prefect_taskrun import TaskRunCreate

parser = argparse.ArgumentParser()
parser.add_argument("file", metavar="FILE")
file = parser.parse_args().file

accepted, refused = 0, Counter()
for line in TaskRunCreate.validate_jsonl(file):
    if line.error is None:
        accepted += 1
        continue
    for error in line.error.errors(include_input=False):
        refused[error["type"], ".".join(map(str, error["loc"]))] += 1

found = [f"{count} times {kind} at {where}" for (kind, where), count in refused.most_common()]
try:
    print(f"{accepted} accepted", *found, sep="\n", flush=True)
except BrokenPipeError:
    # Whoever reads it has seen enough. Python would try once more as it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
