#!/usr/bin/env bash
# Puts a real Prefect 3.9.1 on Python 3.13 or newer under $ORACLE, and prints the command that runs a script of this folder:
#
#   $(oracle/setup.sh [WHEEL])/validate.py <cases.jsonl
#
# The wheel is installed beside Prefect.
#
# Up to Python 3.12 Prefect reads datetimes with pendulum, from 3.13 on with pydantic alone. Where the machine's own
# python3 is 3.13 or newer, a venv is enough; on Debian with an older one, a small Debian with Python 3.13 is unpacked
# with debootstrap (as root; about a minute) and used by chroot. requirements.txt is a full lock: hence --no-deps.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
WHEEL=${1:-}
ORACLE=${ORACLE:-${XDG_CACHE_HOME:-$HOME/.cache}/prefect-taskrun/oracle}
INSTALL=(-m pip install -q --disable-pip-version-check --no-index --no-deps --force-reinstall)
log() { printf '%s\n' "$*" >&2; }

if python3 -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then
  [ -x "$ORACLE/v/bin/python" ] || python3 -m venv "$ORACLE/v"
  "$ORACLE/v/bin/pip" install -q --no-deps -r "$HERE/requirements.txt" >&2
  [ -z "$WHEEL" ] || "$ORACLE/v/bin/python" "${INSTALL[@]}" "$WHEEL" >&2
  echo "$ORACLE/v/bin/python $HERE"
  exit
fi

root=$ORACLE/root
if [ ! -e "$root/opt/v/ready" ]; then
  command -v debootstrap >/dev/null || { apt-get update -qq >&2; apt-get install -y -qq debootstrap >/dev/null; }
  [ -x "$root/usr/bin/python3" ] || { log "debootstrap trixie into $root"; rm -rf "$root"; mkdir -p "$root"
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates trixie "$root" >"$ORACLE/debootstrap.log"; }
  # the host's certificate bundle and name resolution, so that pip works inside as it does outside
  cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/ca-certificates.crt"
  cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
  mkdir -p "$root/opt/oracle"; cp "$HERE/requirements.txt" "$root/opt/oracle/"
  chroot "$root" python3 -m venv /opt/v
  env -u PIP_FIND_LINKS chroot "$root" /opt/v/bin/pip install -q --no-deps -r /opt/oracle/requirements.txt >&2
  touch "$root/opt/v/ready"
fi
for d in dev proc; do mountpoint -q "$root/$d" || mount --bind "/$d" "$root/$d"; done
mkdir -p "$root/opt/oracle"; cp "$HERE"/*.py "$HERE/../generate.py" "$HERE/../../../examples/mock_server.py" "$root/opt/oracle/"
if [ -n "$WHEEL" ]; then
  cp "$WHEEL" "$root/opt/oracle/"
  chroot "$root" /opt/v/bin/python "${INSTALL[@]}" "/opt/oracle/${WHEEL##*/}" >&2
fi
echo "chroot $root /opt/v/bin/python /opt/oracle"
