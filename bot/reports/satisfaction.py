"""What customers answered when they were asked, by the desk's present question (`storage.models.Survey`)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

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
    """Of the questions sent in the period."""
    asks = await _present_question(session, scope.desk_id)
    if asks is None:
        return Satisfaction()
    heard = Survey.answered_at < scope.known
    score = func.coalesce(Survey.score, -1)
    asked = select(score, heard, func.count()).join(Message, Message.id == Survey.message_id)
    asked = asked.where(
        Survey.desk_id == scope.desk_id,
        Survey.asks == asks,
        Survey.asked_at >= scope.period.start,
        Survey.asked_at < min(scope.period.end, scope.known),
        or_(Message.delivery == Delivery.SENT, Survey.score.is_not(None)),
        *_only(scope.only),
    )
    rows = (await session.execute(asked.group_by(score, heard))).all()
    given = {number: count for number, answered, count in rows if answered}
    return result(asks, sum(count for *_, count in rows), given)


def result(asks: Asks, asked: int, given: Mapping[int, int]) -> Satisfaction:
    """`given`: how often each score was. Pure."""
    answers = sum(given.values())
    scores = tuple(Count(str(score), given[score]) for score in sorted(given))
    return Satisfaction(asks.value, asked, answers, *_shares(asks, given, answers), scores)


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
    asks = await _present_question(session, scope.desk_id)
    if asks is None:
        return {}
    query = select(Survey.staff_id, func.count(), func.avg(Survey.score)).where(
        Survey.desk_id == scope.desk_id,
        Survey.asks == asks,
        Survey.staff_id.is_not(None),
        Survey.answered_at >= scope.period.start,
        Survey.answered_at < min(scope.period.end, scope.known),
        *_only(scope.only),
    )
    rows = (await session.execute(query.group_by(Survey.staff_id))).all()
    return {staff_id: Score(n, float(mean) if n >= FEW else None) for staff_id, n, mean in rows}


async def _present_question(session: AsyncSession, desk_id: int) -> Asks | None:
    asks = Asks((await session.get_one(Desk, desk_id)).asks_customers)
    return None if asks is Asks.OFF else asks


def _only(only: Only) -> Iterable[ColumnElement[bool]]:
    """By the case; a merged one is what it is part of."""
    if not only:
        return
    cases = select(Case.id).join(CaseFact, CaseFact.case_id == func.coalesce(Case.merged_into_id, Case.id))
    if only.network is not None:
        cases = cases.where(CaseFact.network == only.network)
    if only.department_id is not None:
        cases = cases.where(CaseFact.departments.contains([only.department_id]))
    if only.staff_id is not None:
        cases = cases.where(CaseFact.people.contains([only.staff_id]))
    if only.tag_id is not None:
        cases = cases.where(CaseFact.tags.contains([only.tag_id]))
    yield Survey.case_id.in_(cases)
