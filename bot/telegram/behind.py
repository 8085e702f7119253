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
from bot.desk.richtext import bold, fill, join, lines, plain
from bot.desk.states import Refused
from bot.desk.view import Button, Drawn
from bot.found import PAGE, hits_of
from bot.lookup import Found
from bot.reports import asking
from bot.reports.behind import UnknownFigure, cases_behind
from bot.reports.behind_words import figure_words
from bot.reports.page import days_words, narrowed
from bot.reports.period import Period
from bot.reports.scope import Only, Scope
from bot.reports.wanted import Wanted
from bot.telegram.callbacks import Number
from bot.telegram.looking import bring
from bot.telegram.people import pressing_in_private
from bot.telegram.reply import NOTHING, Reply, Whisper, plainly, refused
from bot.texts import Words, words_for
from storage.models import Case, Desk, Report, Staff

router = Router(name="behind")


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
        return Reply(
            whispers=[Whisper(await _list(session, desk, Turned(report=asked[0], figure=asked[1]), texts))]
        )
    except Refused as error:
        return plainly(texts, error)


@router.callback_query(Turned.filter())
async def turned(query: CallbackQuery, callback_data: Turned, session: AsyncSession, bench: Bench) -> Reply:
    """Whoever lost the right to read reports sees no more of them."""
    now = bench.clock()
    known = await pressing_in_private(session, bench.bot, query, now)
    if known is None:
        return NOTHING
    desk, staff = known
    texts = words_for(desk, staff)
    if not may(staff.role, Right.REPORT):
        return refused(texts, denied(staff.role, Right.REPORT))
    try:
        if not callback_data.case:
            return Reply(redraws=await _list(session, desk, callback_data, texts))
        case = await session.get(Case, callback_data.case)
        if case is None or case.desk_id != desk.id:
            return Reply(toast=texts("out-of-date"))
        return await bring(session, desk, staff, case, query.from_user.id, now)
    except Refused as error:
        return Reply(toast=refusal(texts, error.key, error.params), alert=True)


async def _list(session: AsyncSession, desk: Desk, asked: Turned, texts: Words) -> Drawn:
    """Raises Refused."""
    scope = await _scope(session, desk, asked.report)
    try:
        cases = cases_behind(asked.figure, scope)
    except UnknownFigure:
        raise Refused("behind-no-figure") from None
    called = await figure_words(session, desk, asked.figure, texts)
    if called is None:
        raise Refused("behind-no-figure")
    count = await session.scalar(select(func.count()).select_from(cases.order_by(None).subquery())) or 0
    pages = max(1, -(-count // PAGE))
    at = max(0, min(asked.page, pages - 1))
    ids = (await session.scalars(cases.offset(at * PAGE).limit(PAGE))).all()
    there = [(case_id, None) for case_id in ids]
    page = Page(at, pages, count, more=False, hits=await hits_of(session, desk, there, Found()))
    known = await asking.known(session, desk, texts)
    head = lines(
        (
            bold(plain("📊 ") + called),
            plain(days_words(scope.period)),
            narrowed(Wanted(only=scope.only), known, texts),
        )
    )
    listed = shown(page, texts) if count else fill(texts, "behind-nothing")
    return Drawn(join("\n\n", (head, listed)).html, _rows(asked, page))


def _rows(asked: Turned, page: Page) -> Sequence[Sequence[Button]]:
    def button(label: str, to: int, case: int = 0) -> Button:
        return Button(label, data=Turned(report=asked.report, figure=asked.figure, page=to, case=case).pack())

    cases = tuple(button(f"#{one.number}", page.number, one.case_id) for one in page.hits)
    ways = ((page.number - 1, "‹ {}/{}"), (page.number + 1, "{}/{} ›"))
    turns = tuple(button(label.format(to + 1, page.pages), to) for to, label in ways if 0 <= to < page.pages)
    return tuple(row for row in (cases, turns) if row)


async def _scope(session: AsyncSession, desk: Desk, number: int) -> Scope:
    """Raises Refused: there is no such report, or it is another desk's."""
    report = await session.get(Report, number)
    if report is None or report.desk_id != desk.id:
        raise Refused("behind-no-report")
    period = Period(report.start_at, report.end_at, ZoneInfo(desk.timezone))
    return Scope(desk.id, period, report.known_at, Only(**report.only))
