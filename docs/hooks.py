"""Brings the documents of the repository's top into the site, with their links to one another."""

import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
PAGES = {
    "README.md": "index.md",
    "COMPATIBILITY.md": "compatibility.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "examples/README.md": "examples.md",
    "benches/README.md": "benches.md",
}


def on_files(files: Files, config: Any) -> Files:
    for source, page in PAGES.items():
        if (ROOT / source).exists():
            files.append(File.generated(config, page, content=relinked(source)))
    return files


def relinked(source: str) -> str:
    """A document whose links name the site's pages; a link to anything else of the repository becomes the name of that."""
    folder = Path(source).parent

    def link(match: re.Match[str]) -> str:
        words, target = match.groups()
        path, _, anchor = target.partition("#")
        known = (folder / path).as_posix()
        if "://" in target or not path:
            return match[0]
        if known in PAGES:
            return f"[{words}]({PAGES[known]}{'#' + anchor if anchor else ''})"
        if known.startswith("docs/pages/"):
            return f"[{words}]({known.removeprefix('docs/pages/')})"
        # Words that are a name say where to look; others do not.
        return f"{words} (`{known}`)" if " " in words else f"`{words.strip('`')}`"

    text = (ROOT / source).read_text()
    text = re.sub(r"(!\[[^\]]*\]\()docs/pages/", r"\1", text)
    return re.sub(r"(?<!!)\[([^\]]+)\]\(([^)\s]+)\)", link, text)
