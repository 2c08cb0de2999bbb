#!/usr/bin/env python3
"""Writes the notices of what is built into a package: tools/notices.py wasm|python

Each crate that Cargo links into the binding, with its licence's text as it came.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGETS = {"wasm": "wasm32-unknown-unknown", "python": None}
# The plainest licence of those that a crate offers comes first.
# That of Apache-2.0 is ours too, should a crate under it come without.
TEXTS = ["LICENSE-MIT", "LICENSE-MIT.md", "LICENSE.txt", "LICENSE", "LICENSE.md", "LICENSE-APACHE", "LICENSE-APACHE.md"]


def cargo(*arguments: str) -> str:
    return subprocess.run(["cargo", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def linked(binding: str) -> set[tuple[str, str]]:
    """The names and versions of all crates that are linked, ours left out."""
    target = TARGETS[binding]
    tree = cargo(
        "tree", "--locked", "--package", f"prefect-taskrun-{binding}", "--edges", "normal,no-proc-macro",
        *(["--target", target] if target else []), "--prefix", "none", "--no-dedupe", "--format", "{p}",
    )
    crates = {tuple(line.split()[:2]) for line in tree.splitlines() if line and "(/" not in line and ":\\" not in line}
    return {(name, version.removeprefix("v")) for name, version in crates}


def notices(binding: str) -> str:
    folders = {
        (package["name"], package["version"]): (Path(package["manifest_path"]).parent, package["license"])
        for package in json.loads(cargo("metadata", "--locked", "--format-version", "1"))["packages"]
    }
    parts = [(ROOT / "NOTICE").read_text().rstrip(), "Beside its own code this package holds that of the following."]
    for name, version in sorted(linked(binding)):
        folder, licence = folders[name, version]
        text = next((folder / file for file in TEXTS if (folder / file).exists()), None)
        if text is None and "Apache-2.0" in licence:
            text = ROOT / "LICENSE"
        if text is None:
            sys.exit(f"{name} {version}: no licence's text in the crate")
        parts.append(f"{'=' * 80}\n{name} {version}, {licence}\n\n{text.read_text().strip()}")
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    if sys.argv[1:] not in [[binding] for binding in TARGETS]:
        sys.exit(f"usage: tools/notices.py {'|'.join(TARGETS)}")
    sys.stdout.write(notices(sys.argv[1]))
