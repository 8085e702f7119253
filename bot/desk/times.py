"""Lengths of time in words."""

from __future__ import annotations

from bot.desk.view import Texts


def length(minutes: int, texts: Texts) -> str:
    """ "2 days", "3 hours", "90 minutes"."""
    if minutes % 1440 == 0:
        return texts("time-days", count=minutes // 1440)
    if minutes % 60 == 0:
        return texts("time-hours", count=minutes // 60)
    return texts("time-minutes", count=minutes)
