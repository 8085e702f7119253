"""Believable reports, made by hand: a busy Wednesday, the day before, the week before; and a day on which nothing was."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.reports.period import Period, day_period
from bot.reports.results import (
    Approvals,
    Backlog,
    Count,
    Deadlines,
    DepartmentWork,
    Endings,
    Failures,
    FirstResponse,
    Hour,
    Network,
    NextResponse,
    Oldest,
    Outage,
    Outside,
    Person,
    Ratio,
    Replies,
    Report,
    Resolution,
    Satisfaction,
    Spread,
    TagCount,
    Trend,
    Volume,
)
from bot.reports.scope import Scope

ZONE = ZoneInfo("Europe/Moscow")
WEDNESDAY = day_period(date(2025, 3, 6), ZONE, time(9))
"""From 9:00 on 5 March to 9:00 on the 6th."""
MINUTE, HOUR, DAY = 60, 3600, 86_400


def nothing(period: Period = WEDNESDAY) -> Report:
    """A report of a desk to which nobody ever wrote."""
    return Report(
        scope=Scope(1, period, period.end),
        volume=Volume(by_hour=tuple(Hour(hour) for hour in range(24))),
        first=FirstResponse(),
        next=NextResponse(),
        resolution=Resolution(),
        deadlines=Deadlines(),
        replies=Replies(),
        departments=(),
        approvals=Approvals(),
        people=(),
        backlog=Backlog(),
        failures=Failures(),
        outside=Outside(),
        tags=(),
        endings=Endings(),
        satisfaction=Satisfaction(),
        trend=Trend(),
        first_target=30 * MINUTE,
        made_at=period.end,
    )


def moved(period: Period, days: int) -> Period:
    return Period(period.start + timedelta(days=days), period.end + timedelta(days=days), period.zone)


def trend(last: date, categories: dict[str, tuple[int, ...]]) -> Trend:
    """28 days, a week's numbers four times."""
    days = tuple(last - timedelta(days=27 - place) for place in range(28))
    told = tuple((name, (week * 4)[:28]) for name, week in categories.items())
    return Trend(
        days, tuple(sum(column) for column in zip(*(one for _, one in told), strict=True)), told, 21.5
    )


