"""Draws charts: JSON on stdin (a list of `bot.reports.plotted.Chart`), PNGs in JSON on stdout. A process of its own.

The only module that imports matplotlib, and nothing of it is for the desk's process: see `bot/reports/charts.py`.
Pictures are as wide as Telegram shows them, and still readable on a phone, which shows them at about a third. Their
background is their own, so dark and light are alike to them. The colours are Okabe and Ito's, which people who see few
colours can tell apart; nothing is told by colour alone.
"""

from __future__ import annotations

import base64
import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ft2font import FT2Font
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator

Json = Mapping[str, Any]

WIDTH, LEFT, RIGHT = 1080, 40, 40
DPI = 72
"""So that a point is a pixel."""
TITLE, TEXT, SMALL = 42, 30, 26
LEADING = 1.3
PLOT = {"hours": 560, "days": 540, "ages": 560}
ROW = 132
"""Heights in pixels: of the plot, or of each row of one."""
BELOW = 70

INK, SOFT, LINE, PAPER = "#1f2328", "#57606a", "#d0d7de", "#ffffff"
BLUE, ORANGE, VERMILION = "#0072b2", "#e69f00", "#d55e00"
PALE = "#9cc4de"
AGEING = ("#b5d3e7", "#86b8d8", "#569dc8", "#2a82b8", "#0a639c", "#06436b")
"""From young to old: lighter to darker, also without colours."""
UNKNOWN = "\N{WHITE SQUARE}"

MEGABYTES, SECONDS = 2048, 120
"""What the process may use: of address space (a good part of which is never touched) and of CPU."""


def main() -> None:
    """One answer to one question."""
    _bound()
    prepare()
    asked: list[Json] = json.load(sys.stdin)
    answer = []
    for chart in asked:
        png, size = png_of(figure_of(chart))
        answer.append({"png": base64.b64encode(png).decode(), "size": size})
    json.dump(answer, sys.stdout)


def _bound() -> None:
    """Kindly to the desk, and never more than so much. Where the system knows no such bounds there are none."""
    try:
        import os
        import resource
    except ImportError:
        return
    os.nice(5)
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def prepare() -> None:
    """The same picture everywhere: nobody's settings, no font but what matplotlib brings, `$` and `_` as they are."""
    matplotlib.rcdefaults()
    ours = Path(matplotlib.get_data_path())
    fonts = font_manager.fontManager
    fonts.ttflist = [font for font in fonts.ttflist if ours in Path(font.fname).parents]
    matplotlib.rcParams.update(
        {
            "font.family": ["DejaVu Sans"],
            "font.size": TEXT,
            "text.parse_math": False,
            "text.color": INK,
            "axes.edgecolor": LINE,
            "axes.linewidth": 2,
            "axes.axisbelow": True,
            "xtick.color": SOFT,
            "ytick.color": SOFT,
            "grid.color": LINE,
            "grid.linewidth": 1.5,
        }
    )


def png_of(figure: Figure) -> tuple[bytes, tuple[int, int]]:
    """Its bytes, which are the same for the same picture, and its size in pixels."""
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    width, height = figure.get_size_inches() * DPI
    return file.getvalue(), (round(width), round(height))


