"""How many of those who need an answer get one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports.openings import Opening
from bot.reports.results import Ratio, Replies


def replies(opened: Sequence[Opening]) -> Replies:
    """How many cases that need an answer have one."""
    needs = [one for one in opened if one.needs_answer]
    answered = sum(one.n for one in needs if one.answered)
    apart = sum(one.n for one in opened if not one.needs_answer)
    return Replies(Ratio(answered, sum(one.n for one in needs)), apart)
