"""The figures in SQL against the same figures reckoned in plain Python from the log of random histories."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports.figures import Acts, FirstResponse, figures
from bot.reports.period import Period, day_period
from storage.models import Case, Status
from tests.reports.history import Happened, History, minutes

ZONE = ZoneInfo("Europe/Berlin")
DAYS = [day_period(date(2025, 3, 29) + timedelta(days=day), ZONE, time(9)) for day in range(3)]
ANSWERS = {"answered", "answered_elsewhere"}
CLOSED = {"resolve", "dismiss"}


async def lively(history: History, seed: int) -> None:
    """Some thirty cases over three days, one of which has 23 hours."""
    chance = random.Random(seed)
    people = [await history.person(name) for name in ("Ann", "Bob", "Cid")]
    now = DAYS[0].start - timedelta(hours=3)
    cases: list[Case] = []
    while now < DAYS[-1].end + timedelta(hours=3):
        now += timedelta(seconds=chance.randint(30, 3000))
        case, who = chance.choice(cases) if cases else None, chance.choice(people)
        act = chance.choice(["open", "write", "claim", "answer", "answer", "elsewhere", "close", "fail"])
        if case is None or act == "open":
            cases.append(await history.opens(now, chance.choice(["vk", "ok"])))
        elif act == "write":
            await history.writes(case, now)
        elif case.status in (Status.RESOLVED, Status.DISMISSED):
            await chance.choice([history.reopens, history.answers])(case, who, now)
        elif act == "claim":
            await history.claims(case, who, now)
        elif act in ("answer", "elsewhere"):
            await history.answers(case, who if act == "answer" else None, now)
        elif act == "close":
            await history.closes(case, who, now, chance.choice(["resolve", "resolve", "dismiss"]))
        else:
            await history.fails(case, who, now)


def by_case(log: Iterable[Happened], before: datetime) -> dict[int, list[Happened]]:
    found: dict[int, list[Happened]] = {}
    for one in log:
        if one.at < before:
            found.setdefault(one.case, []).append(one)
    return found


def is_closed(events: list[Happened]) -> bool:
    closed = False
    for one in events:
        closed = one.kind in CLOSED or (closed and one.kind not in ("reopen", "answer"))
    return closed


def waits_since(events: list[Happened]) -> datetime | None:
    since = None
    for one in events:
        if one.kind in ("opened", "customer_wrote"):
            since = since or one.at
        elif one.kind in ANSWERS:
            since = None
    return since


def acts_by(log: list[Happened], period: Period) -> Acts:
    """Of the events given, from which undone closings are taken out already."""
    inside = [one for one in log if period.start <= one.at < period.end]

    def cases(*kinds: str) -> int:
        return len({one.case for one in inside if one.kind in kinds})

    return Acts(
        messages=sum(one.kind in ("opened", "customer_wrote") for one in inside),
        cases=cases("opened"),
        claimed=cases("claim"),
        answers=sum(one.kind in ANSWERS for one in inside),
        answered=cases(*ANSWERS),
        resolved=cases("resolve"),
        dismissed=cases("dismiss"),
    )


def without_undone(log: list[Happened], period: Period) -> list[Happened]:
    """The log without closings after which the case was opened again before the end of the period."""
    return [
        one
        for place, one in enumerate(log)
        if one.kind not in CLOSED
        or not any(
            later.case == one.case and later.kind in ("reopen", "answer") and later.at < period.end
            for later in log[place + 1 :]
        )
    ]


def first_of(log: list[Happened], period: Period, **whose: str) -> FirstResponse:
    waits, unanswered = [], 0
    for events in by_case(log, period.end).values():
        if events[0].at < period.start:
            continue
        answer = next((one for one in events if one.kind in ANSWERS), None)
        if whose.get("network", events[0].network) != events[0].network:
            continue
        if "staff" in whose and (answer is None or answer.staff != whose["staff"]):
            continue
        if answer is not None:
            waits.append((answer.at - events[0].at).total_seconds())
        elif not is_closed(events):
            unanswered += 1
    if not waits:
        return FirstResponse(0, unanswered)
    return FirstResponse(
        len(waits), unanswered, timedelta(seconds=median(waits)), timedelta(seconds=ninetieth(waits))
    )


def ninetieth(values: list[float]) -> float:
    """Between the two nearest, in proportion: PostgreSQL's percentile_cont."""
    ordered, place = sorted(values), 0.9 * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def near(found: FirstResponse, expected: FirstResponse) -> bool:
    pairs = ((found.median, expected.median), (found.p90, expected.p90))
    return (found.answered, found.unanswered) == (expected.answered, expected.unanswered) and all(
        one == other or (one is not None and other is not None and abs(one - other) < minutes(0.001))
        for one, other in pairs
    )


@pytest.mark.parametrize("seed", range(6))
async def test_sql_and_python_agree(session: AsyncSession, seed: int) -> None:
    history = await History.begin(session)
    await lively(history, seed)
    await session.flush()
    for period in DAYS:
        found = await figures(session, history.desk.id, period)
        held = without_undone(history.log, period)
        assert found.acts == acts_by(held, period)
        assert near(found.first, first_of(history.log, period))
        assert found.elsewhere == acts_by([one for one in held if one.staff is None], period).answers
        for share in found.operators:
            theirs = [one for one in held if one.staff == share.name]
            assert share.acts == acts_by(theirs, period)
            assert near(share.first, first_of(history.log, period, staff=share.name))
        for share in found.networks:
            assert share.acts == acts_by([one for one in held if one.network == share.name], period)
            assert near(share.first, first_of(history.log, period, network=share.name))
        still = {
            case: waits_since(events)
            for case, events in by_case(history.log, period.end).items()
            if not is_closed(events)
        }
        waiting = {case: since for case, since in still.items() if since is not None}
        assert (found.backlog.open, found.backlog.unanswered) == (len(still), len(waiting))
        longest = found.backlog.longest
        assert (longest and (longest.since, longest.number)) == min(
            ((since, case) for case, since in waiting.items()), default=None
        )