def figure_of(chart: Json) -> Figure:
    """Title and what it is about, what the colours mean, the plot, from top to bottom."""
    head = _Head()
    head.text(chart["title"], TITLE, INK, "bold")
    head.text(chart["subtitle"], TEXT, SOFT)
    painter = PAINTERS[chart["kind"]]
    plot = ROW * len(chart["series"]) if chart["kind"] == "rows" else PLOT[chart["kind"]]
    keys = _keys(chart)
    head.keys(keys)
    height = round(head.height) + plot + BELOW
    figure = Figure(figsize=(WIDTH / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
    FigureCanvasAgg(figure)
    head.draw(figure, height)
    painter(figure, chart, plot / height, BELOW / height)
    return figure


Key = tuple[str, str, str]
"""A mark, its colour, what it means."""
SQUARE, LINE_MARK, HOLLOW = "\N{BLACK SQUARE}", "\N{EM DASH}", "\N{WHITE CIRCLE}"


def _keys(chart: Json) -> list[Key]:
    if chart["kind"] == "hours":
        came, done = chart["series"]
        found = [(SQUARE, BLUE, came["label"]), (SQUARE, ORANGE, done["label"])]
        if chart["before"]:
            found.append((LINE_MARK, SOFT, chart["before"]["label"]))
        return found
    if chart["kind"] == "days":
        found = [
            ("\N{BLACK CIRCLE}", BLUE, chart["series"][0]["label"]),
            (LINE_MARK, VERMILION, chart["target_label"]),
        ]
        if chart["few"]:
            found.append((HOLLOW, BLUE, chart["few_label"]))
        return found
    if chart["kind"] == "rows":
        recent = [(SQUARE, BLUE, chart["recent_label"])] if chart["recent"] else []
        return [*recent, ("", SOFT, chart["note"])]
    return []


class _Head:
    """Lines of text from the top, each broken where there is no more room."""

    def __init__(self) -> None:
        self.height = 36.0
        self.lines: list[list[tuple[float, str, int, str, str]]] = []
        self._tops: list[float] = []

    def text(self, text: str, size: int, colour: str, weight: str = "normal") -> None:
        for line in broken(shown(text), size, weight):
            self._line([(LEFT, line, size, colour, weight)], size)

    def keys(self, keys: list[Key]) -> None:
        self.height += 14
        line: list[tuple[float, str, int, str, str]] = []
        x = float(LEFT)
        for mark, colour, label in keys:
            mark_width = width_of(mark, TEXT) + 12 if mark else 0
            width = mark_width + width_of(shown(label), TEXT)
            if line and x + width > WIDTH - RIGHT:
                self._line(line, TEXT)
                line, x = [], float(LEFT)
            line.append((x, mark, TEXT, colour, "bold"))
            line.append((x + mark_width, shown(label), TEXT, SOFT, "normal"))
            x += width + 36
        if line:
            self._line(line, TEXT)
        self.height += 30

    def _line(self, line: list[tuple[float, str, int, str, str]], size: int) -> None:
        self.lines.append(line)
        self._tops.append(self.height)
        self.height += size * LEADING

    def draw(self, figure: Figure, height: float) -> None:
        for top, line in zip(self._tops, self.lines, strict=True):
            for x, text, size, colour, weight in line:
                figure.text(
                    *(x / WIDTH, 1 - (top + size) / height, text),
                    fontsize=size,
                    color=colour,
                    fontweight=weight,
                    va="baseline",
                )


def _hours(figure: Figure, chart: Json, height: float, below: float) -> None:
    axes = _axes(figure, chart, height, below, left=100)
    came, done = (_values(series) for series in chart["series"])
    slots = range(chart["size"])
    axes.bar([slot - 0.21 for slot in slots], came, width=0.4, color=BLUE)
    axes.bar([slot + 0.21 for slot in slots], done, width=0.4, color=ORANGE)
    if chart["before"]:
        axes.stairs(
            _values(chart["before"]),
            [slot - 0.5 for slot in range(chart["size"] + 1)],
            color=SOFT,
            linewidth=3,
        )
    axes.set_xlim(-0.7, chart["size"] - 0.3)


def _days(figure: Figure, chart: Json, height: float, below: float) -> None:
    axes = _axes(figure, chart, height, below, left=100)
    values = chart["series"][0]["values"]
    known = [index for index, value in enumerate(values) if value is not None]
    size = 15 if len(values) <= 40 else 6
    axes.axhline(chart["target"], color=VERMILION, linewidth=4, dashes=(5, 3))
    axes.plot(
        range(len(values)),
        [float("nan") if value is None else value for value in values],
        color=BLUE,
        linewidth=4,
    )
    for index in known:
        inside = PAPER if index in chart["few"] else BLUE
        axes.plot(
            [index],
            [values[index]],
            "o",
            markersize=size,
            markeredgewidth=4,
            color=BLUE,
            markerfacecolor=inside,
        )
    top = max(chart["target"], *(values[index] for index in known))
    axes.set_ylim(0, top * 1.22)
    axes.set_xlim(-0.6, len(values) - 0.4)
    for at, label in chart["said"].items():
        index = int(at)
        side = "left" if index < len(values) * 0.15 else "right" if index > len(values) * 0.85 else "center"
        _beside(axes, shown(label), (index, values[index]), (0, 18), ha=side, fontweight="bold")


def _rows(figure: Figure, chart: Json, height: float, below: float) -> None:
    """Each row on a scale of its own, with its greatest day in numbers: what matters is how each of them changes."""
    each = height / len(chart["series"])
    for number, series in enumerate(chart["series"]):
        bottom = below + height - (number + 1) * each
        axes = figure.add_axes((LEFT / WIDTH, bottom, 1 - (LEFT + RIGHT) / WIDTH, each * 0.46))
        values = _values(series)
        old = len(values) - chart["recent"] if chart["recent"] else 0
        axes.bar(range(len(values)), values, width=0.8, color=[PALE] * old + [BLUE] * (len(values) - old))
        axes.set_ylim(0, max(values))
        axes.set_xlim(-0.6, len(values) - 0.4)
        axes.spines[["top", "left", "right"]].set_visible(False)
        axes.set_yticks([])
        axes.set_xticks([])
        top = bottom + each * 0.72
        figure.text(LEFT / WIDTH, top, shown(series["label"]), fontweight="bold")
        figure.text(1 - RIGHT / WIDTH, top, _number(sum(values), chart), ha="right")
        for at in _told(values, chart["recent"]):
            _beside(axes, _number(values[at], chart), (at, values[at]), (0, 6), fontsize=SMALL, ha="center")
        if number == len(chart["series"]) - 1:
            _below(axes, chart)


def _told(values: list[float], recent: int) -> list[int]:
    """Which have their number: the greatest, and the period's if it is a day and there is room."""
    peak, last = max(range(len(values)), key=lambda index: (values[index], index)), len(values) - 1
    return [peak, last] if recent == 1 and last - peak > 1 and values[last] else [peak]


def _ages(figure: Figure, chart: Json, height: float, below: float) -> None:
    del below
    widest = max(width_of(shown(label), TEXT) for label in chart["labels"].values())
    left = LEFT + widest + 20
    axes = figure.add_axes((left / WIDTH, 30 / figure.bbox.height, 1 - (left + RIGHT) / WIDTH, height + 0.03))
    values = _values(chart["series"][0])
    axes.barh(range(len(values)), values, height=0.66, color=AGEING[: len(values)])
    axes.invert_yaxis()
    axes.set_xlim(0, max(values) * 1.15)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(
        range(len(values)), [shown(chart["labels"][str(row)]) for row in range(len(values))], color=INK
    )
    axes.tick_params(length=0, pad=14)
    for row, value in enumerate(values):
        _beside(axes, _number(value, chart), (value, row), (12, 0), va="center", fontweight="bold")


PAINTERS: Mapping[str, Callable[[Figure, Json, float, float], None]] = {
    "hours": _hours,
    "days": _days,
    "rows": _rows,
    "ages": _ages,
}


def _beside(axes: Axes, text: str, at: tuple[float, float], away: tuple[float, float], **how: Any) -> None:
    """Readable also where a line crosses it."""
    around = [withStroke(linewidth=8, foreground=PAPER)]
    axes.annotate(text, at, away, textcoords="offset points", path_effects=around, **how)


def _axes(figure: Figure, chart: Json, height: float, below: float, left: float) -> Axes:
    axes = figure.add_axes((left / WIDTH, below, 1 - (left + RIGHT) / WIDTH, height * 0.94))
    axes.spines[["top", "left", "right"]].set_visible(False)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, min_n_ticks=1))
    axes.yaxis.set_major_formatter(lambda value, _: _number(value, chart))
    axes.grid(axis="y")
    axes.tick_params(axis="y", length=0, pad=10)
    axes.annotate(
        shown(chart["unit"]), (0, 1), (-left + LEFT, 12), ("axes fraction"), "offset points", color=SOFT
    )
    _below(axes, chart)
    return axes


