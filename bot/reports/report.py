"""All figures of a period."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.deadlines import DEFAULTS
from bot.reports.approvals import approvals
from bot.reports.backlog import backlog
from bot.reports.departments import departments
from bot.reports.endings import endings
from bot.reports.failures import failures
from bot.reports.outside import outside
from bot.reports.people import people
from bot.reports.replies import replies
from bot.reports.resolution import resolution
from bot.reports.responses import first_response, next_response
from bot.reports.results import Report, Satisfaction
from bot.reports.scope import Scope
from bot.reports.tagging import tags
from bot.reports.targets import deadlines
from bot.reports.trend import trend
from bot.reports.volume import volume
from storage.models import Measure, Target


async def make_report(session: AsyncSession, scope: Scope, now: datetime) -> Report:
    """Reads only, query after query: figures that must agree to the last case need a transaction that is REPEATABLE READ,
    which the caller begins."""
    return Report(
        scope=scope,
        volume=await volume(session, scope),
        first=await first_response(session, scope),
        next=await next_response(session, scope),
        resolution=await resolution(session, scope),
        deadlines=await deadlines(session, scope),
        replies=await replies(session, scope),
        departments=await departments(session, scope),
        approvals=await approvals(session, scope),
        people=await people(session, scope),
        backlog=await backlog(session, scope),
        failures=await failures(session, scope),
        outside=await outside(session, scope),
        tags=await tags(session, scope),
        endings=await endings(session, scope),
        satisfaction=Satisfaction(),
        trend=await trend(session, scope),
        first_target=await first_target(session, scope.desk_id),
        made_at=now,
    )


async def first_target(session: AsyncSession, desk_id: int) -> int:
    """Seconds of working time that the desk aims at for the first response, where nothing has its own."""
    query = select(Target.minutes).where(
        Target.desk_id == desk_id,
        Target.measure == Measure.FIRST,
        Target.kind.is_(None),
        Target.category.is_(None),
        Target.priority.is_(None),
    )
    return (await session.scalar(query) or DEFAULTS[Measure.FIRST]) * 60
