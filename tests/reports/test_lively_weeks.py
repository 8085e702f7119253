"""The lively weeks of the demo: all is there that a report can tell of, and it is as the desk would have written it."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.lively.course import Course
from bot.lively.place import BEFORE, WEEK, Place
from bot.lively.seeding import seed
from bot.reports.due import Last, due
from bot.reports.period import Period, day_period, last_day
from bot.reports.report import make_report
from bot.reports.scope import Scope
from bot.transaction import transaction
from storage.models import Desk, Every, Message, StaleFact, Summary, Trouble
from tests.reports.compared import PARTS, plain
from tests.reports.reckoning import Reference
from tests.reports.reference import Seen, Worked

Sessions = async_sessionmaker[AsyncSession]
ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 3, 19, 12, 30, tzinfo=UTC)
"""A Thursday, half past three by the desk's clock."""
PLACE = Place(
    chat_id=-1001,
    departments=(("Delivery", -1002), ("Quality", -1003)),
    specialists=((201, "Petr"), (202, "Maria")),
    owner=(301, "Olga"),
    supervisor=(302, "Nina"),
    operators=((101, "Anna"), (102, "Boris"), (103, "Kira")),
    trainee=(104, "Igor"),
    community="218",
    title="Brand",
    followers=1000,
)


async def seeded(sessions: Sessions, days: int, language: str = "en") -> int:
    desk = Desk(title="Brand", language=language, timezone=ZONE.key, summary_at="09:00")
    async with transaction(sessions) as session:
        await seed(session, PLACE, desk, NOW, days=days)
    return desk.id


@pytest.fixture
def course(monkeypatch: pytest.MonkeyPatch) -> dict[int, list[Seen]]:
    """How each case stood after each step, as it was seen from outside."""
    found: dict[int, list[Seen]] = defaultdict(list)
    follow = Course._follow

    def followed(self: Course, at: datetime) -> None:
        follow(self, at)
        one = self.case
        found[one.id].append(
            Seen(at, one.status, one.holder_id, asleep=False, part=False, closed_at=one.closed_at)
        )

    monkeypatch.setattr(Course, "_follow", followed)
    return found


async def test_a_week_holds_what_it_promises_and_its_figures_are_right(
    sessions: Sessions, course: dict[int, list[Seen]]
) -> None:
    desk_id = await seeded(sessions, 3)
    day = day_period(last_day(NOW, ZONE, time(9)), ZONE, time(9))
    whole = Period(datetime(2026, 3, 16, 21, tzinfo=UTC), NOW, ZONE)
    async with sessions() as session:
        assert not await session.scalar(select(func.count()).select_from(StaleFact))
        broke = [
            (one.part, one.began_at, one.ended_at, one.tell_at - one.began_at)
            for one in (await session.scalars(select(Trouble))).all()
        ]
        reference = await Reference.of(session, desk_id, dict(course), Worked(ZONE, WEEK), broke)
        for scope in (Scope(desk_id, whole, NOW), Scope(desk_id, day, day.end)):
            report, expected = await make_report(session, scope, NOW), reference.report(scope)
            for part in PARTS:
                assert plain(getattr(report, part)) == plain(expected[part]), (part, scope)
        report = await make_report(session, Scope(desk_id, whole, NOW), NOW)
    volume = report.volume
    assert volume.cases > 200
    assert volume.reopened
    assert report.first.clock.n > volume.cases / 2
    assert report.next.clock.n > 20
    assert volume.dismissed
    assert {one.name for one in volume.by_kind} == {"comment", "message", "post", "mention"}
    assert {"problem", "question", "complaint", "praise"} <= {one.name for one in volume.by_category}
    assert report.backlog.open
    assert report.failures.outages[0].seconds == pytest.approx(64 * 60)
    assert report.satisfaction.nps is not None
    assert report.approvals.approved
    assert report.approvals.declined
    assert {one.name for one in report.departments} == {"Delivery", "Quality"}
    assert any(one.returned for one in report.departments)
    assert {"XXL", "delivery"} <= {one.name for one in report.tags}
    assert any(one.name == "sent_elsewhere" for one in report.endings.outcomes)
    assert report.deadlines.first.part < report.deadlines.first.of


async def test_the_first_thing_that_the_owner_reads_is_the_last_day(sessions: Sessions) -> None:
    desk_id = await seeded(sessions, 1, "ru")
    async with sessions() as session:
        rows = (await session.scalars(select(Summary).where(Summary.desk_id == desk_id))).all()
        words = await session.scalar(select(Message.text).where(Message.direction == "in").limit(1))
    last = {Every(row.every): Last(row.day, row.end_at) for row in rows}
    found = {every: due(every, NOW, ZONE, time(9), one, NOW - BEFORE) for every, one in last.items()}
    assert found.keys() == {Every.DAY, Every.WEEK, Every.MONTH}
    assert [one.day for one in found.values() if one is not None] == [last_day(NOW, ZONE, time(9))]
    assert words is not None
    assert not words.isascii()
