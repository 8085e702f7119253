"""How cases ended. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.reports.closings import Closing
from bot.reports.results import Count, Endings, Ratio
from storage.models import Outcome


def endings(closed: Sequence[Closing]) -> Endings:
    """How resolved cases ended, as somebody said."""
    found = Counter[str]()
    for one in closed:
        if not one.again:
            found[one.outcome] += one.n
    return Endings(
        outcomes=tuple(
            Count(name, count) for name, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
        ),
        sent_elsewhere=Ratio(found[Outcome.SENT_ELSEWHERE], found.total()),
    )
