"""A summary when it is due, once a period whatever happens.

Computing and drawing take seconds: they are done outside the clock's ticks and outside any transaction that holds locks.
What came of it is written in one transaction with the period's row: of two processes that made the same summary the one
that writes first has made it, the other throws its own away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.richtext import Rich, italic, lines
from bot.desk.view import Texts
from bot.facts import up_to_date
from bot.notices import say, tell_owners_once
from bot.reports.charts import DrawingFailed, Picture, draw
from bot.reports.due import Due, Last, compared, due
from bot.reports.links import CaseLinks
from bot.reports.moment import Moment, one_moment
from bot.reports.period import Period
from bot.reports.report import figures
from bot.reports.results import Report
from bot.reports.scope import Scope
from bot.reports.sending import keep_pictures, send_report
from bot.reports.summary import About, summary, team
from bot.texts import Words, words, words_for
from bot.transaction import transaction
from storage.errors import passing
from storage.models import Desk, Event, Every, Role, Staff, Summary
from storage.models import Report as Given
from storage.queries import owners

log = structlog.get_logger()

AGAIN = timedelta(minutes=10)
"""What could not be computed is tried again then."""
TOLD = timedelta(days=1)
"""So often the owners hear of it."""
SWITCHES = {Every.WEEK: "weekly_summary", Every.MONTH: "monthly_summary", Every.TEAM: "team_summary"}
"""The desk's column that says whether there is such a summary."""
ABOUT = {Every.DAY: About.DAY, Every.WEEK: About.WEEK, Every.MONTH: About.MONTH}

Draw = Callable[[Report, Report | None, Texts], Awaitable[list[Picture]]]
"""`bot.reports.charts.draw`."""


@dataclass(frozen=True, slots=True)
class Composed:
    """`pictures` by language."""

    report: Report
    before: Report | None
    week_before: Report | None
    pictures: Mapping[str, Sequence[Picture]] = field(default_factory=dict)


