"""All that a summary has no room for: each of a sort with its number and the figure behind it. Read anew."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.keyboards import network_name
from bot.desk.richtext import one_line
from bot.desk.view import Texts
from bot.reports import naming
from bot.reports.closings import closings
from bot.reports.deeds import deeds
from bot.reports.departments import departments
from bot.reports.endings import endings
from bot.reports.links import UnknownFigure
from bot.reports.openings import first_answers, openings
from bot.reports.people import people
from bot.reports.results import Count, Volume
from bot.reports.scope import Scope
from bot.reports.tagging import tags
from bot.reports.volume import volume

PARTS: Mapping[str, Sequence[str]] = {
    "network": ("messages", "answered", "unanswered", "resolved"),
    "department": ("answered", "overdue", "returned", "open"),
    "person": ("answers", "first", "claimed", "resolved", "reopened", "scores"),
}
"""What is told of one of a sort: `person_claimed-7`."""


@dataclass(frozen=True, slots=True)
class Line:
    """`shown`: plain text."""

    shown: str
    count: int
    figure: str


Lines = Callable[[AsyncSession, Scope, Texts], Awaitable[list[Line]]]


async def whole(session: AsyncSession, scope: Scope, what: str, texts: Texts) -> list[Line]:
    """`what`: one of WHOLE. In the order of the summary. Raises UnknownFigure."""
    if (lines := WHOLE.get(what)) is None:
        raise UnknownFigure(what)
    return await lines(session, scope, texts)


async def _volume(session: AsyncSession, scope: Scope) -> Volume:
    done, opened = await deeds(session, scope), await openings(session, scope)
    return await volume(session, scope, done, opened, first_answers(opened))


async def _networks(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    found = (await _volume(session, scope)).by_network
    return [Line(network_name(one.name, texts), one.cases, f"network-{one.name}") for one in found]


async def _kinds(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    return _counts((await _volume(session, scope)).by_kind, "kind", naming.kind, texts)


async def _categories(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    return _counts((await _volume(session, scope)).by_category, "category", naming.category, texts)


async def _outcomes(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    return _counts(endings(await closings(session, scope)).outcomes, "outcome", naming.outcome, texts)


async def _tags(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    found = await tags(session, scope)
    return [
        Line(texts("report-tag", name=one_line(one.name)), one.count, f"tag-{one.tag_id}") for one in found
    ]


async def _departments(session: AsyncSession, scope: Scope, _: Texts) -> list[Line]:
    found = await departments(session, scope)
    return [Line(one_line(one.name), one.asked, f"department-{one.department_id}") for one in found]


async def _people(session: AsyncSession, scope: Scope, texts: Texts) -> list[Line]:
    done, first = await deeds(session, scope), first_answers(await openings(session, scope))
    return [
        Line(
            texts("reporting-left", name=one_line(one.name)) if one.left else one_line(one.name),
            one.answers,
            f"person-{one.staff_id}",
        )
        for one in await people(session, scope, done, first, await closings(session, scope))
    ]


def _counts(
    found: Iterable[Count], figure: str, said: Callable[[str, Texts], str], texts: Texts
) -> list[Line]:
    return [
        Line(said(one.name, texts), one.count, f"{figure}-{one.name or 'none'}") for one in found if one.count
    ]


WHOLE: Mapping[str, Lines] = {
    "networks": _networks,
    "kinds": _kinds,
    "categories": _categories,
    "tags": _tags,
    "departments": _departments,
    "people": _people,
    "outcomes": _outcomes,
}
"""By what a link says after `all-`."""
