#!/usr/bin/env python3
"""Keeps the one version number, which stands in Cargo.toml, the same wherever a tool insists on its own copy.

tools/version.py          print it, and fail where a copy differs
tools/version.py X.Y.Z    set it everywhere
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ("Cargo.toml", r'(?<=\[workspace\.package\]\nversion = ")[^"]+')
COPIES = [
    ("Cargo.toml", r'(?<=prefect-taskrun = \{ path = "\.", version = ")[^"]+'),
    ("pkg/package.json", r'(?<="version": ")[^"]+'),
]
# Each has a lock of its own, which names the version too.
WORKSPACES = [".", "benches/rust", "fuzz"]


def found(path: str, pattern: str) -> str:
    match = re.search(pattern, (ROOT / path).read_text())
    if not match:
        sys.exit(f"{path}: no version stands where it should")
    return match[0]


def write(version: str) -> None:
    # No other has one spelling for all three registries, and npm would take it for the latest.
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        sys.exit(f"{version}: not a version such as 1.2.3")
    for path, pattern in [SOURCE, *COPIES]:
        file = ROOT / path
        file.write_text(re.sub(pattern, version, file.read_text(), count=1))
    for workspace in WORKSPACES:
        subprocess.run(["cargo", "update", "--workspace", "--quiet"], cwd=ROOT / workspace, check=True)


def check() -> None:
    version = found(*SOURCE)
    wrong = [f"{path} says {copy}" for path, pattern in COPIES if (copy := found(path, pattern)) != version]
    if f"## [{version}]" not in (ROOT / "CHANGELOG.md").read_text():
        wrong.append("CHANGELOG.md has no section for it")
    if wrong:
        sys.exit(f"the version is {version}, but " + "; ".join(wrong))
    print(version)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        write(sys.argv[1])
    check()
