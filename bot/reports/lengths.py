"""Lengths of time in a report: in words, and of its period. Pure."""

from __future__ import annotations

from bot.desk.view import Texts
from bot.reports.period import Period


def length(seconds: float, texts: Texts) -> str:
    """ "40 s", "12 min", "1 h 05 min", "2 d 3 h"."""
    rounded = max(0, round(seconds))
    if rounded < 60:
        return texts("length-seconds", seconds=rounded)
    minutes = round(rounded / 60)
    if minutes < 60:
        return texts("length-minutes", minutes=minutes)
    if minutes < 2 * 1440:
        hours, rest = divmod(minutes, 60)
        return (
            texts("length-hours", hours=hours, minutes=f"{rest:02}")
            if rest
            else texts("length-hours-only", hours=hours)
        )
    days, hours = divmod(round(rounded / 3600), 24)
    return texts("length-days", days=days, hours=hours)


def whole_days(period: Period) -> int:
    """How many days of the desk's clock it has, at least one: a day when the clocks change is one."""
    start, end = period.start.astimezone(period.zone), period.end.astimezone(period.zone)
    wall = end.replace(tzinfo=None) - start.replace(tzinfo=None)
    return max(1, round(wall.total_seconds() / 86400))
