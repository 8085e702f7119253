"""The cases behind parts of a figure: what a network, a department or a person did of it, what waited for a look, what
customers were asked. Conditions on CaseFact, as in `bot/reports/behind.py`.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import ColumnElement, and_, select

from bot.reports import approvals, counted, departments
from bot.reports.links import number
from bot.reports.responses import later_waits
from bot.reports.satisfaction import answered_in, asked_in, question, with_wholes
from bot.reports.scope import Scope
from storage.models import ActFact, Case, CaseFact, Did, Draft, Escalation, Survey, WaitFact

Rule = Callable[[Scope], ColumnElement[bool]]
Sort = Callable[[Scope, str], ColumnElement[bool]]


def did(scope: Scope, *deeds: ColumnElement[bool]) -> ColumnElement[bool]:
    """Counted cases to which something happened in the period."""
    acts = select(ActFact.case_id).where(ActFact.desk_id == scope.desk_id, counted.happened(scope), *deeds)
    return and_(counted.cases(scope), CaseFact.case_id.in_(acts))


def waited_again(*, answered: bool) -> Rule:
    """For a later answer: they have it by `known`, or wait still."""

    def rule(scope: Scope) -> ColumnElement[bool]:
        known = scope.known
        how = counted.by(WaitFact.answered_at, known) if answered else counted.waiting(known)
        waits = select(WaitFact.case_id).where(later_waits(scope), how)
        return and_(counted.cases(scope), CaseFact.case_id.in_(waits))

    return rule


# --- of a network, a person


def network_did(what: Did) -> Sort:
    """By the act: it is of the network in which it happened."""
    return lambda scope, said: did(scope, ActFact.network == said, ActFact.did == what)


def network_opened(how: Rule) -> Sort:
    return lambda scope, said: and_(counted.opened(scope), CaseFact.network == said, how(scope))


def person_did(*what: Did) -> Sort:
    return lambda scope, said: did(scope, ActFact.staff_id == number(said), ActFact.did.in_(what))


def person_first(scope: Scope, said: str) -> ColumnElement[bool]:
    """Whose first answer was theirs."""
    return and_(counted.opened(scope), counted.answered(scope), CaseFact.first_answer_by == number(said))


def person_reopened(scope: Scope, said: str) -> ColumnElement[bool]:
    theirs = counted.last_resolved_by(scope) == number(said)
    return and_(counted.last_resolved(scope), counted.open_again(scope), theirs)


def person_scores(scope: Scope, said: str) -> ColumnElement[bool]:
    return _surveyed(scope, answered_in(scope, question(scope)), Survey.staff_id == number(said))


# --- of a department, of what waited for a look


def department(became: str | None = None) -> Sort:
    """`became`: as `departments.became` calls it; None: whatever did."""

    def sort(scope: Scope, said: str) -> ColumnElement[bool]:
        of = [Escalation.department_id == number(said), counted.within(Escalation.asked_at, scope)]
        if became is not None:
            of.append(departments.became(scope.known)[became])
        asked = select(Escalation.case_id).where(*of)
        return and_(counted.cases(scope), CaseFact.case_id.in_(asked))

    return sort


def looked_at(became: str | None = None) -> Rule:
    """`became`: as `approvals.became` calls it; None: whatever did."""

    def rule(scope: Scope) -> ColumnElement[bool]:
        of = [approvals.asked(scope)]
        if became is not None:
            of.append(approvals.became(scope.known)[became])
        asked = select(Draft.case_id).where(*of)
        return and_(counted.cases(scope), CaseFact.case_id.in_(asked))

    return rule


# --- of what customers were asked


def surveyed(scope: Scope) -> ColumnElement[bool]:
    return _surveyed(scope, asked_in(scope, question(scope)))


def survey_replied(scope: Scope) -> ColumnElement[bool]:
    """Of those asked."""
    heard = counted.by(Survey.answered_at, scope.known)
    return _surveyed(scope, asked_in(scope, question(scope)), heard)


def survey_answered(scope: Scope) -> ColumnElement[bool]:
    return _surveyed(scope, answered_in(scope, question(scope)))


def scored(scope: Scope, said: str) -> ColumnElement[bool]:
    return _surveyed(scope, answered_in(scope, question(scope)), Survey.score == number(said, 10))


def _surveyed(scope: Scope, *which: ColumnElement[bool]) -> ColumnElement[bool]:
    """One of a case that was merged is of what that is part of."""
    of = with_wholes(lambda whole: select(whole).where(Survey.case_id == Case.id, *which))
    return and_(counted.of(scope), CaseFact.case_id.in_(of))
