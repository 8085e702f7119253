"""Pages of `/report`, and what is counted for them: a row each, so that a restart loses nothing.

What is counted is claimed under a lease by a worker (`bot/telegram/report_work.py`), outside any handler's transaction.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.keyboards import network_name
from bot.desk.richtext import one_line
from bot.desk.states import Refused
from bot.desk.view import Texts
from bot.reports.grammar import COLUMNS, FILTERS, Known, Name, told_apart
from bot.reports.page import Page, Progress
from bot.reports.scope import Only
from bot.reports.wanted import Wanted
from bot.transaction import Channel, wake
from storage.models import Account, Department, Desk, Gives, PageState, ReportFile, ReportPage, Role, Staff
from storage.queries import tags_of

KEPT = timedelta(days=30)
"""So long a page can be pressed, and a file that could not be sent is there."""
LEASE = timedelta(seconds=30)
TRIES = 3
AGAIN = timedelta(seconds=5)
"""Until it is tried again, after a trouble of the database."""


async def opened(session: AsyncSession, staff: Staff, wanted: Wanted, now: datetime) -> ReportPage:
    """A new page. What is older than `KEPT` goes."""
    old = delete(ReportPage).where(ReportPage.made_at < now - KEPT, ReportPage.state == PageState.RESTS)
    await session.execute(old)
    await session.execute(delete(ReportFile).where(ReportFile.made_at < now - KEPT))
    page = ReportPage(
        desk_id=staff.desk_id,
        staff_id=staff.id,
        wanted=wanted.packed(),
        step="",
        state=PageState.RESTS,
        made_at=now,
    )
    session.add(page)
    await session.flush()
    return page


async def page_of(session: AsyncSession, number: int, staff: Staff) -> ReportPage | None:
    """Somebody's own, locked; None: it is another's, or gone."""
    page = await session.get(ReportPage, number, with_for_update=True, populate_existing=True)
    return page if page is not None and page.staff_id == staff.id else None


async def start(session: AsyncSession, page: ReportPage, desk: Desk, gives: Gives, now: datetime) -> None:
    """Raises Refused: it is of no time that the desk knows, or another one of the person's is being counted."""
    check(Wanted.unpacked(page.wanted), desk, now)
    others = select(ReportPage.id).where(
        ReportPage.staff_id == page.staff_id, ReportPage.state != PageState.RESTS
    )
    if await session.scalar(others.limit(1)) is not None:
        raise Refused("reporting-busy")
    page.state, page.gives, page.step = PageState.WAITS, gives, "waits"
    page.asked_at, page.not_before, page.attempts, page.lease_until = now, now, 0, None
    wake(session, Channel.REPORTS)


def check(wanted: Wanted, desk: Desk, now: datetime) -> None:
    """Raises Refused."""
    zone = ZoneInfo(desk.timezone)
    if wanted.period(now, zone).end <= desk.created_at:
        begun = desk.created_at.astimezone(zone)
        raise Refused("reporting-before-desk", day=f"{begun:%d.%m.%Y}")


def stop(page: ReportPage) -> bool:
    """False: nothing is being counted. Whoever is at it finds that it is no longer wanted."""
    if page.state == PageState.RESTS:
        return False
    end(page, "stopped")
    return True


def end(page: ReportPage, step: str) -> None:
    """It rests; `step` tells how it ended."""
    page.state, page.step, page.lease_until = PageState.RESTS, step, None


# --- by the worker


