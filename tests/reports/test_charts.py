"""The pictures: what they show is what the report says, and how it is drawn does not reach into the desk's process."""

from __future__ import annotations

import asyncio
import io
import math
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
import psutil
import pytest
from matplotlib import rcParams
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image

from bot.reports import charts, drawing
from bot.reports.charts import DrawingFailed, draw
from bot.reports.plotted import Chart, plotted
from bot.reports.results import Backlog, Report, Spread
from bot.texts import LANGUAGES, words
from tests.reports.lively import SATURDAY, four_weeks, nothing

ROOT = Path(__file__).parents[2]
NAMES = ["hours", "first", "categories", "ages"]


@pytest.fixture(autouse=True)
def ready() -> Iterator[None]:
    """As in its own process: and what cannot be drawn is an error here."""
    kept = dict(rcParams)
    drawing.prepare()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
        rcParams.update(kept)


def chart(name: str, of: Report, before: Report | None = None, language: str = "en") -> Chart:
    return {chart.name: chart for chart in plotted(of, before, words(language))}[name]


def figure(of: Chart) -> Figure:
    """Drawn, and rendered: signs that the font lacks are noticed only then."""
    made = drawing.figure_of(asked(of))
    drawing.png_of(made)
    return made


def asked(of: Chart) -> drawing.Json:
    """As it arrives there: as JSON."""
    found = asdict(of)
    for name in ("labels", "said"):
        found[name] = {str(index): text for index, text in found[name].items()}
    return found


def heights(made: Figure, axes: int = 0) -> list[float]:
    return [bar.get_height() for bar in made.axes[axes].patches if isinstance(bar, Rectangle)]


def said(made: Figure) -> list[str]:
    texts = [text.get_text() for text in made.texts]
    for axes in made.axes:
        texts += [text.get_text() for text in axes.texts]
        texts += [label.get_text() for label in (*axes.get_xticklabels(), *axes.get_yticklabels())]
    return texts


def test_by_the_hour() -> None:
    now = four_weeks()
    made = figure(chart("hours", now, four_weeks(seed=3)))
    assert heights(made) == [
        *(hour.messages for hour in now.volume.by_hour),
        *(hour.answers for hour in now.volume.by_hour),
    ]
    assert "21 November · messages: 194, answers: 152, times resolved: 63" in said(made)
    assert {"messages came", "answers given", "messages, the period before", "how many"} <= set(said(made))
    assert "messages, the period before" not in said(figure(chart("hours", now, nothing())))


def test_first_answers_against_the_target() -> None:
    now = four_weeks()
    found = chart("first", now)
    made = figure(found)
    aim, line = (list(map(float, np.asarray(one.get_ydata()))) for one in made.axes[0].get_lines()[:2])
    assert aim == [30, 30]
    medians = [spread.median for _, spread in now.first.by_day]
    assert [value * 60 for value in line if not math.isnan(value)] == pytest.approx(
        [median for median in medians if median is not None]
    )
    assert found.series[0].values[3] is None
    assert found.few == (8,)
    assert {"target 30 min of working time", "of fewer than 5 answers", "minutes of working time"} <= set(
        said(made)
    )


@pytest.mark.parametrize(
    ("seconds", "unit", "length"),
    [
        (40, "seconds of working time", "40 s"),
        (7200, "minutes of working time", "2 h"),
        (90_000, "hours of working time", "25 h"),
        (400_000, "hours of working time", "4 d 15 h"),
    ],
)
def test_first_answers_are_told_in_the_unit_that_fits(seconds: float, unit: str, length: str) -> None:
    days = tuple((day, Spread(9, float(seconds))) for day in four_weeks().trend.days[:3])
    found = chart(
        "first", replace(four_weeks(), first_target=30, first=replace(four_weeks().first, by_day=days))
    )
    assert found.unit == unit
    assert found.said == {2: length}


def test_categories_by_day() -> None:
    now = four_weeks()
    found = chart("categories", now)
    made = figure(found)
    counts = dict(now.trend.categories)
    drawn = {series.label: heights(made, row) for row, series in enumerate(found.series)}
    assert drawn["Question"] == list(counts["question"])
    assert drawn["Not sorted"] == list(counts[""])
    assert [series.label for series in found.series][:2] == ["Question", "Problem"]
    assert {"601", "25 October – 21 November · cases: 1,475"} <= set(said(made))
    assert found.recent == 1
    assert "this period" in said(made)


def test_bars_of_whole_days_are_no_period_that_begins_within_one() -> None:
    late = timedelta(hours=9)
    period = replace(SATURDAY, start=SATURDAY.start + late, end=SATURDAY.end + late)
    found = chart("categories", four_weeks(period=period))
    assert found.recent == 0
    made = figure(found)
    assert "this period" not in said(made)
    assert len({bar.get_facecolor() for bar in made.axes[0].patches}) == 1


def test_more_categories_than_there_is_room_for_come_together() -> None:
    trend = replace(
        four_weeks().trend, categories=tuple((f"kind{number}", (number,) * 28) for number in range(12))
    )
    found = chart("categories", replace(four_weeks(), trend=trend))
    assert len(found.series) == 9
    assert found.series[-1].label == "All others"
    assert found.series[-1].values == (1 + 2 + 3,) * 28


