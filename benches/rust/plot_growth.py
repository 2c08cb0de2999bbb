"""Draws what validation takes of a body that grows, from the lines that the example `growth` prints: plot_growth.py FILE.svg"""

import json
import math
import sys
from collections import defaultdict

COLOURS = {"tags": "#0072b2", "labels": "#e69f00", "inputs": "#009e73", "deep": "#cc79a7", "errors": "#d55e00"}
NAMES = {"inputs": "task inputs", "deep": "deep data"}
# One panel below the other, so that the letters can be read on a phone, too.
WIDTH, HEIGHT, LEFT, TOP, GAP = 330, 160, 50, 60, 70
MOST_DECADES = 5


def units(size: float) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def nice(most: float) -> float:
    """A round number above the largest value, a few steps of which are round too."""
    power = 10 ** math.floor(math.log10(most))
    return next(step * power for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * power >= most)


def panel(index: int, title: str, curves: dict[str, list[tuple[float, float]]]) -> str:
    above = TOP + index * (HEIGHT + GAP)
    most = nice(max(value for points in curves.values() for _, value in points))

    def x(size: float) -> float:
        return LEFT + WIDTH * (math.log10(size) - 3) / MOST_DECADES

    def y(value: float) -> float:
        return above + HEIGHT * (1 - value / most)

    parts = [f'<text class="title" x="{LEFT}" y="{above - 14}">{title}</text>']
    for quarter in range(5):
        value = most * quarter / 4
        parts.append(f'<line x1="{LEFT}" x2="{LEFT + WIDTH}" y1="{y(value):.1f}" y2="{y(value):.1f}"/>')
        parts.append(f'<text class="y" x="{LEFT - 6}" y="{y(value) + 4:.1f}">{value:g}</text>')
    for decade in range(MOST_DECADES + 1):
        size = 10 ** (3 + decade)
        parts.append(f'<text class="x" x="{x(size):.1f}" y="{above + HEIGHT + 18}">{units(size)}</text>')
    for shape, points in curves.items():
        line = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in points)
        parts.append(f'<polyline points="{line}" stroke="{COLOURS[shape]}"/>')
        parts += [f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="{COLOURS[shape]}"/>' for size, value in points]
    return "\n".join(parts)


def legend() -> str:
    parts, left = [], 10
    for shape, colour in COLOURS.items():
        name = NAMES.get(shape, shape)
        parts.append(f'<circle cx="{left + 5}" cy="16" r="5" fill="{colour}"/><text x="{left + 15}" y="20">{name}</text>')
        left += 30 + 7 * len(name)
    return "\n".join(parts)


def draw(measured: list[dict[str, float | str]]) -> str:
    time, memory = defaultdict(list), defaultdict(list)
    for line in measured:
        size = line["bytes"]
        time[line["shape"]].append((size, line["seconds"] * 1e9 / size))
        memory[line["shape"]].append((size, line["peak"] / size))
    width, height = LEFT + WIDTH + 40, TOP + 2 * HEIGHT + GAP + 34
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">
<title>Validation takes the same time and memory for each byte of a body, from 1 KB to 100 MB</title>
<style>
text {{ font: 12px sans-serif; fill: #333 }}
.title {{ font-weight: bold }}
.x {{ text-anchor: middle }}
.y {{ text-anchor: end }}
line {{ stroke: #ddd }}
polyline {{ fill: none; stroke-width: 2 }}
</style>
<rect width="100%" height="100%" fill="#fff"/>
{legend()}
{panel(0, "Nanoseconds for each byte of the body", time)}
{panel(1, "Bytes of memory at once for each byte of the body", memory)}
</svg>
"""


if __name__ == "__main__":
    with open(sys.argv[1], "w") as file:
        file.write(draw([json.loads(line) for line in sys.stdin]))
