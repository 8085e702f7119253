"""Facts for reports are made anew soon after a case's log has grown (`storage/models/facts.py`).

Who holds the advisory lock makes them, each batch in a handful of queries; between two batches of a large backlog it goes
to whoever else waits for it. Stale rows are read before the histories, and
just those are deleted: what is written meanwhile leaves another one behind.

A case whose facts cannot be made blocks no other: it is tried again when its log has grown, and every AGAIN.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, and_, delete, func, or_, select, text, true, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.facts import Facts, History, Remembered, Row, facts_of
from bot.histories import among, histories_of
from bot.hours import hours_of
from bot.notices import tell_owners_once
from bot.transaction import transaction
from storage.copying import copy_in, span
from storage.engine import be_patient
from storage.errors import SAID_BY_DATABASE, passing
from storage.models import ActFact, Case, CaseFact, Desk, StaleFact, WaitFact

log = structlog.get_logger()

AT_ONCE = 100
"""What of a batch is Python's alone keeps everybody else waiting: some 50 ms."""
A_TICK = 5
"""Batches."""
AGAIN = timedelta(hours=1)
TOLD = timedelta(days=1)
SOON = datetime.fromtimestamp(0, UTC)
"""Until when a case is set aside that a report could not make: the tick tries it next, and tells of it."""
_NEW = StaleFact.not_before.is_(None)
_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('otklik facts', 0))")
_TRY = text("SELECT pg_try_advisory_xact_lock(hashtextextended('otklik facts', 0))")


async def follow_facts(session: AsyncSession, now: datetime) -> None:
    """The tick. While somebody else makes them there is nothing to do."""
    stale = select(StaleFact.id).where(_ripe(now)).limit(1)
    if await session.scalar(stale) is None or not await session.scalar(_TRY):
        return
    for _ in range(A_TICK):
        if await _batch(session, AT_ONCE, now, _ripe(now)) is None:
            return


async def refresh(session: AsyncSession, now: datetime, *, limit: int = AT_ONCE) -> int:
    """One batch, of what is stale for longest: how many cases were made."""
    await session.execute(_LOCK)
    return await _batch(session, limit, now, _ripe(now)) or 0


async def up_to_date(
    sessions: async_sessionmaker[AsyncSession],
    desk_id: int,
    comes_to: Callable[[int, int], None] = lambda done, of: None,
) -> None:
    """All that is stale of a desk by now, each batch in a transaction of its own: what is made stays so; what was set
    aside is left to the tick. `comes_to` is told after each batch how many cases are made, of how many.
    """
    by_now = (_NEW, _of_desk(desk_id))
    async with sessions() as session:
        query = select(func.max(StaleFact.id), func.count(StaleFact.case_id.distinct())).where(*by_now)
        last, of = (await session.execute(query)).one()
    done, more = 0, last is not None
    while more:
        async with transaction(sessions) as session:
            await be_patient(session)
            await session.execute(_LOCK)
            made = await _batch(session, AT_ONCE, None, *by_now, StaleFact.id <= last)
        done, more = done + (made or 0), made is not None
        comes_to(min(done, of), of)


async def all_within(session: AsyncSession, desk_id: int) -> None:
    """All that is stale of a desk, in this transaction, which nobody else's facts are made beside."""
    if await session.scalar(select(StaleFact.id).where(_NEW, _of_desk(desk_id)).limit(1)) is None:
        return
    await session.execute(_LOCK)
    while await _batch(session, AT_ONCE, None, _NEW, _of_desk(desk_id)) is not None:
        pass


def _of_desk(desk_id: int) -> ColumnElement[bool]:
    return StaleFact.case_id.in_(select(Case.id).where(Case.desk_id == desk_id))


def _ripe(now: datetime) -> ColumnElement[bool]:
    return or_(_NEW, StaleFact.not_before <= now)


