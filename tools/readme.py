#!/usr/bin/env python3
"""Cuts the README of one package out of the repository's: tools/readme.py python|npm

What another language's users would pass over is left out, and so is what a package's page cannot show: pictures, and
links to files of the repository.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

# The sections that stand in one package's README alone, by their headings.
OF = {
    "python": {"Python", "The command line"},
    "npm": {"JavaScript", "In a form"},
}
# A package's page has neither the repository's files nor its Makefile.
ELSEWHERE = "Files and `make` commands named here are those of the source repository.\n\n"
OTHERS = {"Install", "Rust", "Working on it"}


def sections(text: str) -> list[str]:
    """The text before the first heading of the second level, and from each such heading to the next."""
    return re.split(r"^(?=## )", text, flags=re.MULTILINE)


def heading(section: str) -> str:
    return section.partition("\n")[0].removeprefix("## ")


def cut(text: str, package: str) -> str:
    left_out = OTHERS.union(*OF.values()) - OF[package]
    kept = "".join(section for section in sections(text) if heading(section) not in left_out)
    kept = kept.replace("\n## ", "\n" + ELSEWHERE + "## ", 1)
    kept = re.sub(r"^!\[[^\]]*\]\([^)]*\)\n\n?", "", kept, flags=re.MULTILINE)
    return re.sub(r"\[([^\]]+)\]\((?!\w+://|#)[^)]+\)", r"\1", kept)


if __name__ == "__main__":
    if sys.argv[1:] not in [[package] for package in OF]:
        sys.exit(f"usage: tools/readme.py {'|'.join(OF)}")
    sys.stdout.write(cut((ROOT / "README.md").read_text(), sys.argv[1]))
