"""Which cases are counted where: each rule once, for the figures and for the lists behind them.

All are conditions on CaseFact, at the moment `scope.known`: what happened at or after it is not seen.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Select,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from bot.reports.scope import ALL, Scope
from storage.models import ActFact, CaseFact, Deadline, Did, WaitFact

Moment = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None] | ColumnElement[Any]
WEEK = timedelta(days=7)
_TICK = timedelta(microseconds=1)
"""The least that PostgreSQL tells two moments apart by."""


# --- whose, and when


def moment(at: datetime) -> ColumnElement[datetime]:
    return literal(at, DateTime(timezone=True))


def within(at: Moment, scope: Scope) -> ColumnElement[bool]:
    """It happened in the period, as far as that is known."""
    return and_(at >= moment(scope.period.start), at < moment(scope.until))


def by(at: Moment, known: datetime) -> ColumnElement[bool]:
    """It had happened by `known`; never NULL."""
    return func.coalesce(at < moment(known), False)


def of(scope: Scope) -> ColumnElement[bool]:
    """The desk's cases that are asked for, counted or not."""
    only = scope.only
    found: list[ColumnElement[bool]] = [CaseFact.desk_id == scope.desk_id]
    if only.network is not None:
        found.append(CaseFact.network == only.network)
    if only.department_id is not None:
        found.append(CaseFact.departments.contains([only.department_id]))
    if only.staff_id is not None:
        found.append(CaseFact.people.contains([only.staff_id]))
    if only.tag_id is not None:
        found.append(CaseFact.tags.contains([only.tag_id]))
    return and_(*found)


def cases(scope: Scope) -> ColumnElement[bool]:
    """Those that figures are made of."""
    return and_(of(scope), CaseFact.counted)


def among(case_id: InstrumentedAttribute[int], scope: Scope) -> ColumnElement[bool]:
    """What belongs to a case is of one that is counted and asked for."""
    if scope.only == ALL:
        # Few are not counted: there is no need to look each of the others up.
        apart = select(CaseFact.case_id).where(CaseFact.desk_id == scope.desk_id, ~CaseFact.counted)
        return case_id.not_in(apart)
    return asked_for(case_id, scope)


def asked_for(case_id: InstrumentedAttribute[int], scope: Scope) -> ColumnElement[bool]:
    """The same of what only counted cases have."""
    if scope.only == ALL:
        return true()
    return case_id.in_(select(CaseFact.case_id).where(cases(scope)))


def did(scope: Scope) -> ColumnElement[bool]:
    """Acts in the period."""
    whose = and_(ActFact.desk_id == scope.desk_id, asked_for(ActFact.case_id, scope))
    return and_(whose, happened(scope))


def happened(scope: Scope) -> ColumnElement[bool]:
    """An act in the period; an answer that failed and arrived by `known` did not fail."""
    return and_(within(ActFact.at, scope), ~by(ActFact.arrived_at, scope.known))


def failed() -> ColumnElement[bool]:
    """Of acts. As in the index, which is not used where it is a parameter."""
    return ActFact.did == literal_column(f"'{Did.FAILED.value}'")


# --- opened, answered, closed


def opened(scope: Scope) -> ColumnElement[bool]:
    return and_(cases(scope), within(CaseFact.opened_at, scope))


def opened_quietly(scope: Scope) -> ColumnElement[bool]:
    return and_(of(scope), ~CaseFact.counted, CaseFact.quiet, within(CaseFact.opened_at, scope))


def answered(scope: Scope) -> ColumnElement[bool]:
    return by(CaseFact.first_answer_at, scope.known)


def needs(scope: Scope) -> ColumnElement[bool]:
    """It needs an answer, or has one that it needed."""
    return and_(CaseFact.needs_answer, ~by(CaseFact.gone_at, scope.known))


def open_at(at: datetime) -> ColumnElement[bool]:
    """It was open just before `at`."""
    until = or_(CaseFact.closed_at.is_(None), CaseFact.closed_at >= moment(at))
    once = and_(CaseFact.opened_at < moment(at), until)
    more = CaseFact.open_during.op("@>", is_comparison=True)(moment(at - _TICK))
    return case((CaseFact.open_during.is_(None), once), else_=more)


def closed(scope: Scope) -> ColumnElement[bool]:
    # Most are told by the cheaper half.
    return or_(by(CaseFact.closed_at, scope.known), ~open_at(scope.known))


def unanswered(scope: Scope) -> ColumnElement[bool]:
    """Nobody answered, and nobody said that it needs none by closing it."""
    return and_(~answered(scope), ~closed(scope))


def closed_unanswered(scope: Scope) -> ColumnElement[bool]:
    return and_(~answered(scope), closed(scope))


# --- resolved


def first_resolved(scope: Scope) -> ColumnElement[bool]:
    return and_(cases(scope), within(CaseFact.first_resolved_at, scope))


def reopened(scope: Scope) -> ColumnElement[bool]:
    """Of those first resolved: open again within 7 days."""
    soon = CaseFact.reopened_at < CaseFact.first_resolved_at + WEEK
    return and_(by(CaseFact.reopened_at, scope.known), soon)


def maturing(scope: Scope) -> ColumnElement[bool]:
    """Of those first resolved: they may still be reopened within 7 days."""
    young = CaseFact.first_resolved_at > moment(scope.known - WEEK)
    return and_(young, ~by(CaseFact.reopened_at, scope.known))


def with_an_answer(scope: Scope) -> ColumnElement[bool]:
    return by(CaseFact.answered_at, scope.known)


def at_once(scope: Scope) -> ColumnElement[bool]:
    """Of those first resolved with an answer: it is public, there is no other, and they were not reopened."""
    once = and_(CaseFact.answered_publicly.is_(True), ~by(CaseFact.answered_again_at, scope.known))
    return and_(once, ~func.coalesce(reopened(scope), False))


