"""How a sending ended and how long it took, counted by the process that sent it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import chat_of
from bot.desk.retry import TRIES, Again, Dead, Done, Doubt, Stop, TakenBack, Verdict
from bot.monitoring.counts import Counts
from storage.among import among
from storage.models import Card, Direction, Message, Outbox


def lane_kind(lane: str) -> str:
    """`group`, `private` or `network`: one for each lane would be one for each person."""
    chat = chat_of(lane)
    if chat is None:
        return "network"
    return "group" if chat < 0 else "private"


def what_kind(what: Outbox | Card) -> str:
    if isinstance(what, Card):
        return "card"
    return what.kind if what.kind in ("answer", "deed") else "notice"


def outcome(what: Outbox | Card, verdict: Verdict) -> str:
    """As `bot/settling.py` settles it."""
    match verdict:
        case Done():
            return "sent" if verdict.spent else "same"
        case Again() if what_kind(what) == "answer" and what.attempts >= TRIES:
            return "failed"
        case Again():
            return "again"
        case Doubt():
            return "doubt"
        case Dead():
            return "failed"
        case Stop():
            return "stopped"
        case TakenBack():
            return "taken_back"


@dataclass(frozen=True, slots=True)
class Asked:
    """When what is answered by a sending began: the customer's first words, or the operator's answer."""

    heard_at: datetime
    written_at: datetime | None = None


async def asked(session: AsyncSession, what: Outbox | Card, verdict: Verdict) -> Asked | None:
    """None: nobody waited for this one, or it did not arrive."""
    if not isinstance(verdict, Done):
        return None
    if isinstance(what, Outbox):
        if what.kind != "answer":
            return None
        given = select(Message.received_at).where(
            Message.id == what.message_id, Message.staff_id.is_not(None)
        )
        at = await session.scalar(given)
        return None if at is None else Asked(at)
    return (await first_shown(session, [what])).get(what.id)


# Made once: to put such a question together costs more than to ask it.
_FIRST_WORDS = (
    select(Message.case_id, Message.received_at, Message.at)
    .where(Message.case_id == among("case_ids"))
    .where(Message.direction == Direction.IN)
    .ext(distinct_on(Message.case_id))
    .order_by(Message.case_id, Message.id)
)


async def first_shown(session: AsyncSession, cards: Sequence[Card]) -> Mapping[int, Asked]:
    """Of those cards, by id, that show a case for the first time to those who are to answer it."""
    new = {
        one.case_id: one.id
        for one in cards
        if one.case_id is not None
        and one.shown_version == 0
        and one.escalation_id is None
        and one.staff_id is None
    }
    if not new:
        return {}
    said = await session.execute(_FIRST_WORDS, {"case_ids": list(new)})
    return {new[case_id]: Asked(heard_at, at) for case_id, heard_at, at in said}


def settled(
    counts: Counts,
    lane: str,
    what: Outbox | Card,
    verdict: Verdict,
    took: float,
    began: Asked | None,
    now: datetime,
) -> str:
    """`took`: seconds since it was claimed. Gives how it ended."""
    kind, ended = lane_kind(lane), outcome(what, verdict)
    counts.deliveries.labels(kind, what_kind(what), ended).inc()
    counts.delivery_seconds.labels(kind).observe(took)
    if isinstance(verdict, Again) and verdict.pause:
        counts.lane_pauses.labels(kind).inc()
    if began is not None:
        _waited(counts, what, began, now)
    return ended


def _waited(counts: Counts, what: Outbox | Card, began: Asked, now: datetime) -> None:
    if isinstance(what, Outbox):
        counts.answer_seconds.observe(_since(began.heard_at, now))
        return
    counts.card_seconds.labels("heard").observe(_since(began.heard_at, now))
    if began.written_at is not None:
        counts.card_seconds.labels("written").observe(_since(began.written_at, now))


def _since(then: datetime, now: datetime) -> float:
    """The network's clock may be ahead of ours."""
    return max(0.0, (now - then).total_seconds())
