"""Writes what each target begins with, beside the corpus that is kept: what a real Prefect was asked, and its odd values."""

import base64
import gzip
import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tests" / "conformance"))

import generate  # noqa: E402

MOST_BYTES = 4096


def bodies() -> Iterable[bytes]:
    with gzip.open(HERE.parent / "tests" / "conformance" / "corpus.jsonl.gz", "rt") as lines:
        for line in lines:
            yield base64.b64decode(json.loads(line)["body"])
    for payload in sorted((HERE.parent / "benches" / "payloads").glob("*m.json")):
        yield payload.read_bytes()


def texts(values: Iterable[Any]) -> Iterable[bytes]:
    return (str(getattr(value, "text", value)).encode() for value in values)


SEEDS = {
    "json": bodies,
    "respond": bodies,
    "spans": bodies,
    "hosts": bodies,
    "dates": lambda: texts(generate.DATES),
    "numbers": lambda: texts(generate.INTS + generate.FLOATS),
}


def write(target: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for seed in SEEDS[target]():
        if len(seed) <= MOST_BYTES:
            (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)


if __name__ == "__main__":
    write(sys.argv[1], Path(sys.argv[2]))
