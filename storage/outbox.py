"""The outbox and the cards as a queue: what is due, taken in one statement under a lease.

A claim locks the lane's row first (SKIP LOCKED), so one process at a time spends a lane's budget; the rows themselves
are then leased, and sent outside any transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    ARRAY,
    BigInteger,
    DateTime,
    Text,
    bindparam,
    cast,
    column,
    delete,
    exists,
    func,
    literal,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from storage.models import (
    CAN_WAIT,
    Card,
    Delivery,
    Desk,
    Lane,
    Message,
    Outbox,
    RowState,
    Staff,
    Update,
    UpdateState,
)
from storage.queries import BOUND_THERE, KNOWN_THERE, Whereabouts, just_found

LEASE = timedelta(seconds=60)
PATIENCE = timedelta(seconds=40)
"""So long a new card leaves the last places of a lane's minute to what cannot wait."""
FREE = ("sign", "put_away", "pin")
"""Kinds that spend nothing of a chat's budget."""

# ORDER BY and LIMIT: the planner then walks the index to the first one instead of collecting them all.
_EARLIER_IN_THE_WAY = """
    EXISTS (
        SELECT FROM outbox e
        WHERE e.lane = o.lane AND e.case_id = o.case_id AND e.seq < o.seq
          AND e.state IN ('pending', 'sending', 'unknown') AND (e.state <> 'unknown' OR e.lease_until > :now)
        ORDER BY e.lane, e.case_id, e.seq LIMIT 1
    )
"""

_DUE_LANES = text(
    f"""
    SELECT DISTINCT due.lane FROM (
        SELECT o.lane, o.kind = ANY(:free) AS free, o.urgency >= :can_wait AS can_wait FROM outbox o
        WHERE o.state = 'pending' AND o.not_before <= :now AND o.lane IS NOT NULL
          AND (o.seq IS NULL OR NOT {_EARLIER_IN_THE_WAY})
        UNION
        SELECT c.lane, false, c.urgency > :can_wait OR (c.urgency = :can_wait AND c.due_at > :late) FROM cards c
        WHERE greatest(c.due_at, c.lease_until) <= :now AND c.lane IS NOT NULL
          AND (c.due_at IS NOT NULL OR c.lease_until IS NOT NULL)
    ) due
    LEFT JOIN lanes l ON l.key = due.lane
    WHERE l.key IS NULL OR (
        (l.stopped IS NULL OR (l.probe_at <= :now AND NOT due.free))
        AND (l.paused_until IS NULL OR l.paused_until <= :now)
        AND (due.free OR l.full_until IS NULL OR l.full_until <= :now)
        AND (due.free OR NOT due.can_wait OR l.held_until IS NULL OR l.held_until <= :now)
    )
    """  # noqa: S608 - no value is put into the text
).bindparams(bindparam("free", type_=ARRAY(Text)))

# Chosen in a step of its own: as a plain subquery the planner may run it again for each row, and lock more than :most.
_CLAIM_ROWS = text(
    f"""
    WITH chosen AS MATERIALIZED (
        SELECT o.id FROM outbox o
        WHERE o.lane = :lane AND o.state = 'pending' AND o.not_before <= :now
          AND (o.kind = ANY(:free)) = :is_free
          AND (:is_free OR o.urgency BETWEEN :first AND :last)
          AND (o.seq IS NULL OR NOT {_EARLIER_IN_THE_WAY})
          AND (o.kind <> 'files' OR least(jsonb_array_length(o.payload -> 'attachments'), :room) <= :most)
        ORDER BY o.urgency, o.not_before, o.id
        LIMIT :most
        FOR UPDATE OF o SKIP LOCKED
    )
    UPDATE outbox SET state = 'sending', lease_until = :lease, attempts = attempts + 1
    FROM chosen WHERE outbox.id = chosen.id
    RETURNING outbox.*
    """  # noqa: S608 - no value is put into the text
).bindparams(bindparam("free", type_=ARRAY(Text)))

