"""Counts the instructions of each piece of work, which are the same at every run, and compares them with those recorded.

    counts.py compare|record

They also tell how work grows: bodies of every shape in shapes.rs may take so much more as they are longer, and a little
for sorting. A count that is 5% above the recorded one fails. Counts are of one compiler: they are recorded by its version, and with
another one nothing is compared, which is said. Whoever records higher ones says in the commit what they buy.
"""

import json
import re
import subprocess
import sys
from multiprocessing.pool import ThreadPool
from pathlib import Path

HERE = Path(__file__).parent
PAYLOADS = HERE.parent / "payloads"
RECORDED = HERE / "counts.json"
ONCE = HERE.parents[1] / "target" / "release" / "examples" / "once"
MOST_GROWTH = 0.05
TIMES = {"m": 100, "bad_m": 100, "l": 10}
WORK = [
    *((work, payload) for work in ("parse", "validate", "verdict", "dump", "create", "respond") for payload in ("m", "l")),
    ("refuse", "bad_m"),
    ("respond", "bad_m"),
]


SHAPES = re.findall(r'^    \("([a-z ]+)", ', (HERE / "shapes.rs").read_text(), re.M)
SMALL, LARGE = 20_000, 200_000
# Keys that may repeat are sorted, and lists that are full move.
MOST_TIMES = 1.3


def compiler() -> str:
    version = subprocess.run(["rustc", "-vV"], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(": ", 1) for line in version.splitlines() if ": " in line)
    return f"{facts['release']} {facts['host']}"


def instructions(work: str, payload: str, times: int) -> int:
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", ONCE, work, payload, str(times)]
    # The environment stands on the stack, whose place counts a little.
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={"PATH": "/usr/local/bin:/usr/bin:/bin"})
    return int(re.findall(r"Collected : (\d+)", ran.stderr)[0])


def count(work: str, payload: str) -> int:
    """The instructions of doing it once, without those of the program's start."""
    times, file = TIMES[payload], str(PAYLOADS / f"{payload}.json")
    return round((instructions(work, file, 2 * times) - instructions(work, file, times)) / times)


def count_shape(shape: str, size: int) -> int:
    payload = f"{shape}:{size}"
    return instructions("respond", payload, 2) - instructions("respond", payload, 1)


def growth(pool: ThreadPool) -> bool:
    """Whether the work grows with the body; all of it, as an answer needs all of it."""
    print(f"{'instructions a byte, of':26}{SMALL // 1000:>5} KB{LARGE // 1000:>5} KB")
    counts = pool.starmap(count_shape, [(shape, size) for shape in SHAPES for size in (SMALL, LARGE)])
    linear = True
    for shape, small, large in zip(SHAPES, counts[::2], counts[1::2], strict=True):
        fits = large / LARGE <= MOST_TIMES * small / SMALL
        print(f"{shape:26}{small / SMALL:>8.0f}{large / LARGE:>8.0f}{'' if fits else '  too much'}")
        linear &= fits
    return linear


def compare(counts: dict[str, int], known: dict[str, int]) -> bool:
    """Whether no piece of work takes more than it may; what nobody recorded is compared with nothing."""
    fits = True
    print(f"{'instructions':16}{'now':>10}{'recorded':>10}")
    for name, now in counts.items():
        before = known.get(name)
        growth = now / before - 1 if before else 0.0
        verdict = "  too many" if growth > MOST_GROWTH else "  not recorded" if known and not before else ""
        print(f"{name:16}{now:>10}{before or '-':>10}{growth:>+8.1%}{verdict}")
        fits &= not verdict
    return fits


def main(command: str) -> int:
    with ThreadPool() as pool:
        counts = dict(zip((" ".join(work) for work in WORK), pool.starmap(count, WORK), strict=True))
        recorded = json.loads(RECORDED.read_text())
        key = compiler()
        if command == "record":
            recorded[key] = counts
            RECORDED.write_text(json.dumps(recorded, indent=2) + "\n")
        if key not in recorded:
            print(f"counts: none are recorded of rustc {key}, so nothing is compared; `make counts-record` records them")
        fits = compare(counts, recorded.get(key, {}))
        return int(not growth(pool) or not fits)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
