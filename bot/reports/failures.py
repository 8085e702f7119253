"""What did not arrive, and what was not well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.deeds import Deed
from bot.reports.results import Failures, Outage
from bot.reports.scope import Scope
from bot.reports.spreads import seconds
from storage.models import Account, Did, Trouble

TELEGRAM = "telegram"


async def failures(session: AsyncSession, scope: Scope, done: Sequence[Deed]) -> Failures:
    """What did not arrive, and when what we depend on was not well."""
    lost = sum(one.times for one in done if one.did == Did.FAILED)
    return Failures(lost, await _outages(session, scope))


async def _outages(session: AsyncSession, scope: Scope) -> tuple[Outage, ...]:
    """What got well before anybody was to be told of it was no outage."""
    start, until = counted.moment(scope.period.start), counted.moment(scope.until)
    ended = func.least(func.coalesce(Trouble.ended_at, until), until)
    lasted: ColumnElement[Any] = func.sum(seconds(func.greatest(Trouble.began_at, start), ended))
    query = (
        select(Trouble.part, lasted, func.count())
        .where(Trouble.desk_id == scope.desk_id, Trouble.part.in_(await _parts(session, scope)))
        .where(Trouble.began_at < until, or_(Trouble.ended_at.is_(None), Trouble.ended_at > start))
        .where(or_(Trouble.told_at < until, Trouble.tell_at <= ended))
        .group_by(Trouble.part)
        .order_by(lasted.desc(), Trouble.part)
    )
    return tuple(Outage(part, float(lasted), times) for part, lasted, times in await session.execute(query))


async def _parts(session: AsyncSession, scope: Scope) -> Sequence[str]:
    """Hearing and answering on each of the desk's accounts, of the network that is asked for; and Telegram."""
    query = select(Account.network, Account.external_id).where(Account.desk_id == scope.desk_id)
    if scope.only.network is not None:
        query = query.where(Account.network == scope.only.network)
    keys = [f"{network}:{external_id}" for network, external_id in await session.execute(query)]
    return [TELEGRAM, *keys, *(f"lane {key}" for key in keys)]
