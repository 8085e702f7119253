"""A report that somebody asked for: computed, drawn, written; then put on its way together with what its links lead to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.desk.kinds import REPORT_FILE
from bot.desk.lanes import Urgency, telegram_lane
from bot.facts import up_to_date
from bot.record import enqueue
from bot.reports import asking
from bot.reports.charts import DrawingFailed, Picture, draw
from bot.reports.links import CaseLinks
from bot.reports.moment import one_moment
from bot.reports.page import days_words
from bot.reports.report import figures
from bot.reports.results import Report
from bot.reports.scope import Scope
from bot.reports.sending import keep_pictures, send_report
from bot.reports.summary import About, is_empty, summary
from bot.reports.wanted import Wanted
from bot.reports.workbook import File, csv_archive, file_name, workbook
from bot.texts import Words, words_for
from storage.engine import PATIENT
from storage.models import Desk, Gives, ReportFile, ReportPage, Staff
from storage.models import Report as Row

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Made:
    """`only`: the filters in words. `file` None: it is a message, with `pictures`."""

    report: Report
    before: Report | None
    about: About
    only: Sequence[str]
    texts: Words
    pictures: Sequence[Picture] = ()
    file: File | None = None

    async def put_on_its_way(self, session: AsyncSession, staff: Staff, username: str, now: datetime) -> str:
        """Tells how it ended, as `page.Progress` has it."""
        if self.empty:
            return "nothing"
        if self.file is not None:
            await self._send_file(session, staff, self.file, now)
        else:
            await self._send(session, staff, username, now)
        return "done"

    @property
    def empty(self) -> bool:
        return is_empty(self.report)

    async def _send(self, session: AsyncSession, staff: Staff, username: str, now: datetime) -> None:
        scope, language = self.report.scope, self.texts.language
        row = Row(
            desk_id=scope.desk_id,
            start_at=scope.period.start,
            end_at=scope.period.end,
            known_at=scope.known,
            only=scope.only.kept(),
            made_at=now,
        )
        session.add(row)
        await session.flush()
        names = [one.name for one in self.pictures]
        links = CaseLinks(username, row.id)
        told = summary(
            self.report,
            self.before,
            None,
            self.texts,
            links,
            about=self.about,
            pictures=names,
            only=self.only,
        )
        await keep_pictures(session, row.id, language, self.pictures, now)
        send_report(
            session,
            scope.desk_id,
            told,
            now,
            report_id=row.id,
            language=language,
            chat_id=staff.user_id,
        )

    async def _send_file(self, session: AsyncSession, staff: Staff, file: File, now: datetime) -> None:
        kept = ReportFile(desk_id=staff.desk_id, name=file.name, content=file.content, made_at=now)
        session.add(kept)
        await session.flush()
        caption = self.texts("reporting-file", days=days_words(self.report.scope.period))
        enqueue(
            session,
            desk_id=staff.desk_id,
            lane=telegram_lane(staff.user_id),
            kind=REPORT_FILE,
            urgency=Urgency.ACT,
            not_before=now,
            payload={"file": kept.id, "caption": "\n".join((caption, *self.only))},
        )


async def make(
    sessions: async_sessionmaker[AsyncSession],
    page: ReportPage,
    desk: Desk,
    staff: Staff,
    now: datetime,
    comes_to: Callable[[str], None],
) -> Made:
    """`comes_to` is told each step. Raises Refused for a time of which nothing is known."""
    wanted, texts = Wanted.unpacked(page.wanted), words_for(desk, staff)
    report, before = await computed(sessions, desk, wanted, now, comes_to)
    async with sessions() as session:
        only = await asking.narrowed(session, desk, wanted.only, texts)
    made = Made(report, before, _about(wanted, desk, now), only, texts)
    if made.empty:
        return made
    if page.gives == Gives.SHOW:
        comes_to("pictures")
        return _with(made, pictures=await _drawn(report, before, texts))
    comes_to("file")
    return _with(made, file=await _written(made, Gives(page.gives or Gives.XLSX)))


def _with(made: Made, *, pictures: Sequence[Picture] = (), file: File | None = None) -> Made:
    return Made(made.report, made.before, made.about, made.only, made.texts, pictures, file)


async def computed(
    sessions: async_sessionmaker[AsyncSession],
    desk: Desk,
    wanted: Wanted,
    now: datetime,
    comes_to: Callable[[str], None] = lambda _: None,
    longest: str = PATIENT,
) -> tuple[Report, Report | None]:
    """And what it is compared with, if there was a desk then: both from one picture of the facts. That is known as late
    after its end as the other one. Raises Refused for a time of which nothing is known."""
    zone = ZoneInfo(desk.timezone)
    period, earlier = wanted.period(now, zone), wanted.before(now, zone)
    comes_to("facts")
    await up_to_date(sessions, desk.id, lambda done, of: comes_to(f"facts-{100 * done // max(of, 1)}"))
    comes_to("figures")
    async with one_moment(sessions, longest) as moment:
        report = await figures(moment, Scope(desk.id, period, now, wanted.only), now)
        if earlier is None or earlier.end <= desk.created_at:
            return report, None
        known = min(now, earlier.end + (now - period.end))
        return report, await figures(moment, Scope(desk.id, earlier, known, wanted.only), now)


async def _drawn(report: Report, before: Report | None, texts: Words) -> Sequence[Picture]:
    """The figures go without pictures rather than not at all."""
    try:
        return await draw(report, before, texts)
    except DrawingFailed as error:
        log.warning("report goes without pictures", error=str(error))
        return ()


async def _written(made: Made, gives: Gives) -> File:
    """CSV comes as a ZIP: a file for each table."""
    if gives is Gives.XLSX:
        content = await workbook(made.report, made.before, made.texts, made.only)
        return File(file_name(made.report, "xlsx"), content)
    content = await csv_archive(made.report, made.before, made.texts, made.only)
    return File(file_name(made.report, "zip"), content)


def _about(wanted: Wanted, desk: Desk, now: datetime) -> About:
    first, after = wanted.days(now.astimezone(ZoneInfo(desk.timezone)).date())
    if wanted.span == "today":
        return About.SO_FAR
    if (after - first).days == 1:
        return About.DAY
    one_month = first.day == after.day == 1 and (after - first).days <= 31
    return About.MONTH if one_month else About.PERIOD
