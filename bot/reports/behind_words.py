"""What a figure is called over the list of its cases."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from bot.desk.keyboards import network_name
from bot.desk.richtext import Rich, fill, name, plain
from bot.desk.view import Texts
from bot.reports import naming
from bot.reports.behind import FIGURES, NONE
from bot.reports.plotted import age
from storage.models import Case, Department, Desk, Staff, Tag

MORE = frozenset(
    (
        *("next", "next_open", "due_first", "due_next", "due_resolution"),
        *("met_first", "met_next", "met_resolution", "outside_answered", "outside_unanswered"),
        *("approvals", "approved", "declined", "approvals_open", "approvals_decided"),
        *("surveys", "survey_replies", "survey_answers"),
    )
)
"""They count other things than cases, or are no row: over a list of cases they have words of their own."""
GO_ON = frozenset(("answers_elsewhere", "late_first", "late_next", "late_resolution", "maturing", "waiting"))
"""Their words in the report go on from the line above: alone they have others."""
ROWS = {"new": "new_customers", "returning": "returning_customers"}
"""Which row has the words of a figure of another name: the list is called what was tapped."""

Named = Callable[[AsyncSession, Desk, str, Texts], Awaitable[Rich | None]]


async def figure_words(session: AsyncSession, desk: Desk, figure: str, texts: Texts) -> Rich | None:
    """`figure`: one that `cases_behind` knows. None: what it names is another desk's, or not there."""
    if figure in FIGURES:
        if figure in MORE:
            return fill(texts, "behind-more", figure=figure)
        if figure in GO_ON:
            return fill(texts, "behind-figure", figure=figure, name="")
        return fill(texts, f"row-{ROWS.get(figure, figure).replace('_', '-')}")
    sort, _, argument = figure.partition("-")
    if sort == "case":
        return await _case(session, desk, argument, texts)
    kind, _, part = sort.partition("_")
    named = await NAMES[kind](session, desk, argument, texts)
    if named is None:
        return None
    whole = fill(texts, "behind-figure", figure=kind, name=named)
    return fill(texts, "behind-part", name=whole, part=fill(texts, "part-name", part=part)) if part else whole


async def _case(session: AsyncSession, desk: Desk, argument: str, texts: Texts) -> Rich | None:
    case = await session.get(Case, int(argument))
    if case is None or case.desk_id != desk.id:
        return None
    return fill(texts, "behind-case", number=fill(texts, "report-case", number=str(case.number)))


def _plainly(word: Callable[[str, Texts], str]) -> Named:
    async def named(_: AsyncSession, __: Desk, argument: str, texts: Texts) -> Rich | None:
        return name(word("" if argument == NONE else argument, texts))

    return named


def _row(model: type[Staff] | type[Department] | type[Tag]) -> Named:
    async def named(session: AsyncSession, desk: Desk, argument: str, texts: Texts) -> Rich | None:
        row: Staff | Department | Tag | None = await session.get(model, int(argument))
        if row is None or row.desk_id != desk.id:
            return None
        if isinstance(row, Staff) and row.left_at is not None:
            return fill(texts, "reporting-left", name=name(row.name))
        if isinstance(row, Department) and row.closed_at is not None:
            return fill(texts, "reporting-closed", name=name(row.name))
        return name(row.name)

    return named


async def _hour(_: AsyncSession, __: Desk, argument: str, ___: Texts) -> Rich | None:
    hour = int(argument)
    return plain(f"{hour:02}:00–{hour + 1:02}:00")


async def _age(_: AsyncSession, __: Desk, argument: str, texts: Texts) -> Rich | None:
    return plain(age(int(argument), texts))


async def _score(_: AsyncSession, __: Desk, argument: str, ___: Texts) -> Rich | None:
    return plain(str(int(argument)))


NAMES: Mapping[str, Named] = {
    "network": _plainly(network_name),
    "kind": _plainly(naming.kind),
    "category": _plainly(naming.category),
    "outcome": _plainly(naming.outcome),
    "tag": _row(Tag),
    "person": _row(Staff),
    "department": _row(Department),
    "hour": _hour,
    "age": _age,
    "score": _score,
}
