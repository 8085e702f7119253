"""The tick that sees deadlines pass: each warning is given once, and what nobody answers goes back to the queue.

What is said is only a row here, with the deadlines it is about: it is worded when it is sent, without what has been done
by then. Many at once are one message.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.assigning import release_drafts
from bot.desk import deadlines as rules
from bot.desk.deadlines import LATE, OVER, SOON, Count
from bot.desk.due import What
from bot.desk.kinds import ALARM, WARNING
from bot.desk.lanes import Urgency, telegram_lane
from bot.desk.states import Act, Action
from bot.homes import group_of, home_of
from bot.record import apply, enqueue, event, want_card
from bot.stopwatch import Terms, held_up, terms_of, touch
from storage.models import Case, Deadline, Desk, Measure, Outbox, Role, Staff
from storage.queries import RECKONED

GATHERED = timedelta(minutes=3)
"""So long after a warning the next one of its sort to the same place waits for others."""
MOST = 1000
"""So many cases in one pass."""

Place = tuple[str, str, What]
"""A lane, the kind of its row, what it is about."""


@dataclass(slots=True)
class Round:
    """One pass over what has come due."""

    session: AsyncSession
    now: datetime
    lately: frozenset[tuple[str | None, str]]
    """Where something of the sort was said just before: lane and `What`."""
    said: dict[Place, list[tuple[Deadline, Case]]] = field(default_factory=dict)
    terms: dict[int, Terms] = field(default_factory=dict)

    async def terms_of(self, desk_id: int) -> Terms:
        if desk_id not in self.terms:
            self.terms[desk_id] = await terms_of(self.session, await self.session.get_one(Desk, desk_id))
        return self.terms[desk_id]

    def waits(self, places: Sequence[Place]) -> bool:
        return any((lane, what.value) in self.lately for lane, _, what in places)

    def say(self, places: Iterable[Place], row: Deadline, case: Case) -> None:
        for place in places:
            self.said.setdefault(place, []).append((row, case))


async def warn(session: AsyncSession, now: datetime) -> None:
    """Twice is once. What is to be reckoned anew waits for that (`bot/deadlines.py`). A case that somebody is just at is
    looked at the next time: it may be answered by then.
    """
    due = select(Deadline.case_id).where(Deadline.next_at <= now, RECKONED).distinct().limit(MOST)
    cases = (
        select(Case)
        .where(Case.id.in_(due))
        .order_by(Case.id)
        .with_for_update(key_share=True, of=Case, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    locked = {case.id: case for case in (await session.scalars(cases)).all()}
    if not locked:
        return
    rows = select(Deadline).where(Deadline.case_id.in_(locked), Deadline.next_at <= now, RECKONED)
    rows = rows.order_by(Deadline.due_at, Deadline.id).execution_options(populate_existing=True)
    passed = (await session.scalars(rows)).all()
    held = [row.case_id for row in passed if row.measure == Measure.CLAIM]
    stopped = await held_up(session, held) if held else frozenset()
    this = Round(session, now, await _lately(session, now))
    for row in passed:
        case = locked[row.case_id]
        if row.measure != Measure.CLAIM:
            await _step(this, row, case)
        elif row.case_id in stopped:
            touch(session, case, now)
        else:
            await _take_back(this, row, case)
    _tell(this)


async def _lately(session: AsyncSession, now: datetime) -> frozenset[tuple[str | None, str]]:
    query = select(Outbox.lane, Outbox.payload["what"].as_string()).where(
        Outbox.kind.in_((WARNING, ALARM)), Outbox.not_before > now - GATHERED
    )
    return frozenset((lane, what) for lane, what in (await session.execute(query)).all())


async def _step(this: Round, row: Deadline, case: Case) -> None:
    """On to the last stage that is reached by now: what was missed is not told of any more."""
    hours = (await this.terms_of(case.desk_id)).hours
    count = Count(row.spent, row.since)
    reached = max(rules.stage(row.measure, row.target, count.at(this.now, hours)), row.stage + 1)
    places = [
        place
        for stage in range(row.stage + 1, reached + 1)
        for place in await _places(this, case, stage, reached)
    ]
    if this.waits(places):
        return
    if row.stage < OVER <= reached:
        row.met = False
        event(this.session, case, "overdue", at=this.now, data={"measure": row.measure})
        await want_card(this.session, case, Urgency.REFRESH, this.now)
    row.stage = reached
    row.next_at = rules.next_at(row.measure, row.target, reached, count, hours)
    this.say(places, row, case)


async def _places(this: Round, case: Case, stage: int, reached: int) -> Sequence[Place]:
    session = this.session
    if stage == SOON and reached == SOON:
        lane = await home_of(session, case)
        return [] if lane is None else [(lane, WARNING, What.SOON)]
    if stage == OVER:
        lane = await group_of(session, case)
        return [] if lane is None else [(lane, WARNING, What.OVER)]
    if stage == LATE:
        return [(telegram_lane(one), ALARM, What.LATE) for one in await leaders(session, case.desk_id)]
    return []


async def leaders(session: AsyncSession, desk_id: int) -> Sequence[int]:
    """Supervisors and owners whose private chat is open, by user id."""
    query = select(Staff.user_id).where(
        Staff.desk_id == desk_id,
        Staff.role.in_((Role.OWNER, Role.SUPERVISOR)),
        Staff.left_at.is_(None),
        Staff.private_at.is_not(None),
    )
    return (await session.scalars(query.order_by(Staff.id))).all()


async def _take_back(this: Round, row: Deadline, case: Case) -> None:
    """Nobody answered what somebody has: it is anybody's again."""
    session, now = this.session, this.now
    holder = await session.get_one(Staff, row.holder_id)
    row.met, row.stage, row.next_at = False, 1, None
    data = {"holder": holder.id, "minutes": row.target}
    await apply(session, case, Act(Action.RETURNED, now), data)
    await release_drafts(session, case, holder)
    await want_card(session, case, Urgency.ACT, now)
    lane = await group_of(session, case)
    places: list[Place] = [] if lane is None else [(lane, WARNING, What.BACK)]
    if holder.private_at is not None and holder.left_at is None:
        places.append((telegram_lane(holder.user_id), WARNING, What.LOST))
    this.say(places, row, case)


def _tell(this: Round) -> None:
    for (lane, kind, what), told in this.said.items():
        (_, first), alone = told[0], len(told) == 1
        enqueue(
            this.session,
            desk_id=first.desk_id,
            lane=lane,
            kind=kind,
            urgency=Urgency.ACT,
            not_before=this.now,
            case=first if alone else None,
            ordered=False,
            payload={"what": what.value, "deadlines": [row.id for row, _ in told]},
        )
