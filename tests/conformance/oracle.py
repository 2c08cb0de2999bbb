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


class Oracle:
    """Answers with the reference's verdicts, and may have a wheel of this project beside it."""

    def __init__(self, script: str = "validate.py", wheel: Path | None = None) -> None:
        setup = [HERE / "oracle/setup.sh", *([wheel] if wheel else [])]
        command = subprocess.run(setup, check=True, stdout=subprocess.PIPE, text=True).stdout.split()
        *python, folder = command
        self._process = subprocess.Popen(
            [*python, f"{folder}/{script}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

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
