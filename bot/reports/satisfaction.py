"""What customers answered when they were asked (`storage.models.Survey`), by one question: see `question`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.reports import counted
from bot.reports.results import FEW, Count, Satisfaction
from bot.reports.scope import Only, Scope
from storage.models import Asks, Case, CaseFact, Delivery, Desk, Message, Survey

PROMOTER, DETRACTOR = 9, 6
"""NPS: from the one up, up to the other."""
POSITIVE = 4
"""CSAT: from here up."""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one person: the mean of `n` answers; None under FEW."""

    n: int
    mean: float | None


async def satisfaction(session: AsyncSession, scope: Scope) -> Satisfaction:
    """Of the questions sent in the period, and of the answers given in it."""
    asks = await _asks(session, scope)
    if asks is None:
        return Satisfaction()
    heard = counted.by(Survey.answered_at, scope.known)
    sent = await _counts(session, select(heard, func.count()).where(asked_in(scope, asks)).group_by(heard))
    given = select(Survey.score, func.count()).where(answered_in(scope, asks))
    scores = await _counts(session, given.group_by(Survey.score))
    return result(asks, sum(sent.values()), sent.get(True, 0), scores)


def asked_in(scope: Scope, asks: Asks | ScalarSelect[str]) -> ColumnElement[bool]:
    """Questions of that sort, sent in the period."""
    return and_(_sent(), Survey.asks == asks, counted.within(Survey.asked_at, scope), *_of(scope))


def answered_in(scope: Scope, asks: Asks | ScalarSelect[str]) -> ColumnElement[bool]:
    """Answers to questions of that sort, given in the period."""
    return and_(Survey.asks == asks, counted.within(Survey.answered_at, scope), *_of(scope))


async def _counts(session: AsyncSession, query: Select[Any, int]) -> dict[Any, int]:
    rows = (await session.execute(query)).all()
    return {row[0]: row[1] for row in rows}


def result(asks: Asks, asked: int, answered: int, given: Mapping[int, int]) -> Satisfaction:
    """`given`: how often each score was, in the period. Pure."""
    answers = sum(given.values())
    scores = tuple(Count(str(score), given[score]) for score in sorted(given))
    return Satisfaction(asks.value, asked, answers, *_shares(asks, given, answers), scores, answered)


def _shares(asks: Asks, given: Mapping[int, int], answers: int) -> tuple[float | None, float | None]:
    """NPS and CSAT, whichever was asked."""
    if not answers:
        return None, None
    if asks is Asks.CSAT:
        return None, _sum(given, range(POSITIVE, 6)) / answers
    promoters, detractors = _sum(given, range(PROMOTER, 11)), _sum(given, range(DETRACTOR + 1))
    return 100 * (promoters - detractors) / answers, None


def _sum(given: Mapping[int, int], scores: Iterable[int]) -> int:
    return sum(given.get(score, 0) for score in scores)


async def scores_of_people(session: AsyncSession, scope: Scope) -> Mapping[int, Score]:
    """By staff id: of what was answered in the period about whoever had answered the customer last."""
    query = select(Survey.staff_id, func.count(), func.avg(Survey.score)).where(
        Survey.staff_id.is_not(None), answered_in(scope, question(scope))
    )
    rows = (await session.execute(query.group_by(Survey.staff_id))).all()
    return {staff_id: Score(n, float(mean) if n >= FEW else None) for staff_id, n, mean in rows}


def question(scope: Scope) -> ScalarSelect[str]:
    """Which question the figures are of: the desk's present one if it was sent or answered in the period, else the one that
    was sent last among those that were; NULL: none was. What was heard stays, whatever the owner asks by now.
    """
    touched = or_(counted.within(Survey.asked_at, scope), counted.within(Survey.answered_at, scope))
    present = select(Desk.asks_customers).where(Desk.id == scope.desk_id).scalar_subquery()
    found = select(Survey.asks).where(Survey.desk_id == scope.desk_id, _sent(), touched)
    last = found.order_by((Survey.asks == present).desc(), Survey.asked_at.desc(), Survey.id.desc())
    return last.limit(1).correlate(None).scalar_subquery()


async def _asks(session: AsyncSession, scope: Scope) -> Asks | None:
    """Where nothing was asked or answered, what the desk would ask."""
    found = await session.scalar(select(question(scope)))
    asks = Asks(found or (await session.get_one(Desk, scope.desk_id)).asks_customers)
    return None if asks is Asks.OFF else asks


def _sent() -> ColumnElement[bool]:
    """Who answers has got it, whatever the network said."""
    arrived = select(Message.id).where(Message.id == Survey.message_id, Message.delivery == Delivery.SENT)
    return or_(Survey.score.is_not(None), arrived.exists())


def _of(scope: Scope) -> Iterable[ColumnElement[bool]]:
    yield Survey.desk_id == scope.desk_id
    yield from _only(scope.only)


def with_wholes(of: Callable[[ColumnElement[int]], Select[Any]]) -> Select[Any]:
    """A query of Case, made by `of` with the id of what each case is part of in the end: that may itself be part of
    another one. Itself if of none.
    """
    above, top = aliased(Case), aliased(Case)
    parts = select(Case.id.label("part"), Case.merged_into_id.label("into"))
    chain = parts.where(Case.merged_into_id.is_not(None)).cte(recursive=True)
    further = select(chain.c.part, above.merged_into_id).join(above, above.id == chain.c.into)
    chain = chain.union_all(further.where(above.merged_into_id.is_not(None)))
    ends = select(chain.c.part, top.id.label("whole")).join(top, top.id == chain.c.into)
    wholes = ends.where(top.merged_into_id.is_(None)).subquery()
    whole = func.coalesce(wholes.c.whole, Case.id)
    return of(whole).select_from(Case).outerjoin(wholes, wholes.c.part == Case.id)


def _only(only: Only) -> Iterable[ColumnElement[bool]]:
    """By the case; a merged one is what it is part of."""
    if not only:
        return
    cases = with_wholes(lambda whole: select(Case.id).where(CaseFact.case_id == whole))
    if only.network is not None:
        cases = cases.where(CaseFact.network == only.network)
    if only.department_id is not None:
        cases = cases.where(CaseFact.departments.contains([only.department_id]))
    if only.staff_id is not None:
        cases = cases.where(CaseFact.people.contains([only.staff_id]))
    if only.tag_id is not None:
        cases = cases.where(CaseFact.tags.contains([only.tag_id]))
    yield Survey.case_id.in_(cases)
