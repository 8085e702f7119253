"""The cases behind each figure: by the same conditions that the figure is counted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from bot.reports import counted
from bot.reports.backlog import age
from bot.reports.clock import hour_of
from bot.reports.results import AGES
from bot.reports.satisfaction import question
from bot.reports.scope import Scope
from storage.models import ActFact, Case, CaseFact, Deadline, Did, Escalation, Measure, Outcome, Survey

Rule = Callable[[Scope], ColumnElement[bool]]
Sort = Callable[[Scope, str], ColumnElement[bool]]


class UnknownFigure(ValueError):
    """Nothing has this name, or nothing is listed behind it."""


def cases_behind(figure: str, scope: Scope) -> Select[int]:
    """Ids of cases, those opened last first. Raises UnknownFigure."""
    return (
        select(CaseFact.case_id)
        .where(_rule(figure, scope))
        .order_by(CaseFact.opened_at.desc(), CaseFact.case_id.desc())
    )


def _rule(figure: str, scope: Scope) -> ColumnElement[bool]:
    if (rule := FIGURES.get(figure)) is not None:
        return rule(scope)
    name, dash, argument = figure.partition("-")
    if not dash or (sort := SORTED.get(name)) is None:
        raise UnknownFigure(figure)
    return sort(scope, argument)


def _did(scope: Scope, *deeds: ColumnElement[bool]) -> ColumnElement[bool]:
    """Counted cases to which something happened in the period."""
    acts = select(ActFact.case_id).where(ActFact.desk_id == scope.desk_id, counted.happened(scope), *deeds)
    return and_(counted.cases(scope), CaseFact.case_id.in_(acts))


def _late(measure: Measure) -> Rule:
    def rule(scope: Scope) -> ColumnElement[bool]:
        missed = select(Deadline.case_id).where(
            counted.decided(scope), ~counted.met(), Deadline.measure == measure
        )
        return and_(counted.cases(scope), CaseFact.case_id.in_(missed))

    return rule


def _waiting(scope: Scope) -> ColumnElement[bool]:
    waits = counted.waits(scope).subquery()
    return and_(counted.backlog(scope), CaseFact.case_id.in_(select(waits.c.case_id)))


def _at_once(scope: Scope) -> ColumnElement[bool]:
    return and_(counted.first_resolved(scope), counted.with_an_answer(scope), counted.at_once(scope))


def _ended(scope: Scope, outcome: str) -> ColumnElement[bool]:
    return and_(counted.resolved(scope), _none_or(CaseFact.outcome, outcome))


def _returning(scope: Scope) -> ColumnElement[bool]:
    """Of customers who had a case before, without those who are new in the period."""
    new = select(CaseFact.customer_id).where(counted.opened(scope), ~CaseFact.returning)
    return and_(counted.opened(scope), CaseFact.customer_id.not_in(new))


def _opened(*rules: Rule) -> Rule:
    return lambda scope: and_(counted.opened(scope), *(rule(scope) for rule in rules))


FIGURES: Mapping[str, Rule] = {
    "cases": counted.opened,
    "quiet": counted.opened_quietly,
    "messages": lambda scope: _did(scope, ActFact.did == Did.SAID),
    "new": _opened(lambda _: ~CaseFact.returning),
    "answered": _opened(counted.answered),
    "unanswered": _opened(counted.unanswered),
    "closed": _opened(counted.closed_unanswered),
    "needs": _opened(counted.needs),
    "apart": _opened(lambda scope: ~counted.needs(scope)),
    "outside": _opened(lambda _: CaseFact.outside.is_(True)),
    "returning": _returning,
    "answers": lambda scope: _did(scope, ActFact.did == Did.ANSWERED),
    "answers_elsewhere": lambda scope: _did(scope, ActFact.did == Did.ANSWERED, ActFact.staff_id.is_(None)),
    "claimed": lambda scope: _did(scope, ActFact.did == Did.CLAIMED),
    "maturing": lambda scope: and_(counted.first_resolved(scope), counted.maturing(scope)),
    "first_resolved": counted.first_resolved,
    "reopened": lambda scope: and_(counted.first_resolved(scope), counted.reopened(scope)),
    "at_once": _at_once,
    "silent": lambda scope: and_(counted.first_resolved(scope), ~counted.with_an_answer(scope)),
    "resolved": counted.resolved,
    "sent_elsewhere": lambda scope: _ended(scope, Outcome.SENT_ELSEWHERE),
    "dismissed": lambda scope: _did(scope, ActFact.did == Did.DISMISSED),
    "failed": lambda scope: _did(scope, ActFact.did == Did.FAILED),
    "open": counted.backlog,
    "waiting": _waiting,
    "late_first": _late(Measure.FIRST),
    "late_next": _late(Measure.NEXT),
    "late_resolution": _late(Measure.RESOLUTION),
}
"""What each lists, by the name that a link says."""

NONE = "none"


def _none_or(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if name == NONE else column == name
    return found


def _number(said: str, most: int = 2**63 - 1) -> int:
    """Raises UnknownFigure."""
    if not said.isascii() or not said.isdecimal() or int(said) > most:
        raise UnknownFigure(said)
    return int(said)


def _hour(scope: Scope, said: str) -> ColumnElement[bool]:
    here = hour_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until)
    return and_(counted.opened(scope), here == _number(said, 23))


def _person(scope: Scope, said: str) -> ColumnElement[bool]:
    who = _number(said)
    deeds = (ActFact.staff_id == who, ActFact.did.in_((Did.CLAIMED, Did.ANSWERED, Did.RESOLVED)))
    first = and_(counted.opened(scope), counted.answered(scope), CaseFact.first_answer_by == who)
    return or_(_did(scope, *deeds), first)


def _department(scope: Scope, said: str) -> ColumnElement[bool]:
    asked = select(Escalation.case_id).where(
        Escalation.department_id == _number(said), counted.within(Escalation.asked_at, scope)
    )
    return and_(counted.cases(scope), CaseFact.case_id.in_(asked))


def _score(scope: Scope, said: str) -> ColumnElement[bool]:
    # One of a case that was merged is of what that is part of.
    given = (
        select(func.coalesce(Case.merged_into_id, Case.id))
        .join(Survey, Survey.case_id == Case.id)
        .where(Survey.desk_id == scope.desk_id, Survey.asks == question(scope))
        .where(Survey.score == _number(said, 10), counted.within(Survey.answered_at, scope))
    )
    return and_(counted.cases(scope), CaseFact.case_id.in_(given))


SORTED: Mapping[str, Sort] = {
    "network": lambda scope, said: and_(counted.opened(scope), CaseFact.network == said),
    "kind": lambda scope, said: and_(counted.opened(scope), CaseFact.kind == said),
    "category": lambda scope, said: and_(counted.opened(scope), _none_or(CaseFact.category, said)),
    "tag": lambda scope, said: and_(counted.opened(scope), CaseFact.tags.contains([_number(said)])),
    "hour": _hour,
    "age": lambda scope, said: and_(counted.backlog(scope), age(scope) == _number(said, len(AGES))),
    "outcome": _ended,
    "person": _person,
    "department": _department,
    "score": _score,
}
"""The same for those that say which."""
