#!/usr/bin/env bash
# Puts a release of Prefect under $RELEASES, and prints the command that runs a script of ../oracle with it:
#
#   $(releases/setup.sh 3.1.4)/validate.py <cases.jsonl
#
# All releases run on one set of dependencies: those that the reference is locked to, pydantic among them, and
# requirements.txt, what older releases import besides. They need Python 3.11 or 3.12, where they read datetimes with pendulum.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ORACLE=$HERE/../oracle
RELEASES=${RELEASES:-${XDG_CACHE_HOME:-$HOME/.cache}/prefect-taskrun/releases}
PYTHON=${PYTHON:-python3}
release=$1
pip() { "$RELEASES/v/bin/pip" install -q --disable-pip-version-check --no-compile --no-deps "$@" >&2; }

"$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' ||
  { echo "please set PYTHON to a Python 3.11 or 3.12" >&2; exit 1; }
if [ ! -e "$RELEASES/v/ready" ]; then
  "$PYTHON" -m venv "$RELEASES/v"
  pip -r <(grep -v '^prefect==' "$ORACLE/requirements.txt") -r "$HERE/requirements.txt"
  touch "$RELEASES/v/ready"
fi
if [ ! -d "$RELEASES/$release" ]; then
  rm -rf "$RELEASES/new"
  pip --target "$RELEASES/new" "prefect==$release"
  mv "$RELEASES/new" "$RELEASES/$release"
fi
echo "env PYTHONPATH=$RELEASES/$release $RELEASES/v/bin/python -W ignore $ORACLE"
