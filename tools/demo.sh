#!/usr/bin/env bash
# Creates one task run in Python and in Node, and shows that both gave the same bytes; then the errors of a bad payload.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

now=2026-01-02T03:04:05.678901Z seed=42
command=.tools/venv/bin/prefect-taskrun

title() { printf '\n\033[1m%s\033[0m\n' "$1"; }

python=$("$command" create --now "$now" --seed "$seed" examples/task_run.json)
node=$(node examples/create.mjs "$now" "$seed" examples/task_run.json)

title "Python: prefect-taskrun create examples/task_run.json"
"$command" create --now "$now" --seed "$seed" --indent 2 examples/task_run.json

title "Python and Node, byte for byte"
for run in "$python" "$node"; do printf '%s\n' "$run" | sha256sum | cut -d' ' -f1; done
[ "$python" = "$node" ] || { echo "they differ"; exit 1; }
echo "the same $(printf '%s' "$python" | wc -c) bytes"

title "Python: prefect-taskrun check examples/bad_task_run.json"
if "$command" check examples/bad_task_run.json; then echo "it was accepted"; exit 1; fi