# A lease that ended is due by itself; `due_at` is free for what is wanted while the card is on its way.
_CLAIM_CARDS = text(
    """
    WITH chosen AS MATERIALIZED (
        SELECT c.id FROM cards c
        WHERE c.lane = :lane AND greatest(c.due_at, c.lease_until) <= :now
          AND (c.due_at IS NOT NULL OR c.lease_until IS NOT NULL)
          AND c.urgency BETWEEN :first AND :last AND NOT (c.id = ANY(:held))
          AND coalesce(c.due_at, c.lease_until) <= :due_by
        ORDER BY c.urgency, coalesce(c.due_at, c.lease_until), c.id
        LIMIT :most
        FOR UPDATE SKIP LOCKED
    )
    UPDATE cards SET due_at = NULL, lease_until = :lease, attempts = attempts + 1
    FROM chosen WHERE cards.id = chosen.id
    RETURNING cards.*
    """
).bindparams(bindparam("held", type_=ARRAY(BigInteger)))

_READ_ANEW = {"populate_existing": True}
_CLAIMED_ROWS = select(Outbox).from_statement(_CLAIM_ROWS).execution_options(**_READ_ANEW)
_CLAIMED_CARDS = select(Card).from_statement(_CLAIM_CARDS).execution_options(**_READ_ANEW)

_NEXT_DUE = text(
    f"""
    SELECT least(
        (SELECT min(greatest(
                o.not_before, l.paused_until, CASE WHEN o.kind <> ALL(:free) THEN l.full_until END,
                CASE WHEN o.kind <> ALL(:free) AND o.urgency >= :can_wait THEN l.held_until END,
                CASE WHEN l.stopped IS NOT NULL THEN l.probe_at END
            ))
         FROM outbox o LEFT JOIN lanes l ON l.key = o.lane
         WHERE o.state = 'pending' AND o.lane IS NOT NULL
           AND (l.stopped IS NULL OR (l.probe_at IS NOT NULL AND o.kind <> ALL(:free)))
           AND (o.seq IS NULL OR NOT {_EARLIER_IN_THE_WAY})),
        (SELECT min(greatest(
                c.due_at, c.lease_until, l.paused_until, l.full_until,
                CASE WHEN c.urgency > :can_wait THEN l.held_until END,
                CASE WHEN c.urgency = :can_wait THEN least(l.held_until, c.due_at + :patience) END,
                CASE WHEN l.stopped IS NOT NULL THEN l.probe_at END
            ))
         FROM cards c LEFT JOIN lanes l ON l.key = c.lane
         WHERE (c.due_at IS NOT NULL OR c.lease_until IS NOT NULL) AND c.lane IS NOT NULL
           AND (l.stopped IS NULL OR l.probe_at IS NOT NULL)),
        (SELECT min(o.lease_until) FROM outbox o WHERE o.state IN ('sending', 'unknown'))
    )
    """  # noqa: S608 - no value is put into the text
).bindparams(bindparam("free", type_=ARRAY(Text)))


async def due_lanes(session: AsyncSession, now: datetime) -> Sequence[str]:
    """Lanes with something whose turn it is, that neither rest nor stand nor have used up their pace."""
    return (
        await session.scalars(
            _DUE_LANES, {"now": now, "free": list(FREE), "can_wait": CAN_WAIT, "late": now - PATIENCE}
        )
    ).all()


