"""What a desk that comes out of a backup must not do, because it does not know what happened since.

The backup is of one moment; the desk worked on after it, and was restored later. Its answers of that time are with the
customers, its cards are in the group, people have pressed and typed, and no row tells of it. So, in the transaction that
brings the rows back:

- what waited to go to a customer then is looked up, as after a kill, for it may have gone out; and if it is not found, a
  person is asked, for it may have been taken back;
- words that waited for a person's press may have been pressed since: their cards say so, and they are looked up as well
  before they go out (`answers.perhaps_sent`);
- nothing is said to customers by itself about what they wrote before now: they may have heard it;
- presses and words that waited to be handled are put aside: they may have been handled;
- numbers go on beyond all that may have been given out since: a button of a card of that time must not mean another case;
- people are told. What customers wrote meanwhile the listening finds, as after any silence: its place is an old one.

With a desk that was stopped before the backup was made, and has not run since, nothing of this is needed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy import case, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.richtext import stamp
from bot.notices import say, tell_owners
from bot.record import RESTORED
from bot.texts import words
from storage.models import (
    Card,
    Case,
    Delivery,
    Desk,
    Draft,
    DraftState,
    Message,
    Outbox,
    RowState,
    Update,
    UpdateState,
)
from storage.tables import jump

IDS = 10_000_000
"""No desk makes so many rows of a kind between two backups."""
NUMBERS = 1000
"""So many cases' numbers are left out at least, and the next one ends with as many noughts."""
MONTH = timedelta(days=30)
PUT_ASIDE = "restored"


async def go_on(session: AsyncSession, made_at: datetime, now: datetime) -> None:
    """In the transaction that restored the rows. `made_at`: of which moment they are."""
    await _look_up_answers(session, now)
    await _warn_of_drafts(session, now)
    await _ask_nobody_twice(session, now)
    await _put_updates_aside(session)
    await _leave_numbers_out(session, made_at)
    for desk in (await session.scalars(select(Desk).order_by(Desk.id))).all():
        desk.restored_at = now
        await _tell(session, desk, made_at, now)
    await session.flush()


async def _look_up_answers(session: AsyncSession, now: datetime) -> None:
    """As if whoever sends them had just died (`storage.outbox.abandoned`)."""
    await session.execute(
        update(Outbox)
        .where(Outbox.kind == "answer", Outbox.state.in_((RowState.SENDING, RowState.UNKNOWN)))
        .values(payload=Outbox.payload.concat({RESTORED: True}))
    )
    waiting = (
        update(Outbox)
        .where(Outbox.kind == "answer", Outbox.state == RowState.PENDING)
        .values(state=RowState.SENDING, lease_until=now, payload=Outbox.payload.concat({RESTORED: True}))
        .returning(Outbox.message_id)
    )
    messages = (await session.scalars(waiting)).all()
    await session.execute(update(Message).where(Message.id.in_(messages)).values(delivery=Delivery.SENDING))


async def _warn_of_drafts(session: AsyncSession, now: datetime) -> None:
    """Cards show it when they are drawn the next time: that is now."""
    waits = select(Draft.case_id).where(Draft.state == DraftState.WAITING)
    await session.execute(
        update(Card)
        .where(Card.case_id.in_(waits), Card.message_id.is_not(None), Card.collected_in.is_(None))
        .values(wanted_version=Card.wanted_version + 1, due_at=now)
    )


async def _ask_nobody_twice(session: AsyncSession, now: datetime) -> None:
    """What they think: whose time to be asked has come may have been asked."""
    await session.execute(update(Case).where(Case.asks_at <= now).values(asks_at=None))


async def _put_updates_aside(session: AsyncSession) -> None:
    await session.execute(
        update(Update)
        .where(Update.state == UpdateState.NEW)
        .values(state=UpdateState.PARKED, error=PUT_ASIDE)
    )


async def _leave_numbers_out(session: AsyncSession, made_at: datetime) -> None:
    """Of cases as many as a month brought, in round figures, for people read them."""
    month = (
        select(func.count())
        .where(Case.desk_id == Desk.id, Case.opened_at > made_at - MONTH)
        .scalar_subquery()
    )
    beyond = Desk.case_count + case((month > NUMBERS, month), else_=NUMBERS)
    rounded = func.div(beyond + NUMBERS - 1, NUMBERS) * NUMBERS
    await session.execute(update(Desk).values(case_count=rounded - 1))
    connection = await session.connection()
    raw = (await connection.get_raw_connection()).driver_connection
    if not isinstance(raw, asyncpg.Connection):
        raise TypeError("sequences are set by asyncpg")
    await jump(raw, IDS)


async def _tell(session: AsyncSession, desk: Desk, made_at: datetime, now: datetime) -> None:
    """The owners, and whoever answers: they know what the desk does not."""
    zone = ZoneInfo(desk.timezone)
    since = {"since": stamp(made_at.astimezone(zone)), "until": stamp(now.astimezone(zone))}
    await tell_owners(session, desk, "owner-restored", since, now)
    if desk.chat_id is not None:
        html = escape(words(desk.language)("restored", **since), quote=False)
        say(session, desk.id, html, now, chat_id=desk.chat_id, thread_id=desk.thread_id)
