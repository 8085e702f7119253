"""Two figures that are easily taken for one: customers who were asked to start over in another place, which is their
trouble; and answers that we gave by phone, by e-mail or otherwise, which is none.

Both from the event log, as it stood at the end of the period.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.reports.period import Period
from storage.models import Event, Outcome

ENDED, TAKEN_BACK = "ended", "answer_taken_back"
ANSWERS = ("answered", "partly_answered")
WAKES = ("reopen", "answer")


async def sent_elsewhere(session: AsyncSession, desk_id: int, period: Period) -> int:
    """Cases resolved in the period, and not open again before its end, of which somebody said last that the customer
    was sent elsewhere.
    """
    ended, wake = aliased(Event), aliased(Event)
    undone = (
        select(wake.id)
        .where(wake.case_id == Event.case_id, wake.seq > Event.seq)
        .where(wake.kind.in_(WAKES), wake.at < period.end)
        .exists()
    )
    how = (
        select(ended.data["outcome"].as_string())
        .where(ended.case_id == Event.case_id, ended.seq > Event.seq)
        .where(ended.kind == ENDED, ended.at < period.end)
        .order_by(ended.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = select(func.count(Event.case_id.distinct())).where(
        Event.desk_id == desk_id,
        Event.at >= period.start,
        Event.at < period.end,
        Event.kind == "resolve",
        ~undone,
        how == Outcome.SENT_ELSEWHERE.value,
    )
    return await session.scalar(query) or 0


async def told(session: AsyncSession, desk_id: int, period: Period) -> int:
    """Answers of the period that did not go by a network, without those taken back before its end."""
    back = aliased(Event)
    undone = (
        select(back.id)
        .where(back.case_id == Event.case_id, back.kind == TAKEN_BACK, back.at < period.end)
        .where(back.data["message"].as_integer() == Event.data["message"].as_integer())
        .exists()
    )
    query = select(func.count()).where(
        Event.desk_id == desk_id,
        Event.at >= period.start,
        Event.at < period.end,
        Event.kind.in_(ANSWERS),
        Event.data["elsewhere"].as_string().is_not(None),
        ~undone,
    )
    return await session.scalar(query) or 0
