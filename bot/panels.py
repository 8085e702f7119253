"""Panels: messages about many cases. Cases are collected in one, come out of it again, and it follows what they do.

Nobody tells a panel that something changed: a tick looks whether the desk's log has grown, and has the panel drawn.
A panel that looks as before costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.storms import BLOWS
from bot.transaction import Channel, wake
from storage.models import Card, Case, Desk, Event, Panel, PanelKind, Post

GAPS: Mapping[PanelKind, timedelta] = {
    PanelKind.BOARD: timedelta(seconds=15),
    PanelKind.STORM: timedelta(seconds=15),
    PanelKind.QUIET: timedelta(seconds=15),
}
"""A panel is edited at most so often: the group's twenty a minute are for cards."""
FIRST: Mapping[PanelKind, Urgency] = {
    PanelKind.BOARD: Urgency.REFRESH,
    PanelKind.STORM: Urgency.URGENT_CARD,
    PanelKind.QUIET: Urgency.ACT,
}
"""How soon a new one is shown. A digest before all else: what it has collected is reached through it alone."""
RESTS = timedelta(seconds=30)
"""The board in a storm: every message is needed for the urgent ones."""
LATE = timedelta(seconds=30)
"""An event may be committed so long after the moment it bears; longer than any transaction of ours may wait."""
NOISE_DAY = timedelta(hours=18)
"""An old message about noise is left behind where it is: a new day has its own."""


async def live_panel(
    session: AsyncSession, desk: Desk, kind: PanelKind, now: datetime, post_id: int | None = None
) -> int:
    """The desk's panel of that kind (and post), made if there is none. Two at once make one."""
    values = {"desk_id": desk.id, "kind": kind, "post_id": post_id, "created_at": now}
    query = select(Panel.id).where(
        Panel.desk_id == desk.id,
        Panel.kind == kind,
        Panel.post_id.is_not_distinct_from(post_id),
        Panel.closed_at.is_(None),
    )
    made: int | None = None
    while made is None:
        # It may be closed between the two: then there is room for a new one.
        made = await session.scalar(
            insert(Panel).values(**values).on_conflict_do_nothing().returning(Panel.id)
        )
        known = None if made is not None else (await session.scalars(query)).one_or_none()
        if known is not None:
            return known
    lane = None if desk.chat_id is None else telegram_lane(desk.chat_id)
    session.add(Card(panel_id=made, lane=lane, urgency=int(FIRST[kind]), due_at=now))
    await session.flush()
    wake(session, Channel.DELIVERY)
    return made


async def collect(
    session: AsyncSession, panel_id: int, card_ids: Sequence[int], now: datetime, *, wait: bool = False
) -> int:
    """Cards that nobody has seen yet are shown by the panel instead. How many: some may be just being posted.

    `wait`: also for those that another one is just at, who may be collecting them elsewhere.
    """
    free = (
        select(Card.id)
        .where(Card.id.in_(card_ids), Card.collected_in.is_distinct_from(panel_id))
        .where(Card.message_id.is_(None), Card.shown_version == 0, Card.lease_until.is_(None))
        .order_by(Card.id)
        .with_for_update(skip_locked=not wait)
    )
    ids = (await session.scalars(free)).all()
    await session.execute(
        update(Card)
        .where(Card.id.in_(ids))
        .values(collected_in=panel_id, due_at=None)
        .execution_options(synchronize_session=False)
    )
    if ids:
        await session.execute(update(Panel).where(Panel.id == panel_id).values(collected_at=now))
    return len(ids)


async def let_out(session: AsyncSession, panel_id: int, now: datetime) -> None:
    """All that is still open in the panel gets cards of its own."""
    await _out(session, open_in(panel_id), now)


async def _out(session: AsyncSession, cases: Select[int], now: datetime) -> None:
    """Those that somebody else is just at come out the next time."""
    cards = cases.with_only_columns(Card.id).with_for_update(of=Card, skip_locked=True)
    ids = (await session.scalars(cards)).all()
    if ids:
        await session.execute(
            update(Card)
            .where(Card.id.in_(ids))
            .values(collected_in=None, due_at=now)
            .execution_options(synchronize_session=False)
        )
        wake(session, Channel.DELIVERY)


