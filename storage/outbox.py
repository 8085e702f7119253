"""The outbox and the cards as a queue: what is due, taken in one statement under a lease.

A claim locks the lane's row first (SKIP LOCKED), so one process at a time spends a lane's budget; the rows themselves
are then leased, and sent outside any transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ARRAY, DateTime, Text, bindparam, cast, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from storage.models import Card, Delivery, Lane, Message, Outbox, RowState, Update, UpdateState

LEASE = timedelta(seconds=60)
FREE = ("sign", "put_away")
"""Kinds that spend nothing of a chat's budget."""

_EARLIER_IN_THE_WAY = """
    EXISTS (
        SELECT FROM outbox e
        WHERE e.lane = o.lane AND e.case_id = o.case_id AND e.seq < o.seq
          AND (e.state IN ('pending', 'sending') OR (e.state = 'unknown' AND e.lease_until > :now))
    )
"""

_DUE_LANES = text(
    """
    SELECT due.lane FROM (
        SELECT o.lane FROM outbox o
        WHERE o.state = 'pending' AND o.not_before <= :now AND o.lane IS NOT NULL
        UNION
        SELECT c.lane FROM cards c
        WHERE c.due_at <= :now AND c.lane IS NOT NULL AND (c.lease_until IS NULL OR c.lease_until < :now)
    ) due
    LEFT JOIN lanes l ON l.key = due.lane
    WHERE l.key IS NULL OR (l.stopped IS NULL AND (l.paused_until IS NULL OR l.paused_until <= :now))
    """
)

_CLAIM_ROWS = text(
    f"""
    UPDATE outbox SET state = 'sending', lease_until = :lease, attempts = attempts + 1
    WHERE id IN (
        SELECT o.id FROM outbox o
        WHERE o.lane = :lane AND o.state = 'pending' AND o.not_before <= :now
          AND (o.kind = ANY(:free)) = :is_free
          AND (:is_free OR o.urgency <= :least)
          AND (o.seq IS NULL OR NOT {_EARLIER_IN_THE_WAY})
        ORDER BY o.urgency, o.not_before, o.id
        LIMIT :most
        FOR UPDATE OF o SKIP LOCKED
    )
    RETURNING id
    """  # noqa: S608 - no value is put into the text
).bindparams(bindparam("free", type_=ARRAY(Text)))

_CLAIM_CARDS = text(
    """
    UPDATE cards SET lease_until = :lease, attempts = attempts + 1
    WHERE id IN (
        SELECT c.id FROM cards c
        WHERE c.lane = :lane AND c.due_at <= :now AND (c.lease_until IS NULL OR c.lease_until < :now)
          AND c.urgency BETWEEN :first AND :last
        ORDER BY c.urgency, c.due_at, c.id
        LIMIT :most
        FOR UPDATE SKIP LOCKED
    )
    RETURNING id
    """
)

_NEXT_DUE = text(
    """
    SELECT least(
        (SELECT min(greatest(o.not_before, coalesce(l.paused_until, o.not_before))) FROM outbox o
         LEFT JOIN lanes l ON l.key = o.lane
         WHERE o.state = 'pending' AND o.lane IS NOT NULL AND l.stopped IS NULL),
        (SELECT min(greatest(c.due_at, coalesce(c.lease_until, c.due_at), coalesce(l.paused_until, c.due_at)))
         FROM cards c LEFT JOIN lanes l ON l.key = c.lane
         WHERE c.due_at IS NOT NULL AND c.lane IS NOT NULL AND l.stopped IS NULL),
        (SELECT min(o.lease_until) FROM outbox o WHERE o.state IN ('sending', 'unknown'))
    )
    """
)


async def due_lanes(session: AsyncSession, now: datetime) -> Sequence[str]:
    """Lanes with something to send that neither rest nor stand."""
    return (await session.scalars(_DUE_LANES, {"now": now})).all()


async def next_due(session: AsyncSession) -> datetime | None:
    """When something may be due next, if nothing new is written until then."""
    moment: datetime | None = await session.scalar(_NEXT_DUE)
    return moment


async def lock_lane(session: AsyncSession, key: str, now: datetime) -> Lane | None:
    """The lane, locked; None: another process has it, or it rests, or a person must mend it."""
    await session.execute(insert(Lane).values(key=key).on_conflict_do_nothing())
    query = select(Lane).where(Lane.key == key).with_for_update(skip_locked=True)
    lane = (await session.scalars(query)).one_or_none()
    if lane is None or lane.stopped is not None:
        return None
    return None if lane.paused_until is not None and lane.paused_until > now else lane


