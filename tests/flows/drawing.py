"""Pictures without what draws them, which takes seconds: those there would be, with their captions, one dot each."""

from __future__ import annotations

from bot.desk.view import Texts
from bot.reports.charts import Picture
from bot.reports.plotted import plotted
from bot.reports.results import Report
from sandbox.telegram.files import png


async def dots(report: Report, before: Report | None, texts: Texts) -> list[Picture]:
    return [Picture(one.name, png(), one.caption, 1, 1) for one in plotted(report, before, texts)]
