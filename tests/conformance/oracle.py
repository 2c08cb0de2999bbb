"""The real Prefect, as a process that answers body by body."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

HERE = Path(__file__).parent


def _wheel() -> Path:
    """The package for any Python: the reference's may be another than this one."""
    (wheel,) = (HERE.parents[1] / "target/every-python").glob("*.whl")
    return wheel


def command(script: str, release: str | None = None, *, has_package: bool = False) -> list[str]:
    """What runs a script of `oracle/` with the reference, perhaps with the package beside it, or with another release of Prefect."""
    setup: list[str | Path] = [HERE / "oracle/setup.sh"] if release is None else [HERE / "releases/setup.sh", release]
    if has_package:
        setup.append(_wheel())
    *python, folder = subprocess.run(setup, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
    return [*python, f"{folder}/{script}"]


class Oracle:
    """Answers with the verdicts of the reference, or of another release of Prefect."""

    def __init__(self, script: str = "validate.py", release: str | None = None, *, has_package: bool = False) -> None:
        self._process = subprocess.Popen(
            command(script, release, has_package=has_package), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self) -> None:
        """Ends the process."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def verdicts(self, cases: Iterable[tuple[str, bytes]]) -> Iterator[dict[str, Any]]:
        """The verdict on each body, in order."""
        return self.ask({"model": model, "body": base64.b64encode(body).decode()} for model, body in cases)

    def ask(self, questions: Iterable[Any]) -> Iterator[Any]:
        """The answer to each line, in order."""
        questions = list(questions)
        assert self._process.stdin and self._process.stdout
        stdin = self._process.stdin

        def send() -> None:
            for question in questions:
                stdin.write(json.dumps(question) + "\n")
            stdin.flush()

        sender = Thread(target=send)
        sender.start()
        for _ in questions:
            line = self._process.stdout.readline()
            if not line:
                raise RuntimeError("the reference ended")
            yield json.loads(line)
        sender.join()
