"""Counts the instructions of each piece of work, which are the same at every run, and compares them with those recorded.

    counts.py compare|record

A count that is 5% above the recorded one fails. Counts are of one compiler: they are recorded by its version, and with
another one nothing is compared, which is said. Whoever records higher ones says in the commit what they buy.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PAYLOADS = HERE.parent / "payloads"
RECORDED = HERE / "counts.json"
ONCE = HERE.parents[1] / "target" / "release" / "examples" / "once"
MOST_GROWTH = 0.05
TIMES = {"m": 100, "bad_m": 100, "l": 10}
WORK = [
    *((work, payload) for work in ("parse", "validate", "dump", "create", "respond") for payload in ("m", "l")),
    ("refuse", "bad_m"),
    ("respond", "bad_m"),
]


def compiler() -> str:
    version = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(": ", 1) for line in version.splitlines() if ": " in line)
    return f"{facts['release']} {facts['host']}"


def instructions(work: str, payload: str, times: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", ONCE, work, PAYLOADS / f"{payload}.json", str(times)]
    # The environment stands on the stack, whose place counts a little.
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin"})
    return int(re.findall(r"Collected : (\d+)", ran.stderr)[0])


def count(work: str, payload: str) -> int:
    """The instructions of doing it once, without those of the program's start."""
    times = TIMES[payload]
    return round((instructions(work, payload, 2 * times) - instructions(work, payload, times)) / times)


def main(command: str) -> int:
    counts = {f"{work} {payload}": count(work, payload) for work, payload in WORK}
    recorded = json.loads(RECORDED.read_text())
    key = compiler()
    if command == "record":
        recorded[key] = counts
        RECORDED.write_text(json.dumps(recorded, indent=2) + "\n")
    known = recorded.get(key, {})
    if not known:
        print(f"counts: none are recorded of rustc {key}, so nothing is compared; `make counts-record` records them")
    failed = False
    print(f"{'instructions':16}{'now':>10}{'recorded':>10}")
    for name, now in counts.items():
        before = known.get(name)
        growth = now / before - 1 if before else 0.0
        # What nobody recorded is not compared either.
        verdict = "" if before or not known else "  not recorded"
        if growth > MOST_GROWTH:
            verdict, failed = "  too many", True
        print(f"{name:16}{now:>10}{before or '-':>10}{growth:>+8.1%}{verdict}")
        failed |= verdict == "  not recorded"
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