def test_the_backlog_by_age() -> None:
    made = figure(chart("ages", four_weeks()))
    bars = [bar.get_width() for bar in made.axes[0].patches if isinstance(bar, Rectangle)]
    assert bars == list(four_weeks().backlog.by_age)
    assert {"under 1 h", "1 to 4 h", "4 to 24 h", "1 to 3 d", "3 to 7 d", "over 7 d"} <= set(said(made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_drawn(language: str) -> None:
    """No sign is missing in the font, and every line fits."""
    for one in plotted(four_weeks(), four_weeks(seed=3), words(language)):
        made = figure(one)
        assert drawing.UNKNOWN not in "".join(said(made))
        for text in made.texts:
            assert text.get_window_extent().x1 <= drawing.WIDTH, text.get_text()


@pytest.mark.parametrize("name", ["$x^2$ <b>bold</b>", "_hidden", r"\frac{1}{2} $", "{ name }"])
def test_a_name_is_shown_as_it_is(name: str) -> None:
    """Also when it is drawn: as wide as its own signs are."""
    trend = replace(four_weeks().trend, categories=((name, (1,) * 28),))
    made = figure(chart("categories", replace(four_weeks(), trend=trend)))
    (label,) = (text for text in made.texts if text.get_text() == name)
    assert label.get_window_extent().width == pytest.approx(
        drawing.width_of(name, drawing.TEXT, "bold"), abs=4
    )


def test_what_the_font_does_not_have_is_a_box_and_what_is_too_long_is_cut() -> None:
    assert drawing.shown("Доставка 🚚\n<b>") == "Доставка □ <b>"
    (line,) = drawing.broken("W" * 60, drawing.TITLE, "bold")
    assert line.endswith("…")
    assert len(line) < 40


def test_of_nothing_there_is_no_picture() -> None:
    assert plotted(nothing(), None, words("en")) == ()
    only = replace(nothing(), backlog=Backlog(1, 0, (0, 1, 0, 0, 0, 0)))
    assert [one.name for one in plotted(only, nothing(), words("en"))] == ["ages"]
    one_day = replace(four_weeks(), first=replace(four_weeks().first, by_day=four_weeks().first.by_day[-1:]))
    assert "first" not in [one.name for one in plotted(one_day, None, words("en"))]


def test_a_year_has_dates_that_do_not_touch() -> None:
    first = four_weeks().trend.days[0]
    days = tuple((first + timedelta(days=number), Spread(9, 600.0 + number)) for number in range(365))
    of = replace(four_weeks(), first=replace(four_weeks().first, by_day=days))
    labels = figure(chart("first", of, language="ru")).axes[0].get_xticklabels()
    extents = [label.get_window_extent() for label in labels]
    assert len(extents) == 5
    assert all(one.x1 < other.x0 for one, other in pairwise(extents))


def test_of_a_short_period_first_answers_are_told_of_four_weeks() -> None:
    now = four_weeks()
    spreads = tuple(spread for _, spread in now.first.by_day)
    day = replace(
        now,
        first=replace(now.first, by_day=now.first.by_day[-1:]),
        trend=replace(now.trend, first=spreads),
    )
    assert chart("first", day) == chart("first", now)


def test_a_day_that_begins_at_half_past_eight_says_so() -> None:
    late = timedelta(hours=20, minutes=30)
    period = replace(SATURDAY, start=SATURDAY.start + late, end=SATURDAY.end + late)
    assert chart("hours", four_weeks(period=period)).subtitle.startswith(
        "21 November 20:30 – 22 November 20:30 · "
    )


async def test_drawn_in_a_process_of_its_own() -> None:
    now, before = four_weeks(), four_weeks(seed=3)
    pictures = await draw(now, before, words("ru"))
    assert [picture.name for picture in pictures] == NAMES
    for picture in pictures:
        image = Image.open(io.BytesIO(picture.png))
        assert image.format == "PNG"
        assert image.size == (picture.width, picture.height)
        assert picture.width == 1080
        assert 600 < picture.height < 1400
        colours = image.convert("RGB").getcolors(1 << 24) or []
        assert len(colours) > 50
        paper = max(colours)[0] / (picture.width * picture.height)
        assert 0.5 < paper < 0.97
        assert picture.caption
    again = await draw(now, before, words("ru"))
    assert [picture.png for picture in again] == [picture.png for picture in pictures]


async def test_nothing_to_draw_starts_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "DRAWING", "nobody.there")
    assert await draw(nothing(), None, words("en")) == []


async def test_what_goes_wrong_there_is_one_kind_of_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "DRAWING", "nobody.there")
    with pytest.raises(DrawingFailed, match=r"ended with 1: .*No module named 'nobody'"):
        await draw(four_weeks(), None, words("en"))
    monkeypatch.setattr(charts, "DRAWING", "this")  # prints something else
    with pytest.raises(DrawingFailed, match="something else than pictures"):
        await draw(four_weeks(), None, words("en"))
    monkeypatch.setattr(sys, "executable", str(ROOT / "no-python"))
    with pytest.raises(DrawingFailed, match="does not start"):
        await draw(four_weeks(), None, words("en"))


def children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if "bot.reports.drawing" in child.cmdline()]


async def test_it_does_not_outlive_its_time_nor_who_wanted_it() -> None:
    with pytest.raises(DrawingFailed, match=r"nothing was drawn within 0\.05 s"):
        await draw(four_weeks(), None, words("en"), seconds=0.05)
    assert children() == []
    drawing_now = asyncio.create_task(draw(four_weeks(), None, words("en")))
    until = time.monotonic() + 30
    while not children() and time.monotonic() < until:
        await asyncio.sleep(0.01)
    assert children()
    drawing_now.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing_now
    assert children() == []


def test_the_desk_does_not_import_what_draws() -> None:
    """That nothing else of ours imports it is a contract in pyproject.toml."""
    script = """
import sys
import bot.cli, bot.reports.charts
print([name for name in ("matplotlib", "numpy", "PIL") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", script],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