async def claim(session: AsyncSession, now: datetime) -> ReportPage | None:
    """The next one to be counted, or one whose worker died. Locked until the transaction ends."""
    query = (
        select(ReportPage)
        .where(_due(now))
        .order_by(ReportPage.asked_at, ReportPage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    page = (await session.scalars(query)).one_or_none()
    if page is None:
        return None
    page.attempts += 1
    if page.attempts > TRIES:
        end(page, "failed")
    else:
        page.state, page.step, page.lease_until = PageState.COUNTS, "figures", now + LEASE
    return page


def _due(now: datetime) -> ColumnElement[bool]:
    return or_(
        (ReportPage.state == PageState.WAITS) & (ReportPage.not_before <= now),
        (ReportPage.state == PageState.COUNTS) & (ReportPage.lease_until <= now),
    )


def mine(page: ReportPage) -> tuple[ColumnElement[bool], ...]:
    """Still wanted, and not given to somebody else meanwhile."""
    return (
        ReportPage.id == page.id,
        ReportPage.state == PageState.COUNTS,
        ReportPage.attempts == page.attempts,
        ReportPage.asked_at == page.asked_at,
    )


async def keep(session: AsyncSession, page: ReportPage, step: str, now: datetime) -> bool:
    """It goes on. False: it was stopped."""
    kept = update(ReportPage).where(*mine(page)).values(step=step, lease_until=now + LEASE)
    return await session.scalar(kept.returning(ReportPage.id)) is not None


async def held(session: AsyncSession, page: ReportPage) -> ReportPage | None:
    """The row anew, locked; None: it was stopped."""
    query = select(ReportPage).where(*mine(page)).with_for_update()
    return (await session.scalars(query, execution_options={"populate_existing": True})).one_or_none()


async def failed(session: AsyncSession, page: ReportPage, now: datetime, *, again: bool) -> None:
    """`again`: what was wrong may pass."""
    row = await held(session, page)
    if row is None:
        return
    if again and row.attempts < TRIES:
        row.state, row.step, row.lease_until = PageState.WAITS, "waits", None
        row.not_before = now + AGAIN
    else:
        end(row, "failed")


# --- what it shows


async def known(session: AsyncSession, desk: Desk, texts: Texts) -> Known:
    """All that a report can be narrowed to; who left or was closed comes last."""
    networks = select(Account.network).where(Account.desk_id == desk.id).distinct().order_by(Account.network)
    departments = (
        select(Department).where(Department.desk_id == desk.id).order_by(Department.name, Department.id)
    )
    people = select(Staff).where(Staff.desk_id == desk.id, Staff.role != Role.SPECIALIST)
    return {
        "network": [
            Name(one, network_name(one, texts), one) for one in (await session.scalars(networks)).all()
        ],
        "department": _gone_last(
            [
                Name(one.id, one.name, gone=one.closed_at is not None)
                for one in (await session.scalars(departments)).all()
            ]
        ),
        "person": _gone_last(
            [
                Name(one.id, one.name, one.username, gone=one.left_at is not None, person=True)
                for one in (await session.scalars(people.order_by(Staff.name, Staff.id))).all()
            ]
        ),
        "tag": [Name(one.id, one.name) for one in await tags_of(session, desk.id)],
    }


def _gone_last(names: list[Name]) -> list[Name]:
    return sorted(told_apart(names), key=lambda one: one.gone)


async def narrowed(session: AsyncSession, desk: Desk, only: Only, texts: Texts) -> tuple[str, ...]:
    """The filters in words; who left and what was removed is said to be so."""
    there, said = await known(session, desk, texts), []
    for filter_ in FILTERS:
        value = getattr(only, COLUMNS[filter_])
        if value is None:
            continue
        found = next((one for one in there[filter_] if one.id == value), None)
        if found is None:
            shown = texts("reporting-removed")
        elif found.gone:
            shown = texts(
                "reporting-left" if found.person else "reporting-closed", name=one_line(found.shown)
            )
        else:
            shown = one_line(found.shown)
        said.append(texts("button-reporting-filter", filter=filter_, name=shown))
    return tuple(said)


async def shown(session: AsyncSession, page: ReportPage, desk: Desk, texts: Texts, now: datetime) -> Page:
    """What a page shows now."""
    zone = ZoneInfo(desk.timezone)
    seconds = 0 if page.asked_at is None else max(0, int((now - page.asked_at).total_seconds()))
    return Page(
        Wanted.unpacked(page.wanted),
        await known(session, desk, texts),
        now,
        zone,
        desk.created_at.astimezone(zone).date(),
        Progress(page.step, seconds),
    )
