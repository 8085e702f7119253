"""What a case waits for is written down as it begins, stands still, goes on and ends.

Nobody who changes a case thinks of it: whatever is written into its log (`record.event`) has its deadlines looked at once,
at the end of the transaction, all its cases together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, exists, func, inspect, select
from sqlalchemy import case as case_
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk import deadlines as rules
from bot.desk.deadlines import RESPONSES, Count, waits
from bot.desk.hours import Hours
from bot.hours import hours_of
from bot.transaction import at_end
from storage.adding import Adding
from storage.among import OfSome
from storage.models import (
    Case,
    Deadline,
    Delivery,
    Desk,
    Direction,
    Draft,
    DraftState,
    Escalation,
    Measure,
    Message,
    Status,
    Target,
    Why,
)
from storage.queries import ASKED


def touch(session: AsyncSession, case: Case, now: datetime) -> None:
    """Something happened to the case: its deadlines are looked at before this transaction ends."""
    touched = session.info.setdefault("touched", {})
    touched[case.id] = (case, max(now, touched[case.id][1]) if case.id in touched else now)
    at_end(session, _follow_touched)


async def _follow_touched(session: AsyncSession) -> None:
    touched = session.info.pop("touched", {})
    found: dict[int, list[tuple[Case, datetime]]] = {}
    for _, (case, at) in sorted(touched.items()):
        # Of a savepoint that was rolled back: a new one is not there, another is read anew.
        if (state := inspect(case)).persistent:
            if state.expired:
                await session.refresh(case)
            found.setdefault(case.desk_id, []).append((case, at))
    for desk_id, cases in found.items():
        await follow(session, await session.get_one(Desk, desk_id), cases)


@dataclass(frozen=True, slots=True)
class Terms:
    """By what a desk's deadlines are reckoned."""

    hours: Hours
    targets: Sequence[Target]
    claim_minutes: int
    number: int
    """The desk's `terms`: not newer than all of this."""

    def target(self, measure: Measure, case: Case) -> int:
        if measure is Measure.CLAIM:
            return self.claim_minutes
        return rules.target(measure, case, self.targets, self.hours)


_TARGETS = select(Target).where(Target.desk_id == bindparam("of_desk"))


async def terms_of(session: AsyncSession, desk: Desk) -> Terms:
    """Read again once `deadlines.renew` has counted on, in whatever process."""
    kept: dict[int, Terms] = session.info.setdefault("kept", {}).setdefault("terms", {})
    renews = "renewed" in session.info  # what it sees may be rolled back
    known = kept.get(desk.id)
    if known is None or known.number != desk.terms or renews:
        own = (await session.scalars(_TARGETS, {"of_desk": desk.id})).all()
        known = Terms(await hours_of(session, desk), own, desk.claim_minutes, desk.terms)
        if not renews:
            for one in own:
                session.expunge(one)
            kept[desk.id] = known
    return known


async def follow(session: AsyncSession, desk: Desk, cases: Sequence[tuple[Case, datetime]]) -> None:
    """Bring the deadlines of a desk's cases in line with them. The caller has locked the cases, or just made them."""
    terms = await terms_of(session, desk)
    known, stopped = await _known(session, [case.id for case, _ in cases])
    fresh: list[Deadline] = []
    for case, now in cases:
        rows = known.get(case.id, {})
        wanted = dict(waits(case, now, held_up=case.id in stopped, returns=terms.claim_minutes > 0))
        if Measure.NEXT in wanted and (first := rows.get(Measure.FIRST)) and _missed(first, case, terms, now):
            # Merged with a case that has its answer. These words have been missed once.
            wanted[Measure.FIRST] = wanted.pop(Measure.NEXT)
        fresh += bring_in_line(case, rows, wanted, terms, now)
    if fresh:
        await session.flush()  # what has ended makes room for what begins
        await session.execute(*_BEGINNING(fresh))


GIVEN = (
    *(Deadline.desk_id, Deadline.case_id, Deadline.measure, Deadline.holder_id, Deadline.waits_since),
    *(Deadline.started_at, Deadline.target, Deadline.spent, Deadline.since, Deadline.due_at, Deadline.met),
    *(Deadline.decided_at, Deadline.stage, Deadline.next_at, Deadline.terms),
)
"""All that is given of a deadline that begins (`storage.adding`)."""
_BEGINNING = Adding(GIVEN)