def busy() -> Report:
    """A crisis: a delivery is late, everybody asks for XXL, VK was not heard for a while."""
    period = WEDNESDAY
    hours = (0, 0, 0, 0, 0, 0, 1, 2, 3, 5, 6, 4, 3, 2, 3, 4, 3, 2, 4, 5, 3, 1, 1, 0)
    return replace(
        nothing(period),
        volume=Volume(
            messages=1152,
            cases=48,
            quiet=6,
            new_customers=21,
            returning_customers=14,
            answers=40,
            answers_elsewhere=3,
            claimed=39,
            resolved=30,
            dismissed=4,
            reopened=3,
            by_hour=tuple(
                Hour(hour, count * 2, count, count, count // 2) for hour, count in enumerate(hours)
            ),
            by_kind=(Count("comment", 33), Count("message", 12), Count("mention", 3)),
            by_category=(Count("problem", 19), Count("question", 15), Count("complaint", 9), Count("", 5)),
            by_network=(
                Network("vk", 47, 1151, 40, 28, 31, 9, Spread(31, 12 * MINUTE, 65 * MINUTE), 3.9),
                Network("hand", 1, 1, 0, 1, 0, 1, Spread()),
            ),
        ),
        first=FirstResponse(
            Spread(31, 12 * MINUTE, 65 * MINUTE),
            Spread(31, 9 * MINUTE, 50 * MINUTE),
            unanswered=10,
            closed=7,
            by_day=((date(2025, 3, 5), Spread(31, 12 * MINUTE, 65 * MINUTE)),),
        ),
        next=NextResponse(Spread(22, 8 * MINUTE, 40 * MINUTE), Spread(22, 6 * MINUTE, 31 * MINUTE), open=4),
        resolution=Resolution(
            first=Spread(29, 3 * HOUR, 20 * HOUR),
            final=Spread(28, 4 * HOUR, 22 * HOUR),
            reopened=Ratio(2, 29),
            maturing=27,
            at_once=Ratio(17, 24),
            silent=5,
            handling=Spread(28, 14 * MINUTE, 55 * MINUTE),
        ),
        deadlines=Deadlines(Ratio(22, 36), Ratio(20, 23), Ratio(9, 9)),
        replies=Replies(Ratio(31, 44), apart=4),
        departments=(
            DepartmentWork(3, "Logistics", 6, 4, 1, 1, 1, Spread(4, 2 * HOUR, 5 * HOUR)),
            DepartmentWork(4, "Legal", 1, 1, 0, 0, 0, Spread(1, 26 * HOUR, 26 * HOUR)),
        ),
        approvals=Approvals(5, 3, 1, 1, Spread(4, 9 * MINUTE, 20 * MINUTE)),
        people=(
            Person(7, "Anna", False, 20, 18, 15, 1, Spread(16, 9 * MINUTE, 40 * MINUTE), 4.6, 7),
            Person(8, "<b>Bob & Co", False, 12, 9, 8, 0, Spread(4, 2 * MINUTE, 3 * MINUTE), None, 2),
            Person(9, "Vera", True, 7, 10, 7, 1, Spread(8, 22 * MINUTE, 70 * MINUTE)),
        ),
        backlog=Backlog(
            open=17,
            unanswered=12,
            by_age=(1, 2, 6, 5, 2, 1),
            oldest=Oldest(501, 1042, period.end - timedelta(days=2, hours=3)),
        ),
        failures=Failures(
            2,
            (
                Outage("vk:1234", "Nordlicht Coffee", 125 * MINUTE, 2),
                Outage("telegram", "", 6 * MINUTE, 1),
            ),
            downtime=128 * MINUTE,
        ),
        outside=Outside(8, Spread(6, 9 * HOUR, 12 * HOUR), Spread(6, 11 * MINUTE, 30 * MINUTE), unanswered=2),
        tags=(TagCount(12, "xxl", 14, 3.25), TagCount(13, "delivery", 9, 7.0), TagCount(14, "sale", 2, None)),
        endings=Endings(
            (Count("solved", 17), Count("sold", 3), Count("sent_elsewhere", 2), Count("", 6)), Ratio(2, 28)
        ),
        satisfaction=Satisfaction(
            "csat", 20, 9, None, 0.667, (Count("1", 2), Count("3", 1), Count("4", 2), Count("5", 4)), 8
        ),
        trend=trend(
            date(2025, 3, 5),
            {
                "problem": (4, 5, 6, 5, 4, 2, 19),
                "question": (9, 8, 9, 10, 9, 5, 15),
                "complaint": (1, 2, 1, 2, 2, 1, 9),
            },
        ),
    )


def calm(days: int = -1) -> Report:
    """An ordinary day, so many days from the busy one."""
    period = moved(WEDNESDAY, days)
    return replace(
        nothing(period),
        volume=Volume(
            messages=44,
            cases=24,
            new_customers=9,
            returning_customers=8,
            answers=30,
            claimed=22,
            resolved=28,
            dismissed=2,
        ),
        first=FirstResponse(
            Spread(21, 15 * MINUTE, 55 * MINUTE), Spread(21, 11 * MINUTE, 42 * MINUTE), unanswered=1
        ),
        resolution=Resolution(first=Spread(25, 2 * HOUR, 9 * HOUR), final=Spread(26, 3 * HOUR, 11 * HOUR)),
        deadlines=Deadlines(Ratio(21, 22), Ratio(12, 13), Ratio(7, 7)),
        replies=Replies(Ratio(21, 22), apart=2),
        backlog=Backlog(open=11, unanswered=2, by_age=(1, 3, 4, 2, 1, 0)),
        trend=trend(date(2025, 3, 4), {"problem": (4, 5, 6, 5, 4, 2, 5), "question": (9, 8, 9, 10, 9, 5, 8)}),
    )


NOON = datetime(2025, 3, 6, 9, tzinfo=UTC)
"""Of the day after, in Moscow."""

# --- four weeks by chance

SATURDAY = Period(
    datetime(2026, 11, 21, tzinfo=ZONE).astimezone(UTC),
    datetime(2026, 11, 22, tzinfo=ZONE).astimezone(UTC),
    ZONE,
)
LAST = date(2026, 11, 21)
NAMES = ("question", "problem", "complaint", "praise", "suggestion", "no_answer_needed", "")
USUAL = (26, 12, 4, 7, 2, 5, 3)


def four_weeks(*, period: Period = SATURDAY, seed: int = 7) -> Report:
    """The busy day as the last of four weeks made by chance, the same for the same `seed`; some names are what a spreadsheet
    takes for formulas.
    """
    dice, told = random.Random(seed), busy()
    trend = _trend(dice)
    hours = _hours(dice)
    return replace(
        told,
        scope=Scope(1, period, period.end),
        volume=replace(
            told.volume,
            messages=sum(hour.messages for hour in hours),
            cases=trend.cases[-1],
            answers=sum(hour.answers for hour in hours),
            resolved=sum(hour.resolved for hour in hours),
            by_hour=hours,
            by_category=tuple(Count(name, counts[-1]) for name, counts in trend.categories),
        ),
        first=replace(told.first, by_day=_by_day(dice, trend.days)),
        departments=(told.departments[0], replace(told.departments[1], name="=1+1")),
        people=(told.people[0], replace(told.people[1], name="+7 <b>$x$</b>"), *told.people[2:]),
        tags=(told.tags[0], replace(told.tags[1], name="=cmd|' /C calc'!A0")),
        trend=trend,
        made_at=period.end,
    )


def _hours(dice: random.Random) -> tuple[Hour, ...]:
    def busy(hour: int) -> int:
        return max(0, 14 - abs(hour - 14)) if 7 <= hour <= 23 else int(hour < 2)

    return tuple(
        Hour(
            hour,
            busy(hour) + dice.randrange(3),
            max(0, busy(hour) - 2),
            (busy(hour) + dice.randrange(4)) if 9 <= hour < 21 else 0,
            busy(hour) // 2 if 9 <= hour < 21 else 0,
        )
        for hour in range(24)
    )


def _trend(dice: random.Random) -> Trend:
    """Weekends are quieter; on the last Thursday the delivery broke."""
    days = tuple(LAST - timedelta(days=27 - back) for back in range(28))
    rows = []
    for name, usual in zip(NAMES, USUAL, strict=True):
        crisis = name in ("problem", "complaint")
        rows.append(
            (
                name,
                tuple(
                    round(usual * (0.6 if day.weekday() > 4 else 1) * dice.uniform(0.7, 1.3))
                    * (5 if crisis and day == LAST - timedelta(days=2) else 1)
                    for day in days
                ),
            )
        )
    cases = tuple(sum(counts[index] for _, counts in rows) for index in range(28))
    return Trend(days, cases, tuple(rows), 55.5)


def _by_day(dice: random.Random, days: tuple[date, ...]) -> tuple[tuple[date, Spread], ...]:
    return tuple(
        (day, Spread())
        if index == 3
        else (day, Spread(3 if index == 8 else 40 + index, dice.uniform(700, 2600), 9000.0))
        for index, day in enumerate(days)
    )