class Summaries:
    """Makes what is due. `username` asks Telegram for the bot's name, which the links need."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        clock: Callable[[], datetime],
        username: Callable[[], Awaitable[str]],
        draw: Draw = draw,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._username = username
        self._draw = draw
        self._rests: dict[tuple[int, Every], datetime] = {}

    async def make_due(self) -> None:
        """Until nothing is due. What fails does not hold up the others."""
        for desk_id in await self._desks():
            for every in Every:
                while await self._make(desk_id, every):
                    pass

    async def _desks(self) -> Sequence[int]:
        async with self._sessions() as session:
            return (await session.scalars(select(Desk.id).order_by(Desk.id))).all()

    async def _make(self, desk_id: int, every: Every) -> bool:
        """Whether there was one to make, and it is done with."""
        now = self._clock()
        if now < self._rests.get((desk_id, every), now):
            return False
        about = {"every": every.value}
        try:
            async with self._sessions() as session:
                desk = await session.get_one(Desk, desk_id)
                one = await _due(session, desk, every, now)
            if one is None:
                return False
            about["day"] = str(one.day)
            username, composed = await self._username(), await self._compose(desk, one, now)
            async with transaction(self._sessions) as session:
                await _put_on_its_way(session, desk_id, one, composed, username, self._clock())
        except Exception as error:
            if passing(error):
                log.warning("summary not made yet", **about, error=type(error).__name__)
                return False
            log.exception("summary failed", **about)
            self._rests[desk_id, every] = now + AGAIN
            await self._tell(desk_id, now)
            return False
        return True

    async def _tell(self, desk_id: int, now: datetime) -> None:
        async with transaction(self._sessions) as session:
            desk = await session.get_one(Desk, desk_id)
            await tell_owners_once(session, desk, "owner-summary-failed", {}, now, TOLD)

    async def _compose(self, desk: Desk, one: Due, now: datetime) -> Composed:
        await up_to_date(self._sessions, desk.id)
        async with one_moment(self._sessions) as moment:
            report = await _report(moment, desk, one.period, now)
            if one.every is Every.TEAM:
                return Composed(report, None, None)
            then, week_before = compared(one)
            before = await _compared(moment, desk, then, now)
            week = None if week_before is None else await _compared(moment, desk, week_before, now)
            readers = [words_for(desk, owner) for owner in await owners(moment[0], desk.id)]
        pictures = {texts.language: await self._drawn(report, before, texts) for texts in set(readers)}
        return Composed(report, before, week, pictures)

    async def _drawn(self, report: Report, before: Report | None, texts: Words) -> list[Picture]:
        try:
            return await self._draw(report, before, texts)
        except DrawingFailed as error:
            log.warning("summary goes without pictures", error=str(error))
            return []


def _clock(desk: Desk) -> tuple[ZoneInfo, time]:
    return ZoneInfo(desk.timezone), time.fromisoformat(desk.summary_at)


# --- what is due


async def _due(session: AsyncSession, desk: Desk, every: Every, now: datetime) -> Due | None:
    since = await _read_since(session, desk, every)
    return None if since is None else due(every, now, *_clock(desk), await _last(session, desk, every), since)


async def _read_since(session: AsyncSession, desk: Desk, every: Every) -> datetime | None:
    """Since when there is somebody who wants it and can read it; None: there is nobody."""
    if (switch := SWITCHES.get(every)) is not None and not getattr(desk, switch):
        return None
    on = desk.created_at if switch is None else await _switched_on(session, desk, switch)
    if every is Every.TEAM:
        return None if desk.chat_id is None else on
    query = select(func.min(Staff.private_at)).where(
        Staff.desk_id == desk.id, Staff.role == Role.OWNER, Staff.left_at.is_(None)
    )
    read = await session.scalar(query)
    return None if read is None else max(read, on)


async def _switched_on(session: AsyncSession, desk: Desk, switch: str) -> datetime:
    query = select(func.max(Event.at)).where(
        Event.desk_id == desk.id,
        # There is an index for those of no case, which are few.
        Event.case_id.is_(None),
        Event.kind == "setting",
        Event.data.contains({"name": switch, "after": "on"}),
    )
    return max(await session.scalar(query) or desk.created_at, desk.created_at)


async def _last(session: AsyncSession, desk: Desk, every: Every) -> Last | None:
    query = select(Summary).where(Summary.desk_id == desk.id, Summary.every == every)
    row = (await session.scalars(query.order_by(Summary.day.desc()).limit(1))).one_or_none()
    return None if row is None else Last(row.day, row.end_at)


# --- what is told


async def _report(moment: Moment, desk: Desk, period: Period, now: datetime) -> Report:
    return await figures(moment, Scope(desk.id, period, known=period.end), now)


async def _compared(moment: Moment, desk: Desk, period: Period, now: datetime) -> Report | None:
    """None: a time when there was no desk is nothing to compare with."""
    return await _report(moment, desk, period, now) if desk.created_at < period.end else None


async def _put_on_its_way(
    session: AsyncSession, desk_id: int, one: Due, composed: Composed, username: str, now: datetime
) -> None:
    """Nothing, if another has made it meanwhile: whoever inserts the second row waits for the end of the first one."""
    row = insert(Summary).values(
        desk_id=desk_id, every=one.every, day=one.day, end_at=one.period.end, made_at=now
    )
    ours = await session.scalar(row.on_conflict_do_nothing().returning(Summary.day))
    if ours is None:
        return
    desk = await session.get_one(Desk, desk_id)
    if one.every is Every.TEAM:
        if desk.chat_id is not None:
            html = _of_the_team(composed.report, one.late(now), words(desk.language))
            say(session, desk.id, html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)
        return
    given = Given(desk_id=desk_id, start_at=one.period.start, end_at=one.period.end, known_at=one.period.end)
    session.add(given)
    await session.flush()
    for language, pictures in composed.pictures.items():
        await keep_pictures(session, given.id, language, pictures, now)
    links = CaseLinks(username, given.id)
    for owner in await owners(session, desk_id):
        texts = words_for(desk, owner)
        told = summary(
            composed.report,
            composed.before,
            composed.week_before,
            texts,
            links,
            about=ABOUT[one.every],
            pictures=[each.name for each in composed.pictures.get(texts.language, ())],
            late=one.late(now),
            missed=one.missed,
        )
        send_report(
            session, desk_id, told, now, report_id=given.id, language=texts.language, chat_id=owner.user_id
        )


def _of_the_team(report: Report, late: datetime | None, texts: Words) -> str:
    told = team(report, texts)
    if late is None:
        return told
    at = late.astimezone(report.scope.period.zone)
    date = texts("report-date", day=at.day, month=at.month)
    moment = texts("report-moment", date=date, time=f"{at:%H:%M}")
    return lines((Rich(told), italic(texts("summary-late", time=moment)))).html