def begun(cases: Sequence[Case], terms: Terms, now: datetime) -> Sequence[Deadline]:
    """The deadlines of cases that have just been made: nothing holds those up. Pure."""
    fresh: list[Deadline] = []
    for case in cases:
        wanted = dict(waits(case, now, held_up=False, returns=terms.claim_minutes > 0))
        fresh += bring_in_line(case, {}, wanted, terms, now)
    return fresh


def bring_in_line(
    case: Case, rows: Mapping[Measure, Deadline], wanted: Mapping[Measure, bool], terms: Terms, now: datetime
) -> Sequence[Deadline]:
    """`wanted`: what the case waits for, as `bot.desk.deadlines.waits` says. Gives the rows that begin. Pure."""
    # Before the others are changed: the one to resolve it tells whether the case was counted until now.
    fresh = list(_begun(case, rows, wanted, terms, now))
    for measure, row in rows.items():
        _bring_in_line(row, case, wanted.get(measure), terms, now)
    return fresh


_LEAVING = exists().where(
    Message.case_id == Case.id,
    Message.direction == Direction.OUT,
    Message.automatic.is_(False),
    Message.delivery.in_((Delivery.WAITING, Delivery.SENDING)),
)
_WORDS = exists().where(Draft.case_id == Case.id, Draft.state == DraftState.WAITING, Draft.why != Why.ADVICE)
_OTHERS = exists().where(Escalation.case_id == Case.id, ASKED, Escalation.asked_back_at.is_(None))
_STOPPED = _LEAVING | _WORDS | _OTHERS
_HELD_UP = OfSome(lambda ids: select(Case.id).where(Case.id == func.any(ids), _STOPPED))
_KNOWN = OfSome(
    lambda ids: (
        select(
            Case.id,
            # Of what nobody has, or what waits for nobody, it does not matter.
            case_((Case.holder_id.is_not(None) & Case.unanswered_since.is_not(None), _STOPPED), else_=False),
            Deadline,
        )
        .outerjoin(
            Deadline,
            (Deadline.case_id == Case.id)
            & (Deadline.ended_at.is_(None) | (Deadline.measure == Measure.RESOLUTION)),
        )
        .where(Case.id == func.any(ids))
        .order_by(Deadline.id)
    )
)


async def held_up(session: AsyncSession, case_ids: Collection[int]) -> frozenset[int]:
    """Cases whose holder waits for others: for an answer under way, a press on words, a department that was asked.

    A notice that nobody wrote is no answer. A department's advice waits for the holder, and so does what it asked back.
    """
    found = await session.scalars(*_HELD_UP(case_ids))
    return frozenset(found.all())


async def _known(
    session: AsyncSession, case_ids: Collection[int]
) -> tuple[Mapping[int, Mapping[Measure, Deadline]], Collection[int]]:
    """What runs or stands still, and how long it took to resolve a case that may be open again; and the cases that are
    held up.
    """
    found: dict[int, dict[Measure, Deadline]] = {}
    stopped: set[int] = set()
    for case_id, waits_for_others, row in await session.execute(*_KNOWN(case_ids)):
        if waits_for_others:
            stopped.add(case_id)
        if row is not None:
            found.setdefault(case_id, {})[Measure(row.measure)] = row
    return found, stopped


def _begun(
    case: Case,
    rows: Mapping[Measure, Deadline],
    wanted: Mapping[Measure, bool],
    terms: Terms,
    now: datetime,
) -> Iterable[Deadline]:
    """Waits that have no row yet, or whose row is about what is over."""
    for measure, runs in wanted.items():
        row = rows.get(measure)
        if row is not None and not _over(row, case):
            continue
        start = _start(measure, case, rows.get(Measure.RESOLUTION), now)
        if row is not None and row.ended_at is None:
            _end(row, case, terms, now)
        again = row if measure is Measure.RESOLUTION else None
        fresh = Deadline(
            desk_id=case.desk_id,
            case_id=case.id,
            measure=measure.value,
            holder_id=case.holder_id if measure is Measure.CLAIM else None,
            waits_since=None if measure is Measure.RESOLUTION else case.unanswered_since,
            started_at=start if again is None else again.started_at,
            spent=0 if again is None else again.spent,
            since=start,
            stage=0 if again is None else again.stage,
        )
        _reckon(fresh, case, terms, now, runs=runs)
        yield fresh


