"""Makes one table of what divan printed: ours beside the peers'.

    cargo bench ... | table.py FILE.json

The ratios are of medians, and of the fastest, which tells how much of the first is the machine's unrest.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROW = re.compile(r"^([\s│├╰]*)─ (\S+)\s+(?:([\d.]+) (ns|µs|ms)\s+│\s+[\d.]+ \S+\s+│\s+([\d.]+) (ns|µs|ms))?")
MICROSECONDS = {"ns": 1e-3, "µs": 1.0, "ms": 1e3}
OURS = "ours"


def read(lines: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    names: list[str] = []
    for line in lines:
        if not (row := ROW.match(line)):
            continue
        indent, name, fastest, unit, median, median_unit = row.groups()
        names = [*names[: len(indent) // 3], name]
        if fastest:
            work, contender, *payload = names
            times = {"fastest": float(fastest) * MICROSECONDS[unit], "median": float(median) * MICROSECONDS[median_unit]}
            found.append({"work": ", ".join([work, *payload]), "contender": contender.replace("_", " "), **times})
    return found


def main() -> None:
    rows = read(sys.stdin.read().splitlines())
    ours = {row["work"]: row for row in rows if row["contender"] == OURS}
    rows.sort(key=lambda row: (row["work"], not row["contender"].startswith(OURS)))
    print("| work | contender | median, µs | ours / theirs (of the fastest) |\n|---|---|--:|--:|")
    for row in rows:
        ratio = ""
        if not row["contender"].startswith(OURS):
            row["ratio"], row["ratio_of_fastest"] = (ours[row["work"]][time] / row[time] for time in ("median", "fastest"))
            ratio = f"{row['ratio']:.2f} ({row['ratio_of_fastest']:.2f})"
        print(f"| {row['work']} | {row['contender']} | {row['median']:.1f} | {ratio} |")
    Path(sys.argv[1]).write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