def _last(
    of_act: InstrumentedAttribute[Any], now: InstrumentedAttribute[Any], scope: Scope
) -> ColumnElement[Any]:
    """Of the last resolution by `known`: mostly the last of all, which the case knows itself."""
    known = moment(scope.known)
    return case(
        (CaseFact.resolved_at < known, now), (CaseFact.resolved_at >= known, _of_earlier(of_act, scope))
    )


def _of_earlier(of_act: InstrumentedAttribute[Any], scope: Scope) -> ColumnElement[Any]:
    """Of the last one by `known` that is among the acts."""
    return (
        select(of_act)
        .where(ActFact.case_id == CaseFact.case_id, ActFact.did == Did.RESOLVED)
        .where(ActFact.at < moment(scope.known))
        .order_by(ActFact.at.desc(), ActFact.n.desc())
        .limit(1)
        .correlate(CaseFact)
        .scalar_subquery()
    )


def last_resolved_at(scope: Scope) -> ColumnElement[Any]:
    return _last(ActFact.at, CaseFact.resolved_at, scope)


def last_resolved_by(scope: Scope) -> ColumnElement[Any]:
    return _last(ActFact.staff_id, CaseFact.resolved_by, scope)


def handling(scope: Scope) -> ColumnElement[Any]:
    """Of those last resolved, until then. Most were not open since, and know it themselves."""
    until_then = func.coalesce(_of_earlier(ActFact.handling, scope), CaseFact.handling)
    stayed = and_(CaseFact.closed_at == CaseFact.resolved_at, CaseFact.resolved_at < moment(scope.known))
    once = CaseFact.reopened_at.is_(None)
    return case((or_(once, stayed), CaseFact.handling), else_=until_then)


def last_resolved(scope: Scope) -> ColumnElement[bool]:
    """Resolved in the period for the last time that is known of, open again or not."""
    return or_(resolved_last(scope), resolved_since(scope))


def resolved_last(scope: Scope) -> ColumnElement[bool]:
    """In the period, and not since."""
    return and_(cases(scope), within(CaseFact.resolved_at, scope))


def resolved_since(scope: Scope) -> ColumnElement[bool]:
    """In the period, and once more after what is known."""
    known = moment(scope.known)
    since = and_(CaseFact.resolved_at >= known, CaseFact.first_resolved_at < known)
    return and_(cases(scope), since, within(last_resolved_at(scope), scope))


def open_again(scope: Scope, at: Moment | None = None) -> ColumnElement[bool]:
    """Of those last resolved in the period (`at`): it was open at some time since then."""
    since = func.tstzrange(last_resolved_at(scope) if at is None else at, moment(scope.known))
    again = CaseFact.open_during.op("&&", is_comparison=True)(since)
    # Most never were, and are told by the cheaper half.
    return and_(by(CaseFact.reopened_at, scope.known), func.coalesce(again, False))


def resolved(scope: Scope) -> ColumnElement[bool]:
    """For the last time in the period, and not open again."""
    return and_(last_resolved(scope), ~open_again(scope))


# --- open at the end


def backlog(scope: Scope) -> ColumnElement[bool]:
    """Open at the end of the period."""
    return or_(open_still(scope), closed_later(scope))


def open_still(scope: Scope) -> ColumnElement[bool]:
    """Open then, and now."""
    return and_(_open_then(scope), CaseFact.closed_at.is_(None))


def closed_later(scope: Scope) -> ColumnElement[bool]:
    """Open then, and not any more."""
    return and_(_open_then(scope), CaseFact.closed_at >= moment(scope.until))


def _open_then(scope: Scope) -> ColumnElement[bool]:
    return and_(cases(scope), CaseFact.opened_at < moment(scope.until), open_at(scope.until))


def waiting(at: datetime) -> ColumnElement[bool]:
    """Waits of customers that went on at `at`."""
    over = or_(by(WaitFact.answered_at, at), by(WaitFact.ended_at, at))
    return and_(WaitFact.heard_at < moment(at), ~over)


def waits(scope: Scope) -> Select[int, datetime]:
    """Of the desk's cases in which somebody waits at the end of the period: the id, and since when. Cases that are closed
    or not asked for may be among them."""
    end = scope.until
    lasting = or_(WaitFact.ended_at.is_(None), WaitFact.ended_at >= moment(end))
    return (
        select(WaitFact.case_id, func.min(WaitFact.asked_at).label("since"))
        .where(WaitFact.desk_id == scope.desk_id, lasting, waiting(end))
        .group_by(WaitFact.case_id)
    )


# --- deadlines


def decided(scope: Scope) -> ColumnElement[bool]:
    """Deadlines that were met or missed in the period, also such as are in no figure (`Measure.CLAIM`)."""
    return or_(ended(scope), overdue(scope))


def ended(scope: Scope) -> ColumnElement[bool]:
    """It was said then that they were met, or missed."""
    return and_(_of_cases(scope), Deadline.met.is_not(None), within(Deadline.decided_at, scope))


def overdue(scope: Scope) -> ColumnElement[bool]:
    """They run still: nothing says yet that they were missed but the clock."""
    still = and_(Deadline.ended_at.is_(None), Deadline.decided_at.is_(None))
    return and_(_of_cases(scope), still, within(Deadline.due_at, scope))


def _of_cases(scope: Scope) -> ColumnElement[bool]:
    return and_(Deadline.desk_id == scope.desk_id, among(Deadline.case_id, scope))


def met() -> ColumnElement[bool]:
    """Of those decided."""
    return func.coalesce(and_(Deadline.met.is_(True), Deadline.decided_at.is_not(None)), False)