def _start(measure: Measure, case: Case, counted: Deadline | None, now: datetime) -> datetime:
    """When a wait began: with the customer's words, unless nobody had to wait for them to be answered until now: they
    were collected quietly, or the case was closed over them. `counted`: the wait to resolve it.
    """
    if measure is Measure.CLAIM:
        return now
    new = case.opened_at >= now
    if measure is Measure.RESOLUTION:
        return case.opened_at if new else now
    said = case.unanswered_since or now
    closed_over = counted is not None and counted.ended_at is not None and said <= counted.ended_at
    return now if closed_over or (counted is None and not new) else said


def _over(row: Deadline, case: Case) -> bool:
    """It was about other words, or another holder; or was met: whatever comes then, it was."""
    if row.measure == Measure.RESOLUTION:
        return row.ended_at is not None and row.met is True
    if row.measure == Measure.CLAIM and row.holder_id != case.holder_id:
        return True
    return _answered(row, case)


def _missed(row: Deadline, case: Case, terms: Terms, now: datetime) -> bool:
    """It is over its time, and goes on: the same words wait."""
    late = Count(row.spent, row.since).at(now, terms.hours) > row.target * 60
    return row.ended_at is None and late and not _answered(row, case)


def _answered(row: Deadline, case: Case) -> bool:
    """The words it was about have their answer. A case that was closed over them has not answered them."""
    if case.closed_at is not None:
        return False
    since = case.unanswered_since
    return since is None or (row.waits_since is not None and since > row.waits_since)


def _bring_in_line(row: Deadline, case: Case, runs: bool | None, terms: Terms, now: datetime) -> None:
    """`runs` None: it is no wait of the case any more."""
    if runs is None:
        if row.ended_at is None:
            _end(row, case, terms, now)
        return
    if row.ended_at is not None:
        if row.measure != Measure.RESOLUTION or row.met:
            return
        # Open again: it goes on where it stood, and ends once.
        row.ended_at = None
    if row.waits_since is not None and case.unanswered_since is not None and row.measure in RESPONSES:
        _from_earlier(row, case.unanswered_since, terms.hours)
    _reckon(row, case, terms, now, runs=runs)


def _from_earlier(row: Deadline, since: datetime, hours: Hours) -> None:
    """A case that waits longer was merged into this one: its customer's time counts on."""
    if row.waits_since is None or since >= row.waits_since:
        return
    row.spent += Count(0, since).at(row.started_at, hours)
    row.waits_since = since
    row.started_at = min(row.started_at, since)


def _reckon(row: Deadline, case: Case, terms: Terms, now: datetime, *, runs: bool) -> None:
    """Set going or stopped, by the target and the hours as they are now."""
    hours, measure = terms.hours, Measure(row.measure)
    count = was = Count(row.spent, row.since)
    count = count.going(now) if runs else count.still(now, hours)
    row.target, row.terms = terms.target(measure, case), terms.number
    spent = count.at(now, hours)
    # What was told of an earlier end is told of the new one again.
    row.stage = min(row.stage, rules.stage(measure, row.target, spent))
    if spent < row.target * 60:
        row.met = row.decided_at = None
    elif not runs and spent > row.target * 60:
        # Nothing tells later when that was.
        row.met = False
        row.decided_at = row.decided_at or _fell_due(was, row.target, hours, now)
    due = count.reaches(row.target * 60, hours)
    if due is None:
        count = count.still(now, hours)
    row.spent, row.since, row.due_at = count.spent, count.since, due
    row.next_at = rules.next_at(measure, row.target, row.stage, count, hours)


def _end(row: Deadline, case: Case, terms: Terms, now: datetime) -> None:
    count = Count(row.spent, row.since)
    row.spent = count.at(now, terms.hours)
    row.since = row.due_at = row.next_at = None
    row.ended_at = now
    late = row.spent > row.target * 60
    if row.met is None and (late or _done(row, case)):
        row.met = not late
    if row.met is not None and row.decided_at is None:
        row.decided_at = now if row.met else _fell_due(count, row.target, terms.hours, now)


def _fell_due(count: Count, target: int, hours: Hours, now: datetime) -> datetime:
    """Of what is late at `now`: when it came to be so. If it stood still then, nobody knows any more."""
    due = count.reaches(target * 60, hours)
    return now if due is None else min(due, now)


def _done(row: Deadline, case: Case) -> bool:
    """It ended as it should; else nobody had to wait for it any more."""
    if row.measure == Measure.RESOLUTION:
        return case.status == Status.RESOLVED and case.merged_into_id is None
    if row.measure in RESPONSES or row.holder_id == case.holder_id:
        return (case.first_answer_at is not None and row.measure == Measure.FIRST) or _answered(row, case)
    return False