async def claim_rows(
    session: AsyncSession, lane: str, now: datetime, *, most: int, free: bool, least: int = 99
) -> Sequence[Outbox]:
    """Up to `most` rows whose turn it is: `free` ones, or paced ones at least as urgent as `least`."""
    params = {
        "lane": lane,
        "now": now,
        "lease": now + LEASE,
        "most": most,
        "free": list(FREE),
        "is_free": free,
        "least": least,
    }
    ids = (await session.scalars(_CLAIM_ROWS, params)).all()
    if not ids:
        return ()
    await session.execute(
        update(Message)
        .where(Message.id.in_(select(Outbox.message_id).where(Outbox.id.in_(ids), Outbox.kind == "answer")))
        .values(delivery=Delivery.SENDING)
    )
    query = select(Outbox).where(Outbox.id.in_(ids)).order_by(Outbox.urgency, Outbox.not_before, Outbox.id)
    return (await session.scalars(query, execution_options={"populate_existing": True})).all()


async def claim_cards(
    session: AsyncSession, lane: str, now: datetime, *, most: int, first: int, last: int
) -> Sequence[Card]:
    """Up to `most` cards to draw, of urgency `first` to `last`."""
    params = {"lane": lane, "now": now, "lease": now + LEASE, "most": most, "first": first, "last": last}
    ids = (await session.scalars(_CLAIM_CARDS, params)).all()
    if not ids:
        return ()
    query = select(Card).where(Card.id.in_(ids)).order_by(Card.urgency, Card.due_at, Card.id)
    return (await session.scalars(query, execution_options={"populate_existing": True})).all()


async def abandoned(session: AsyncSession, now: datetime) -> Sequence[Outbox]:
    """Rows whose sender died or whose doubt has lasted its minute, locked."""
    query = (
        select(Outbox)
        .where(Outbox.state.in_((RowState.SENDING, RowState.UNKNOWN)), Outbox.lease_until <= now)
        .order_by(Outbox.id)
        .limit(50)
        .with_for_update(skip_locked=True)
    )
    return (await session.scalars(query)).all()


async def pause_lane(session: AsyncSession, key: str, until: datetime) -> None:
    """Nothing goes there before `until`; a longer pause stays."""
    await session.execute(
        insert(Lane)
        .values(key=key, paused_until=until)
        .on_conflict_do_update(
            index_elements=[Lane.key],
            set_={"paused_until": func.greatest(func.coalesce(Lane.paused_until, until), until)},
        )
    )


async def stop_lane(session: AsyncSession, key: str, why: str) -> bool:
    """Nothing goes there until a person mends it. True if it ran till now."""
    stopped = await session.scalar(
        insert(Lane)
        .values(key=key, stopped=why)
        .on_conflict_do_update(index_elements=[Lane.key], set_={"stopped": why}, where=Lane.stopped.is_(None))
        .returning(Lane.key)
    )
    return stopped is not None


async def run_lane_again(session: AsyncSession, key: str) -> None:
    await session.execute(update(Lane).where(Lane.key == key).values(stopped=None, paused_until=None))


async def spend(session: AsyncSession, lane: Lane, spent: Sequence[datetime]) -> None:
    """Write down what counts of what was sent, with what the claim will send."""
    await session.execute(
        update(Lane)
        .where(Lane.key == lane.key)
        .values(spent=cast(list(spent), ARRAY(DateTime(timezone=True))))
        .execution_options(synchronize_session=False)
    )


async def store_update(
    session: AsyncSession,
    *,
    bot_id: int,
    update_id: int,
    chat_id: int | None,
    person_id: int | None,
    payload: dict[str, object],
) -> bool:
    """Into the inbox. False: it was there already."""
    stored = await session.scalar(
        insert(Update)
        .values(bot_id=bot_id, id=update_id, chat_id=chat_id, person_id=person_id, payload=payload)
        .on_conflict_do_nothing()
        .returning(Update.id)
    )
    return stored is not None


_NEXT_UPDATE = text(
    """
    SELECT u.bot_id, u.id FROM updates u
    WHERE u.state = 'new' AND u.not_before <= :now
      AND NOT EXISTS (
        SELECT FROM updates e
        WHERE e.state = 'new' AND e.bot_id = u.bot_id AND e.id < u.id
          AND (e.chat_id = u.chat_id OR e.person_id = u.person_id)
      )
    ORDER BY u.id
    LIMIT 1
    FOR UPDATE OF u SKIP LOCKED
    """
)


async def next_update(session: AsyncSession, now: datetime) -> Update | None:
    """The first update whose chat and person have nothing earlier under way, locked."""
    key = (await session.execute(_NEXT_UPDATE, {"now": now})).one_or_none()
    return None if key is None else await session.get_one(Update, (key.bot_id, key.id))


async def settle_update(
    session: AsyncSession, update_row: Update, state: UpdateState, error: str | None
) -> None:
    update_row.state, update_row.error = state, error


async def forget_updates(session: AsyncSession, before: datetime) -> int:
    """Handled updates older than `before`: Telegram keeps its own for a day, so none can come again."""
    result = await session.execute(
        delete(Update).where(Update.state == UpdateState.DONE, Update.received_at < before)
    )
    return int(getattr(result, "rowcount", 0))
