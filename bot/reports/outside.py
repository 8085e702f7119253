"""What came when nobody worked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.reports.openings import FirstAnswers, Opening
from bot.reports.results import Outside


def outside(opened: Sequence[Opening], first: FirstAnswers) -> Outside:
    """What came in when nobody worked, and how long it waited."""
    then = [one for one in opened if one.outside]
    return Outside(
        cases=sum(one.n for one in then),
        clock=first.outside,
        working=first.outside_working,
        unanswered=sum(one.n for one in then if one.unanswered),
    )
