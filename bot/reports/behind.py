"""The cases behind each figure: by the same conditions that the figure is counted by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from bot.reports import behind_parts as parts
from bot.reports import counted
from bot.reports.backlog import age
from bot.reports.behind_parts import Rule, Sort, did
from bot.reports.clock import hour_of
from bot.reports.links import UnknownFigure, number
from bot.reports.results import AGES
from bot.reports.scope import Scope
from storage.models import ActFact, CaseFact, Deadline, Did, Measure, Outcome


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


def _decided(measure: Measure, *how: ColumnElement[bool]) -> Rule:
    def rule(scope: Scope) -> ColumnElement[bool]:
        found = select(Deadline.case_id).where(counted.decided(scope), Deadline.measure == measure, *how)
        return and_(counted.cases(scope), CaseFact.case_id.in_(found))

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


def _outside(_: Scope) -> ColumnElement[bool]:
    return CaseFact.outside.is_(True)


MEASURES = (Measure.FIRST, Measure.NEXT, Measure.RESOLUTION)
FIGURES: Mapping[str, Rule] = {
    "cases": counted.opened,
    "quiet": counted.opened_quietly,
    "messages": lambda scope: did(scope, ActFact.did == Did.SAID),
    "new": _opened(lambda _: ~CaseFact.returning),
    "answered": _opened(counted.answered),
    "unanswered": _opened(counted.unanswered),
    "closed": _opened(counted.closed_unanswered),
    "needs": _opened(counted.needs),
    "apart": _opened(lambda scope: ~counted.needs(scope)),
    "outside": _opened(_outside),
    "returning": _returning,
    "answers": lambda scope: did(scope, ActFact.did == Did.ANSWERED),
    "answers_elsewhere": lambda scope: did(scope, ActFact.did == Did.ANSWERED, ActFact.staff_id.is_(None)),
    "claimed": lambda scope: did(scope, ActFact.did == Did.CLAIMED),
    "maturing": lambda scope: and_(counted.first_resolved(scope), counted.maturing(scope)),
    "first_resolved": counted.first_resolved,
    "reopened": lambda scope: and_(counted.first_resolved(scope), counted.reopened(scope)),
    "at_once": _at_once,
    "silent": lambda scope: and_(counted.first_resolved(scope), ~counted.with_an_answer(scope)),
    "resolved": counted.resolved,
    "sent_elsewhere": lambda scope: _ended(scope, Outcome.SENT_ELSEWHERE),
    "dismissed": lambda scope: did(scope, ActFact.did == Did.DISMISSED),
    "failed": lambda scope: did(scope, ActFact.did == Did.FAILED),
    "open": counted.backlog,
    "waiting": _waiting,
    "next": parts.waited_again(answered=True),
    "next_open": parts.waited_again(answered=False),
    **{f"due_{one}": _decided(one) for one in MEASURES},
    **{f"met_{one}": _decided(one, counted.met()) for one in MEASURES},
    **{f"late_{one}": _decided(one, ~counted.met()) for one in MEASURES},
    "outside_answered": _opened(_outside, counted.answered),
    "outside_unanswered": _opened(_outside, counted.unanswered),
    "approvals": parts.looked_at(),
    "approved": parts.looked_at("approved"),
    "declined": parts.looked_at("declined"),
    "approvals_open": parts.looked_at("open"),
    "approvals_decided": parts.looked_at("decided"),
    "surveys": parts.surveyed,
    "survey_replies": parts.survey_replied,
    "survey_answers": parts.survey_answered,
}
"""What each lists, by the name that a link says."""

NONE = "none"


def _none_or(column: Any, name: str) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.is_(None) if name == NONE else column == name
    return found


def _hour(scope: Scope, said: str) -> ColumnElement[bool]:
    here = hour_of(CaseFact.opened_at, scope.period.zone, scope.period.start, scope.until)
    return and_(counted.opened(scope), here == number(said, 23))


def _person(scope: Scope, said: str) -> ColumnElement[bool]:
    """All that is told of a person."""
    acts = parts.person_did(Did.CLAIMED, Did.ANSWERED, Did.RESOLVED)
    told = (acts, parts.person_first, parts.person_reopened, parts.person_scores)
    return or_(*(one(scope, said) for one in told))


def _case(scope: Scope, said: str) -> ColumnElement[bool]:
    return and_(counted.of(scope), CaseFact.case_id == number(said))


SORTED: Mapping[str, Sort] = {
    "network": lambda scope, said: and_(counted.opened(scope), CaseFact.network == said),
    "kind": lambda scope, said: and_(counted.opened(scope), CaseFact.kind == said),
    "category": lambda scope, said: and_(counted.opened(scope), _none_or(CaseFact.category, said)),
    "tag": lambda scope, said: and_(counted.opened(scope), CaseFact.tags.contains([number(said)])),
    "hour": _hour,
    "age": lambda scope, said: and_(counted.backlog(scope), age(scope) == number(said, len(AGES))),
    "outcome": _ended,
    "person": _person,
    "person_answers": parts.person_did(Did.ANSWERED),
    "person_first": parts.person_first,
    "person_claimed": parts.person_did(Did.CLAIMED),
    "person_resolved": parts.person_did(Did.RESOLVED),
    "person_reopened": parts.person_reopened,
    "person_scores": parts.person_scores,
    "network_messages": parts.network_did(Did.SAID),
    "network_answered": parts.network_opened(counted.answered),
    "network_unanswered": parts.network_opened(counted.unanswered),
    "network_resolved": parts.network_did(Did.RESOLVED),
    "department": parts.department(),
    "department_answered": parts.department("answered"),
    "department_overdue": parts.department("overdue"),
    "department_returned": parts.department("returned"),
    "department_open": parts.department("open"),
    "score": parts.scored,
    "case": _case,
}
"""The same for those that say which."""
