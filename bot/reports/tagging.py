"""What comes up again."""

from __future__ import annotations

from sqlalchemy import and_, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reports import counted
from bot.reports.days import weeks_before
from bot.reports.results import TagCount
from bot.reports.scope import Scope
from bot.reports.trend import old_enough
from storage.models import CaseFact, Tag


async def tags(session: AsyncSession, scope: Scope) -> tuple[TagCount, ...]:
    """How often each tag came up, and how often it usually does."""
    spans = [
        and_(CaseFact.opened_at >= counted.moment(start), CaseFact.opened_at < counted.moment(end))
        for start, end in weeks_before(scope)
    ]
    since = weeks_before(scope)[-1][0]
    tag = func.unnest(CaseFact.tags).label("tag")
    now = counted.within(CaseFact.opened_at, scope).label("now")
    each = (
        select(
            tag,
            *(span.label(f"span_{n}") for n, span in enumerate(spans)),
            now,
        )
        .where(counted.cases(scope), text("cardinality(tags) > 0"))
        .where(CaseFact.opened_at >= counted.moment(since))
        .where(CaseFact.opened_at < counted.moment(scope.until))
        .subquery()
    )
    before = [func.count().filter(each.c[f"span_{n}"]) for n in range(len(spans))]
    count = func.count().filter(each.c.now)
    query = (
        select(Tag.id, Tag.name, count, *before)
        .select_from(each)
        .join(Tag, Tag.id == each.c.tag)
        .group_by(Tag.id, Tag.name)
        .having(count > 0)
    )
    old = await old_enough(session, scope)
    found = [
        TagCount(tag_id, name, count, sum(before) / len(before) if old else None)
        for tag_id, name, count, *before in await session.execute(query)
    ]
    return tuple(sorted(found, key=lambda one: (-one.count, one.name.casefold(), one.tag_id)))
