"""A storm: more cases than a group takes cards. The courier looks, `desk/storms.py` decides, panels collect."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.pacing import room
from bot.desk.storms import Waiting, blows, calm, collected
from bot.panels import collect, count_open, let_out, live_panel
from storage.models import Card, Case, Desk, Lane, Panel, PanelKind
from storage.queries import IN_THE_GROUP

log = structlog.get_logger()


async def weather(session: AsyncSession, per_minute: int, now: datetime) -> frozenset[str]:
    """Storms rise and subside. Gives the lanes where one blows. Cheap where there is none: asked about once a second."""
    blowing = set()
    query = (
        select(Desk, Panel)
        .outerjoin(
            Panel,
            (Panel.desk_id == Desk.id) & (Panel.kind == PanelKind.STORM) & Panel.closed_at.is_(None),
        )
        .where(Desk.chat_id.is_not(None))
    )
    for desk, storm in (await session.execute(query)).all():
        lane = telegram_lane(desk.chat_id or 0)
        # Before the waiting are counted: what is claimed in between must not be counted twice.
        free = await _free(session, lane, per_minute, now)
        waiting = await _waiting(session, lane)
        stormy = storm is not None and per_minute > 0 and blows(storm.collected_at, now)
        if stormy:
            blowing.add(lane)
        if waiting:
            await _spread(session, desk, collected(waiting, free, per_minute, now, stormy=stormy), now)
        elif storm is not None and not stormy and calm(await count_open(session, storm.id), per_minute):
            await let_out(session, storm.id, now)
    return frozenset(blowing)


async def _waiting(session: AsyncSession, lane: str) -> Sequence[Waiting]:
    """Cases' cards that were never posted and wait for their turn; not those that somebody asked for."""
    query = (
        select(Card.id, Card.urgency, func.coalesce(Case.unanswered_since, Case.opened_at), Card.due_at)
        .join(Case, Case.id == Card.case_id)
        .where(Card.lane == lane, IN_THE_GROUP, Card.message_id.is_(None))
        .where(Card.due_at.is_not(None), Card.lease_until.is_(None), Card.shown_version == 0)
        .where(Card.urgency != Urgency.ACT, Case.holder_id.is_(None))
    )
    return [
        Waiting(card_id, urgency, since, due_at or since)
        for card_id, urgency, since, due_at in (await session.execute(query)).all()
    ]


async def _free(session: AsyncSession, lane: str, per_minute: int, now: datetime) -> int:
    found = await session.get(Lane, lane)
    spent = [] if found is None else found.spent
    return per_minute - len(room(spent, now, per_minute).recent)


async def _spread(session: AsyncSession, desk: Desk, card_ids: Sequence[int], now: datetime) -> None:
    """What is too much goes into the digest."""
    if card_ids:
        panel_id = await live_panel(session, desk, PanelKind.STORM, now)
        count = await collect(session, panel_id, card_ids, now)
        log.info("storm", collected=count)
