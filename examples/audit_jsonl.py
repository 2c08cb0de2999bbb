"""Counts what is wrong with a file of payloads, one a line: python audit_jsonl.py FILE"""

import argparse
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

print(f"{accepted} accepted")
for (kind, where), count in refused.most_common():
    print(f"{count} times {kind} at {where}")
