"""A desk with four weeks behind it, in an empty database. The same each time, as seen from the same moment."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, of_new_card, telegram_lane
from bot.facts import all_within
from bot.lively.arrivals import Arrival, arrivals
from bot.lively.askers import Askers
from bot.lively.book import Book, Row
from bot.lively.course import Course
from bot.lively.place import BEFORE, Place, furnish
from bot.lively.story import Cast, Story
from bot.lively.words import said_in
from bot.record import new_card
from bot.reports.due import due
from bot.reports.period import last_day
from bot.stopwatch import terms_of
from storage.copying import copy_in
from storage.models import (
    LIVE,
    Account,
    Base,
    Case,
    CaseTag,
    Conversation,
    Deadline,
    Department,
    Desk,
    Draft,
    Escalation,
    Event,
    Every,
    Message,
    Summary,
    Survey,
    Tag,
    Trouble,
)

LONG = 30
"""Days: the four weeks before yesterday tell what is usual."""


async def seed(session: AsyncSession, place: Place, desk: Desk, now: datetime, *, days: int = LONG) -> int:
    """`desk`: not in the database yet, with its language, time zone and hour of the summary. How many cases."""
    chance = random.Random(7)  # noqa: S311
    said, zone = said_in(desk.language), ZoneInfo(desk.timezone)
    account, cast = await furnish(session, place, desk, said, now)
    tags = {key: Tag(desk_id=desk.id, name=name, used=0) for key, name in said.tags.items()}
    session.add_all(tags.values())
    await session.flush()
    book = Book(
        desk.id,
        account.id,
        await terms_of(session, desk),
        now,
        {department: 120 for department, _ in cast.departments},
        {key: tag.id for key, tag in tags.items()},
    )
    askers = Askers(book, said, chance)
    # The summary of that day is the first thing that the owner reads.
    crisis = last_day(now, zone, time.fromisoformat(desk.summary_at)) - timedelta(days=1)
    outage = _outage(desk, account, crisis, zone)
    heard = [_heard(one, outage) for one in arrivals(chance, now, zone, days, crisis)]
    for one in sorted(heard, key=lambda one: one.at):
        _tell(book, askers, cast, one, chance)
    await askers.write(session, now)
    await _write(session, book)
    desk.case_count = len(book.cases)
    for tag in tags.values():
        tag.used = sum(row["tag_id"] == tag.id for row in book.case_tags)
    session.add(outage)
    session.add_all(_told_before(desk, now, zone))
    await _cards(session, desk, book, now)
    await session.flush()
    await all_within(session, desk.id)
    return len(book.cases)


def _tell(book: Book, askers: Askers, cast: Cast, one: Arrival, chance: random.Random) -> None:
    there = [
        each for each in cast.workers if each.left_at is None or one.at < each.left_at - timedelta(days=4)
    ]
    worker = chance.choices(there, [1 / each.pace for each in there])[0]
    words = chance.choice(cast.said.asks[one.topic])
    course = Course(book, askers.one(one.kind, one.at), one.kind, words, one.at)
    Story(course, one.topic, one.crisis, cast, chance, one.at, worker).go()
    course.stays()


async def _write(session: AsyncSession, book: Book) -> None:
    """In the order in which the tables refer to each other."""
    tables: tuple[tuple[type[Base], Sequence[Any]], ...] = (
        (Case, book.cases),
        (Conversation, book.conversations),
        (Message, book.messages),
        (Event, book.events),
        (Deadline, book.deadlines),
        (Escalation, book.escalations),
        (Draft, book.drafts),
        (Survey, book.surveys),
        (CaseTag, book.case_tags),
    )
    for table, rows in tables:
        await copy_in(session, table, _alike([_row(one) for one in rows]))
    for name in ("customers", "identities", "posts", *(table.__tablename__ for table, _ in tables[:-1])):
        newest = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 1)) FROM {name}"  # noqa: S608
        await session.execute(text(newest))


def _row(one: Base | Row) -> Row:
    """As COPY takes it."""
    row = (
        one if isinstance(one, dict) else {each.key: getattr(one, each.key) for each in one.__table__.columns}
    )
    return {
        name: json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value
        for name, value in row.items()
    }


def _alike(rows: Sequence[Row]) -> Sequence[Row]:
    """Without what none of them has: there the table's default holds."""
    used = {name for row in rows for name, value in row.items() if value is not None}
    return [{name: value for name, value in row.items() if name in used} for row in rows]


def _outage(desk: Desk, account: Account, crisis: date, zone: ZoneInfo) -> Trouble:
    """An hour on which the network said nothing."""
    began = datetime.combine(crisis, time(13, 10), zone).astimezone(UTC)
    told = began + timedelta(minutes=5)
    return Trouble(
        desk_id=desk.id,
        part=f"{account.network}:{account.external_id}",
        key="ear-silent",
        params={"account": account.title},
        began_at=began,
        tell_at=told,
        told_at=told,
        ended_at=began + timedelta(minutes=64),
    )


def _heard(one: Arrival, outage: Trouble) -> Arrival:
    """What is written meanwhile comes when it is over."""
    ended = outage.ended_at
    return one if ended is None or not outage.began_at <= one.at < ended else replace(one, at=ended)


def _told_before(desk: Desk, now: datetime, zone: ZoneInfo) -> Iterator[Summary]:
    """All summaries that were due by now, but the last day's."""
    at = time.fromisoformat(desk.summary_at)
    for every in (Every.DAY, Every.WEEK, Every.MONTH):
        one = due(every, now, zone, at, None, now - BEFORE)
        if one is not None:
            back = timedelta(days=every is Every.DAY)
            end = one.period.start if every is Every.DAY else one.period.end
            yield Summary(desk_id=desk.id, every=every.value, day=one.day - back, end_at=end)


async def _cards(session: AsyncSession, desk: Desk, book: Book, now: datetime) -> None:
    """What is open shall be seen in its chats."""
    assert desk.chat_id is not None
    chats = {one.id: one.chat_id for one in (await session.scalars(select(Department))).all()}
    for case in book.cases:
        if case.status in LIVE:
            urgency = of_new_card(case.kind, case.priority, urgent_account=False)
            new_card(session, case, lane=telegram_lane(desk.chat_id), urgency=urgency, at=now)
    for asked in book.escalations:
        if asked.answered_at is None and asked.returned_at is None:
            case = book.cases[asked.case_id - 1]
            lane = telegram_lane(chats[asked.department_id])
            new_card(session, case, lane=lane, urgency=Urgency.ACT, at=now, escalation_id=asked.id)
