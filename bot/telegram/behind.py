"""The cases behind a figure of a report: what a link in it opens in the private chat. Read anew for each page, by the row
of the report, so that a restart changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.bench import Bench
from bot.desk.cards import refusal
from bot.desk.found import Page, shown
from bot.desk.permissions import Right, denied, may
from bot.desk.richtext import EMPTY, Rich, bold, cut, fill, join, lines, plain
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn
from bot.found import PAGE, hits_of
from bot.lookup import Found
from bot.reports import asking
from bot.reports.behind import cases_behind
from bot.reports.behind_words import figure_words
from bot.reports.links import FIGURE, UnknownFigure
from bot.reports.page import days_words, narrowed
from bot.reports.period import Period
from bot.reports.scope import Only, Scope
from bot.reports.wanted import Wanted
from bot.reports.whole import PARTS, Line, whole
from bot.telegram.callbacks import Number
from bot.telegram.looking import bring
from bot.telegram.own_page import on_own_page
from bot.telegram.reply import Reply, Whisper, plainly
from bot.texts import Words, words_for
from storage.models import Case, Desk, Report, Staff

router = Router(name="behind")


ALL = "all-"
LINES = 10
"""Of a list of tags, people… on a page."""
LABEL = 40
"""Characters of a name on a button."""


class Opened(CallbackData, prefix="b2"):
    """A line of a list of tags, people…: its cases come as a message of their own."""

    report: Number
    figure: str


class Turned(CallbackData, prefix="b1"):
    """`case` 0: turns to the page; else brings that case."""

    report: Number
    figure: str
    page: Number = 0
    case: Number = 0


async def opened(session: AsyncSession, desk: Desk, staff: Staff, asked: tuple[int, str]) -> Reply:
    """What the link opens: as `bot.reports.links.read` gives it."""
    texts = words_for(desk, staff)
    if not may(staff.role, Right.REPORT):
        return plainly(texts, denied(staff.role, Right.REPORT))
    try:
        drawn = await _page(session, desk, Turned(report=asked[0], figure=asked[1]), texts)
        return Reply(whispers=[Whisper(drawn, names=True)])
    except Refused as error:
        return plainly(texts, error)


@router.callback_query(Opened.filter())
async def line(query: CallbackQuery, callback_data: Opened, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.REPORT)
    if isinstance(who, Reply):
        return who
    desk, staff, _ = who
    return await opened(session, desk, staff, (callback_data.report, callback_data.figure))


@router.callback_query(Turned.filter())
async def turned(query: CallbackQuery, callback_data: Turned, session: AsyncSession, bench: Bench) -> Reply:
    who = await on_own_page(query, session, bench, Right.REPORT)
    if isinstance(who, Reply):
        return who
    desk, staff, texts = who
    try:
        if not callback_data.case:
            return Reply(redraws=await _page(session, desk, callback_data, texts))
        case = await session.get(Case, callback_data.case)
        if case is None or case.desk_id != desk.id:
            return Reply(toast=texts("out-of-date"))
        return await bring(session, desk, staff, case, query.from_user.id, bench.clock())
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)


async def _page(session: AsyncSession, desk: Desk, asked: Turned, texts: Words) -> Drawn:
    """Raises Refused."""
    scope = await _scope(session, desk, asked.report)
    try:
        if asked.figure.startswith(ALL):
            return await _whole(session, desk, scope, asked, texts)
        return await _list(session, desk, scope, asked, texts)
    except UnknownFigure:
        raise Refused("behind-no-figure") from None


async def _list(session: AsyncSession, desk: Desk, scope: Scope, asked: Turned, texts: Words) -> Drawn:
    """Cases. Raises Refused, UnknownFigure."""
    cases = cases_behind(asked.figure, scope)
    called = await figure_words(session, desk, asked.figure, texts)
    if called is None:
        raise Refused("behind-no-figure")
    count = await session.scalar(select(func.count()).select_from(cases.order_by(None).subquery())) or 0
    pages = max(1, -(-count // PAGE))
    at = max(0, min(asked.page, pages - 1))
    ids = (await session.scalars(cases.offset(at * PAGE).limit(PAGE))).all()
    there = [(case_id, None) for case_id in ids]
    page = Page(at, pages, count, more=False, hits=await hits_of(session, desk, there, Found()))
    head = await _head(session, desk, scope, called, texts)
    listed = shown(page, texts) if count else fill(texts, "behind-nothing")
    cases_row = tuple(
        Button(f"#{one.number}", data=_turn(asked, page.number, case=one.case_id)) for one in page.hits
    )
    parts = await _parts(session, scope, asked, texts)
    rows = (cases_row, _turns(asked, page.number, page.pages), *parts)
    return Drawn(join("\n\n", (head, listed)).html, tuple(row for row in rows if row))


async def _whole(session: AsyncSession, desk: Desk, scope: Scope, asked: Turned, texts: Words) -> Drawn:
    """All tags, people…: a button for each. Raises UnknownFigure."""
    what = asked.figure.removeprefix(ALL)
    found = await whole(session, scope, what, texts)
    pages = max(1, -(-len(found) // LINES))
    at = max(0, min(asked.page, pages - 1))
    rows = [
        (Button(_label(one), data=Opened(report=asked.report, figure=one.figure).pack()),)
        for one in found[at * LINES : (at + 1) * LINES]
        if FIGURE.fullmatch(one.figure)
    ]
    called = fill(texts, "behind-whole", what=what)
    head = await _head(session, desk, scope, called, texts)
    none = EMPTY if found else fill(texts, "behind-whole-nothing")
    turns = _turns(asked, at, pages)
    return Drawn(join("\n\n", (head, none)).html, (*rows, *([turns] if turns else [])))


def _label(one: Line) -> str:
    """The number is never cut."""
    return f"{cut(one.shown, LABEL) or '?'} · {one.count}"


async def _head(session: AsyncSession, desk: Desk, scope: Scope, called: Rich, texts: Words) -> Rich:
    known = await asking.known(session, desk, texts)
    return lines(
        (
            bold(plain("📊 ") + called),
            plain(days_words(scope.period)),
            narrowed(Wanted(only=scope.only), known, texts),
        )
    )


async def _parts(
    session: AsyncSession, scope: Scope, asked: Turned, texts: Words
) -> Sequence[tuple[Button, ...]]:
    """Of a network, a department, a person: what else is told of it, where there is any; all of it first."""
    sort, _, which = asked.figure.partition("-")
    kind = sort.partition("_")[0]
    if kind not in PARTS or not which:
        return ()
    figures = {part: f"{kind}_{part}-{which}" for part in PARTS[kind]}
    some = [cases_behind(figure, scope).order_by(None).exists() for figure in figures.values()]
    there = (await session.execute(select(*some))).one()
    told = [(part, figure) for (part, figure), any_ in zip(figures.items(), there, strict=True) if any_]
    buttons = [
        Button(label[:1].upper() + label[1:], data=_turn(asked, 0, figure=figure))
        for label, figure in (
            (texts("button-reporting-everything"), f"{kind}-{which}"),
            *((texts("part-name", part=part), figure) for part, figure in told),
        )
        if figure != asked.figure
    ]
    return [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]


def _turn(asked: Turned, page: int, *, case: int = 0, figure: str | None = None) -> str:
    return Turned(report=asked.report, figure=figure or asked.figure, page=page, case=case).pack()


def _turns(asked: Turned, at: int, pages: int) -> tuple[Button, ...]:
    ways = ((at - 1, "‹ {}/{}"), (at + 1, "{}/{} ›"))
    return tuple(
        Button(label.format(to + 1, pages), data=_turn(asked, to)) for to, label in ways if 0 <= to < pages
    )


async def _scope(session: AsyncSession, desk: Desk, number: int) -> Scope:
    """Raises Refused: there is no such report, or it is another desk's."""
    report = await session.get(Report, number)
    if report is None or report.desk_id != desk.id:
        raise Refused("behind-no-report")
    period = Period(report.start_at, report.end_at, ZoneInfo(desk.timezone))
    return Scope(desk.id, period, report.known_at, Only(**report.only))