async def _batch(
    session: AsyncSession, limit: int, now: datetime | None, *only: ColumnElement[bool]
) -> int | None:
    """How many cases were made; None: nothing is stale. `now` None: of what cannot be made nobody is told here."""
    oldest = select(StaleFact.case_id).where(and_(true(), *only)).order_by(StaleFact.id).limit(limit)
    case_ids = set((await session.scalars(oldest)).all())
    if not case_ids:
        return None
    query = select(StaleFact).where(among(StaleFact.case_id, case_ids))
    stale = [(one.id, one.case_id, one.not_before) for one in (await session.scalars(query)).all()]
    made = await _made(session, await _histories(session, case_ids))
    try:
        async with session.begin_nested():
            await _replace(session, made)
    except SAID_BY_DATABASE as error:
        if passing(error):
            raise
        made = await _one_by_one(session, made)
    await session.execute(
        delete(StaleFact)
        .where(among(StaleFact.id, [row_id for row_id, *_ in stale]))
        .execution_options(synchronize_session=False)
    )
    done = {one.case["case_id"] for one in made}
    known = {case_id for _, case_id, at in stale if at is not None and at > SOON}
    await _set_aside(session, case_ids - done, known, now)
    return len(made)


async def _set_aside(
    session: AsyncSession, failed: Collection[int], known: Collection[int], now: datetime | None
) -> None:
    """The owners are told of those that are not `known`."""
    again = SOON if now is None else now + AGAIN
    session.add_all(StaleFact(case_id=one, not_before=again) for one in sorted(failed))
    await session.flush()
    unknown = set(failed) - set(known)
    if now is None or not unknown:
        return
    desks = select(Case.desk_id).where(among(Case.id, unknown)).distinct()
    for desk_id in (await session.scalars(desks)).all():
        desk = await session.get_one(Desk, desk_id)
        await tell_owners_once(session, desk, "owner-facts-failed", {}, now, TOLD)


async def _histories(session: AsyncSession, case_ids: Collection[int]) -> Sequence[History]:
    """Without those that can't be read."""
    try:
        async with session.begin_nested():
            return await histories_of(session, case_ids)
    except Exception as error:
        if passing(error):
            raise
        if len(case_ids) == 1:
            log.exception("history of a case not read", cases=list(case_ids))
            return ()
    return [read for one in sorted(case_ids) for read in await _histories(session, (one,))]


async def _made(session: AsyncSession, histories: Sequence[History]) -> list[Facts]:
    """Without those that can't be made: they stay as they were."""
    desks = {one.desk_id for one in histories}
    hours = {one: Remembered.of(await hours_of(session, await session.get_one(Desk, one))) for one in desks}
    made: list[Facts] = []
    for one in histories:
        try:
            made.append(facts_of(one, hours[one.desk_id]))
        except Exception:
            log.exception("facts of a case not made", case=one.id)
    return made


async def _one_by_one(session: AsyncSession, made: Iterable[Facts]) -> list[Facts]:
    """Those that the database takes."""
    taken: list[Facts] = []
    for one in made:
        try:
            async with session.begin_nested():
                await _replace(session, (one,))
            taken.append(one)
        except SAID_BY_DATABASE as error:
            if passing(error):
                raise
            log.exception("facts of a case not kept", case=one.case["case_id"])
    return taken


async def _replace(session: AsyncSession, made: Collection[Facts]) -> None:
    if not made:
        return
    case_ids = [one.case["case_id"] for one in made]
    for table in (WaitFact, ActFact):
        await session.execute(delete(table).where(among(table.case_id, case_ids)))
    gone = delete(CaseFact).where(among(CaseFact.case_id, case_ids)).returning(CaseFact.customer_id)
    customers = set((await session.scalars(gone)).all()) | {one.case["customer_id"] for one in made}
    await copy_in(session, CaseFact, [_case_row(one) for one in made])
    await copy_in(session, WaitFact, [row for one in made for row in one.waits])
    await copy_in(session, ActFact, [row for one in made for row in one.acts])
    await _who_returns(session, customers)


def _case_row(one: Facts) -> Row:
    during = one.case["open_during"]
    spans = None if during is None else [span(start, end) for start, end in during]
    return {**one.case, "returning": False, "open_during": spans}


async def _who_returns(session: AsyncSession, customers: Collection[int]) -> None:
    """What becomes of one case may change which is its customer's first."""
    before = func.bool_or(CaseFact.counted).over(
        partition_by=CaseFact.customer_id, order_by=CaseFact.case_id, rows=(None, -1)
    )
    was = select(CaseFact.case_id, func.coalesce(before, False).label("there"))
    was_there = was.where(among(CaseFact.customer_id, customers)).subquery()
    await session.execute(
        update(CaseFact)
        .where(CaseFact.case_id == was_there.c.case_id, CaseFact.returning != was_there.c.there)
        .values(returning=was_there.c.there)
        .execution_options(synchronize_session=False)
    )
