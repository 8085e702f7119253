"""What does not follow from cases alone, in plain Python: looks at answers, what customers think, what was not well.
Written from the definitions in `bot/reports/results.py`; what makes the real figures is not used.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.reports.results import Approvals, Count, Outage, Satisfaction, Spread
from storage.models import Event, Survey

Within = Callable[[datetime | None], bool]
Broke = tuple[str, datetime, datetime | None, timedelta]
"""What was not well, from when to when, and how long that was nobody's trouble."""


@dataclass(frozen=True)
class Looked:
    """An answer that waited for a look."""

    draft: int
    asked: datetime
    became: str | None
    ended: datetime | None


def looks(log: Iterable[Event]) -> Sequence[Looked]:
    """`log`: in order."""
    found: dict[int, Looked] = {}
    for one in log:
        draft = one.data.get("draft", 0)
        if one.kind == "look_asked":
            found[draft] = Looked(draft, one.at, None, None)
        elif draft in found and one.kind in (
            "look_approved",
            "look_declined",
            "look_changed",
            "draft_dropped",
        ):
            found[draft] = Looked(draft, found[draft].asked, one.kind.removeprefix("look_"), one.at)
    return list(found.values())


def approvals(
    found: Iterable[Looked], within: Within, by: Within, spread: Callable[[Iterable[float]], Spread]
) -> Approvals:
    asked = [one for one in found if within(one.asked)]
    became = {
        what: [one for one in asked if one.became == what and by(one.ended)]
        for what in ("approved", "declined")
    }
    took = [
        (one.ended - one.asked).total_seconds()
        for ones in became.values()
        for one in ones
        if one.ended is not None
    ]
    return Approvals(
        len(asked),
        len(became["approved"]),
        len(became["declined"]),
        sum(not by(one.ended) for one in asked),
        spread(took),
    )


def satisfaction(
    surveys: Iterable[Survey], asks: str, arrived: Collection[int], within: Within, by: Within
) -> Satisfaction:
    """`asks`: what the desk asks. `arrived`: ids of messages."""
    sent = [
        one for one in surveys if one.asks == asks and (one.score is not None or one.message_id in arrived)
    ]
    asked = [one for one in sent if within(one.asked_at)]
    scores = [one.score for one in sent if within(one.answered_at) and one.score is not None]
    share = nps = None
    if scores and asks == "csat":
        share = sum(score >= 4 for score in scores) / len(scores)
    elif scores:
        nps = 100 * (sum(score >= 9 for score in scores) - sum(score <= 6 for score in scores)) / len(scores)
    held = Counter(scores)
    return Satisfaction(
        asks,
        len(asked),
        len(scores),
        nps,
        share,
        tuple(Count(str(score), held[score]) for score in sorted(held)),
        sum(by(one.answered_at) for one in asked),
    )


def outages(
    broke: Iterable[Broke], names: Mapping[str, str], start: datetime, until: datetime
) -> tuple[tuple[Outage, ...], float]:
    """`names`: of the parts that are asked for. And seconds at which at least one was not well."""
    spans: dict[str, list[tuple[datetime, datetime]]] = {}
    for part, began, ended, patience in broke:
        last = min(ended or until, until)
        if part in names and began < until and (ended is None or ended > start) and began + patience <= last:
            spans.setdefault(part, []).append((max(began, start), last))
    told = [
        Outage(part, names[part], sum((end - begin).total_seconds() for begin, end in ones), len(ones))
        for part, ones in spans.items()
    ]
    flat = [one for ones in spans.values() for one in ones]
    edges = sorted({edge for one in flat for edge in one})
    down = sum(
        (later - edge).total_seconds()
        for edge, later in itertools.pairwise(edges)
        if any(begin <= edge and later <= end for begin, end in flat)
    )
    return tuple(sorted(told, key=lambda one: (-one.seconds, one.part))), down