async def next_due(session: AsyncSession, now: datetime) -> datetime | None:
    """When something may be due next, if nothing new is written until then."""
    moment: datetime | None = await session.scalar(
        _NEXT_DUE, {"now": now, "free": list(FREE), "can_wait": CAN_WAIT, "patience": PATIENCE}
    )
    return moment


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a lane may have to claim: urgencies of rows and cards, and whether there are rows that spend nothing."""

    rows: frozenset[int]
    cards: frozenset[int]
    free: bool


# Walks the two small indexes of what is due: most claims find one kind of thing, and need not look for the others.
_WAITING = text(
    """
    ARRAY(
        SELECT CASE WHEN kind = ANY(:free) THEN 'free' ELSE 'row' END || ':' || urgency FROM outbox
        WHERE lane = :key AND state = 'pending' AND not_before <= :now
        UNION
        SELECT 'card:' || urgency FROM cards
        WHERE lane = :key AND greatest(due_at, lease_until) <= :now
          AND (due_at IS NOT NULL OR lease_until IS NOT NULL)
    ) AS waiting
    """
).bindparams(bindparam("free", type_=ARRAY(Text)))
_LOCK_LANE = select(Lane, _WAITING).where(Lane.key == bindparam("key")).with_for_update(skip_locked=True)


async def lock_lane(session: AsyncSession, key: str, now: datetime) -> tuple[Lane, Waiting] | None:
    """The lane, locked, and what is due there; None: another process has it, or it rests, or a person must mend it."""
    params = {"key": key, "now": now, "free": list(FREE)}
    found = (await session.execute(_LOCK_LANE, params)).one_or_none()
    if found is None:
        # Not there yet, or another process has it.
        await session.execute(insert(Lane).values(key=key).on_conflict_do_nothing())
        found = (await session.execute(_LOCK_LANE, params)).one_or_none()
    if found is None:
        return None
    lane, waiting = found
    if lane.stopped is not None and (lane.probe_at is None or lane.probe_at > now):
        return None
    if lane.paused_until is not None and lane.paused_until > now:
        return None
    urgencies: dict[str, set[int]] = {"row": set(), "card": set(), "free": set()}
    for one in waiting:
        kind, _, urgency = one.partition(":")
        urgencies[kind].add(int(urgency))
    return lane, Waiting(frozenset(urgencies["row"]), frozenset(urgencies["card"]), bool(urgencies["free"]))


async def claim_rows(
    session: AsyncSession,
    lane: str,
    now: datetime,
    *,
    most: int,
    free: bool,
    first: int = 0,
    last: int = 99,
    room: int = 1,
) -> Sequence[Outbox]:
    """Up to `most` rows whose turn it is: `free` ones, or paced ones of urgency `first` to `last`.

    An album takes as many places as it has pictures, or all the `room` there ever is.
    """
    params = {
        "lane": lane,
        "now": now,
        "lease": now + LEASE,
        "most": most,
        "free": list(FREE),
        "is_free": free,
        "first": first,
        "last": last,
        "room": room,
    }
    found = (await session.scalars(_CLAIMED_ROWS, params)).all()
    rows = sorted(found, key=lambda row: (row.urgency, row.not_before, row.id))
    answers = [row.message_id for row in rows if row.kind == "answer"]
    if answers:
        leaving = update(Message).where(Message.id.in_(answers))
        await session.execute(leaving.values(delivery=Delivery.SENDING))
    return rows


async def claim_cards(
    session: AsyncSession,
    lane: str,
    now: datetime,
    *,
    most: int,
    first: int,
    last: int,
    held: Iterable[int] = (),
    late: bool = False,
) -> Sequence[Card]:
    """Up to `most` cards to draw, of urgency `first` to `last`, but for those the caller holds already.

    `late`: only those that have waited for so long that they need not wait any more.
    """
    params = {
        "lane": lane,
        "now": now,
        "lease": now + LEASE,
        "most": most,
        "first": first,
        "last": last,
        "held": list(held),
        "due_by": now - PATIENCE if late else now,
    }
    found = (await session.scalars(_CLAIMED_CARDS, params)).all()
    return sorted(found, key=lambda card: (card.urgency, card.id))


async def keep_leases(
    session: AsyncSession, rows: Sequence[int], cards: Sequence[int], now: datetime
) -> None:
    """What is still in hand must not be taken for abandoned."""
    held_rows = update(Outbox).where(Outbox.id.in_(rows), Outbox.state == RowState.SENDING)
    held_cards = update(Card).where(Card.id.in_(cards), Card.lease_until.is_not(None))
    for held in (held_rows, held_cards):
        await session.execute(
            held.values(lease_until=now + LEASE).execution_options(synchronize_session=False)
        )


async def abandoned(session: AsyncSession, now: datetime, held: Iterable[int] = ()) -> Sequence[Outbox]:
    """Rows whose sender died or whose doubt has lasted its minute, locked; not those the caller has in hand."""
    query = (
        select(Outbox)
        .where(Outbox.state.in_((RowState.SENDING, RowState.UNKNOWN)), Outbox.lease_until <= now)
        .where(Outbox.id.not_in(list(held)))
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


async def stop_lane(
    session: AsyncSession,
    key: str,
    why: str,
    begun_at: datetime,
    now: datetime,
    probe_at: datetime | None = None,
) -> bool:
    """Nothing goes there until a person mends it, but for a try at `probe_at`. True if it ran till now.

    `begun_at`: when what was refused was begun to be sent. A lane that was mended since then is not stopped by it.
    """
    just_after = begun_at + timedelta(microseconds=1)
    stopped = await session.scalar(
        insert(Lane)
        .values(key=key, stopped=why, probe_at=probe_at)
        .on_conflict_do_update(
            index_elements=[Lane.key],
            set_={"stopped": why, "probe_at": probe_at},
            where=Lane.stopped.is_(None) & func.coalesce(~Lane.ran_at.between(just_after, now), True),
        )
        .returning(Lane.key)
    )
    return stopped is not None


async def probe_lane(session: AsyncSession, key: str, at: datetime) -> None:
    """When a stopped lane tries again."""
    await session.execute(update(Lane).where(Lane.key == key, Lane.stopped.is_not(None)).values(probe_at=at))


async def run_lane_again(session: AsyncSession, key: str, now: datetime) -> None:
    """It is mended. A pause that was asked of us still holds."""
    await session.execute(update(Lane).where(Lane.key == key).values(stopped=None, probe_at=None, ran_at=now))


async def spend(
    session: AsyncSession,
    lane: Lane,
    spent: Sequence[datetime],
    full_until: datetime | None,
    held_until: datetime | None = None,
) -> None:
    """Write down what counts of what was sent, with what the claim will send, and what that leaves to whom."""
    await session.execute(
        update(Lane)
        .where(Lane.key == lane.key)
        .values(
            spent=cast(list(spent), ARRAY(DateTime(timezone=True))),
            full_until=full_until,
            held_until=held_until,
        )
        .execution_options(synchronize_session=False)
    )


async def bring_forward(session: AsyncSession, key: str, kind: str, now: datetime) -> None:
    """What of that kind waits to be tried again is tried at once."""
    rows = update(Outbox).where(Outbox.lane == key, Outbox.kind == kind, Outbox.state == RowState.PENDING)
    await session.execute(
        rows.where(Outbox.not_before > now)
        .values(not_before=now)
        .execution_options(synchronize_session=False)
    )


async def give_back(session: AsyncSession, key: str, spent_at: datetime) -> None:
    """What was claimed was not sent after all: its place in the pace is free again."""
    await session.execute(
        update(Lane)
        .where(Lane.key == key)
        .values(spent=func.array_remove(Lane.spent, spent_at), full_until=None, held_until=None)
    )


async def spent_later(session: AsyncSession, key: str, spent_at: datetime, arrived_at: datetime) -> None:
    """It took its time: it counts from when it arrived."""
    await session.execute(
        update(Lane).where(Lane.key == key).values(spent=func.array_replace(Lane.spent, spent_at, arrived_at))
    )


_STORE_UPDATE = (
    insert(Update.metadata.tables["updates"])
    .on_conflict_do_nothing()
    # Told in the same breath, to whoever listens when the transaction commits.
    .returning(func.pg_notify(bindparam("wakes"), ""))
)


async def store_update(
    session: AsyncSession,
    *,
    bot_id: int,
    update_id: int,
    chat_id: int | None,
    person_id: int | None,
    payload: dict[str, object],
    received_at: datetime,
    wakes: str,
    error: str | None = None,
) -> bool:
    """Into the inbox, and the channel `wakes` is notified; with an `error` it is only kept. False: it was there already."""
    values = {
        "bot_id": bot_id,
        "id": update_id,
        "chat_id": chat_id,
        "person_id": person_id,
        "payload": payload,
        "state": UpdateState.NEW if error is None else UpdateState.PARKED,
        "error": error,
        "not_before": received_at,
        "received_at": received_at,
    }
    return (await session.execute(_STORE_UPDATE, {**values, "wakes": wakes})).first() is not None


_STORED = (
    text(
        """
        INSERT INTO updates (bot_id, id, person_id, payload, state, not_before, received_at)
        SELECT :bot_id, :update_id, :user_id, '{}', 'done', :now, :now
        WHERE NOT EXISTS (
            SELECT FROM updates e
            WHERE e.state = 'new' AND e.bot_id = :bot_id AND e.person_id = :user_id
        )
        ON CONFLICT DO NOTHING
        RETURNING id
        """
    )
    .bindparams(
        *(bindparam(name, type_=BigInteger) for name in ("bot_id", "update_id", "user_id")),
        bindparam("now", type_=DateTime(timezone=True)),
    )
    .columns(column("id", BigInteger))
    .cte("stored")
)
_STORE_DONE = (
    select(_STORED.c.id, Desk, Staff)
    .select_from(_STORED)
    .outerjoin(Desk, BOUND_THERE)
    .outerjoin(Staff, KNOWN_THERE)
)


async def store_done(
    session: AsyncSession, where: Whereabouts, *, bot_id: int, update_id: int, now: datetime
) -> bool:
    """A person's update that is handled in this very transaction. False: nothing is stored, for it was there already, or
    others of that person wait before it. Where it came from is found on the way (`just_found`).
    """
    values = {"bot_id": bot_id, "update_id": update_id, "now": now, **where._asdict()}
    found = (await session.execute(_STORE_DONE, values)).one_or_none()
    if found is None:
        return False
    _, desk, person = found
    if desk is not None:
        just_found(session, where, desk, person)
    return True


_earlier, _other = aliased(Update), aliased(Update)
_NEW = literal(UpdateState.NEW.value, literal_execute=True)
"""Part of the text: a partial index is of no use to a plan for any state."""
_NEXT_UPDATE = (
    select(
        Update,
        exists().where(
            _other.state == _NEW, tuple_(_other.bot_id, _other.id) != tuple_(Update.bot_id, Update.id)
        ),
    )
    .where(Update.state == _NEW, Update.not_before <= bindparam("now"))
    .where(
        ~exists().where(
            _earlier.state == _NEW,
            _earlier.bot_id == Update.bot_id,
            _earlier.id < Update.id,
            (_earlier.chat_id == Update.chat_id) | (_earlier.person_id == Update.person_id),
        )
    )
    .order_by(Update.id)
    .limit(literal(1, literal_execute=True))
    .with_for_update(of=Update, skip_locked=True)
)


async def next_update(session: AsyncSession, now: datetime) -> Update | None:
    """The first update whose chat and person have nothing earlier under way, locked."""
    return (await next_of_updates(session, now))[0]


async def next_of_updates(session: AsyncSession, now: datetime) -> tuple[Update | None, bool]:
    """The same, and whether others are there that are not done, under way or not."""
    found = (await session.execute(_NEXT_UPDATE, {"now": now})).one_or_none()
    return (None, False) if found is None else (found[0], found[1])


async def forget_updates(session: AsyncSession, before: datetime) -> int:
    """Handled updates older than `before`: Telegram keeps its own for a day, so none can come again."""
    result = await session.execute(
        delete(Update).where(Update.state == UpdateState.DONE, Update.received_at < before)
    )
    return int(getattr(result, "rowcount", 0))