def _below(axes: Axes, chart: Json) -> None:
    at = [int(index) for index in chart["labels"]]
    axes.set_xticks(at, [shown(label) for label in chart["labels"].values()])
    axes.tick_params(axis="x", length=8, width=2, pad=8, color=LINE)


def _values(series: Json) -> list[float]:
    return [value or 0 for value in series["values"]]


def _number(value: float, chart: Json) -> str:
    return shown(f"{round(value):,}".replace(",", chart["grouping"]))


def shown(text: str) -> str:
    """Without what cannot be drawn: a sign that the font does not have is a box, and a line is one line."""
    known = _font("normal").get_charmap()
    return "".join(sign if ord(sign) in known else UNKNOWN for sign in " ".join(text.split()))


def broken(text: str, size: int, weight: str) -> list[str]:
    """Lines that are not wider than the picture; a word that is, is cut."""
    room, lines = WIDTH - LEFT - RIGHT, [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width_of(longer, size, weight) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return [_cut(line, size, weight, room) for line in lines]


def _cut(line: str, size: int, weight: str, room: float) -> str:
    while width_of(line, size, weight) > room:
        line = line[:-2].rstrip() + "…"
    return line


def width_of(text: str, size: int, weight: str = "normal") -> float:
    """In pixels."""
    font = _font(weight)
    font.set_size(size, DPI)
    font.set_text(text, 0)
    return font.get_width_height()[0] / 64


def _font(weight: str) -> FT2Font:
    found = font_manager.FontProperties(family=["DejaVu Sans"], weight=weight)
    return font_manager.get_font(font_manager.findfont(found))


if __name__ == "__main__":
    main()