async def follow(session: AsyncSession, now: datetime) -> None:
    """The tick: the board is there, panels that may have changed are looked at again, empty ones are closed."""
    # A case may have been put into a panel that was closed at that very moment.
    await _out(session, open_in(Panel.id).where(Panel.closed_at.is_not(None)), now)
    for desk in (await session.scalars(select(Desk).where(Desk.chat_id.is_not(None)))).all():
        if desk.board:
            await live_panel(session, desk, PanelKind.BOARD, now)
        await _close_empty(session, desk, now)
    for kind, gap in GAPS.items():
        await _look_again(session, kind, gap, now)


async def _look_again(session: AsyncSession, kind: PanelKind, gap: timedelta, now: datetime) -> None:
    if kind is PanelKind.BOARD and await _storm_blows(session, now):
        gap = RESTS
    # The last one, from the index's end: whether there is any since then, a planner looks for among all events.
    last = select(func.max(Event.at)).where(Event.desk_id == Panel.desk_id).scalar_subquery()
    grown = func.greatest(last, Panel.collected_at) > Card.drawn_at - LATE
    changed = await session.execute(
        update(Card)
        .where(Card.panel_id == Panel.id, Panel.kind == kind, Panel.closed_at.is_(None))
        .where(Card.due_at.is_(None), Card.lease_until.is_(None), grown)
        # A time to come was written before the clock was put back.
        .where((Card.drawn_at <= now - gap) | (Card.drawn_at > now + gap))
        .values(
            due_at=now,
            wanted_version=Card.wanted_version + 1,
            urgency=int(Urgency.REFRESH if kind is PanelKind.QUIET else Urgency.ACT),
        )
        .execution_options(synchronize_session=False)
    )
    if getattr(changed, "rowcount", 0):
        wake(session, Channel.DELIVERY)


async def _storm_blows(session: AsyncSession, now: datetime) -> bool:
    storm = select(Panel.id).where(Panel.kind == PanelKind.STORM, Panel.closed_at.is_(None))
    return await session.scalar(storm.where(Panel.collected_at > now - BLOWS).limit(1)) is not None


async def _close_empty(session: AsyncSession, desk: Desk, now: datetime) -> None:
    """A board that is switched off, a storm that is over, noise of another day, a post that is heard again."""
    over = (PanelKind.STORM,) if desk.board else (PanelKind.STORM, PanelKind.BOARD)
    quiet = Panel.kind == PanelKind.QUIET
    old = quiet & Panel.post_id.is_(None) & (Panel.created_at < now - NOISE_DAY)
    muted = select(Post.muted_at).where(Post.id == Panel.post_id).scalar_subquery()
    heard = quiet & Panel.post_id.is_not(None) & muted.is_(None)
    closed = await session.scalars(
        update(Panel)
        .where(
            Panel.desk_id == desk.id,
            Panel.closed_at.is_(None),
            Panel.kind.in_(over) | old | heard,
            ~open_in(Panel.id).exists(),
        )
        .values(closed_at=now)
        .returning(Panel.id)
        .execution_options(synchronize_session=False)
    )
    await session.execute(
        update(Card)
        .where(Card.panel_id.in_(closed.all()))
        .values(due_at=now, wanted_version=Card.wanted_version + 1)
        .execution_options(synchronize_session=False)
    )


def open_in(panel: int | InstrumentedAttribute[int]) -> Select[int]:
    """The open cases that a panel collects, with their cards: to be counted or narrowed. `Panel.id`: any panel."""
    return (
        select(Case.id)
        .join(Card, Card.case_id == Case.id)
        .where(Card.collected_in == panel, Case.closed_at.is_(None))
    )


async def count_open(session: AsyncSession, panel_id: int) -> int:
    return await session.scalar(select(func.count()).select_from(open_in(panel_id).subquery())) or 0
