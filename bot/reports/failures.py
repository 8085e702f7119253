"""What did not arrive, and what was not well."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.lanes import account_lane, telegram_lane
from bot.reports import counted
from bot.reports.deeds import Deed
from bot.reports.results import Failures, Outage
from bot.reports.scope import Scope
from storage.models import Account, Desk, Did, Trouble

TELEGRAM = "telegram"
Span = tuple[datetime, datetime]


async def failures(session: AsyncSession, scope: Scope, done: Sequence[Deed]) -> Failures:
    """What did not arrive, and when what we depend on was not well."""
    lost = sum(one.times for one in done if one.did == Did.FAILED)
    parts = await _parts(session, scope)
    spans = await _spans(session, scope, parts)
    outages = [Outage(part, parts[part], sum(map(_seconds, ones)), len(ones)) for part, ones in spans.items()]
    outages.sort(key=lambda one: (-one.seconds, one.part))
    return Failures(lost, tuple(outages), together(one for ones in spans.values() for one in ones))


def together(spans: Iterable[Span]) -> float:
    """How many seconds at least one of them covers. Pure."""
    covered, upto = 0.0, None
    for began, ended in sorted(spans):
        since = began if upto is None else max(began, upto)
        if ended > since:
            covered, upto = covered + _seconds((since, ended)), ended
    return covered


def _seconds(span: Span) -> float:
    return (span[1] - span[0]).total_seconds()


async def _spans(
    session: AsyncSession, scope: Scope, parts: Mapping[str, str]
) -> Mapping[str, Sequence[Span]]:
    """When each part was not well within the period. What got well before anybody was to be told of it was no outage."""
    start, until = counted.moment(scope.period.start), counted.moment(scope.until)
    ended = func.least(func.coalesce(Trouble.ended_at, until), until)
    query = (
        select(Trouble.part, func.greatest(Trouble.began_at, start), ended)
        .where(Trouble.desk_id == scope.desk_id, Trouble.part.in_(parts))
        .where(Trouble.began_at < until, or_(Trouble.ended_at.is_(None), Trouble.ended_at > start))
        .where(or_(Trouble.told_at < until, Trouble.tell_at <= ended))
    )
    found: defaultdict[str, list[Span]] = defaultdict(list)
    for part, began, over in await session.execute(query):
        found[part].append((began, over))
    return found


async def _parts(session: AsyncSession, scope: Scope) -> Mapping[str, str]:
    """Hearing and answering on each of the desk's accounts, of the network that is asked for, with the account's name;
    and Telegram, and the operators' group there.
    """
    found = {TELEGRAM: ""}
    chat_id = await session.scalar(select(Desk.chat_id).where(Desk.id == scope.desk_id))
    if chat_id is not None:
        found[telegram_lane(chat_id)] = ""
    query = select(Account).where(Account.desk_id == scope.desk_id)
    if scope.only.network is not None:
        query = query.where(Account.network == scope.only.network)
    for one in await session.scalars(query):
        key = account_lane(one)
        found[key] = found[f"lane {key}"] = one.title or one.external_id
    return found
