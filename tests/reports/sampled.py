"""A lively report made by hand: what a shop's desk looks like on a busy Saturday, after a broken delivery."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.reports.period import Period
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

MOSCOW = ZoneInfo("Europe/Moscow")
LAST = date(2026, 11, 21)
END = datetime(2026, 11, 22, tzinfo=MOSCOW).astimezone(UTC)
PERIOD = Period(END - timedelta(days=1), END, MOSCOW)
NAMES = ("question", "problem", "complaint", "praise", "suggestion", "no_answer_needed", "")
USUAL = (26, 12, 4, 7, 2, 5, 3)


def report(*, period: Period = PERIOD, seed: int = 7) -> Report:
    """The same for the same `seed`."""
    dice = random.Random(seed)
    trend = _trend(dice)
    hours = _hours(dice)
    by_category = tuple(Count(name, counts[-1]) for name, counts in trend.categories)
    return Report(
        scope=Scope(1, period, period.end),
        volume=Volume(
            messages=sum(hour.messages for hour in hours),
            cases=trend.cases[-1],
            quiet=4,
            new_customers=31,
            returning_customers=22,
            answers=sum(hour.answers for hour in hours),
            answers_elsewhere=6,
            claimed=77,
            resolved=sum(hour.resolved for hour in hours),
            dismissed=5,
            reopened=3,
            by_hour=hours,
            by_kind=(Count("comment", 60), Count("message", 30), Count("review", 2)),
            by_category=by_category,
            by_network=(
                Network("vk", 88, 160, 131, 70, 71, 9, Spread(71, 1140.0, 9000.5), 1.42),
                Network("hand", 4, 5, 4, 4, 4, 0, Spread(4, 300.0, 400.0), None),
            ),
        ),
        first=FirstResponse(
            Spread(75, 1125.0, 8930.0), Spread(75, 780.0, 4100.0), 9, 3, _by_day(dice, trend.days)
        ),
        next=NextResponse(Spread(44, 640.0, 3000.0), Spread(44, 500.0, 2400.0), 6),
        resolution=Resolution(
            Spread(70, 14400.0, 90000.0),
            Spread(66, 15000.0, 92000.0),
            Ratio(4, 70),
            60,
            Ratio(38, 64),
            6,
            Spread(66, 1500.0, 7200.0),
        ),
        deadlines=Deadlines(Ratio(61, 80), Ratio(40, 44), Ratio(50, 66)),
        replies=Replies(Ratio(75, 84), 8),
        departments=(
            DepartmentWork(1, "Delivery", 12, 9, 3, 1, 2, Spread(9, 5400.0, 20000.0)),
            DepartmentWork(2, "=1+1", 1, 1, 0, 0, 0, Spread(1, 60.0, 60.0)),
        ),
        approvals=Approvals(7, 5, 1, 1, Spread(6, 420.0, 900.0)),
        people=(
            Person(1, "Анна", False, 40, 66, 35, 2, Spread(38, 900.0, 5000.0), 4.6, 11),
            Person(2, "+7 <b>$x$</b>", True, 3, 4, 2, 0, Spread(3), None, 1),
        ),
        backlog=Backlog(28, 12, (6, 8, 7, 4, 2, 1), Oldest(412, 412, END - timedelta(hours=31))),
        failures=Failures(
            2, (Outage("vk:1234", "Brand", 2400.0, 2), Outage("telegram", "", 61.5, 1)), 2430.5
        ),
        outside=Outside(17, Spread(15, 32000.0, 40000.0), Spread(15, 1300.0, 5000.0), 2),
        tags=(TagCount(12, "xxl", 14, 3.25), TagCount(13, "=cmd|' /C calc'!A0", 5, None)),
        endings=Endings((Count("solved", 51), Count("sold", 9), Count("", 6)), Ratio(4, 66)),
        satisfaction=Satisfaction(
            "csat",
            40,
            12,
            None,
            0.75,
            tuple(Count(str(score), n) for score, n in enumerate((1, 1, 1, 4, 5), 1)),
            11,
        ),
        trend=trend,
        first_target=1800,
        made_at=END,
    )


def quiet() -> Report:
    """Of a period in which nothing was."""
    return Report(
        scope=Scope(1, PERIOD, PERIOD.end),
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
        first_target=1800,
        made_at=END,
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
